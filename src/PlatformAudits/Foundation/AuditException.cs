using System.Net;

namespace PlatformAudits.Foundation;

/// <summary>What a failure means for the run, and so for the exit code of the process.</summary>
public enum FailureKind
{
    /// <summary>The platform could not be judged: nothing is known about it. Exit code 2.</summary>
    NotEvaluated,

    /// <summary>A person has to put something right: an argument, a setting, the disk, the issue tracker. Exit code 1.</summary>
    ConfigurationOrInfrastructure,

    /// <summary>A signal stopped the run. Exit code 1.</summary>
    Cancelled,

    /// <summary>The program itself is wrong. Exit code 1.</summary>
    Defect,
}

/// <summary>
/// A failure that a person can act on. Its message is shown as it is, without a stack trace: it says what was being done,
/// what was wrong, where (file:line:column, or method and URL) and what to do. It never holds a secret.
/// </summary>
public sealed class AuditException : Exception
{
    /// <summary>
    /// A failure with its sentence, in which characters that nobody sees are shown by their numbers, and secrets are redacted.
    /// </summary>
    /// <param name="innerException">Where it came from, for a debugger; never shown. One that holds a secret is left out.</param>
    public AuditException(string message, FailureKind kind = FailureKind.NotEvaluated, Exception? innerException = null)
        : base(
            Invisible.ShownByLine(Secrets.Current.RedactedIn(message)),
            innerException is not null && Secrets.Current.AreIn(innerException.ToString()) ? null : innerException
        ) => Kind = kind;

    /// <summary>What the failure means for the run.</summary>
    public FailureKind Kind { get; }

    /// <summary>The HTTP status that a system refused a request with, for good; null for any other failure.</summary>
    public HttpStatusCode? Status { get; init; }
}
