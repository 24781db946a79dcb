using PlatformAudits.Checking;

namespace PlatformAudits.Reporting;

/// <summary>What has become of an account or a finding since the last period. Null is what nobody knows.</summary>
/// <param name="Change"><c>NEW</c>, <c>GONE</c> or <c>CHANGED</c>; null where that period can't be compared with.</param>
/// <param name="What"><c>account</c> or <c>finding</c>.</param>
/// <param name="Id">The account's key or the finding's id; empty where none is meant.</param>
internal sealed record ChangeRow(string? Change, string What, string Id)
{
    /// <summary>The finding's check; empty for an account.</summary>
    public string Check { get; init; } = "";

    /// <summary>The account's own id, or the finding's subject; empty where none is meant.</summary>
    public string? Subject { get; init; } = "";

    /// <summary>The account, where it is there now.</summary>
    public Account? Account { get; init; }

    /// <summary>The address of whose it is; empty for nobody's.</summary>
    public string? Teammate { get; init; } = "";

    /// <summary>What has changed; empty but for <c>CHANGED</c>.</summary>
    public string Field { get; init; } = "";

    /// <summary>What it was.</summary>
    public string? Before { get; init; } = "";

    /// <summary>What it is.</summary>
    public string? Now { get; init; } = "";
}
