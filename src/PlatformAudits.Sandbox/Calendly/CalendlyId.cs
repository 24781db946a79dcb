using System.Globalization;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Calendly;

/// <summary>What an id stands for; part of the id, so that an id of one kind is never one of another.</summary>
internal enum IdKind
{
    Organization = 1,
    User,
    Membership,
    Invitation,
    Group,
    Relationship,
}

/// <summary>
/// Ids of sixteen hexadecimal digits that tell nothing and can still be read back: a Feistel network over kind and number, keyed by the
/// seed.
/// </summary>
internal sealed class CalendlyId
{
    /// <summary>The address that every URI inside a body begins with, wherever the API was reached.</summary>
    public const string Host = "https://api.calendly.com";

    private readonly SeededRandom[] _rounds;

    public CalendlyId(int seed) => _rounds = [.. Enumerable.Range(0, 4).Select(round => new SeededRandom(seed, $"calendly ids {round}"))];

    public string Of(IdKind kind, int number)
    {
        var (left, right) = ((uint)kind, (uint)number);
        foreach (var round in _rounds)
        {
            (left, right) = (right, left ^ (uint)round.Bits(right));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{left:X8}{right:X8}");
    }

    /// <summary>The number behind an id of this kind, or null when it is none.</summary>
    public int? Read(IdKind kind, string id)
    {
        if (
            id.Length != 16
            || !uint.TryParse(id.AsSpan(0, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var left)
            || !uint.TryParse(id.AsSpan(8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var right)
        )
        {
            return null;
        }

        for (var round = _rounds.Length - 1; round >= 0; round--)
        {
            (left, right) = (right ^ (uint)_rounds[round].Bits(left), left);
        }

        return left == (uint)kind && right <= int.MaxValue ? (int)right : null;
    }

    /// <summary>
    /// The number behind a URI such as <c>https://api.calendly.com/users/AAAA</c>, or null when it is none of this kind.
    /// </summary>
    public int? ReadUri(IdKind kind, string folder, string uri)
    {
        var start = $"{Host}/{folder}/";
        return uri.StartsWith(start, StringComparison.Ordinal) ? Read(kind, uri[start.Length..]) : null;
    }
}
