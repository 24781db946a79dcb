using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Json;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>A user of the PagerDuty account. There is no flag for inactive ones: whoever is deleted is no longer listed.</summary>
public sealed partial record PagerDutyAccount : Account
{
    /// <summary>One object a host: every account of a population has the same one.</summary>
    private static readonly ConcurrentDictionary<string, Uri> Sites = new(StringComparer.Ordinal);

    /// <summary>
    /// The base role as the vendor writes it, such as <c>limited_user</c>, <c>read_only_user</c>, and whatever may come; null when it does
    /// not say. Roles in teams may add to it.
    /// </summary>
    public string? Role { get; init; }

    /// <summary>Whether the invitation has not been accepted yet; null when the vendor does not say.</summary>
    public bool? IsInvited { get; init; }

    /// <summary>The ids of the PagerDuty teams.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>
    /// The account's site in the web, such as <c>https://acme.pagerduty.com/</c>; null where the vendor tells none of its own hosts.
    /// </summary>
    public Uri? Site { get; init; }

    /// <summary>Whether it sees the whole account, private teams and schedules included.</summary>
    public bool SeesEverything => Role is "owner" or "admin";

    /// <summary>Reads a user of <c>GET /users</c>.</summary>
    public static PagerDutyAccount Read(JsonRecord row) =>
        new()
        {
            Id = row.GetString("id"),
            Name = row.FindString("name") ?? row.FindString("summary"),
            Email = row.FindString("email"),
            Role = row.FindString("role") is { } role ? string.Intern(role) : null,
            Site = SiteOf(row.FindString("html_url")),
            IsInvited = row.FindBoolean("invitation_sent"),
            Teams = [.. row.GetRecords("teams").Select(team => string.Intern(team.GetString("id")))],
        };

    private static Uri? SiteOf(string? page) =>
        Uri.TryCreate(page, UriKind.Absolute, out var address) && address.Scheme == "https" && Host().IsMatch(address.Host)
            ? Sites.GetOrAdd(address.Host, host => new Uri($"https://{host}/"))
            : null;

    [GeneratedRegex(@"^[a-z0-9-]{1,63}(?:\.eu)?\.pagerduty\.com\z")]
    private static partial Regex Host();
}
