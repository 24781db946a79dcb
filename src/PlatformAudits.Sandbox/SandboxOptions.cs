using System.Globalization;
using System.Reflection;
using System.Text;

namespace PlatformAudits.Sandbox;

/// <summary>What the sandbox is made of. Two sandboxes with equal options serve equal bytes.</summary>
public sealed record SandboxOptions
{
    /// <summary>The largest team that can be made.</summary>
    public const int LargestSize = 1_000_000;

    /// <summary>The number of teammates, 1 to <see cref="LargestSize"/>.</summary>
    public int Size { get; init; } = 150;

    /// <summary>Any number; another seed gives other people and places the faults elsewhere.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The time that passes before a vendor answers, zero to one minute.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Display names that the vendors' accounts take in turn, any text; null gives accounts the names of their people.</summary>
    public IReadOnlyList<string>? DisplayNames { get; init; }

    /// <summary>The TCP port on 127.0.0.1; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>How many requests a credential may make in a minute before it gets the vendor's 429; null for no limit.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Which limits the vendors keep where <see cref="RequestsPerMinute"/> is null.</summary>
    public SandboxLimits Limits { get; init; }

    /// <summary>By how much those limits are divided, 1 or more, so that few people reach them.</summary>
    public int LimitsDividedBy { get; init; } = 1;

    /// <summary>Whether no header tells of a limit, neither before it is reached nor after.</summary>
    public bool HidesLimits { get; init; }

    /// <summary>What goes wrong, and at which requests.</summary>
    public IReadOnlyList<Faults.Fault> Faults { get; init; } = [];

    /// <summary>Whether the team is kept as one YAML file a person (<c>data/agents</c>) instead of one file for all.</summary>
    public bool TeamAsFolder { get; init; }

    /// <summary>Whether the tokens of GitLab and GitLab.com in the environment are fine-grained ones.</summary>
    public bool HasGranularTokens { get; init; }

    /// <summary>The clock of cursors, limits, issue timestamps and the header <c>Date</c>; null is the system's.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>How far the clock of GitLab alone is ahead of <see cref="Clock"/>; less than zero for behind.</summary>
    public TimeSpan GitLabAhead { get; init; }

    /// <summary>The assemblies in which the platforms are found.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; init; } = [typeof(SandboxOptions).Assembly];

    /// <exception cref="ArgumentException">A value is out of its range; the message is a sentence for people.</exception>
    internal void Validate()
    {
        Require(Size is >= 1 and <= LargestSize, $"its size is {Size}; choose 1 to {LargestSize} teammates");
        Require(Latency >= TimeSpan.Zero && Latency <= TimeSpan.FromMinutes(1), $"its latency is {Latency}; choose zero to one minute");
        Require(Port is >= 0 and <= 65535, $"its port is {Port}; choose 1 to 65535, or 0 for any free one");
        Require(
            RequestsPerMinute is null or >= 1,
            $"its limit is {RequestsPerMinute} requests a minute; choose 1 or more, or leave it out"
        );
        Require(LimitsDividedBy >= 1, $"its limits are divided by {LimitsDividedBy}; choose 1 or more");
        Require(DisplayNames is not { Count: 0 }, $"its list of display names is empty; give at least one, or leave the list out");
        for (var index = 0; index < (DisplayNames?.Count ?? 0); index++)
        {
            Require(
                IsUnicode(DisplayNames![index]),
                $"display name {index + 1} holds half a surrogate pair, which no JSON text can carry; correct it"
            );
        }
    }

    private static void Require(bool condition, FormattableString reason)
    {
        if (!condition)
        {
            throw new ArgumentException($"The sandbox cannot start: {reason.ToString(CultureInfo.InvariantCulture)}.");
        }
    }

    private static bool IsUnicode(string text)
    {
        for (var index = 0; index < text.Length; )
        {
            if (!Rune.TryGetRuneAt(text, index, out var rune))
            {
                return false;
            }

            index += rune.Utf16SequenceLength;
        }

        return true;
    }
}
