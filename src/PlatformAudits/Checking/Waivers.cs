using PlatformAudits.Settings;

namespace PlatformAudits.Checking;

/// <summary>An accepted exception: somebody answers for a finding until a date.</summary>
/// <param name="Platform">The platform's id.</param>
/// <param name="Key">The finding; check and subject must be equal, never similar.</param>
/// <param name="Reason">Why it is accepted.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Expires">The last day on which it counts, UTC.</param>
/// <param name="Link">The access request or discussion, or null.</param>
public sealed record Waiver(string Platform, FindingKey Key, string Reason, string Owner, DateOnly Expires, string? Link);

/// <summary>The waivers of <c>waivers.yaml</c>.</summary>
public sealed class Waivers
{
    private readonly Dictionary<(string Platform, FindingKey Key), Waiver> _waivers = [];

    private Waivers()
    {
    }

    /// <summary>No waivers.</summary>
    public static Waivers None { get; } = new();

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file; none when it does not exist.</param>
    /// <exception cref="AuditException">It is wrong.</exception>
    public static Waivers Read(string path)
    {
        if (!File.Exists(path))
        {
            return None;
        }

        var waivers = new Waivers();
        var top = SettingsFile.Read(path, "the waivers");
        foreach (var section in top.Sections("waivers"))
        {
            var waiver = new Waiver(
                section.RequiredText("platform"),
                new FindingKey(section.RequiredText("check"), section.RequiredText("account")),
                section.RequiredText("reason"),
                section.RequiredText("owner"),
                section.RequiredDate("expires"),
                section.Text("link"));
            if (!waivers._waivers.TryAdd((waiver.Platform, waiver.Key), waiver))
            {
                throw section.Wrong("account", $"is waived twice for {waiver.Key.Check}");
            }
        }

        top.EnsureAllRead();
        return waivers;
    }

    /// <summary>The waiver of a finding on a day, or null when there is none or it has expired.</summary>
    /// <param name="platform">The platform's id.</param>
    /// <param name="key">The finding.</param>
    /// <param name="day">The day, UTC.</param>
    public Waiver? For(string platform, FindingKey key, DateOnly day) =>
        _waivers.TryGetValue((platform, key), out var waiver) && waiver.Expires >= day ? waiver : null;

    /// <summary>The waivers of a platform that count no more.</summary>
    /// <param name="platform">The platform's id.</param>
    /// <param name="day">The day, UTC.</param>
    public IReadOnlyList<Waiver> Expired(string platform, DateOnly day) =>
        [.. _waivers.Values.Where(w => w.Platform == platform && w.Expires < day).OrderBy(w => w.Key.ToString(), StringComparer.Ordinal)];
}
