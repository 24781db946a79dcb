using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.Zendesk;

/// <summary>The vendor's error answers, which have several shapes.</summary>
internal static class ZendeskRefusal
{
    public static Refusal Unauthenticated() =>
        new(StatusCodes.Status401Unauthorized, new JObject { ["error"] = "Couldn't authenticate you" });

    public static Refusal InvalidClient() =>
        new(
            StatusCodes.Status401Unauthorized,
            new JObject
            {
                ["error"] = "invalid_client",
                ["error_description"] =
                    "Client authentication failed due to unknown client, no client authentication "
                    + "included, or unsupported authentication method.",
            }
        );

    public static Refusal BadGrant(string error, string description) =>
        new(StatusCodes.Status400BadRequest, new JObject { ["error"] = error, ["error_description"] = description });

    public static Refusal Forbidden() =>
        new(
            StatusCodes.Status403Forbidden,
            new JObject
            {
                ["error"] = new JObject
                {
                    ["title"] = "Forbidden",
                    ["message"] =
                        "You do not have access to this page. Please contact the account owner of this help desk for further help.",
                },
            }
        );

    public static Refusal NotFound() =>
        new(StatusCodes.Status404NotFound, new JObject { ["error"] = "RecordNotFound", ["description"] = "Not found" });

    public static Refusal NoSuchEndpoint() =>
        new(StatusCodes.Status404NotFound, new JObject { ["error"] = "InvalidEndpoint", ["description"] = "Not found" });

    /// <summary>A feature that is switched off answers without a body.</summary>
    public static Refusal SwitchedOff() => new(StatusCodes.Status404NotFound, Call.Text, "");

    public static Refusal InvalidValue(string parameter, string problem) =>
        new(
            StatusCodes.Status400BadRequest,
            new JObject
            {
                ["errors"] = new JArray(
                    new JObject
                    {
                        ["code"] = "InvalidValue",
                        ["title"] = $"Invalid {parameter}",
                        ["detail"] = $"{parameter} {problem}",
                    }
                ),
            }
        );

    public static Refusal TooManyRequests() =>
        new(StatusCodes.Status429TooManyRequests, Call.Text, "Number of allowed API requests per minute exceeded");
}
