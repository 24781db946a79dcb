namespace PlatformAudits.Collecting.Recording;

/// <summary>How long a body may be, and may take.</summary>
/// <param name="Bytes">Its longest length.</param>
/// <param name="Whole">How long all of it may take.</param>
/// <param name="Silence">How long it may bring nothing.</param>
internal sealed record BodyLimits(long Bytes, TimeSpan Whole, TimeSpan Silence)
{
    /// <summary>
    /// Whether whoever reads the body tells where it is not UTF-8, as the reader of the team file does with line and column. A zero byte
    /// is refused all the same.
    /// </summary>
    public bool IsCheckedByReader { get; init; }

    /// <summary>Anything, for ever.</summary>
    public static BodyLimits None { get; } = new(long.MaxValue, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>What is wrong with a longer body, as a clause.</summary>
    public static string TooLong(long bytes) => $"the body is longer than {bytes / (1024 * 1024)} MiB";
}
