using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Evaluation;

/// <summary>
/// The reports of earlier runs on this machine: <c>PLATFORM/PERIOD.json</c> in a folder, each the last one of its period that could be
/// evaluated. They stand in where the audit issues hold no memory.
/// </summary>
internal static class ReportHistory
{
    /// <summary>The report to compare with, or null when there is none: that of the latest period before the audited one.</summary>
    /// <param name="given">
    /// A report, or a folder that holds some (a history, or an output folder); null to look into <paramref name="folder"/>.
    /// </param>
    /// <param name="folder">The history, or null when none is kept.</param>
    /// <param name="log">Is told when there is none in the folder that was given, or one can't be used.</param>
    /// <returns>The file.</returns>
    /// <exception cref="AuditException">What was given is not there, or is no earlier report of the platform.</exception>
    public static string? Find(string? given, string? folder, string platform, FiscalPeriod period, RunLog log)
    {
        if (given is null)
        {
            return folder is null ? null : Latest(Candidates(folder, platform), platform, period, log);
        }

        if (Directory.Exists(given))
        {
            var found = Latest(Candidates(given, platform), platform, period, log);
            if (found is null)
            {
                log.Warning($"{given} holds no report of {platform} of a period before {period}, so there is nothing to compare with.");
            }

            return found;
        }

        var report = MemoryFile.Read(given, platform);
        return (report.Period.Start < period.Start, report.Verdict) switch
        {
            (false, _) => throw new AuditException(
                $"Reading the previous report {given}: it is of {report.Period}, and the audit "
                    + $"is of {period}. Give one of an earlier period.",
                FailureKind.ConfigurationOrInfrastructure
            ),
            (_, Verdict.NotEvaluated) => throw new AuditException(
                $"Reading the previous report {given}: the platform could not be evaluated then, so there "
                    + "is nothing to compare with. Give another one.",
                FailureKind.ConfigurationOrInfrastructure
            ),
            _ => given,
        };
    }

    /// <summary>The last report of the audited period that could be evaluated, or null when there is none.</summary>
    /// <param name="folder">The history, or null when none is kept.</param>
    /// <returns>The file.</returns>
    public static string? FindOfPeriod(string? folder, string platform, FiscalPeriod period, RunLog log)
    {
        var kept = folder is null ? null : KeptPath(folder, platform, period);
        return
            kept is not null
            && File.Exists(kept)
            && TryRead(kept, platform, log) is { Verdict: not Verdict.NotEvaluated } last
            && last.Period.Start == period.Start
            ? kept
            : null;
    }

    /// <summary>Keeps a report for the periods to come.</summary>
    /// <param name="report">What the file holds.</param>
    public static void Keep(string folder, AuditReport report, string path)
    {
        var kept = KeptPath(folder, report.Platform, report.Period);
        PrivateFolder.Create(Path.GetDirectoryName(kept)!);
        AtomicFile.Copy(path, kept);
    }

    private static string KeptPath(string folder, string platform, FiscalPeriod period) =>
        Path.Combine(folder, platform, $"{period}.json");

    private static IEnumerable<string> Candidates(string folder, string platform) =>
        new[] { folder, Path.Combine(folder, platform), Path.Combine(folder, "history", platform) }
            .Concat(PeriodsIn(folder).Select(period => Path.Combine(period, platform)))
            .Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, "*.json"))
            .Where(f => Path.GetFileName(f) == AuditReport.FileName || FiscalPeriod.TryParse(Path.GetFileNameWithoutExtension(f), out _))
            .Order(StringComparer.Ordinal);

    /// <summary>A folder for each quarter, as people unpack the artifacts of jobs.</summary>
    private static IEnumerable<string> PeriodsIn(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder).Where(f => FiscalPeriod.TryParse(Path.GetFileName(f), out _))
            : [];

    private static string? Latest(IEnumerable<string> candidates, string platform, FiscalPeriod period, RunLog log) =>
        candidates
            .Select(path => (Path: path, Report: TryRead(path, platform, log)))
            .Where(c => c.Report is { Verdict: not Verdict.NotEvaluated } report && report.Period.Start < period.Start)
            .OrderByDescending(c => c.Report!.Period.Start)
            .ThenByDescending(c => c.Report!.AsOf)
            .Select(c => c.Path)
            .FirstOrDefault();

    /// <summary>A report that can't be used must not keep the platform from being audited when nobody has named it.</summary>
    private static AuditMemory? TryRead(string path, string platform, RunLog log)
    {
        try
        {
            return MemoryFile.Read(path, platform);
        }
        catch (AuditException failure)
        {
            log.Warning(failure.Message);
            return null;
        }
    }
}
