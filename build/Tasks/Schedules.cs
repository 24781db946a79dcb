using Cake.Common.Diagnostics;
using Cake.Frosting;
using PlatformAudits.Audits;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Foundation;
using PlatformAudits.Scheduling;

namespace PlatformAudits.Build.Tasks;

/// <summary>Holds the project's pipeline schedules against the cadence in the settings, and mends them where that is asked for.</summary>
[TaskName("Schedules")]
[TaskDescription("Compares the project's pipeline schedules with the cadence in audits.yaml; with --apply makes and mends them.")]
public sealed class Schedules : AsyncFrostingTask<AuditContext>
{
    public override async Task RunAsync(AuditContext context)
    {
        using var transport = ApiClient.NewTransport();
        using var stop = new StopSignal();
        var read = Configuration.Read(context.SettingsPath);
        using var book = ScheduleBook.Open(
            read.Settings,
            read.Cadence,
            context.Variable,
            transport,
            context.Clock,
            new CakeRunLog(context)
        );
        var changes = await book.CompareAsync(ScheduleBook.Wanted(read.Cadence, read.Platforms, read.FollowUp.IsGiven), stop.Token);
        foreach (var difference in changes.SelectMany(c => c.Differences))
        {
            context.Information(difference);
        }

        if (context.Apply)
        {
            foreach (var change in changes)
            {
                await book.ApplyAsync(change, stop.Token);
            }
        }

        context.Summary.Add(
            (changes.Count, context.Apply) switch
            {
                (0, _) => $"Schedules of {book.Project}: as the cadence says; nothing to change.",
                (var count, true) => $"Schedules of {book.Project}: {Sentence.Count(count, "schedule")} made or mended.",
                (var count, false) => $"Schedules of {book.Project}: {Sentence.Count(count, "schedule")} to make or "
                    + "mend. Nothing was changed; add --apply to do it.",
            }
        );
    }
}
