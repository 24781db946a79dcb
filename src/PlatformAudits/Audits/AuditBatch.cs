using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Audits;

/// <summary>
/// Audits several platforms side by side. Each stands alone: whatever becomes of one, the others are carried out and told.
/// </summary>
public static class AuditBatch
{
    /// <summary>Carries the audits out.</summary>
    /// <param name="ended">Is told of each as it ends, by one thread at a time.</param>
    /// <returns>What each came to, in the order given.</returns>
    public static Task<AuditResult[]> RunAsync(
        IReadOnlyList<string> platforms,
        Func<string, Task<AuditOutcome>> audit,
        Action<AuditResult> ended,
        TimeProvider clock
    )
    {
        var telling = new Lock();
        return Task.WhenAll(platforms.Select(platform => Task.Run(() => RunOneAsync(platform))));

        async Task<AuditResult> RunOneAsync(string platform)
        {
            var start = clock.GetTimestamp();
            AuditOutcome? outcome = null;
            Exception? failure = null;
            try
            {
                outcome = await audit(platform);
            }
#pragma warning disable CA1031 // A defect in one platform must not hide the others; it is told with them.
            catch (Exception error)
#pragma warning restore CA1031
            {
                failure = error;
            }

            var result = new AuditResult(platform, outcome, failure, clock.GetElapsedTime(start));
            lock (telling)
            {
                ended(result);
            }

            return result;
        }
    }
}

/// <summary>What one platform's audit came to.</summary>
/// <param name="Outcome">Its outcome, or null when there is none.</param>
/// <param name="Failure">Why there is none, or null.</param>
public sealed record AuditResult(string Platform, AuditOutcome? Outcome, Exception? Failure, TimeSpan Duration)
{
    /// <summary>What it means for the run; null when the platform was evaluated.</summary>
    public FailureKind? Kind =>
        Failure switch
        {
            null => Outcome!.Report.Verdict == Verdict.NotEvaluated ? FailureKind.NotEvaluated : null,
            AuditException failure => failure.Kind,
            _ => FailureKind.Defect,
        };

    /// <summary>Why the platform was not evaluated, or its result not written; null when all went well.</summary>
    public string? Reason =>
        Failure switch
        {
            null => Outcome!.Report.Reasons is [var first, ..] ? first : null,
            AuditException failure => failure.Message,
            var defect => $"This is a defect of the program: {defect.GetType().Name}: {defect.Message}",
        };
}
