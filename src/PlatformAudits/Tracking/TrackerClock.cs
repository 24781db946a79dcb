using System.Globalization;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tracking;

/// <summary>
/// The clock of the GitLab of the issues, as the header <c>Date</c> of its answers tells it (docs/decisions/0033): the machine's time, as
/// far as these answers allow it, else the nearest time that they do. So what the program writes and what people write there is ordered
/// by one clock. Before the first answer it is the machine's. Runs at the same time share it; it is safe to use from several threads.
/// </summary>
/// <param name="machine">The machine's clock, whose timers and elapsed times are used as they are.</param>
public sealed class TrackerClock(TimeProvider machine) : TimeProvider
{
    /// <summary>A difference up to this one is nobody's concern.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromMinutes(5);

    /// <summary>With a larger difference nothing is run.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromHours(1);

    /// <summary><c>Date</c> is in whole seconds, cut off.</summary>
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Bounds? _known;
    private string? _refusal;
    private Task? _asked;
    private bool _isTold;
    private bool _wasAnswered;

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override DateTimeOffset GetUtcNow()
    {
        var now = machine.GetUtcNow();
        lock (_lock)
        {
            return _known is not { } known ? now : known.At(this, GetTimestamp()).Nearest(now);
        }
    }

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>
    /// Holds the machine's clock against GitLab's before anything else is asked or written. What stands in the way of an answer is told by
    /// whoever needs one.
    /// </summary>
    /// <param name="ask">Asks GitLab for anything.</param>
    /// <exception cref="AuditException">The clocks differ by more than <see cref="Limit"/>.</exception>
    internal Task EnsureAsync(Func<Task> ask, RunLog log)
    {
        lock (_lock)
        {
            return _asked ??= AskAsync();
        }

        async Task AskAsync()
        {
            try
            {
                await ask();
            }
            catch (AuditException)
            {
                // It was refused, or not answered.
            }

            EnsureRight();
            lock (_lock)
            {
                if (_known is not null || !_wasAnswered)
                {
                    return;
                }
            }

            log.Warning(
                "GitLab's answer tells no time of its own (the header Date is missing, unreadable or of a cache), so nobody knows whether "
                    + "this machine's clock is right."
            );
        }
    }

    /// <summary>The machine's time, with which an answer is held against it.</summary>
    internal (DateTimeOffset Time, long Timestamp) Now => (machine.GetUtcNow(), machine.GetTimestamp());

    /// <summary>Fails where the first answer has shown that the clocks differ too much.</summary>
    /// <exception cref="AuditException">They do.</exception>
    internal void EnsureRight()
    {
        lock (_lock)
        {
            if (_refusal is { } refusal)
            {
                throw new AuditException(refusal, FailureKind.ConfigurationOrInfrastructure);
            }
        }
    }

    /// <summary>Takes an answer for what it tells of GitLab's time; one from a cache tells that of another day.</summary>
    /// <param name="sent">The machine's time right before the request was sent.</param>
    /// <returns>A warning that was not given before, or null.</returns>
    internal string? Take((DateTimeOffset Time, long Timestamp) sent, HttpResponseMessage response)
    {
        var (time, timestamp) = Now;
        lock (_lock)
        {
            _wasAnswered = true;
            if (response.Headers.Date is not { } date || response.Headers.NonValidated.Contains("Age"))
            {
                return null;
            }

            var told = new Bounds(date, date + Second + GetElapsedTime(sent.Timestamp, timestamp), timestamp);
            var isFirst = _known is null;
            _known = _known is { } known ? known.At(this, timestamp).Within(told) : told;
            var (first, last) = sent.Time <= time ? (sent.Time, time) : (time, sent.Time);
            var (ahead, behind) = (first - (date + Second), date - last);
            var difference = ahead > behind ? ahead : behind;
            if (difference <= Tolerance || _isTold)
            {
                return null;
            }

            _isTold = true;
            var said =
                $"this machine's clock is {In(difference)} {(ahead > behind ? "ahead of" : "behind")} GitLab's ({Form(time)} here, "
                + $"{Form(date)} in the header Date of GitLab's answer)";
            if (isFirst && difference > Limit)
            {
                _refusal =
                    $"Comparing the clocks: {said}, so periods, waivers and the days on which people are asked would be wrong; nothing "
                    + "was asked or written. Set the machine's clock (NTP), and run again.";
                return null;
            }

            return $"{char.ToUpperInvariant(said[0])}{said[1..]}: days, periods and waivers begin and end at other times "
                + "than people think. Set the machine's clock (NTP).";
        }
    }

    private static string Form(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string In(TimeSpan difference) =>
        difference < TimeSpan.FromHours(2) ? Sentence.Count((long)Math.Round(difference.TotalMinutes), "minute")
        : difference < TimeSpan.FromDays(2) ? Sentence.Count((long)Math.Round(difference.TotalHours), "hour")
        : Sentence.Count((long)Math.Round(difference.TotalDays), "day");

    /// <summary>Between which times GitLab's time lies at a moment of the machine's stopwatch.</summary>
    private readonly record struct Bounds(DateTimeOffset Earliest, DateTimeOffset Latest, long Timestamp)
    {
        /// <summary>The same at a later moment.</summary>
        public Bounds At(TimeProvider clock, long timestamp)
        {
            var elapsed = clock.GetElapsedTime(Timestamp, timestamp);
            return new Bounds(Earliest + elapsed, Latest + elapsed, timestamp);
        }

        /// <summary>What both tell; the later one where they don't agree, because a machine that slept may not have counted it.</summary>
        public Bounds Within(Bounds later) =>
            later.Latest < Earliest || Latest < later.Earliest
                ? later
                : new Bounds(
                    Earliest > later.Earliest ? Earliest : later.Earliest,
                    Latest < later.Latest ? Latest : later.Latest,
                    later.Timestamp
                );

        /// <summary>The time between the two that is nearest to another.</summary>
        public DateTimeOffset Nearest(DateTimeOffset time) =>
            time < Earliest ? Earliest
            : time > Latest ? Latest
            : time;
    }
}
