using System.Globalization;
using PlatformAudits.Foundation;

namespace PlatformAudits.Checking;

/// <summary>
/// The waivers of <c>waivers.yaml</c>. Each fits one finding of one platform exactly: there are no patterns, and a <c>*</c> is a letter
/// like any other.
/// </summary>
public sealed class Waivers
{
    private readonly Dictionary<(string Platform, FindingKey Key), Waiver> _waivers = [];

    private Waivers() { }

    /// <summary>No waivers.</summary>
    public static Waivers None { get; } = new();

    /// <summary>What was read in another way than it is written, a sentence each.</summary>
    public IReadOnlyList<string> Notices { get; private set; } = [];

    /// <summary>Reads the file. The waivers of every platform are held against the rules, whichever platform is audited.</summary>
    /// <param name="path">The file; none when it does not exist.</param>
    /// <param name="rules">What they are held against.</param>
    /// <exception cref="AuditException">It is wrong.</exception>
    public static Waivers Read(string path, WaiverRules rules)
    {
        if (!Path.Exists(path))
        {
            return None;
        }

        var waivers = new Waivers();
        var top = SettingsFile.Read(path, "the waivers", "waivers.yaml");
        foreach (var section in top.Sections("waivers"))
        {
            var waiver = Read(section, rules);
            if (!waivers._waivers.TryAdd((waiver.Platform, waiver.Key), waiver))
            {
                throw section.Wrong("account", $"is waived twice for {waiver.Key.Check}");
            }
        }

        top.EnsureAllRead();
        waivers.Notices = top.Notices;
        return waivers;
    }

    /// <summary>The waivers of a platform, in the file's order.</summary>
    public IReadOnlyList<Waiver> Of(string platform) => [.. _waivers.Values.Where(w => w.Platform == platform).OrderBy(w => w.Line)];

    private static Waiver Read(SettingsSection section, WaiverRules rules)
    {
        var platform = section.RequiredValue("platform");
        if (!rules.Checks.TryGetValue(platform, out var checks))
        {
            throw section.Wrong(
                "platform",
                $"is {platform}, and there is no such platform",
                Advice(platform, rules.Checks.Keys, "the platforms are")
            );
        }

        var check = section.RequiredValue("check");
        if (!checks.Contains(check))
        {
            throw section.Wrong("check", $"is {check}, and {platform} has no such check", Advice(check, checks, "its checks are"));
        }

        return new Waiver
        {
            Platform = platform,
            Key = new FindingKey(check, section.RequiredValue("account")),
            Owner = section.RequiredText("owner"),
            Reason = section.RequiredText("reason"),
            Link = LinkOf(section),
            Expires = LastDayOf(section, rules),
            Line = section.Line,
        };
    }

    private static string LinkOf(SettingsSection section)
    {
        var link = section.RequiredValue("link");
        return Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? link
            : throw section.Wrong("link", "must be the address of the request, beginning with https://");
    }

    private static DateOnly LastDayOf(SettingsSection section, WaiverRules rules)
    {
        var expires = section.RequiredDate("expires");
        var last = rules.Day.AddDays(rules.LongestDays);
        return expires <= last
            ? expires
            : throw section.Wrong(
                "expires",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"is {expires:yyyy-MM-dd}, {expires.DayNumber - rules.Day.DayNumber} days after the day of this run, and a waiver "
                        + $"may last {rules.LongestDays} days (waivers.longest_days in audits.yaml)"
                ),
                string.Create(CultureInfo.InvariantCulture, $"write {last:yyyy-MM-dd} or an earlier day")
            );
    }

    private static string Advice(string typed, IEnumerable<string> known, string there) =>
        Sentence.Nearest(typed, known) is { } nearest
            ? $"did you mean {nearest}?"
            : $"{there} {Sentence.List([.. known.Order(StringComparer.Ordinal)])}";
}
