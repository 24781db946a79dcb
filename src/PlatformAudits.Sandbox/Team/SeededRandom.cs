namespace PlatformAudits.Sandbox.Team;

/// <summary>Numbers that look random and depend on nothing but a seed, a label and an index, on every machine and runtime.</summary>
internal readonly struct SeededRandom
{
    private const ulong GoldenRatio = 0x9E3779B97F4A7C15;
    private readonly ulong _key;

    public SeededRandom(int seed, string label)
    {
        var key = Mix((uint)seed + GoldenRatio);
        foreach (var letter in label)
        {
            key = Mix((key ^ letter) + GoldenRatio);
        }

        _key = key;
    }

    /// <summary>64 bits for an index.</summary>
    public ulong Bits(long index) => Mix(_key + ((ulong)index * GoldenRatio));

    /// <summary>A number from 0 up to, not including, a bound.</summary>
    public int Below(int bound, long index) => (int)(Bits(index) % (ulong)bound);

    /// <summary>True for about so many indices in a hundred.</summary>
    public bool Chance(int percent, long index) => Below(100, index) < percent;

    /// <summary>One item of a list.</summary>
    public T Pick<T>(IReadOnlyList<T> items, long index) => items[Below(items.Count, index)];

    /// <summary>The items in another order (Fisher-Yates); <paramref name="index"/> chooses the order.</summary>
    public void Shuffle<T>(Span<T> items, int index)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = Below(last + 1, ((long)index << 32) + last);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    // The finaliser of SplitMix64.
    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
