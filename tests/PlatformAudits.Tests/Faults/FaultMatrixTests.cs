using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Sandbox.Faults;

namespace PlatformAudits.Tests.Faults;

/// <summary>
/// Every platform, every request, every fault: never a false all-clear, never a ping, a closing or a row that is reported as removed, and
/// a sentence for people. AUDIT_FAULTS says which cells are tried: all, so many of them spread evenly, or those whose name holds the text.
/// </summary>
[NonParallelizable]
[Category(Search.Category)]
public sealed class FaultMatrixTests
{
    private const int AtOnce = 16;
    private const string GoldenFile = "error-sentences.txt";
    private const string Doing = "What was being done";
    private const string Problem = "What went wrong, and what to do";

    /// <summary>
    /// The cells of the sample are so many apart; it has no factor in common with the number of faults, so that each comes to all of them
    /// in turn.
    /// </summary>
    private const int Stride = 211;

    /// <summary>The cells of the long search. At about a tenth of them the fault can't happen to the answer.</summary>
    private const int Many = 12_000;

    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(4);

    private static readonly string? Chosen = Environment.GetEnvironmentVariable("AUDIT_FAULTS") is { Length: > 0 } chosen ? chosen : null;

    [Test]
    public async Task Whatever_goes_wrong_at_whichever_request_no_audit_gives_a_wrong_answer()
    {
        var ends = await CarryOutAsync(await CellsAsync());
        Assert.That(
            ends,
            Is.AtLeast(
                Chosen switch
                {
                    null => Search.Of(120, 10_000),
                    "all" => 10_000,
                    _ => 0,
                }
            ),
            "so many cells are promised"
        );
    }

    [Test]
    public async Task However_a_credential_comes_back_it_is_in_nothing_that_a_run_leaves()
    {
        var fixtures = new List<FaultFixture>();
        foreach (var access in FaultFixture.Accesses)
        {
            fixtures.Add(await FaultFixture.PrepareAsync(access, Past.None));
        }

        var cells = FaultCell.Echoes(fixtures).ToList();
        var ends = await CarryOutAsync(cells);
        Assert.That(ends, Is.AtLeast(cells.Count * 9 / 10), "so many ways are promised");
    }

    /// <summary>Carries the cells out and holds each against the truth.</summary>
    /// <returns>How many faults did happen.</returns>
    private static async Task<int> CarryOutAsync(IReadOnlyList<FaultCell> cells)
    {
        var watch = Stopwatch.StartNew();
        var echoes = 0;
        var wrong = new ConcurrentBag<string>();
        var sentences = new ConcurrentBag<(string Doing, IReadOnlyList<string> Sentences)>();
        var ends = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            cells,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (cell, _) =>
            {
                FaultRun run;
                try
                {
                    run = await FaultRun.CarryOutAsync(cell.Fixture, cell).WaitAsync(LongestRun, CancellationToken.None);
                }
                catch (TimeoutException)
                {
                    wrong.Add($"{cell}: it does not end");
                    await TestContext.Progress.WriteLineAsync($"WRONG {cell}: it does not end");
                    return;
                }

                if (run.Faults == 0)
                {
                    return;
                }

                if (ends.Count % 500 == 499)
                {
                    await TestContext.Progress.WriteLineAsync(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{ends.Count + 1} of at most {cells.Count} cells after {watch.Elapsed.TotalSeconds:0} s, {wrong.Count} wrong"
                        )
                    );
                }

                Interlocked.Add(ref echoes, cell.IsEcho ? 1 : 0);
                ends.Add(
                    run.Failure is not null ? "failed"
                    : run.Outcome!.Report.Verdict == Verdict.NotEvaluated ? "unevaluated"
                    : "healed"
                );
                foreach (var problem in FaultJudge.WrongIn(cell, run))
                {
                    wrong.Add($"{cell}: {problem}");
                    await TestContext.Progress.WriteLineAsync($"WRONG {cell}: {problem}");
                }

                foreach (var reason in run.Reasons)
                {
                    sentences.Add(ErrorSentence.Parts(reason));
                }
            }
        );
        TestContext.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{ends.Count:N0} cells, and {cells.Count - ends.Count:N0} whose fault can't happen to that answer: "
                    + $"{ends.Count(e => e == "healed"):N0} came to the same report as without it, "
                    + $"{ends.Count(e => e == "unevaluated"):N0} were not evaluated, {ends.Count(e => e == "failed"):N0} ended with a "
                    + $"sentence about the issue; {echoes:N0} gave a credential back, in "
                    + $"{Echo.Encodings.Count:N0} encodings; {watch.Elapsed.TotalSeconds:0} s."
            )
        );
        Assert.Multiple(() =>
        {
            AssertReviewed([.. sentences.Select(s => s.Doing).Distinct()], [.. sentences.SelectMany(s => s.Sentences).Distinct()]);
            Assert.That(wrong, Is.Empty, $"{wrong.Count} wrong:\n{string.Join('\n', wrong.Order(StringComparer.Ordinal).Take(40))}");
        });
        return ends.Count;
    }

    private static async Task<IReadOnlyList<FaultCell>> CellsAsync()
    {
        var fixtures = new List<FaultFixture>();
        foreach (var access in FaultFixture.Accesses)
        {
            foreach (var past in Enum.GetValues<Past>())
            {
                fixtures.Add(await FaultFixture.PrepareAsync(access, past));
            }
        }

        var all = fixtures.SelectMany(FaultCell.All);
        return Chosen switch
        {
            null => Search.IsLong ? Spread([.. all], Many) : [.. all.Where((_, index) => index % Stride == 0)],
            "all" => [.. all],
            var number when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => Spread(
                [.. all],
                count
            ),
            var text => [.. all.Where(cell => cell.ToString().Contains(text, StringComparison.Ordinal))],
        };
    }

    /// <summary>
    /// So many of the cells, one from each stretch of equal length; the place within it moves on, so that each fault comes to every
    /// request.
    /// </summary>
    private static List<FaultCell> Spread(List<FaultCell> all, int count) =>
        [
            .. Enumerable
                .Range(0, Math.Min(count, all.Count))
                .Select(i => all[(int)Math.Min(all.Count - 1, ((long)i * all.Count / count) + (i * 7 % Math.Max(1, all.Count / count)))]),
        ];

    /// <summary>
    /// Holds the sentences against the reviewed ones: what was being done, and what went wrong with what to do, each once. What was being
    /// done is only held in the whole matrix: of lists that are read side by side, now one and now another is the first to fail.
    /// </summary>
    private static void AssertReviewed(IReadOnlyList<string> heads, IReadOnlyList<string> rest)
    {
        var path = Golden.PathOf(GoldenFile);
        var known = File.Exists(path) ? File.ReadAllLines(path) : [];
        var (doing, problems) = (Below(known, Doing), Below(known, Problem));
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            // A part of the matrix adds what it has; only the whole one knows what is out of date.
            File.WriteAllText(
                path,
                Listed(Doing, [.. heads, .. Chosen == "all" ? [] : doing])
                    + "\n"
                    + Listed(Problem, [.. rest, .. Chosen == "all" ? [] : problems])
            );
            return;
        }

        Assert.That(
            rest.Except(problems).Concat(Chosen == "all" ? heads.Except(doing) : []),
            Is.Empty,
            $"these were not reviewed; run with UPDATE_GOLDEN=1 and look at the difference in {GoldenFile}"
        );
    }

    private static List<string> Below(string[] lines, string title) =>
        [.. lines.SkipWhile(line => line != $"# {title}").Skip(1).TakeWhile(line => !line.StartsWith('#')).Where(line => line.Length > 0)];

    private static string Listed(string title, IEnumerable<string> halves) =>
        $"# {title}\n\n{string.Concat(halves.Distinct().Order(StringComparer.Ordinal).Select(half => half + "\n"))}";
}
