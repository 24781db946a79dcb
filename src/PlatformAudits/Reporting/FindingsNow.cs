using System.Collections.Frozen;

namespace PlatformAudits.Reporting;

/// <summary>What the findings of an issue's earlier runs have come to. Findings are named by their ids.</summary>
/// <param name="Open">Those that are open, also when there is no room to show them.</param>
/// <param name="Waived">Those that a waiver accepts, with its <see cref="Checking.Waiver.Acceptance"/>, encoded.</param>
/// <param name="Run">The run that says so, such as <c>2026-11-21 13:40 UTC, run 0f6d976a76aa</c>.</param>
public sealed record FindingsNow(IReadOnlySet<string> Open, IReadOnlyDictionary<string, string> Waived, string Run)
{
    /// <summary>Those that nobody looks for any more, because their check is switched off.</summary>
    public IReadOnlySet<string> NotLookedFor { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Nothing is open.</summary>
    public static FindingsNow None { get; } = new(FrozenSet<string>.Empty, FrozenDictionary<string, string>.Empty, "");
}
