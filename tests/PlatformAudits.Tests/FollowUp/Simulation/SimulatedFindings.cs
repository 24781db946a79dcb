using PlatformAudits.Checking;
using PlatformAudits.Reporting;

namespace PlatformAudits.Tests.FollowUp.Simulation;

/// <summary>What is wrong on the pretended platform, whose it is, and how an audit would write it down.</summary>
internal sealed class SimulatedFindings
{
    public const int Keys = 7;

    private static readonly int[] Owners = [SimulatedTeam.Manager, SimulatedTeam.Operator, 3, 5, 5, 6, 7, 8, 9, 10];

    private readonly Dictionary<int, int?> _owners = [];

    public SimulatedFindings(Random random)
    {
        for (var key = 0; key < Keys; key++)
        {
            _owners[key] = random.Next(5) == 0 ? null : Owners[random.Next(Owners.Length)];
            if (random.Next(4) > 0)
            {
                Open.Add(key);
            }
        }
    }

    public HashSet<int> Open { get; } = [];

    public HashSet<int> Waived { get; } = [];

    public FindingsNow Now(string run) => FindingsNow.None with { Open = IdsOf(Open), Waived = IdsOf(Waived), Run = run };

    public static FindingKey KeyOf(int key) => new("account-has-teammate", $"u{key}");

    public static string IdOf(int key) => $"F{KeyOf(key).Digits[..8]}";

    /// <summary>The issue's own part, as an audit would write it.</summary>
    public string Region(DateTimeOffset now)
    {
        var keys = Open.Order().ToList();
        return $"""
            **{keys.Count} findings**

            {string.Join(
                '\n',
                keys.Select(key => $"- [ ] `{IdOf(key)}` Point {key} is wrong. Mend it.")
            )}
            {IssueMarks.Gone}

            | Finding | Point | Justification |
            | --- | --- | --- |
            {string.Join('\n', keys.Select(key => $"| `{IdOf(key)}` | {key} |  |"))}

            {new CollectionStamp(now, new string('a', 64), [new PopulationCount("accounts", 100 + keys.Count)]).Mark} {IssueMarks.Run}
            """;
    }

    private string SubjectOf(int key) =>
        new FindingSubject(
            "account-has-teammate",
            _owners[key] is { } owner ? FindingSubject.PersonOf(SimulatedTeam.Address(owner)) : null,
            _owners[key] is { } person and > SimulatedTeam.Manager
                ? FindingSubject.PersonOf(
                    SimulatedTeam.Address(
                        person switch
                        {
                            <= 4 => SimulatedTeam.Manager,
                            <= 7 => 3,
                            _ => 4,
                        }
                    )
                )
                : null,
            null
        ).Mark;

    private static HashSet<string> IdsOf(HashSet<int> keys) => [.. keys.Select(IdOf)];
}
