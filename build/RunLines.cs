using Cake.Core.Diagnostics;
using PlatformAudits.Foundation;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PlatformAudits.Build;

/// <summary>Where runs say what they are doing: in a terminal a live line for each, everywhere else lines of the log.</summary>
public static class RunLines
{
    /// <summary>Lets runs write while they last.</summary>
    /// <param name="titles">What each run is called in front of its lines.</param>
    /// <param name="work">Carries the runs out, each with a log.</param>
    public static async Task<T> WhileAsync<T>(
        AuditContext context,
        IReadOnlyList<string> titles,
        Func<IReadOnlyList<RunLog>, Task<T>> work
    )
    {
        if (!AreLive(context))
        {
            var width = titles.Max(title => title.Length);
            return await work([
                .. titles.Select(title =>
                    titles.Count == 1 ? new CakeRunLog(context) : new CakeRunLog(context, title, $"{title.PadRight(width)} | ")
                ),
            ]);
        }

        LiveLog[] logs = [.. titles.Select(title => new LiveLog(context.Screen, title, TimeProvider.System))];
        return await context
            .Screen.Console.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn { CompletedText = " " }, new NowColumn(titles.Max(title => title.Length)))
            .StartAsync(async shown =>
            {
                foreach (var log in logs)
                {
                    shown.AddTask(log.Title).Tag = log;
                }

                return await work(logs);
            });
    }

    /// <summary>Whether lines are written over, so that nothing else may be written meanwhile.</summary>
    public static bool AreLive(AuditContext context) => context.Screen.IsLive && context.Log.Verbosity == Verbosity.Normal;

    /// <summary>A sentence that stands behind a name, without that name.</summary>
    public static string Within(string name, string sentence) =>
        sentence.StartsWith($"{name}: ", StringComparison.Ordinal) ? sentence[(name.Length + 2)..] : sentence;

    /// <summary>Whose run it is, and what goes on in it, in what is left of the line.</summary>
    private sealed class NowColumn(int width) : ProgressColumn
    {
        private const int BesideSpinner = 4;

        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
        {
            var log = (LiveLog)task.Tag!;
            if (log.IsEnded)
            {
                task.StopTask();
            }

            var room = Math.Max(0, options.ConsoleSize.Width - width - BesideSpinner - 3);
            var now = log.Now;
            return new Text($"{log.Title.PadRight(width)}  {(now.Length > room ? now[..Math.Max(0, room - 1)] + "…" : now)}");
        }
    }
}
