using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using PlatformAudits.Audits;
using PlatformAudits.Reporting;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Faults;
using PlatformAudits.Sandbox.OnePassword;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests.Faults;

/// <summary>What an audit finds when it comes.</summary>
public enum Past
{
    /// <summary>Nothing: there was no audit before.</summary>
    None,

    /// <summary>An issue and a report in which one of today's findings is missing; people have worked on the issue.</summary>
    New,

    /// <summary>The same, and one of its findings is gone today.</summary>
    Gone,
}

/// <summary>
/// An audit with its past: one way to read one platform, of a small team. It is carried out once without a fault, which tells what is true
/// and what is asked.
/// </summary>
public sealed partial class FaultFixture
{
    private const string Typed = "Asked everybody on Monday.";
    private const string GoneLine = "- [ ] Zoe has an account and is not on the team. Remove it. <!-- f:0123456789abcdef -->";

    private readonly int _size;
    private readonly string _title;
    private readonly string? _issue;
    private readonly string? _history;
    private readonly List<(string Vendor, string Target, int Number)> _requests;
    private readonly Dictionary<string, int> _countOf;

    private FaultFixture(string access, Past past, int size, string title, string? issue, string? history)
    {
        (Access, Past, _size, _title, _issue, _history) = (access, past, size, title, issue, history);
        Canaries = [];
        _requests = [];
        _countOf = [];
        Truth = null!;
    }

    private FaultFixture(FaultFixture draft, FaultRun truth)
        : this(draft.Access, draft.Past, draft._size, draft._title, draft._issue, draft._history)
    {
        Truth = truth;
        Canaries = truth.Canaries;
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var target in truth.Requests)
        {
            var vendor = target.Split('/')[1];
            _requests.Add((vendor, target[(vendor.Length + 1)..], seen[target] = seen.GetValueOrDefault(target) + 1));
            _countOf[vendor] = _countOf.GetValueOrDefault(vendor) + 1;
        }
    }

    /// <summary>The ways to read the platforms.</summary>
    public static IReadOnlyList<string> Accesses { get; } = [.. SandboxedAudit.Platforms, "1password-scim"];

    /// <summary>How the platform is read: its id, but for its second way.</summary>
    public string Access { get; }

    /// <summary>The past.</summary>
    public Past Past { get; }

    /// <summary>For people.</summary>
    public string Name => FormattableString.Invariant($"{Access}, {_size} people, past {Past}");

    /// <summary>The platform's id.</summary>
    public string Platform => Access == "1password-scim" ? OnePasswordVendor.Name : Access;

    /// <summary>Whether the platform is read with a program, which needs a real connection.</summary>
    public bool IsOp => Access == OnePasswordVendor.Name;

    /// <summary>The run without a fault.</summary>
    public FaultRun Truth { get; }

    /// <summary>The issue's description before the run, or null when there is none.</summary>
    public string? IssueBefore => _issue;

    /// <summary>What must not stand anywhere.</summary>
    public IReadOnlyCollection<string> Canaries { get; }

    /// <summary>How many requests the run without a fault makes.</summary>
    public int Requests => _requests.Count;

    /// <summary>Prepares a fixture.</summary>
    public static async Task<FaultFixture> PrepareAsync(string access, Past past, int size = 10)
    {
        var first = new FaultFixture(access, Past.None, size, "", null, null);
        var before = await FaultRun.CarryOutAsync(first, null);
        if (before.Failure is not null)
        {
            throw new InvalidOperationException($"{first.Name}: the run without a fault failed.", before.Failure);
        }

        if (past == Past.None)
        {
            return new FaultFixture(first, before);
        }

        var draft = new FaultFixture(
            access,
            past,
            size,
            before.Outcome!.Text.Title,
            Edited(before.Outcome!, past),
            Edited(before.Report!, past)
        );
        return new FaultFixture(draft, await FaultRun.CarryOutAsync(draft, null));
    }

    /// <summary>The sandbox of a run.</summary>
    /// <param name="fault">What goes wrong in it, or null.</param>
    public async Task<SandboxServer> OpenAsync(Fault? fault, TimeProvider clock)
    {
        var options = new SandboxOptions
        {
            Size = _size,
            Seed = 1,
            Clock = clock,
            Faults = fault is null ? [] : [fault],
        };
        var sandbox = IsOp ? await SandboxServer.StartAsync(options) : SandboxServer.Unplugged(options);
        if (_issue is not null)
        {
            sandbox.GitLab.Tracker.Open(sandbox.GitLab.Bot, _title, issue => issue with { Description = _issue, Confidential = true });
        }

        return sandbox;
    }

    /// <summary>Puts the last report where a run looks for it.</summary>
    public void WriteHistory(string folder)
    {
        if (_history is not null)
        {
            var path = Path.Combine(folder, Platform, $"{(string)JObject.Parse(_history)["period"]!}.json");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, _history);
        }
    }

    /// <summary>The settings and variables of a run.</summary>
    public (string Settings, IReadOnlyDictionary<string, string> Variables) Configure(SandboxServer sandbox)
    {
        if (Access != "1password-scim")
        {
            return (sandbox.SettingsYaml, sandbox.Environment);
        }

        var variables = sandbox
            .Environment.Where(v => !v.Key.StartsWith("OP_", StringComparison.Ordinal))
            .Concat(sandbox.Vendor<OnePasswordVendor>().ScimEnvironment)
            .ToDictionary();
        return (
            sandbox.SettingsYaml.Replace(
                "  1password:\n",
                "  1password:\n    checks:\n      group-manager-is-expected: false\n",
                StringComparison.Ordinal
            ),
            variables
        );
    }

    /// <summary>A fault at a request of the undisturbed run, or from it on.</summary>
    public Fault FaultAt(int request, string kind, bool goesOn)
    {
        var (vendor, target, number) = _requests[request];
        return goesOn
            ? new Fault
            {
                Vendor = vendor,
                First = _requests.Take(request + 1).Count(r => r.Vendor == vendor),
                Kind = kind,
            }
            : new Fault
            {
                Vendor = vendor,
                Path = target,
                First = number,
                Last = number,
                Kind = kind,
            };
    }

    /// <summary>What is wrong with an issue's description, whatever became of the run.</summary>
    public IEnumerable<string> WrongIn(string description)
    {
        if (_issue is null)
        {
            yield break;
        }

        if (!description.Contains(Typed, StringComparison.Ordinal))
        {
            yield return "what people typed is gone";
        }

        if (Ticks(_issue).Except(Ticks(description)).FirstOrDefault() is { } lost)
        {
            yield return $"a tick is gone: {lost}";
        }

        var allowed = Past == Past.Gone ? 1 : 0;
        if (FixedLine().Count(description) > allowed)
        {
            yield return "a row is shown as fixed that is still there";
        }
    }

    private static IEnumerable<string> Ticks(string description) =>
        TickedLine().Matches(description).Select(match => match.Groups["key"].Value);

    /// <summary>The issue of an earlier run: one finding was not known then, people have ticked another and typed below.</summary>
    private static string Edited(AuditOutcome outcome, Past past)
    {
        var lines = outcome.Text.Region.Split('\n').ToList();
        var findings = lines.Where(line => OpenLine().IsMatch(line)).ToList();
        if (findings.Count > 1)
        {
            lines.Remove(findings[0]);
            if (past == Past.Gone)
            {
                lines.Insert(lines.IndexOf(findings[1]), GoneLine);
            }
        }

        var mark = IssueMarks.Issue(outcome.Report.Platform, outcome.Report.Period, "0123456789abcdef");
        var description = IssueBody.New(mark, string.Join('\n', lines), outcome.Text.PeoplesPart);
        var box = findings.Count > 1 ? findings[1] : "";
        return (
            box.Length == 0
                ? description
                : description.Replace(box, box.Replace("- [ ]", "- [x]", StringComparison.Ordinal), StringComparison.Ordinal)
        ).Replace("## Notes\n", $"## Notes\n\n{Typed}\n", StringComparison.Ordinal);
    }

    /// <summary>The report of an earlier run, to the same effect.</summary>
    private static string Edited(JObject report, Past past)
    {
        report = (JObject)report.DeepClone();
        var findings = (JArray)report["findings"]!;
        if (findings.Count > 1)
        {
            findings.RemoveAt(0);
            if (past == Past.Gone)
            {
                var gone = (JObject)findings[0].DeepClone();
                gone["key"] = "account-has-teammate:zoe";
                findings.Add(gone);
            }
        }

        return report.ToString();
    }

    [GeneratedRegex(@"^- \[ \] .*<!-- f:[0-9a-f]{16} -->$")]
    private static partial Regex OpenLine();

    [GeneratedRegex(@"^- \[x\] .*<!-- f:(?<key>[0-9a-f]{16}) -->\r?$", RegexOptions.Multiline)]
    private static partial Regex TickedLine();

    [GeneratedRegex("Fixed: no longer found")]
    private static partial Regex FixedLine();
}
