using Cake.Common.Diagnostics;
using PlatformAudits.Reporting;

namespace PlatformAudits.Build;

/// <summary>Writes what a run says into Cake's log, where nothing in it acts.</summary>
public sealed class CakeRunLog : RunLog
{
    private readonly AuditContext _context;

    /// <summary>A log.</summary>
    /// <param name="context">The context that has Cake's log.</param>
    public CakeRunLog(AuditContext context) => _context = context;

    /// <inheritdoc />
    public override void Step(string sentence) => _context.Information(InertLog.Of(sentence));

    /// <inheritdoc />
    public override void Warning(string sentence) => _context.Warning(InertLog.Of(sentence));
}
