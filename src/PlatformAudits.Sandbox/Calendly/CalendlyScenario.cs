using PlatformAudits.Sandbox.Http;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Calendly;

/// <summary>Who has which <see cref="Assignment"/>, and the accounts that belong to nobody.</summary>
internal sealed class CalendlyScenario : VendorScenario<Assignment>
{
    private const string LinkKey = "calendly";

    private static readonly (Assignment Assignment, int Times)[] Distribution =
    [
        (Assignment.NoLink, 1),
        (Assignment.EventLink, 1),
        (Assignment.NoAccount, 1),
        (Assignment.UnexpectedAdmin, 1),
        (Assignment.MatchedByLink, 4),
        (Assignment.EmailSpelledDifferently, 8),
        (Assignment.LinkSpelledDifferently, 12),
        (Assignment.NameSpelledDifferently, 4),
        (Assignment.InvitedAgain, 2),
        (Assignment.OnceInvited, 3),
        (Assignment.OnceDeclined, 2),
        (Assignment.ExpectedAdmin, 1),
        (Assignment.ExpectedGroupAdmin, 1),
        (Assignment.UnknownRole, 1),
        (Assignment.OtherLink, 1),
        (Assignment.StrangersLink, 1),
        (Assignment.MatchedByNameWithoutLink, 1),
        (Assignment.MatchedByNameWithOtherLink, 1),
        (Assignment.InvitedOnly, 1),
        (Assignment.ContestedName, 1),
        (Assignment.UnexpectedGroupAdmin, 1),
    ];

    // Which assignment the teammate of a stranger must have; a stranger whose teammate the team is too small for is left out.
    private static readonly (StrangerKind Kind, Assignment? Teammate)[] StrangersOfBlock =
    [
        (StrangerKind.Outsider, null),
        (StrangerKind.Leaver, null),
        (StrangerKind.ForeignNamesake, Assignment.NoAccount),
        (StrangerKind.SecondAccount, Assignment.LinkSpelledDifferently),
        (StrangerKind.SharedNamesake, Assignment.SharesNameWithoutAccount),
        (StrangerKind.FirstContender, Assignment.ContestedName),
        (StrangerKind.SecondContender, Assignment.ContestedName),
        (StrangerKind.NamedByTeammate, Assignment.StrangersLink),
    ];

    private readonly List<Stranger> _strangers = [];
    private readonly Names _names;
    private readonly SeededRandom _variation;

    public CalendlyScenario(int size, int seed)
        : base(size, seed, CalendlyVendor.Name, Distribution)
    {
        _names = new Names(seed);
        _variation = new SeededRandom(seed, "calendly links");
        for (var start = 0; start < size; start += Block)
        {
            foreach (var index in Enumerable.Range(start + (Block / 4), Block / 4).Where(World.SharesName))
            {
                Assign(index, Assignment.SharesNameWithoutAccount);
            }

            _strangers.AddRange(StrangersFrom(start, StrangersOfBlock).Select(found => new Stranger(found.Kind, found.Teammate)));
        }
    }

    /// <summary>The accounts that belong to nobody.</summary>
    public IReadOnlyList<Stranger> Strangers => _strangers;

    /// <summary>The last part of a teammate's own scheduling page.</summary>
    public string SlugOf(int teammate) => _names.HandleOf(teammate);

    /// <summary>The last part of a stranger's scheduling page.</summary>
    public static string SlugOf(Stranger stranger, string handle) =>
        stranger.Kind switch
        {
            StrangerKind.NamedByTeammate => LinkedSlug(stranger.Teammate),
            StrangerKind.SecondContender => handle + "-2",
            _ => handle + "-1",
        };

    public override TeamFilePlace Place => TeamFilePlace.AfterStartDate;

    /// <summary>The link in the team file; null for none.</summary>
    public static string? LinkOf(Teammate teammate) => teammate.ValueOf<string>(LinkKey);

    public override IEnumerable<(string Key, object? Value)> FieldsOf(Teammate teammate)
    {
        var index = teammate.Index;
        var slug = SlugOf(index);
        return
        [
            (
                LinkKey,
                this[index] switch
                {
                    Assignment.NoLink or Assignment.MatchedByNameWithoutLink => _variation.Pick([null, string.Empty, "  "], index),
                    Assignment.EventLink => $"https://calendly.com/{slug}/{_variation.Pick(["15min", "30min", "office-hours"], index)}",
                    Assignment.OtherLink or Assignment.MatchedByNameWithOtherLink => $"https://calendly.com/{slug}-old",
                    Assignment.StrangersLink => $"https://calendly.com/{LinkedSlug(index)}",
                    Assignment.LinkSpelledDifferently => Respell(slug, index),
                    _ => $"https://calendly.com/{slug}",
                }
            ),
        ];
    }

    public override Vendor Open(World world, SandboxOptions options, TimeProvider clock) =>
        new CalendlyVendor(world, this, options, clock);

    private string Respell(string slug, int index)
    {
        var bits = _variation.Bits(index);
        bool Is(int bit) => (bits >> bit & 1) == 1;
        var host = (Is(0) ? "http://" : "https://") + (Is(1) ? "www." : string.Empty) + (Is(2) ? "Calendly.com" : "calendly.com");
        return $"{host}/{(Is(3) ? slug.ToUpperInvariant() : slug)}{(Is(4) ? "/" : string.Empty)}"
            + $"{_variation.Pick(["", "?month=2026-02", "#book", "?a=1#b"], ~index)}";
    }

    private static string LinkedSlug(int teammate) => $"meet-support-{teammate}";
}
