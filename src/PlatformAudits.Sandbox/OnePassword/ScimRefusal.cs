using System.Globalization;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.OnePassword;

/// <summary>A SCIM service's error answers (RFC 7644, section 3.12).</summary>
internal static class ScimRefusal
{
    /// <summary>SCIM's own content type.</summary>
    public const string ContentType = "application/scim+json";

    public static Refusal Unauthorized() =>
        Of(StatusCodes.Status401Unauthorized, "Authorization failure. The authorization header is invalid or missing.");

    public static Refusal NotFound() => Of(StatusCodes.Status404NotFound, "Specified resource does not exist.");

    public static Refusal InvalidValue(string detail) => Of(StatusCodes.Status400BadRequest, detail, "invalidValue");

    public static Refusal InvalidFilter() =>
        Of(StatusCodes.Status400BadRequest, "The specified filter syntax was invalid.", "invalidFilter");

    public static Refusal TooManyRequests() => Of(StatusCodes.Status429TooManyRequests, "Too many requests.");

    private static Refusal Of(int status, string detail, string? type = null)
    {
        var body = new JObject
        {
            ["schemas"] = new JArray("urn:ietf:params:scim:api:messages:2.0:Error"),
            ["detail"] = detail,
            ["status"] = status.ToString(CultureInfo.InvariantCulture),
        };
        if (type is not null)
        {
            body["scimType"] = type;
        }

        return new Refusal(status, ContentType, body.ToString(Formatting.None));
    }
}
