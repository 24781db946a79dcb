using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Limits;

namespace PlatformAudits.Collecting.Commands;

/// <summary>What a <see cref="CommandRunner"/> needs to know of a system that is read with a command-line program.</summary>
public sealed record CommandOptions
{
    /// <summary>The system's name as people say it, such as <c>1Password</c>.</summary>
    public required string System { get; init; }

    /// <summary>
    /// The program where <see cref="ProgramVariable"/> names no other, such as <c>op</c>; it is looked for on the <c>PATH</c>.
    /// </summary>
    public required string Program { get; init; }

    /// <summary>The environment variable that may name the program, by its path or by a name on the <c>PATH</c>.</summary>
    public required string ProgramVariable { get; init; }

    /// <summary>
    /// The environment variable of the secret. The program gets it under the same name, and none of its arguments holds it.
    /// </summary>
    public required string SecretVariable { get; init; }

    /// <summary>What to do when the program is not there, as a sentence.</summary>
    public required string Install { get; init; }

    /// <summary>The JSON fields whose values never reach the disk.</summary>
    public IReadOnlyList<string> SecretFields { get; init; } = [];

    /// <summary>Makes a clause of the error that standard error tells, or null when it tells none, as when it holds only advice.</summary>
    public Func<string, string?> ErrorText { get; init; } = _ => null;

    /// <summary>What to do about an error's clause, as a sentence, or null.</summary>
    public Func<string, string?> Advice { get; init; } = _ => null;

    /// <summary>Whether an error's clause tells of something that a repeat may heal.</summary>
    public Func<string, bool> MayPass { get; init; } = _ => false;

    /// <summary>How long the error's clause asks to wait, or null.</summary>
    public Func<string, TimeSpan?> WaitAskedFor { get; init; } = _ => null;

    /// <summary>How many commands the system allows.</summary>
    public RateLimits Limits { get; init; } = RateLimits.Unknown;

    /// <summary>Repeats and waits.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>How long one command may take; then it is killed with all that it has started.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The longest output that is taken, in bytes; then the command is killed.</summary>
    public long ByteLimit { get; init; } = 256 * 1024 * 1024;

    /// <summary>Commands that run at the same time, at the most.</summary>
    public int AtOnce { get; init; } = 4;
}
