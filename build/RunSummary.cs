using System.Globalization;
using PlatformAudits.Foundation;
using Spectre.Console;

namespace PlatformAudits.Build;

/// <summary>
/// The end of a run, below whatever Cake's host still prints, so that nobody has to scroll: the verdict of each audit, once and in one
/// table; why there is none; what became of the issues; and at last the page to open.
/// </summary>
public sealed class RunSummary(Screen screen)
{
    private readonly List<EndedAudit> _audits = [];
    private readonly List<string> _lines = [];
    private readonly List<string> _pages = [];

    /// <summary>The page over all platforms, as it is shown; null where none was made.</summary>
    public string? Overview { get; set; }

    /// <summary>How many audits have ended.</summary>
    public int Audits => _audits.Count;

    /// <summary>Adds an audit.</summary>
    public void Add(EndedAudit audit) => _audits.Add(audit);

    /// <summary>Adds a line.</summary>
    /// <param name="line">The line, without names and addresses of people.</param>
    /// <param name="link">What stands below it on a line of its own, or null.</param>
    public void Add(string line, string? link = null)
    {
        _lines.Add(line);
        if (link is not null)
        {
            _lines.Add($"  {link}");
        }
    }

    /// <summary>Adds a page to open.</summary>
    /// <param name="path">Its path as it is shown.</param>
    public void AddPage(string path) => _pages.Add(path);

    /// <summary>Prints it.</summary>
    public void Print()
    {
        if (_audits.Count > 0)
        {
            screen.Show(Table());
        }

        foreach (var audit in _audits)
        {
            // The failure of a single audit is Cake's last line.
            foreach (var reason in _audits.Count > 1 ? audit.Reasons : [])
            {
                screen.Say($"{audit.Title}: {RunLines.Within(audit.Title, reason)}", Screen.Alarm);
            }
        }

        foreach (var audit in _audits.Where(audit => audit.Issue is not null))
        {
            screen.Say($"{audit.Title}: {audit.Issue}");
            if (audit.Link is { } link)
            {
                screen.SayWhole($"  {link}");
            }

            if (audit.Result.Outcome?.LeftOut is { } leftOut)
            {
                screen.Say($"{audit.Title}: {leftOut}", Screen.Attention);
            }
        }

        foreach (var line in _lines)
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                screen.SayWhole(line);
            }
            else
            {
                screen.Say(line);
            }
        }

        PrintPages();
    }

    private Table Table()
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("Audit").AddColumn("Verdict");
        foreach (var column in new[] { "Findings", "Waived", "Time" })
        {
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        }

        foreach (var audit in _audits)
        {
            table.AddRow(
                new Text(audit.Name),
                audit.ColouredVerdict,
                new Text(Number(audit.Evaluated?.Findings.Count)),
                new Text(Number(audit.Evaluated?.Waived.Count)),
                new Text(Sentence.Duration(audit.Result.Duration))
            );
        }

        return table;
    }

    /// <summary>
    /// The page to open: the one over all platforms, where not just one was audited. Where it is not there, several stand one below the
    /// other.
    /// </summary>
    private void PrintPages()
    {
        IReadOnlyList<string> pages =
            Overview is { } overview && _audits.Count != 1
                ? [overview, .. _pages]
                : [.. _audits.Select(audit => audit.Page).OfType<string>().Select(AuditContext.Shown), .. _pages];
        if (pages is [var only])
        {
            screen.SayWhole($"Open {only}");
            return;
        }

        if (pages.Count > 0)
        {
            screen.Say("Open one of");
        }

        foreach (var page in pages)
        {
            screen.SayWhole($"  {page}");
        }
    }

    private static string Number(int? number) => number is { } known ? known.ToString("N0", CultureInfo.InvariantCulture) : "";
}
