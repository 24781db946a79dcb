using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace PlatformAudits.Checking;

/// <summary>
/// What a token is and may do, in digits that name nobody: 16 over what must stay as it was, then 4 over each thing that it may do. A
/// token that may do less than before is the same one; one that may do more is not.
/// </summary>
/// <param name="Digits">The hexadecimal digits.</param>
internal readonly partial record struct TokenTraits(string Digits)
{
    private const int OfIdentity = 16;
    private const int OfGrant = 4;

    /// <summary>The traits of a token.</summary>
    /// <param name="lasting">What must stay as it was, each in its place: owner, name, end; null for what nobody knows.</param>
    /// <param name="grants">What it may do.</param>
    public static TokenTraits Of(IEnumerable<string?> lasting, IEnumerable<string> grants)
    {
        var identity = string.Concat(
            lasting.Select(text => text is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{text.Length}:{text}"))
        );
        return new TokenTraits(
            Hash(identity, OfIdentity)
                + string.Concat(
                    grants.Select(grant => Hash(grant, OfGrant)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                )
        );
    }

    /// <summary>Whether digits have the form of traits.</summary>
    public static bool Are(string digits) => Form().IsMatch(digits);

    /// <summary>Whether the token is another than then, or may do something that it might not do then.</summary>
    public bool DifferFrom(TokenTraits then) =>
        Digits[..OfIdentity] != then.Digits[..OfIdentity] || Grants.Except(then.Grants, StringComparer.Ordinal).Any();

    private IEnumerable<string> Grants => Digits[OfIdentity..].Chunk(OfGrant).Select(grant => new string(grant));

    private static string Hash(string text, int digits) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, digits / 2));

    [GeneratedRegex("^[0-9a-f]{16}(?:[0-9a-f]{4})*$")]
    private static partial Regex Form();
}
