using System.Runtime.InteropServices;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Calendly;

/// <summary>
/// Who plays which <see cref="Case"/>: of every 200 people the same cases, dealt out anew by the seed. The first 100 people hold
/// a whole deal and the first ten at least one fault of each kind, so that a small team shows everything too. One byte a person.
/// </summary>
internal sealed class Cast : ITeamFields
{
    private const int Block = 200;
    private const int FirstDeal = 100;
    private const int FirstFaults = 10;

    private static readonly (Case Case, int Times)[] Deal =
    [
        (Case.NoLink, 1), (Case.EventLink, 1), (Case.NoAccount, 1), (Case.UnexpectedAdmin, 1),
        (Case.MatchedByLink, 4), (Case.EmailSpelledDifferently, 8), (Case.LinkSpelledDifferently, 12), (Case.NameSpelledDifferently, 4),
        (Case.InvitedAgain, 2), (Case.OnceInvited, 3), (Case.OnceDeclined, 2), (Case.ExpectedAdmin, 1), (Case.ExpectedGroupAdmin, 1), (Case.UnknownRole, 1),
        (Case.OtherLink, 1), (Case.StrangersLink, 1), (Case.MatchedByNameWithoutLink, 1), (Case.MatchedByNameWithOtherLink, 1),
        (Case.InvitedOnly, 1), (Case.ContestedName, 1), (Case.UnexpectedGroupAdmin, 1),
    ];

    // Which case the teammate of a stranger must play; a stranger whose teammate the team is too small for is left out.
    private static readonly (StrangerKind Kind, Case? Teammate)[] StrangersOfBlock =
    [
        (StrangerKind.Outsider, null), (StrangerKind.Leaver, null), (StrangerKind.ForeignNamesake, Case.NoAccount),
        (StrangerKind.SecondAccount, Case.LinkSpelledDifferently), (StrangerKind.SharedNamesake, Case.SharesNameWithoutAccount),
        (StrangerKind.FirstContender, Case.ContestedName), (StrangerKind.SecondContender, Case.ContestedName),
        (StrangerKind.LinkedByTeammate, Case.StrangersLink),
    ];

    private readonly Case[] _cases;
    private readonly List<Stranger> _strangers = [];
    private readonly Names _names;
    private readonly Draw _variation;

    public Cast(int size, int seed)
    {
        _cases = new Case[size];
        _names = new Names(seed);
        _variation = new Draw(seed, "calendly links");
        var order = new Draw(seed, "calendly deal");
        for (var start = 0; start < size; start += Block)
        {
            DealOut(start, order);
            AddStrangers(start);
        }
    }

    /// <summary>The accounts that belong to nobody.</summary>
    public IReadOnlyList<Stranger> Strangers => _strangers;

    /// <summary>The number of teammates.</summary>
    public int Size => _cases.Length;

    public Case this[int teammate] => _cases[teammate];

    /// <summary>The last part of a teammate's own scheduling page.</summary>
    public string SlugOf(int teammate) => _names.HandleOf(teammate);

    /// <summary>The last part of a stranger's scheduling page.</summary>
    public static string SlugOf(Stranger stranger, string handle) => stranger.Kind switch
    {
        StrangerKind.LinkedByTeammate => LinkedSlug(stranger.Teammate),
        StrangerKind.SecondContender => handle + "-2",
        _ => handle + "-1",
    };

    public Teammate Fill(Teammate teammate)
    {
        var index = teammate.Index;
        var slug = SlugOf(index);
        return teammate with
        {
            Calendly = _cases[index] switch
            {
                Case.NoLink or Case.MatchedByNameWithoutLink => _variation.Pick([null, string.Empty, "  "], index),
                Case.EventLink => $"https://calendly.com/{slug}/{_variation.Pick(["15min", "30min", "office-hours"], index)}",
                Case.OtherLink or Case.MatchedByNameWithOtherLink => $"https://calendly.com/{slug}-old",
                Case.StrangersLink => $"https://calendly.com/{LinkedSlug(index)}",
                Case.LinkSpelledDifferently => Respell(slug, index),
                _ => $"https://calendly.com/{slug}",
            },
        };
    }

    private string Respell(string slug, int index)
    {
        var bits = _variation.Bits(index);
        bool Is(int bit) => (bits >> bit & 1) == 1;
        var host = (Is(0) ? "http://" : "https://") + (Is(1) ? "www." : string.Empty) + (Is(2) ? "Calendly.com" : "calendly.com");
        return $"{host}/{(Is(3) ? slug.ToUpperInvariant() : slug)}{(Is(4) ? "/" : string.Empty)}{_variation.Pick(["", "?month=2026-02", "#book", "?a=1#b"], ~index)}";
    }

    private static string LinkedSlug(int teammate) => $"meet-support-{teammate}";

    private void DealOut(int start, Draw order)
    {
        var free = Enumerable.Range(start, start == 0 ? FirstDeal : Block).Where(index => !World.IsManager(index) && !World.SharesName(index)).ToList();
        order.Shuffle(CollectionsMarshal.AsSpan(free), start);
        if (start == 0)
        {
            free = [.. free.OrderBy(index => index >= FirstFaults)];
        }

        foreach (var (index, part) in free.Zip(Deal.SelectMany(dealt => Enumerable.Repeat(dealt.Case, dealt.Times))))
        {
            Assign(index, part);
        }

        foreach (var index in Enumerable.Range(start + (FirstDeal / 2), FirstDeal / 2).Where(World.SharesName))
        {
            Assign(index, Case.SharesNameWithoutAccount);
        }
    }

    private void Assign(int index, Case part)
    {
        if (index < _cases.Length)
        {
            _cases[index] = part;
        }
    }

    private void AddStrangers(int start)
    {
        var end = Math.Min(start + Block, _cases.Length);
        foreach (var (kind, needed) in StrangersOfBlock)
        {
            var teammate = needed is { } part ? Array.IndexOf(_cases, part, start, end - start) : -1;
            if (needed is null || teammate >= 0)
            {
                _strangers.Add(new Stranger(kind, teammate));
            }
        }
    }
}
