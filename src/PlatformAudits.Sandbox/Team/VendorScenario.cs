using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.InteropServices;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.Team;

/// <summary>
/// One platform in the sandbox: how each teammate and the vendor go together, what the team file says of them, and the vendor itself.
/// Scenarios are found by type: one class a platform, with a constructor for the size of the team and the seed.
/// </summary>
internal abstract class VendorScenario
{
    private static readonly ConcurrentDictionary<Assembly, IReadOnlyList<Type>> Found = new();

    /// <summary>Where the team file has this platform's keys.</summary>
    public virtual TeamFilePlace Place => TeamFilePlace.AtEnd;

    /// <summary>
    /// The keys of the team file that are this platform's, with their values for a teammate, as <see cref="TeamField"/> has them. The keys
    /// are the same for everybody; a null leaves one out.
    /// </summary>
    public virtual IEnumerable<(string Key, object? Value)> FieldsOf(Teammate teammate) => [];

    /// <summary>Other files of the team's project, by path, that this platform needs.</summary>
    public virtual IReadOnlyDictionary<string, string> ProjectFiles => FrozenDictionary<string, string>.Empty;

    /// <summary>The vendor with these people.</summary>
    public abstract Vendor Open(World world, SandboxOptions options, TimeProvider clock);

    /// <summary>Every platform's scenario in some assemblies.</summary>
    public static IReadOnlyList<VendorScenario> All(int size, int seed, IEnumerable<Assembly> assemblies) =>
        [
            .. assemblies
                .SelectMany(assembly => Found.GetOrAdd(assembly, TypesOf))
                .OrderBy(type => type.FullName, StringComparer.Ordinal)
                .Select(type => (VendorScenario)Activator.CreateInstance(type, size, seed)!),
        ];

    private static IReadOnlyList<Type> TypesOf(Assembly assembly) =>
        [.. assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(VendorScenario)) && !type.IsAbstract)];
}

/// <summary>
/// A scenario that gives every 200 people the same assignments, and other people for another seed. The first 100 people have all of them,
/// and the first ten those that stand first, so that a small team shows faults too. Managers, and people who share a name, have the
/// ordinary one. One byte a person.
/// </summary>
/// <typeparam name="TAssignment">The assignments; the default value is the ordinary one.</typeparam>
internal abstract class VendorScenario<TAssignment> : VendorScenario
    where TAssignment : struct, Enum
{
    /// <summary>So many people have all the assignments once.</summary>
    protected const int Block = 200;

    private const int FirstDistribution = 100;
    private const int FirstFaults = 10;
    private readonly TAssignment[] _assignments;

    /// <summary>Distributes the assignments.</summary>
    /// <param name="platform">The platform, so that each gives its assignments to other people.</param>
    /// <param name="distribution">The assignments with their number in every 200 people; a team of ten holds the first ones.</param>
    protected VendorScenario(int size, int seed, string platform, IReadOnlyList<(TAssignment Assignment, int Times)> distribution)
    {
        _assignments = new TAssignment[size];
        var order = new SeededRandom(seed, platform + " deal");
        for (var start = 0; start < size; start += Block)
        {
            Distribute(start, order, distribution);
        }
    }

    /// <summary>The number of teammates.</summary>
    public int Size => _assignments.Length;

    /// <summary>The assignment of a teammate.</summary>
    public TAssignment this[int teammate] => _assignments[teammate];

    /// <summary>Gives an assignment to a teammate, if the team is large enough to have one of that number.</summary>
    protected void Assign(int teammate, TAssignment assignment)
    {
        if (teammate < _assignments.Length)
        {
            _assignments[teammate] = assignment;
        }
    }

    /// <summary>
    /// The first teammate with an assignment in the 200 that begin with one of them; -1 when the team is too small for it.
    /// </summary>
    protected int FirstWith(TAssignment assignment, int start) =>
        Array.IndexOf(_assignments, assignment, start, Math.Min(Block, _assignments.Length - start));

    /// <summary>
    /// The kinds of strangers that the 200 people who begin with one of them have, each with the first teammate who has the wanted
    /// assignment, or with -1 when none is wanted. A kind whose teammate the team is too small for is left out.
    /// </summary>
    protected IEnumerable<(TKind Kind, int Teammate)> StrangersFrom<TKind>(
        int start,
        IEnumerable<(TKind Kind, TAssignment? Teammate)> wanted
    )
    {
        foreach (var (kind, needed) in wanted)
        {
            var teammate = needed is { } assignment ? FirstWith(assignment, start) : -1;
            if (needed is null || teammate >= 0)
            {
                yield return (kind, teammate);
            }
        }
    }

    private void Distribute(int start, SeededRandom order, IReadOnlyList<(TAssignment Assignment, int Times)> distribution)
    {
        var free = Enumerable
            .Range(start, start == 0 ? FirstDistribution : Block)
            .Where(index => !World.IsManager(index) && !World.SharesName(index))
            .ToList();
        order.Shuffle(CollectionsMarshal.AsSpan(free), start);
        if (start == 0)
        {
            free = [.. free.OrderBy(index => index >= FirstFaults)];
        }

        foreach (
            var (index, assignment) in free.Zip(
                distribution.SelectMany(distributed => Enumerable.Repeat(distributed.Assignment, distributed.Times))
            )
        )
        {
            Assign(index, assignment);
        }
    }
}
