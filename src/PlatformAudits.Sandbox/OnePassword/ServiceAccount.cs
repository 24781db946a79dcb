using System.Buffers.Text;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PlatformAudits.Sandbox.OnePassword;

/// <summary>What becomes of somebody who comes with a service account's token.</summary>
internal enum ServiceAccountState
{
    /// <summary>It may read people and groups.</summary>
    Valid,

    /// <summary>It was not given the right to read people and groups.</summary>
    Denied,

    /// <summary>It was deleted; its token still tells what it was.</summary>
    Deleted,
}

/// <summary>
/// The service accounts with their tokens. A token is <c>ops_</c> and a JSON object in base64url; its <c>signInAddress</c> names the
/// sandbox, which is how <c>op</c> finds it.
/// </summary>
internal static class ServiceAccount
{
    private const string Prefix = "ops_";

    /// <summary>A token.</summary>
    public static string TokenOf(ServiceAccountState state, string address) =>
        Prefix
        + Base64Url.EncodeToString(
            Encoding.UTF8.GetBytes(
                new JObject
                {
                    ["signInAddress"] = address,
                    ["email"] = "audit@1passwordserviceaccounts.com",
                    ["secretKey"] = SecretKeyOf(state),
                    ["deviceUuid"] = "sandboxdeviceofplatformaudi",
                }.ToString(Formatting.None)
            )
        );

    /// <summary>The account that a token belongs to; null when there is none.</summary>
    public static ServiceAccountState? StateOf(string token)
    {
        try
        {
            var json = JObject.Parse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.AsSpan(Prefix.Length))));
            return Enum.GetValues<ServiceAccountState>()
                .Cast<ServiceAccountState?>()
                .FirstOrDefault(state => SecretKeyOf(state!.Value) == (string?)json["secretKey"]);
        }
        catch (Exception garbled) when (garbled is JsonException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static string SecretKeyOf(ServiceAccountState state) =>
        state switch
        {
            ServiceAccountState.Valid => "A3-SANDBX-AUDITS-VALID7-QQQQQ-WWWWW-EEEEE",
            ServiceAccountState.Denied => "A3-SANDBX-AUDITS-DENIED-QQQQQ-WWWWW-EEEEE",
            _ => "A3-SANDBX-AUDITS-DELETE-QQQQQ-WWWWW-EEEEE",
        };
}
