using Cake.Common.Diagnostics;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;

namespace PlatformAudits.Build;

/// <summary>Writes what a run says into Cake's log, a line at a time, where nothing in it acts.</summary>
public sealed class CakeRunLog : RunLog
{
    private readonly AuditContext _context;
    private readonly string _title;
    private readonly string _prefix;

    /// <summary>A log.</summary>
    /// <param name="title">What the prefix says already, so that no sentence says it again.</param>
    /// <param name="prefix">What every line begins with, where several audits write at the same time.</param>
    public CakeRunLog(AuditContext context, string title = "", string prefix = "")
    {
        _context = context;
        _title = title;
        _prefix = prefix;
    }

    public override void Step(string sentence)
    {
        lock (_context.Console)
        {
            _context.Information(Line(sentence));
        }
    }

    public override void Warning(string sentence)
    {
        lock (_context.Console)
        {
            _context.Warning(Line(sentence));
        }
    }

    /// <remarks>The parts of audits that run at the same time lie one within another, which a job's log can't show.</remarks>
    public override IDisposable? Section(string name, string title) =>
        _context.IsGitLabJob && _prefix.Length == 0 ? new JobSection(name, title) : null;

    private string Line(string sentence) => _prefix + LogEncoder.Encode(RunLines.Within(_title, sentence));
}
