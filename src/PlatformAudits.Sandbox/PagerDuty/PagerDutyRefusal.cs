using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.PagerDuty;

/// <summary>PagerDuty's error answers, in the shapes that were seen of them.</summary>
internal static class PagerDutyRefusal
{
    public static Refusal Unauthorized() => new(StatusCodes.Status401Unauthorized, Body("Unauthorized", 2006));

    /// <summary>The answer to <c>/users/me</c> with the key of the account: a text where other errors have a record.</summary>
    public static Refusal NoUser() =>
        new(
            StatusCodes.Status400BadRequest,
            new JObject
            {
                ["error"] =
                    "Because this request was made using an account-level access token, we were unable to determine the user's "
                    + "identity. Please use a user-level token.",
            }
        );

    public static Refusal Invalid(string problem) =>
        new(StatusCodes.Status400BadRequest, Body("Invalid Input Provided", 2001, new JArray(problem)));

    /// <summary>The newer endpoints name the field that is wrong.</summary>
    public static Refusal InvalidField(string field, string problem) =>
        new(StatusCodes.Status400BadRequest, Body("Invalid Request", 2001, new JObject { [field] = new JArray(problem) }));

    public static Refusal NotFound() => new(StatusCodes.Status404NotFound, Body("Not Found", 2100));

    /// <summary>Every other one has no body.</summary>
    public static Refusal TooManyRequests(bool isBare) =>
        isBare
            ? new Refusal(StatusCodes.Status429TooManyRequests, Call.Text, string.Empty)
            : new Refusal(StatusCodes.Status429TooManyRequests, Body("Rate Limit Exceeded", 2020));

    private static JObject Body(string message, int code, JToken? errors = null)
    {
        var error = new JObject { ["message"] = message, ["code"] = code };
        if (errors is not null)
        {
            error["errors"] = errors;
        }

        return new JObject { ["error"] = error };
    }
}
