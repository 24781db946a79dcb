using Cake.Common.Diagnostics;

namespace PlatformAudits.Build;

/// <summary>Writes what a run says into Cake's log.</summary>
public sealed class CakeRunLog : RunLog
{
    private readonly AuditContext _context;

    /// <summary>A log.</summary>
    /// <param name="context">The context that has Cake's log.</param>
    public CakeRunLog(AuditContext context) => _context = context;

    /// <inheritdoc />
    public override void Step(string sentence) => _context.Information(sentence);

    /// <inheritdoc />
    public override void Warning(string sentence) => _context.Warning(sentence);

    /// <inheritdoc />
    public override IDisposable? Section(string name, string title) => _context.IsGitLabJob ? new JobSection(name, title) : null;
}
