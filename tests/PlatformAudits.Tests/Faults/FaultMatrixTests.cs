using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Sandbox.Faults;

namespace PlatformAudits.Tests.Faults;

/// <summary>
/// Every platform, every request, every fault: never a false all-clear, never a ping, a closing or a row that is reported as removed. AUDIT_FAULTS=all runs all cells.
/// </summary>
public sealed class FaultMatrixTests
{
    private const int AtOnce = 12;

    [Test]
    public async Task Whatever_goes_wrong_at_whichever_request_no_audit_gives_a_wrong_answer()
    {
        var isLong = Environment.GetEnvironmentVariable("AUDIT_FAULTS") == "all";
        var watch = Stopwatch.StartNew();
        var scenes = new List<FaultScene>();
        foreach (var access in FaultScene.Accesses.Where(a => Environment.GetEnvironmentVariable("AUDIT_FAULTS_OF") is not { Length: > 0 } of || of.Split(',').Contains(a)))
        {
            foreach (var past in Enum.GetValues<Past>())
            {
                scenes.Add(await FaultScene.PrepareAsync(access, past));
            }
        }

        var cells = scenes.SelectMany(CellsOf).Where((_, index) => isLong || index % int.Parse(Environment.GetEnvironmentVariable("AUDIT_FAULTS_STRIDE") ?? "10", CultureInfo.InvariantCulture) == 0).ToList();
        var wrong = new ConcurrentBag<string>();
        var took = new Dictionary<string, double>();
        var (happened, healed, notEvaluated, failed) = (0, 0, 0, 0);
        await Parallel.ForEachAsync(cells, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (cell, _) =>
        {
            var start = Stopwatch.GetTimestamp();
            var run = await FaultRun.CarryOutAsync(cell.Scene, cell);
            lock (took)
            {
                var key = $"{cell.Kind} {cell.GoesOn}";
                took[key] = took.GetValueOrDefault(key) + Stopwatch.GetElapsedTime(start).TotalSeconds;
            }

            if (run.Faults == 0)
            {
                return;
            }

            Interlocked.Increment(ref happened);
            Interlocked.Add(ref failed, run.Failure is null ? 0 : 1);
            Interlocked.Add(ref notEvaluated, run.Outcome?.Report.Verdict == Verdict.NotEvaluated ? 1 : 0);
            Interlocked.Add(ref healed, run.Outcome?.Report.Verdict is null or Verdict.NotEvaluated ? 0 : 1);
            foreach (var problem in FaultJudge.WrongIn(cell, run))
            {
                wrong.Add($"{cell}: {problem}");
            }
        });
        TestContext.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{happened:N0} cells of {cells.Count:N0} had an answer that the fault could happen to: {healed:N0} came to the same report, {notEvaluated:N0} were not evaluated, {failed:N0} ended with a sentence about the issue; {watch.Elapsed.TotalSeconds:0} s."));
        TestContext.Out.WriteLine(string.Join(", ", took.OrderByDescending(t => t.Value).Take(30).Select(t => $"{t.Key} {t.Value:0}")));
        foreach (var group in wrong.GroupBy(w => string.Join(" ", w.Split(": ")[1].Split(' ')[^1], w.Split(": ")[2])).OrderByDescending(g => g.Count()).Take(40))
        {
            TestContext.Out.WriteLine($"{group.Count()} × {group.Key} e.g. {group.Min()}"[..Math.Min(900, $"{group.Count()} × {group.Key} e.g. {group.Min()}".Length)]);
        }

        Assert.That(wrong, Is.Empty, $"{wrong.Count} wrong:\n{string.Join('\n', wrong.Order(StringComparer.Ordinal).Take(60))}");
    }

    private static IEnumerable<FaultCell> CellsOf(FaultScene scene) =>
        from request in Enumerable.Range(0, scene.Requests)
        from kind in Fault.Kinds.Order(StringComparer.Ordinal)
        from goesOn in new[] { false, true }
        select new FaultCell(scene, request, kind, goesOn);
}
