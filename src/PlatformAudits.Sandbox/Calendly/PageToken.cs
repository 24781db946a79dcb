using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PlatformAudits.Sandbox.Calendly;

/// <summary>
/// Page tokens: 32 letters that hold a place in one listing and the time when it expires, signed. A token of another listing, of other
/// filters or with a changed letter is not accepted.
/// </summary>
internal sealed class PageToken(int seed, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private const int PlaceLength = 4;
    private const int PayloadLength = PlaceLength + 8;
    private const int Length = 24;
    private readonly byte[] _key = SHA256.HashData(Encoding.UTF8.GetBytes($"calendly page tokens {seed}"));

    /// <summary>A token for a place in a listing.</summary>
    public string Of(string listing, int place)
    {
        var token = new byte[Length];
        BinaryPrimitives.WriteInt32BigEndian(token, place);
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(PlaceLength), (clock.GetUtcNow() + Lifetime).UtcTicks);
        Sign(listing, token.AsSpan(0, PayloadLength)).AsSpan(0, Length - PayloadLength).CopyTo(token.AsSpan(PayloadLength));
        return Base64Url.EncodeToString(token);
    }

    /// <summary>The place that a token holds.</summary>
    /// <exception cref="Http.Refusal">The token is not one of this listing, or it has expired.</exception>
    public int Read(string listing, string text)
    {
        Span<byte> token = stackalloc byte[Length];
        if (
            !Base64Url.IsValid(text, out var length)
            || length != Length
            || !Base64Url.TryDecodeFromChars(text, token, out _)
            || !CryptographicOperations.FixedTimeEquals(
                Sign(listing, token[..PayloadLength]).AsSpan(0, Length - PayloadLength),
                token[PayloadLength..]
            )
        )
        {
            throw CalendlyRefusal.InvalidArgument("page_token", "is invalid");
        }

        if (BinaryPrimitives.ReadInt64BigEndian(token[PlaceLength..]) <= clock.GetUtcNow().UtcTicks)
        {
            throw CalendlyRefusal.InvalidArgument("page_token", "has expired");
        }

        return BinaryPrimitives.ReadInt32BigEndian(token);
    }

    private byte[] Sign(string listing, ReadOnlySpan<byte> payload) =>
        HMACSHA256.HashData(_key, (byte[])[.. payload, .. Encoding.UTF8.GetBytes(listing)]);
}
