namespace PlatformAudits.Sandbox.Http;

/// <summary>So many requests a minute for each credential, counted in windows of one minute that start with the first request.</summary>
internal sealed class RateLimit(int? requestsPerMinute, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (DateTimeOffset Start, int Used)> _windows = [];

    /// <summary>Counts a request; null when there is no limit.</summary>
    public Allowance? Take(string credential)
    {
        if (requestsPerMinute is not { } limit)
        {
            return null;
        }

        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var (start, used) = _windows.GetValueOrDefault(credential);
            if (now - start >= Window)
            {
                (start, used) = (now, 0);
            }

            _windows[credential] = (start, ++used);
            return new Allowance(limit, used, start + Window, Math.Max(1, (int)Math.Ceiling((start + Window - now).TotalSeconds)));
        }
    }
}
