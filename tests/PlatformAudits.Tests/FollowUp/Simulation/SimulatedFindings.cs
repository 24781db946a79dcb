using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
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

    public FindingsNow Now(string run) =>
        FindingsNow.None with
        {
            Open = IdsOf(Open),
            Waived = IdsOf(Waived).ToDictionary(id => id, _ => "until 2026-12-31 by Somebody"),
            Run = run,
        };

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

            Read on {now:yyyy-MM-dd HH:mm} UTC. {IssueMarks.Run}
            """;
    }

    /// <summary>What the audit's last run has found.</summary>
    /// <param name="before">What the one before it had, or null.</param>
    public AuditMemory Memory(string platform, FiscalPeriod period, DateTimeOffset now, long iid, string run, AuditMemory? before)
    {
        var known = (before?.Findings ?? []).ToDictionary(finding => finding.Digits, StringComparer.Ordinal);
        return new AuditMemory
        {
            Platform = platform,
            Period = period,
            Verdict = Verdict.Findings,
            AsOf = now,
            Seal = new string('a', 64),
            Issue = (int)iid,
            Population = [new PopulationCount("accounts", 100 + Open.Count)],
            Findings =
            [
                .. Enumerable
                    .Range(0, Keys)
                    .Where(key => Open.Contains(key) || Waived.Contains(key) || known.ContainsKey(KeyOf(key).Digits))
                    .Select(key => Remembered(key, known.GetValueOrDefault(KeyOf(key).Digits), run)),
            ],
        };
    }

    private RememberedFinding Remembered(int key, RememberedFinding? before, string run)
    {
        var state =
            Open.Contains(key) ? RememberedState.Open
            : Waived.Contains(key) ? RememberedState.Waived
            : RememberedState.Gone;
        return new RememberedFinding(
            KeyOf(key).Digits,
            "account-has-teammate",
            _owners[key] is { } owner ? PersonDigits.Of(SimulatedTeam.Address(owner)) : null,
            _owners[key] is { } person and > SimulatedTeam.Manager
                ? PersonDigits.Of(
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
            null,
            state,
            state == RememberedState.Open ? null
                : before?.State == state ? before.Run
                : run
        )
        {
            Words = before?.Words,
        };
    }

    private static HashSet<string> IdsOf(HashSet<int> keys) => [.. keys.Select(IdOf)];
}
