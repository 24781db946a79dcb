namespace PlatformAudits.Sandbox.Http;

/// <summary>So many requests in a window for each credential. Windows start with the first request, or lie where the clock says.</summary>
internal sealed class RateLimit
{
    private readonly int? _requests;
    private readonly TimeSpan _window = TimeSpan.FromMinutes(1);
    private readonly bool _isAligned;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (DateTimeOffset Start, int Used)> _windows = [];

    /// <summary>A limit of so many requests a minute.</summary>
    public RateLimit(int? requestsPerMinute, TimeProvider clock)
    {
        _requests = requestsPerMinute;
        _clock = clock;
    }

    /// <summary>A vendor's limit, or what the options say instead.</summary>
    public RateLimit(VendorQuota quota, SandboxOptions options, TimeProvider clock)
    {
        _clock = clock;
        (_requests, _window, _isAligned) = options switch
        {
            { RequestsPerMinute: { } requests } => (requests, _window, false),
            { Limits: SandboxLimits.Published } => (Math.Max(1, quota.Requests / options.LimitsDividedBy), quota.Window, quota.IsAligned),
            { Limits: SandboxLimits.SmallestPlans } => (
                Math.Max(1, quota.OfSmallestPlan / options.LimitsDividedBy),
                quota.Window,
                quota.IsAligned
            ),
            _ => ((int?)null, _window, false),
        };
    }

    /// <summary>Counts a request; null when there is no limit.</summary>
    public Allowance? Take(string credential)
    {
        if (_requests is not { } limit)
        {
            return null;
        }

        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            var (start, used) = _windows.GetValueOrDefault(credential);
            if (now - start >= _window)
            {
                (start, used) = (_isAligned ? now - TimeSpan.FromTicks((now - DateTimeOffset.UnixEpoch).Ticks % _window.Ticks) : now, 0);
            }

            _windows[credential] = (start, ++used);
            return new Allowance(limit, used, start + _window, Math.Max(1, (int)Math.Ceiling((start + _window - now).TotalSeconds)));
        }
    }
}
