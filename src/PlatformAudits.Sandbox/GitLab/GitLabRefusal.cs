using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// GitLab's error answers, which have four shapes: a message, a message for each field, an error for a parameter, and plain text.
/// </summary>
internal static class GitLabRefusal
{
    public static Refusal Unauthorized() => Message(StatusCodes.Status401Unauthorized, "401 Unauthorized");

    public static Refusal InsufficientScope() =>
        new(
            StatusCodes.Status403Forbidden,
            new JObject
            {
                ["error"] = "insufficient_scope",
                ["error_description"] = "The request requires higher privileges than provided by the access token.",
                ["scope"] = "api",
            }
        );

    public static Refusal InsufficientGranularScope(string permission) =>
        new(
            StatusCodes.Status403Forbidden,
            new JObject
            {
                ["error"] = "insufficient_granular_scope",
                ["error_description"] =
                    "Access denied: This operation requires a fine-grained personal access token with the following permissions: "
                    + $"[{permission}].",
            }
        );

    public static Refusal ExpiredToken() => InvalidToken("Token is expired. You can either do re-authorization or token refresh.");

    public static Refusal RevokedToken() => InvalidToken("Token was revoked. You have to re-authorize from the user.");

    public static Refusal Blocked() => Message(StatusCodes.Status403Forbidden, "403 Forbidden - Your account has been blocked.");

    /// <summary>A request by the former path of a project; reads are led to the new place.</summary>
    public static Refusal MovedProject() =>
        Message(StatusCodes.Status405MethodNotAllowed, "Non GET methods are not allowed for moved projects");

    /// <summary>Spam as lib/spammable_actions has it: the fields for a captcha stand beside the message.</summary>
    public static Refusal Spam() =>
        new(
            StatusCodes.Status409Conflict,
            new JObject
            {
                ["needs_captcha_response"] = true,
                ["spam_log_id"] = 42,
                ["captcha_site_key"] = "6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI",
                ["message"] = new JObject
                {
                    ["error"] = "Your issue has been recognized as spam. Please, change the content or solve the reCAPTCHA to proceed.",
                },
            }
        );

    public static Refusal Forbidden() => Message(StatusCodes.Status403Forbidden, "403 Forbidden");

    public static Refusal NotFound(string what) => Message(StatusCodes.Status404NotFound, $"404 {what} Not Found");

    public static Refusal RecordNotFound() => Message(StatusCodes.Status404NotFound, "404 Not found");

    public static Refusal NoSuchRoute() => new(StatusCodes.Status404NotFound, new JObject { ["error"] = "404 Not Found" });

    public static Refusal Conflict(string message) => Message(StatusCodes.Status409Conflict, message);

    public static Refusal PreconditionFailed() => Message(StatusCodes.Status412PreconditionFailed, "412 Precondition Failed");

    /// <summary>A parameter that is missing or of the wrong type.</summary>
    public static Refusal Parameter(string error) => new(StatusCodes.Status400BadRequest, new JObject { ["error"] = error });

    /// <summary>A value that the field's own rules do not allow.</summary>
    public static Refusal Field(string field, string problem) =>
        new(StatusCodes.Status400BadRequest, new JObject { ["message"] = new JObject { [field] = new JArray(problem) } });

    public static Refusal BadRequest(string message) => Message(StatusCodes.Status400BadRequest, $"400 Bad request - {message}");

    public static Refusal UnsupportedContentType(string? contentType) =>
        new(
            StatusCodes.Status415UnsupportedMediaType,
            new JObject { ["error"] = $"The provided content-type '{contentType}' is not supported" }
        );

    public static Refusal TooManyRequests() => new(StatusCodes.Status429TooManyRequests, Call.Text, "Retry later\n");

    /// <summary>A limit of GitLab's own that no header tells.</summary>
    public static Refusal TooOften() =>
        new(
            StatusCodes.Status429TooManyRequests,
            new JObject { ["message"] = new JObject { ["error"] = "This endpoint has been requested too many times. Try again later." } }
        );

    private static Refusal InvalidToken(string description) =>
        new(StatusCodes.Status401Unauthorized, new JObject { ["error"] = "invalid_token", ["error_description"] = description });

    private static Refusal Message(int status, string message) => new(status, new JObject { ["message"] = message });
}
