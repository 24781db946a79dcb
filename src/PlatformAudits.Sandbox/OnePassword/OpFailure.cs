using System.Globalization;

namespace PlatformAudits.Sandbox.OnePassword;

/// <summary>A command that <c>op</c> cannot carry out: exit code 1, nothing on standard output, a line on standard error.</summary>
internal sealed class OpFailure(string text) : Exception(text)
{
    public static OpFailure NotAuthenticatedYet() => new("service account token set, but not authenticated yet");

    public static OpFailure Deleted() =>
        new(
            "error initializing client: Authentication: (failed to auth.LookupAuth), Network: (failed to request.DoUnencrypted), "
                + "Server: (403) (Forbidden (Service Account Deleted)), The Service Account used in this integration has been deleted."
        );

    public static OpFailure Denied() => new("(403) Forbidden: You don't have permission to perform this action.");

    public static OpFailure NoSuchGroup(string asked) =>
        new($"\"{asked}\" isn't a group in this account. Specify the group with its UUID or name.");

    public static OpFailure SeveralGroups(string asked) =>
        new($"More than one group matches \"{asked}\". Try again and specify the group by its ID.");

    public static OpFailure TooManyRequests(int seconds) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"(429) Too Many Requests: You've reached the maximum number of this type of requests this service account is allowed "
                    + $"to make. Please retry in {seconds} seconds or try other requests."
            )
        );

    public static OpFailure UnknownCommand(IEnumerable<string> words) => new($"unknown command \"{string.Join(' ', words)}\" for \"op\"");
}
