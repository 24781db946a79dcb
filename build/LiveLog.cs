using PlatformAudits.Foundation;
using PlatformAudits.Reporting;

namespace PlatformAudits.Build;

/// <summary>
/// What a run says in a terminal: warnings are lines, everything else is one line that is written over and names what is waited for
/// longest.
/// </summary>
public sealed class LiveLog(Screen screen, string title, TimeProvider clock) : RunLog
{
    /// <summary>Before so much time has passed, nobody wonders what it is that takes so long.</summary>
    private static readonly TimeSpan WorthTelling = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly List<Awaited> _waits = [];
    private string _latest = "";

    /// <summary>What the line is about.</summary>
    public string Title => title;

    /// <summary>Whether the run has ended.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>What is going on.</summary>
    public string Now
    {
        get
        {
            lock (_lock)
            {
                var elapsed = _waits is [var oldest, ..] ? clock.GetElapsedTime(oldest.Begun) : TimeSpan.Zero;
                var seconds = TimeSpan.FromSeconds(Math.Floor(elapsed.TotalSeconds));
                return IsEnded ? "ended"
                    : elapsed < WorthTelling ? _latest
                    : $"waiting for {_waits[0].What}, {Sentence.Duration(seconds)}; {_latest}";
            }
        }
    }

    /// <summary>The run has ended.</summary>
    public void End() => IsEnded = true;

    public override void Step(string sentence)
    {
        lock (_lock)
        {
            _latest = LogEncoder.Encode(RunLines.Within(title, sentence)).ReplaceLineEndings(" ");
        }
    }

    public override void Warning(string sentence) => screen.Say($"{title}: {RunLines.Within(title, sentence)}", Screen.Attention);

    public override IDisposable Wait(string what)
    {
        var wait = new Awaited(this, LogEncoder.Encode(what), clock.GetTimestamp());
        lock (_lock)
        {
            _waits.Add(wait);
        }

        return wait;
    }

    private sealed record Awaited(LiveLog Log, string What, long Begun) : IDisposable
    {
        public void Dispose()
        {
            lock (Log._lock)
            {
                Log._waits.RemoveAll(wait => ReferenceEquals(wait, this));
            }
        }
    }
}
