using PlatformAudits.Sandbox.Http;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Calendly;

/// <summary>Who plays which <see cref="Case"/>, and the accounts that belong to nobody.</summary>
internal sealed class CalendlyCast : Cast<Case>
{
    private const string LinkKey = "calendly";

    private static readonly (Case Case, int Times)[] Deal =
    [
        (Case.NoLink, 1),
        (Case.EventLink, 1),
        (Case.NoAccount, 1),
        (Case.UnexpectedAdmin, 1),
        (Case.MatchedByLink, 4),
        (Case.EmailSpelledDifferently, 8),
        (Case.LinkSpelledDifferently, 12),
        (Case.NameSpelledDifferently, 4),
        (Case.InvitedAgain, 2),
        (Case.OnceInvited, 3),
        (Case.OnceDeclined, 2),
        (Case.ExpectedAdmin, 1),
        (Case.ExpectedGroupAdmin, 1),
        (Case.UnknownRole, 1),
        (Case.OtherLink, 1),
        (Case.StrangersLink, 1),
        (Case.MatchedByNameWithoutLink, 1),
        (Case.MatchedByNameWithOtherLink, 1),
        (Case.InvitedOnly, 1),
        (Case.ContestedName, 1),
        (Case.UnexpectedGroupAdmin, 1),
    ];

    // Which case the teammate of a stranger must play; a stranger whose teammate the team is too small for is left out.
    private static readonly (StrangerKind Kind, Case? Teammate)[] StrangersOfBlock =
    [
        (StrangerKind.Outsider, null),
        (StrangerKind.Leaver, null),
        (StrangerKind.ForeignNamesake, Case.NoAccount),
        (StrangerKind.SecondAccount, Case.LinkSpelledDifferently),
        (StrangerKind.SharedNamesake, Case.SharesNameWithoutAccount),
        (StrangerKind.FirstContender, Case.ContestedName),
        (StrangerKind.SecondContender, Case.ContestedName),
        (StrangerKind.NamedByTeammate, Case.StrangersLink),
    ];

    private readonly List<Stranger> _strangers = [];
    private readonly Names _names;
    private readonly Draw _variation;

    public CalendlyCast(int size, int seed)
        : base(size, seed, CalendlyVendor.Name, Deal)
    {
        _names = new Names(seed);
        _variation = new Draw(seed, "calendly links");
        for (var start = 0; start < size; start += Block)
        {
            foreach (var index in Enumerable.Range(start + (Block / 4), Block / 4).Where(World.SharesName))
            {
                Assign(index, Case.SharesNameWithoutAccount);
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
                    Case.NoLink or Case.MatchedByNameWithoutLink => _variation.Pick([null, string.Empty, "  "], index),
                    Case.EventLink => $"https://calendly.com/{slug}/{_variation.Pick(["15min", "30min", "office-hours"], index)}",
                    Case.OtherLink or Case.MatchedByNameWithOtherLink => $"https://calendly.com/{slug}-old",
                    Case.StrangersLink => $"https://calendly.com/{LinkedSlug(index)}",
                    Case.LinkSpelledDifferently => Respell(slug, index),
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
        return $"{host}/{(Is(3) ? slug.ToUpperInvariant() : slug)}{(Is(4) ? "/" : string.Empty)}{_variation.Pick(["", "?month=2026-02", "#book", "?a=1#b"], ~index)}";
    }

    private static string LinkedSlug(int teammate) => $"meet-support-{teammate}";
}
