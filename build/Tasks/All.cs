using Cake.Common.Diagnostics;
using Cake.Frosting;

namespace PlatformAudits.Build.Tasks;

/// <summary>Audits every platform, one after the other; one that fails does not keep the others from being audited.</summary>
[TaskName("All")]
[TaskDescription("Audits every platform, one after the other.")]
public sealed class All : AsyncFrostingTask<AuditContext>
{
    private readonly IReadOnlyList<AuditTask> _audits = [.. typeof(AuditTask).Assembly.GetExportedTypes()
        .Where(t => t.IsSubclassOf(typeof(AuditTask)) && !t.IsAbstract)
        .OrderBy(t => t.Name, StringComparer.Ordinal)
        .Select(t => (AuditTask)Activator.CreateInstance(t)!)];

    /// <inheritdoc />
    public override async Task RunAsync(AuditContext context)
    {
        var failed = new List<string>();
        foreach (var audit in _audits)
        {
            try
            {
                await AuditTask.AuditAsync(context, audit.Platform).ConfigureAwait(false);
            }
            catch (AuditException failure)
            {
                failed.Add(audit.Platform);
                context.Error(failure.Message);
            }
        }

        if (failed.Count > 0)
        {
            throw new AuditException($"{Sentence.Count(failed.Count, "audit")} of {_audits.Count} failed: {Sentence.List(failed)}. The reasons stand above.");
        }
    }
}
