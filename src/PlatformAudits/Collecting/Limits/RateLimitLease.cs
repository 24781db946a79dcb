namespace PlatformAudits.Collecting.Limits;

/// <summary>A request that may be sent; it takes a place until <see cref="RateBudget.Release"/>.</summary>
public sealed class RateLimitLease
{
    internal RateLimitLease(long number, long answeredBefore, string path, IReadOnlyList<RateWindow> windows)
    {
        Number = number;
        AnsweredBefore = answeredBefore;
        Path = path;
        Windows = windows;
    }

    /// <summary>1 for the budget's first.</summary>
    internal long Number { get; }

    /// <summary>How many requests had been answered before this one was sent.</summary>
    internal long AnsweredBefore { get; }

    /// <summary>Its path.</summary>
    internal string Path { get; }

    /// <summary>The quotas that it counts for.</summary>
    internal IReadOnlyList<RateWindow> Windows { get; }
}
