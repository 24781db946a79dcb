using Cake.Core;
using PlatformAudits.Foundation;

namespace PlatformAudits.Build;

/// <summary>An argument of the command line.</summary>
/// <param name="Value">An example of its value, or null for a switch.</param>
/// <param name="Example">A command line that has it, without the program.</param>
public sealed record Argument(ArgumentUse Use, string Name, string? Value, TargetKinds ReadBy, string Meaning, string Example)
{
    private const TargetKinds Sandboxed =
        TargetKinds.Audit | TargetKinds.Sandbox | TargetKinds.Schedules | TargetKinds.FollowUp | TargetKinds.Report;

    /// <summary>All arguments of this program, in the order of the help.</summary>
    public static IReadOnlyList<Argument> All { get; } =
    [
        new(
            ArgumentUse.First,
            "target",
            "Calendly",
            TargetKinds.Any,
            "what to do: a target below, in any letter case; several are carried out one after the other",
            "--target=Calendly"
        ),
        new(
            ArgumentUse.First,
            "sandbox",
            null,
            TargetKinds.Audit | TargetKinds.Schedules | TargetKinds.FollowUp | TargetKinds.Report,
            "run against the built-in vendors, without any credential",
            "--target=All --sandbox"
        ),
        new(
            ArgumentUse.First,
            "preview",
            null,
            TargetKinds.Audit | TargetKinds.FollowUp | TargetKinds.Report,
            "write nothing to GitLab, and print what would change",
            "--target=Calendly --preview"
        ),
        new(
            ArgumentUse.First,
            "period",
            "FY27-Q1",
            TargetKinds.Audit | TargetKinds.FollowUp | TargetKinds.Report,
            "the fiscal quarter; today's by default, every one that has an issue for a follow-up, that of the files for Report",
            "--target=Calendly --period=FY27-Q1"
        ),
        new(
            ArgumentUse.First,
            "team",
            "PATH",
            TargetKinds.Audit | TargetKinds.FollowUp,
            "a local team file, or a folder of one file per person",
            "--target=Calendly --team=support-team.yaml"
        ),
        new(
            ArgumentUse.First,
            "replay",
            "DIR",
            TargetKinds.Audit,
            "run from a recorded snapshot, without a network; the issue is not touched",
            "--target=All --replay=artifacts --output=replayed"
        ),
        new(ArgumentUse.Audit, "output", "DIR", Sandboxed, "where to write; artifacts by default", "--target=All --output=../audits"),
        new(
            ArgumentUse.Audit,
            "config",
            "PATH",
            TargetKinds.Audit | TargetKinds.Schedules | TargetKinds.FollowUp | TargetKinds.Report,
            "the settings; audits.yaml by default",
            "--target=All --config=ours.yaml"
        ),
        new(
            ArgumentUse.Audit,
            "waivers",
            "PATH",
            TargetKinds.Audit | TargetKinds.FollowUp | TargetKinds.Report,
            "the accepted exceptions; waivers.yaml by default",
            "--target=All --waivers=waivers.yaml"
        ),
        new(
            ArgumentUse.Audit,
            "templates",
            "DIR",
            TargetKinds.Audit | TargetKinds.FollowUp | TargetKinds.Evidence | TargetKinds.Report,
            "templates and texts of your own, each before the shipped one",
            "--target=All --templates=ours"
        ),
        new(
            ArgumentUse.Audit,
            "previous",
            "PATH",
            TargetKinds.Audit,
            "an earlier period's report.json, or a folder that holds some; artifacts/history by default",
            "--target=Calendly --previous=../FY27-Q1"
        ),
        new(
            ArgumentUse.Audit,
            "recheck",
            null,
            TargetKinds.Audit,
            "audit only what is open, due or was missed, as every day's schedule does",
            "--target=All --recheck"
        ),
        new(
            ArgumentUse.Audit,
            "accept-drop",
            null,
            TargetKinds.Audit,
            "believe for this run that the team or a platform has shrunk by more than audits.yaml allows",
            "--target=PagerDuty --accept-drop"
        ),
        new(
            ArgumentUse.FollowUp,
            "start",
            null,
            TargetKinds.FollowUp,
            "begin to follow up old issues as well",
            "--target=FollowUp --start"
        ),
        new(ArgumentUse.FollowUp, "days", "30", TargetKinds.FollowUp, "how many days ahead Forecast looks", "--target=Forecast --days=7"),
        new(ArgumentUse.FollowUp, "apply", null, TargetKinds.Schedules, "make and mend the schedules", "--target=Schedules --apply"),
        new(
            ArgumentUse.Evidence,
            "evidence",
            "DIR",
            TargetKinds.Evidence,
            "what Verify checks: a snapshot, a job's artifact, or a folder of them",
            "--target=Verify --evidence=artifacts"
        ),
        new(
            ArgumentUse.Evidence,
            "key",
            "FILE",
            TargetKinds.Evidence,
            "the public key, in PEM, that must have signed the evidence",
            "--target=Verify --evidence=artifacts --key=audits.pem"
        ),
        new(
            ArgumentUse.Sandbox,
            "port",
            "5080",
            TargetKinds.Sandbox,
            "the port of the served sandbox; any free one by default",
            "--target=Sandbox --port=5080"
        ),
        new(
            ArgumentUse.Sandbox,
            "sandbox-size",
            "150",
            Sandboxed,
            "how many people the sandbox's team has",
            "--target=All --sandbox --sandbox-size=500"
        ),
        new(
            ArgumentUse.Sandbox,
            "sandbox-seed",
            "1",
            Sandboxed,
            "what the sandbox's people and faults are made from",
            "--target=All --sandbox --sandbox-seed=2"
        ),
        new(
            ArgumentUse.Sandbox,
            "sandbox-today",
            "2026-11-30",
            TargetKinds.Audit | TargetKinds.Schedules | TargetKinds.FollowUp | TargetKinds.Report,
            "with --sandbox: the day of the run, or a time of it such as 2026-11-30T08:15 (UTC)",
            "--target=All --sandbox --sandbox-today=2026-11-30"
        ),
        new(
            ArgumentUse.Sandbox,
            "sandbox-latency",
            "20",
            Sandboxed,
            "milliseconds that the sandbox takes for a response",
            "--target=All --sandbox --sandbox-latency=200"
        ),
        new(
            ArgumentUse.Sandbox,
            "sandbox-names",
            "FILE",
            Sandboxed,
            "display names for the sandbox's accounts, one a line",
            "--target=All --sandbox --sandbox-names=names.txt"
        ),
        new(
            ArgumentUse.Sandbox,
            "sandbox-rate",
            "500",
            Sandboxed,
            "requests a minute that the sandbox allows; or published, or smallest: what each vendor allows a "
                + "company, or its smallest plan; no limit by default",
            "--target=All --sandbox --sandbox-rate=published"
        ),
        new(
            ArgumentUse.Sandbox,
            "sandbox-hide-limits",
            null,
            Sandboxed,
            "no header of the sandbox tells of a limit",
            "--target=All --sandbox --sandbox-hide-limits"
        ),
        new(
            ArgumentUse.Sandbox,
            "sandbox-faults",
            "FILE",
            Sandboxed,
            "what goes wrong in the sandbox, one a line, such as calendly 2 503",
            "--target=All --sandbox --sandbox-faults=faults"
        ),
        new(
            ArgumentUse.Development,
            "filter",
            "TEXT",
            TargetKinds.Test,
            "only the tests whose full name contains the text",
            "--target=Test --filter=Calendly"
        ),
    ];

    /// <summary>What the help shows: those of this program, and some that Cake reads.</summary>
    public static IReadOnlyList<Argument> Shown { get; } =
    [
        .. All,
        new(
            ArgumentUse.Cake,
            "verbosity",
            "verbose",
            TargetKinds.Any,
            "every step on a line of its own, also in a terminal",
            "--target=All --verbosity=verbose"
        ),
        new(ArgumentUse.Cake, "help", null, TargetKinds.Any, "print this text", "--help"),
        new(ArgumentUse.Cake, "version", null, TargetKinds.Any, "print the version of this program", "--version"),
    ];

    /// <summary>What the help says above the arguments of a use.</summary>
    public static string HeadingOf(ArgumentUse use) =>
        use switch
        {
            ArgumentUse.First => "What one needs first",
            ArgumentUse.Audit => "More for audits",
            ArgumentUse.FollowUp => "For the follow-up and the schedules",
            ArgumentUse.Evidence => "For evidence",
            ArgumentUse.Sandbox => "How the sandbox behaves",
            ArgumentUse.Development => "For tests",
            _ => "For every target",
        };

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
                        : $"there is no argument --{name}; --help shows them all."
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

/// <summary>What an argument is for.</summary>
public enum ArgumentUse
{
    /// <summary>Whatever a user needs first.</summary>
    First,

    /// <summary>An audit.</summary>
    Audit,

    /// <summary>The follow-up and the schedules.</summary>
    FollowUp,

    /// <summary>Checking evidence.</summary>
    Evidence,

    /// <summary>Shaping the sandbox.</summary>
    Sandbox,

    /// <summary>Running the tests.</summary>
    Development,

    /// <summary>Any target: Cake reads it.</summary>
    Cake,
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

    /// <summary>Brings what is made of several audits up to date.</summary>
    Report = 128,

    /// <summary>All of them.</summary>
    Any = Audit | Sandbox | Test | Other | Schedules | FollowUp | Evidence | Report,
}
