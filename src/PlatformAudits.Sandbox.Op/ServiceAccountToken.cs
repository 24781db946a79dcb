using System.Buffers.Text;
using System.Text;

namespace PlatformAudits.Sandbox.Op;

/// <summary>
/// What a service account's token says: <c>ops_</c> and a JSON object in base64url, whose <c>signInAddress</c> is where the account lives.
/// The sandbox's tokens name the sandbox there.
/// </summary>
internal static class ServiceAccountToken
{
    private const string Prefix = "ops_";
    private const string AddressField = "\"signInAddress\":\"";

    /// <summary>The address in a token; null when it is no token.</summary>
    public static Uri? AddressIn(string token)
    {
        if (!token.StartsWith(Prefix, StringComparison.Ordinal) || !Base64Url.IsValid(token.AsSpan(Prefix.Length)))
        {
            return null;
        }

        // A JSON parser would double the time that this program takes to start.
        var json = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.AsSpan(Prefix.Length)));
        var start = json.IndexOf(AddressField, StringComparison.Ordinal);
        var end = start < 0 ? -1 : json.IndexOf('"', start + AddressField.Length);
        return end >= 0 && Uri.TryCreate(json[(start + AddressField.Length)..end], UriKind.Absolute, out var address) ? address : null;
    }
}
