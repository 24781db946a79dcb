using PlatformAudits.Audits;
using PlatformAudits.FollowUp.Policies;
using PlatformAudits.Sandbox;
using PlatformAudits.Team;

namespace PlatformAudits.Tests.FollowUp.Simulation;

/// <summary>A team with its settings: one of the policies and calendars that are tried.</summary>
public sealed class SimulatedTeam
{
    /// <summary>How many people the sandbox has; the last has left the team.</summary>
    public const int Size = 11;

    /// <summary>The Support Operations Manager.</summary>
    public const int Manager = 0;

    /// <summary>Who reviews besides.</summary>
    public const int Reviewer = 1;

    /// <summary>Who carries the audits out.</summary>
    public const int Operator = 2;

    private const string Own = """
          policies:
            - name: gentle
              hours: working
              steps:
                - {to: [person], after: 0}
                - {to: [person, manager], after: 16}
                - {to: [support-ops-manager], after: 12, by: message}
              decide_after: 8
              review_after: 16
              review_within: 24
            - name: short
              steps:
                - {to: [person], after: 6}
                - {to: [manager], after: 24}
                - {to: [operator, support-ops-manager], after: 30}
              decide_after: 48
              review_after: 24
              review_within: 48
        """;

    private static readonly (string Policy, string Calendar)[] Variants =
    [
        ("handbook-2022", ""),
        ("handbook-2022", "  time_zone: America/New_York\n  holidays: [2026-02-16, 2026-03-09, 2026-09-07, 2026-10-12, 2026-11-26]\n"),
        (
            "handbook-2022",
            "  working_days: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]\n  time_zone: Europe/Berlin\n"
        ),
        (
            "handbook-2021",
            "  time_zone: Europe/London\n  quiet: [{from: \"03-20\", until: \"03-27\"}, {from: \"10-28\", until: \"11-02\"}]\n"
        ),
        (
            "handbook-2021",
            "  working_days: [sunday, monday, tuesday, wednesday, thursday]\n  time_zone: Asia/Jerusalem\n"
                + "  holidays: [2026-04-02, 2026-04-08, 2026-09-13, 2026-09-21]\n"
        ),
        ("manager-fixes", ""),
        ("operator-fixes", "  time_zone: Australia/Lord_Howe\n"),
        ("gentle", "  time_zone: America/Santiago\n  holidays: [2026-04-03, 2026-09-18]\n"),
        (
            "gentle",
            "  day_begins: \"07:00\"\n  day_ends: \"15:30\"\n  time_zone: Europe/Berlin\n  quiet: [{from: \"12-24\", until: \"01-02\"}]\n"
        ),
        ("short", "  time_zone: Pacific/Auckland\n"),
    ];

    private SimulatedTeam(int number, Configuration configuration)
    {
        Number = number;
        Configuration = configuration;
    }

    public static int Count => Variants.Length;

    public int Number { get; }

    public Configuration Configuration { get; }

    public Policy Policy(string platform) => Configuration.FollowUp.PolicyOf(platform);

    public WorkCalendar Calendar => Configuration.FollowUp.CalendarOf("calendly");

    public static string Address(int person) => $"t{person}@team.example";

    public static IReadOnlyList<SimulatedTeam> All(TemporaryFolder folder)
    {
        var sandbox = SandboxServer.Unplugged(new SandboxOptions { Size = Size });
        return
        [
            .. Variants.Select(
                (variant, number) =>
                {
                    var yaml = $"""
                        {sandbox.SettingsYaml[sandbox.SettingsYaml.IndexOf("team:", StringComparison.Ordinal)..]}
                        follow_up:
                          support_ops_managers: [{Address(Manager)}]
                          operators: [{Address(Operator)}]
                          reviewers: [{Address(Reviewer)}, {Address(Manager)}]
                          absences: [{"{"}who: {Address(7)}, from: 2026-01-01, until: 2026-12-31{"}"}]
                          policy: {variant.Policy}
                        {variant.Calendar}{Own}
                        """;
                    return new SimulatedTeam(number, Configuration.Read(folder.Write($"office-{number}.yaml", yaml)));
                }
            ),
        ];
    }

    /// <summary>
    /// The team: one manager of all, two leaders, and five who report to them. Nobody knows the eighth one's account, and the ninth has
    /// none.
    /// </summary>
    public static Roster Roster(SandboxServer sandbox) =>
        new(
            Enumerable
                .Range(0, Size - 1)
                .Select(person => new Teammate
                {
                    Name = sandbox.GitLab.UserOf(person).Name,
                    Email = Address(person),
                    GitLabUsername = person switch
                    {
                        8 => "somebody-else",
                        9 => null,
                        _ => sandbox.GitLab.UserOf(person).Username,
                    },
                    ReportsTo = person switch
                    {
                        Manager => null,
                        <= 4 => sandbox.GitLab.UserOf(Manager).Name,
                        <= 7 => sandbox.GitLab.UserOf(3).Name,
                        _ => sandbox.GitLab.UserOf(4).Name,
                    },
                })
        );
}
