using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;
using PlatformAudits.FollowUp;

namespace PlatformAudits.Tests.FollowUp.Simulation;

/// <summary>
/// Searches for a period whose follow-up goes wrong. AUDIT_SIMULATIONS says how many are tried; AUDIT_SIMULATION tries one and prints its
/// steps.
/// </summary>
public sealed class SimulationTests
{
    /// <summary>So many that are wrong end the search.</summary>
    private const int MostWrong = 20;

    [Test]
    [Category(Search.Category)]
    public void In_sixty_days_of_every_audit_nothing_is_early_nothing_twice_and_all_that_is_due_is_done()
    {
        using var folder = new TemporaryFolder();
        var teams = SimulatedTeam.All(folder);
        var request = new FollowUpRequest
        {
            SettingsPath = "audits.yaml",
            WaiversPath = "waivers.yaml",
            TemplatesFolder = Path.Combine(Repository.Root, "templates"),
            OutputFolder = folder.File("none"),
            Start = true,
        };
        if (int.TryParse(Environment.GetEnvironmentVariable("AUDIT_SIMULATION"), CultureInfo.InvariantCulture, out var seed))
        {
            var one = new SimulatedPeriod(seed, teams[seed % teams.Count], request);
            var wrong = one.Run();
            Assert.Fail(
                $"Seed {seed}: {(wrong.Count == 0 ? "nothing is wrong" : string.Join("; ", wrong))}\n{string.Join('\n', one.Steps)}"
            );
        }

        var count = Search.Count("AUDIT_SIMULATIONS", 40, 3_000);
        var broken = new ConcurrentQueue<(int Seed, string What, IReadOnlyList<string> Steps)>();
        var (periods, audits, runs, disturbed, notes, mentions) = (0, 0, 0, 0, 0, 0);
        var next = -1;
        var watch = Stopwatch.StartNew();

        // Threads of their own, because the runners need those of the pool.
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(TryAll)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        TestContext.Out.WriteLine(
            $"{audits} audits in {periods} periods of {SimulatedPeriod.Days} days, {broken.Count} of them wrong: {runs} undisturbed runs, "
                + $"{disturbed} disturbed ones, {notes} notes, {mentions} mentions, in {watch.Elapsed.TotalSeconds:0} s."
        );
        Assert.That(
            broken.Select(b => $"seed {b.Seed}: {b.What}"),
            Is.Empty,
            string.Join(
                "\n\n",
                broken.OrderBy(b => b.Steps.Count).Take(1).Select(b => $"Seed {b.Seed}: {b.What}\n{string.Join('\n', b.Steps)}")
            )
        );
        Assert.That(periods, Is.EqualTo(count));

        void TryAll()
        {
            for (
                var number = Interlocked.Increment(ref next);
                number < count && broken.Count < MostWrong;
                number = Interlocked.Increment(ref next)
            )
            {
                var period = new SimulatedPeriod(number, teams[number % teams.Count], request);
                try
                {
                    if (period.Run() is { Count: > 0 } wrong)
                    {
                        broken.Enqueue((number, string.Join("; ", wrong), period.Steps));
                    }
                }
                catch (Exception error) when (error is not OutOfMemoryException)
                {
                    broken.Enqueue((number, error.ToString(), period.Steps));
                }

                Interlocked.Increment(ref periods);
                Interlocked.Add(ref audits, period.Audits);
                Interlocked.Add(ref runs, period.Runs);
                Interlocked.Add(ref disturbed, period.DisturbedRuns);
                Interlocked.Add(ref notes, period.Notes);
                Interlocked.Add(ref mentions, period.Mentions);
            }
        }
    }
}
