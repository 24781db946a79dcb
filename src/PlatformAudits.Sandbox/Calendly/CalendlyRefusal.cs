using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.Calendly;

/// <summary>Calendly's error answers: a title, a message and, for a wrong parameter, details.</summary>
internal static class CalendlyRefusal
{
    public static Refusal Unauthenticated() => Of(StatusCodes.Status401Unauthorized, "Unauthenticated", "The access token is invalid");

    public static Refusal Denied(string message = "You do not have permission to access this resource.") =>
        Of(StatusCodes.Status403Forbidden, "Permission Denied", message);

    public static Refusal NotFound() =>
        Of(StatusCodes.Status404NotFound, "Resource Not Found", "The server could not find the requested resource.");

    public static Refusal InvalidArgument(string parameter, string message)
    {
        var body = Body("Invalid Argument", "The supplied parameters are invalid.");
        body["details"] = new JArray(new JObject { ["parameter"] = parameter, ["message"] = message });
        return new Refusal(StatusCodes.Status400BadRequest, body);
    }

    public static Refusal TooManyRequests() => new(StatusCodes.Status429TooManyRequests, new JObject());

    private static Refusal Of(int status, string title, string message) => new(status, Body(title, message));

    private static JObject Body(string title, string message) => new() { ["title"] = title, ["message"] = message };
}
