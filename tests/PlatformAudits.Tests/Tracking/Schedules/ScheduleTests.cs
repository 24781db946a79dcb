using System.Collections.Concurrent;
using System.Globalization;
using NUnit.Framework;

namespace PlatformAudits.Tests.Tracking.Schedules;

/// <summary>
/// Searches for a schedule that breaks the issue. AUDIT_SCHEDULES says how many are tried; AUDIT_SCHEDULE tries one and prints its
/// steps.
/// </summary>
public sealed class ScheduleTests
{
    [Test]
    [Category(Search.Category)]
    public void In_every_schedule_there_is_one_live_issue_and_nothing_is_lost()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("AUDIT_SCHEDULE"), CultureInfo.InvariantCulture, out var seed))
        {
            var one = new Schedule(seed);
            var wrong = one.Run();
            Assert.Fail(
                $"Seed {seed}: {(wrong.Count == 0 ? "nothing is wrong" : string.Join("; ", wrong))}\n{string.Join('\n', one.Steps)}"
            );
        }

        var count = Search.Count("AUDIT_SCHEDULES", 1_000, 100_000);
        var broken = new ConcurrentQueue<(int Seed, string What, IReadOnlyList<string> Steps)>();
        var (overwrites, untold) = (0, 0);
        var next = -1;

        // Threads of their own, because the runners need those of the pool.
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(TryAll)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        TestContext.Out.WriteLine(
            $"{count} schedules; {overwrites} times somebody wrote in the instant between the last reading and the write, which GitLab "
                + $"can't prevent; {untold} words of that were not told of because the runner was killed or cut off next."
        );
        Assert.That(
            broken,
            Is.Empty,
            string.Join(
                "\n\n",
                broken.OrderBy(b => b.Steps.Count).Take(2).Select(b => $"Seed {b.Seed}: {b.What}\n{string.Join('\n', b.Steps)}")
            )
        );

        void TryAll()
        {
            for (
                var number = Interlocked.Increment(ref next);
                number < count && broken.Count < 5;
                number = Interlocked.Increment(ref next)
            )
            {
                var schedule = new Schedule(number);
                try
                {
                    if (schedule.Run() is { Count: > 0 } wrong)
                    {
                        broken.Enqueue((number, string.Join("; ", wrong), schedule.Steps));
                    }
                }
                catch (Exception error) when (error is not OutOfMemoryException)
                {
                    broken.Enqueue((number, error.ToString(), schedule.Steps));
                }

                Interlocked.Add(ref overwrites, schedule.Overwrites);
                Interlocked.Add(ref untold, schedule.Untold);
            }
        }
    }
}
