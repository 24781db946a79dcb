using Cake.Core;
using PlatformAudits.Foundation;

namespace PlatformAudits.Build;

/// <summary>An argument of the command line.</summary>
/// <param name="Value">An example of its value, or null for a switch.</param>
public sealed record Argument(string Name, string? Value, TargetKinds ReadBy, string Meaning)
{
    private const TargetKinds Sandboxed = TargetKinds.Audit | TargetKinds.Sandbox | TargetKinds.Schedules | TargetKinds.FollowUp;

    /// <summary>All arguments, as the target <c>Default</c> lists them.</summary>
    public static IReadOnlyList<Argument> All { get; } =
    [
        new("target", "Calendly", TargetKinds.Any, "what to do; letter case does not matter"),
        new(
            "sandbox",
            null,
            TargetKinds.Audit | TargetKinds.Schedules | TargetKinds.FollowUp,
            "run against the built-in vendors, without any credential"
        ),
        new("preview", null, TargetKinds.Audit | TargetKinds.FollowUp, "write nothing to GitLab, and print what would change"),
        new("start", null, TargetKinds.FollowUp, "begin to follow up old issues as well"),
        new("days", "30", TargetKinds.FollowUp, "how many days ahead Forecast looks"),
        new("recheck", null, TargetKinds.Audit, "audit only what is open, due or was missed, as every day's schedule does"),
        new("apply", null, TargetKinds.Schedules, "make and mend the schedules"),
        new("replay", "DIR", TargetKinds.Audit, "run from a recorded snapshot, without a network"),
        new(
            "period",
            "FY27-Q1",
            TargetKinds.Audit | TargetKinds.FollowUp,
            "the fiscal quarter; today's by default, every one that has an issue for a follow-up"
        ),
        new("team", "PATH", TargetKinds.Audit | TargetKinds.FollowUp, "a local team file, or a folder of one file per person"),
        new("waivers", "PATH", TargetKinds.Audit | TargetKinds.FollowUp, "the accepted exceptions; waivers.yaml by default"),
        new(
            "previous",
            "PATH",
            TargetKinds.Audit,
            "an earlier period's report.json, or a folder that holds some; artifacts/history by default"
        ),
        new(
            "accept-drop",
            null,
            TargetKinds.Audit,
            "believe for this run that the team or a platform has shrunk by more than audits.yaml allows"
        ),
        new("config", "PATH", TargetKinds.Audit | TargetKinds.Schedules | TargetKinds.FollowUp, "the settings; audits.yaml by default"),
        new("output", "DIR", Sandboxed, "where to write; artifacts by default"),
        new("port", "5080", TargetKinds.Sandbox, "the port of the served sandbox; any free one by default"),
        new("sandbox-size", "150", Sandboxed, "how many people the sandbox's team has"),
        new("sandbox-seed", "1", Sandboxed, "what the sandbox's people and faults are made from"),
        new("sandbox-latency", "20", Sandboxed, "milliseconds that the sandbox takes for a response"),
        new("sandbox-names", "FILE", Sandboxed, "display names for the sandbox's accounts, one a line"),
        new(
            "sandbox-rate",
            "500",
            Sandboxed,
            "requests a minute that the sandbox allows; or published, or smallest: what each vendor allows a "
                + "company, or its smallest plan; no limit by default"
        ),
        new("sandbox-hide-limits", null, Sandboxed, "no header of the sandbox tells of a limit"),
        new("sandbox-faults", "FILE", Sandboxed, "what goes wrong in the sandbox, one a line: calendly 2 503"),
        new("evidence", "DIR", TargetKinds.Evidence, "what Verify checks: a snapshot, a job's artifact, or a folder of them"),
        new("key", "FILE", TargetKinds.Evidence, "the public key, in PEM, that must have signed the evidence"),
        new("filter", "TEXT", TargetKinds.Test, "only the tests whose full name contains the text"),
    ];

    /// <summary>Fails on the first argument that nobody reads.</summary>
    /// <param name="kinds">The kinds of the targets that are going to run.</param>
    /// <exception cref="AuditException">There is one, or a value is missing.</exception>
    public static void EnsureAllRead(ICakeArguments arguments, TargetKinds kinds)
    {
        foreach (var (name, values) in arguments.GetArguments())
        {
            if (All.FirstOrDefault(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } argument)
            {
                throw Misuse(
                    Sentence.Nearest(name, All.Select(a => a.Name)) is { } nearest
                        ? $"there is no argument --{name}; did you mean --{nearest}?"
                        : $"there is no argument --{name}. Run without arguments to see them all."
                );
            }

            if (argument.ReadBy != TargetKinds.Any && (argument.ReadBy & kinds) == 0)
            {
                var readers = All.Where(a => a.ReadBy == TargetKinds.Any || (a.ReadBy & kinds) != 0).Select(a => a.Name);
                throw Misuse(
                    $"--{argument.Name} is not read by this target"
                        + (
                            Sentence.Nearest(name, readers) is { } nearest
                                ? $"; did you mean --{nearest}?"
                                : $", but by targets of the kind {argument.ReadBy}. Leave it out."
                        )
                );
            }

            if (argument.Value is not null && values.Any(string.IsNullOrWhiteSpace))
            {
                throw Misuse($"--{argument.Name} needs a value, such as --{argument.Name}={argument.Value}.");
            }
        }
    }

    /// <summary>A misuse of the command line.</summary>
    /// <param name="problem">What is wrong and what to do, without the beginning of the sentence.</param>
    public static AuditException Misuse(string problem) =>
        new($"Reading the command line: {problem}", FailureKind.ConfigurationOrInfrastructure);
}

/// <summary>What kinds of targets there are.</summary>
[Flags]
public enum TargetKinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Audits a platform, or all of them.</summary>
    Audit = 1,

    /// <summary>Serves the sandbox.</summary>
    Sandbox = 2,

    /// <summary>Runs the tests.</summary>
    Test = 4,

    /// <summary>Whatever else.</summary>
    Other = 8,

    /// <summary>Compares the pipeline schedules.</summary>
    Schedules = 16,

    /// <summary>Follows audits up, or forecasts it.</summary>
    FollowUp = 32,

    /// <summary>Checks evidence.</summary>
    Evidence = 64,

    /// <summary>All of them.</summary>
    Any = Audit | Sandbox | Test | Other | Schedules | FollowUp | Evidence,
}
