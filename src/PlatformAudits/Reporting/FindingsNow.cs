using System.Collections.Frozen;

namespace PlatformAudits.Reporting;

/// <summary>What the findings of an issue's earlier runs have come to. Findings are named by their ids.</summary>
/// <param name="Open">Those that are open, also when there is no room to show them.</param>
/// <param name="Run">The run that says so, such as <c>2026-11-21 13:40 UTC, run 0f6d976a76aa</c>.</param>
public sealed record FindingsNow(IReadOnlySet<string> Open, IReadOnlySet<string> Waived, string Run)
{
    /// <summary>Nothing is open.</summary>
    public static FindingsNow None { get; } = new(FrozenSet<string>.Empty, FrozenSet<string>.Empty, "");
}
