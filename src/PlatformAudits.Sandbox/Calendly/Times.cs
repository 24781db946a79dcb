using System.Globalization;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Calendly;

/// <summary>
/// When things were made and changed, written as the API does: with no digits of a second's fraction, or with up to six.
/// </summary>
internal sealed class Times(int seed)
{
    private static readonly DateTime First = new(2019, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly SeededRandom _moments = new(seed, "calendly times");
    private readonly SeededRandom _digits = new(seed, "calendly digits");
    private readonly SeededRandom _fractions = new(seed, "calendly fractions");

    public (string Created, string Updated) Of(IdKind kind, int number)
    {
        var index = ((long)kind << 32) + number;
        var created = First.AddSeconds(_moments.Below(200_000_000, index));
        var updated = created.AddSeconds(1 + _moments.Below(30_000_000, ~index));
        return (Text(created, index), Text(updated, ~index));
    }

    private string Text(DateTime time, long index)
    {
        var fraction = _fractions.Below(1_000_000, index).ToString("D6", CultureInfo.InvariantCulture)[.._digits.Below(7, index)];
        return time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + (fraction.Length == 0 ? "Z" : $".{fraction}Z");
    }
}
