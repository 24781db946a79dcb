namespace PlatformAudits.Collecting.Limits;

/// <summary>
/// Counts requests against one quota. A request keeps its place from when it is sent until a window after its answer: the vendor has
/// counted it somewhere in between, so in no window of the vendor's, however it lays them, are there more than the quota allows.
/// </summary>
internal sealed class RateWindow(RateQuota quota)
{
    private readonly Queue<TimeSpan> _answered = new();
    private int _underWay;

    public RateQuota Quota { get; private set; } = quota;

    /// <summary>The vendor says that another number is allowed.</summary>
    public void Allow(int requests) => Quota = Quota with { Requests = requests };

    /// <summary>When there is a place; <see cref="TimeSpan.MaxValue"/> when only an answer can make one.</summary>
    public TimeSpan RoomAt(TimeSpan now)
    {
        while (_answered.TryPeek(out var oldest) && oldest + Quota.Window <= now)
        {
            _answered.Dequeue();
        }

        var tooMany = _underWay + _answered.Count - Quota.Requests;
        return tooMany < 0 ? now
            : tooMany < _answered.Count ? _answered.ElementAt(tooMany) + Quota.Window
            : TimeSpan.MaxValue;
    }

    public void Enter() => _underWay++;

    public void Leave(TimeSpan now)
    {
        _underWay--;
        _answered.Enqueue(now);
    }
}
