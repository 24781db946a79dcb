using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.InteropServices;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.Team;

/// <summary>
/// One platform's part in the sandbox: who plays what there, what the team file says of them, and the vendor itself. Casts are found by type: one class a
/// platform, with a constructor for the size of the team and the seed.
/// </summary>
internal abstract class Cast
{
    /// <summary>Where the team file has this platform's keys.</summary>
    public virtual TeamFilePlace Place => TeamFilePlace.AtEnd;

    /// <summary>
    /// The keys of the team file that are this platform's, with their values for a teammate, as <see cref="TeamField"/> has them. The keys are the same for
    /// everybody; a null leaves one out.
    /// </summary>
    public virtual IEnumerable<(string Key, object? Value)> FieldsOf(Teammate teammate) => [];

    /// <summary>Other files of the team's project, by path, that this platform needs.</summary>
    public virtual IReadOnlyDictionary<string, string> ProjectFiles => FrozenDictionary<string, string>.Empty;

    /// <summary>The vendor with these people.</summary>
    public abstract Vendor Open(World world, SandboxOptions options, TimeProvider clock);

    /// <summary>Every platform's cast in some assemblies.</summary>
    public static IReadOnlyList<Cast> All(int size, int seed, IEnumerable<Assembly> assemblies) =>
        [
            .. assemblies
                .SelectMany(assembly => assembly.GetTypes())
                .Where(type => type.IsSubclassOf(typeof(Cast)) && !type.IsAbstract)
                .OrderBy(type => type.FullName, StringComparer.Ordinal)
                .Select(type => (Cast)Activator.CreateInstance(type, size, seed)!),
        ];
}

/// <summary>
/// A cast whose parts are dealt out: of every 200 people the same parts, to other people for another seed. The first 100 people hold a whole deal, and the
/// first ten the deal's first parts, so that a small team shows faults too. Managers, and people who share a name, are never dealt one. One byte a person.
/// </summary>
/// <typeparam name="TPart">The parts; the default value is the ordinary one.</typeparam>
internal abstract class Cast<TPart> : Cast
    where TPart : struct, Enum
{
    /// <summary>So many people hold one deal.</summary>
    protected const int Block = 200;

    private const int FirstDeal = 100;
    private const int FirstFaults = 10;
    private readonly TPart[] _parts;

    /// <summary>Deals the parts out.</summary>
    /// <param name="platform">The platform, so that each deals to other people.</param>
    /// <param name="deal">The parts with their number in every 200 people; a team of ten holds the first ones.</param>
    protected Cast(int size, int seed, string platform, IReadOnlyList<(TPart Part, int Times)> deal)
    {
        _parts = new TPart[size];
        var order = new Draw(seed, platform + " deal");
        for (var start = 0; start < size; start += Block)
        {
            DealOut(start, order, deal);
        }
    }

    /// <summary>The number of teammates.</summary>
    public int Size => _parts.Length;

    /// <summary>The part of a teammate.</summary>
    public TPart this[int teammate] => _parts[teammate];

    /// <summary>Gives a part to a teammate, if the team is large enough to have one of that number.</summary>
    protected void Assign(int teammate, TPart part)
    {
        if (teammate < _parts.Length)
        {
            _parts[teammate] = part;
        }
    }

    /// <summary>The first teammate with a part in the 200 that begin with one of them; -1 when the team is too small for it.</summary>
    protected int FirstWith(TPart part, int start) => Array.IndexOf(_parts, part, start, Math.Min(Block, _parts.Length - start));

    /// <summary>
    /// The kinds of strangers that the 200 people who begin with one of them have, each with the first teammate who plays the wanted part, or with -1 when none
    /// is wanted. A kind whose teammate the team is too small for is left out.
    /// </summary>
    protected IEnumerable<(TKind Kind, int Teammate)> StrangersFrom<TKind>(int start, IEnumerable<(TKind Kind, TPart? Teammate)> wanted)
    {
        foreach (var (kind, needed) in wanted)
        {
            var teammate = needed is { } part ? FirstWith(part, start) : -1;
            if (needed is null || teammate >= 0)
            {
                yield return (kind, teammate);
            }
        }
    }

    private void DealOut(int start, Draw order, IReadOnlyList<(TPart Part, int Times)> deal)
    {
        var free = Enumerable
            .Range(start, start == 0 ? FirstDeal : Block)
            .Where(index => !World.IsManager(index) && !World.SharesName(index))
            .ToList();
        order.Shuffle(CollectionsMarshal.AsSpan(free), start);
        if (start == 0)
        {
            free = [.. free.OrderBy(index => index >= FirstFaults)];
        }

        foreach (var (index, part) in free.Zip(deal.SelectMany(dealt => Enumerable.Repeat(dealt.Part, dealt.Times))))
        {
            Assign(index, part);
        }
    }
}
