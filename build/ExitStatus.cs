using PlatformAudits.Foundation;

namespace PlatformAudits.Build;

/// <summary>
/// The exit code of the process: 0 evaluated, with or without findings; 2 could not be evaluated; 1 anything else. Cake's host itself
/// knows only success and failure.
/// </summary>
public sealed class ExitStatus
{
    private FailureKind? _worst;

    /// <summary>Notes a failure; any other outweighs a platform that could not be evaluated.</summary>
    public void Note(FailureKind kind) => _worst = _worst is null or FailureKind.NotEvaluated ? kind : _worst;

    /// <summary>The exit code.</summary>
    public int CodeAfter(int hostCode) =>
        (hostCode, _worst) switch
        {
            (0, null) => 0,
            (_, FailureKind.NotEvaluated) => 2,
            _ => 1,
        };
}
