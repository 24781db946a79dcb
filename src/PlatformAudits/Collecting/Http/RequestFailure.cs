using System.Net;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Http;

/// <summary>What a request's failure means, and the words for it.</summary>
internal static partial class RequestFailure
{
    /// <summary>What GitLab says where another request had a lock; see <see cref="IsResourceLock"/>.</summary>
    public const string ResourceLock = "409 Conflict: Resource lock";

    private const int LongestText = 300;

    /// <summary>Whether a status may pass when the request is repeated.</summary>
    public static bool MayPass(HttpStatusCode status) =>
        status
            is HttpStatusCode.RequestTimeout
                or (HttpStatusCode)425
                or HttpStatusCode.TooManyRequests
                or HttpStatusCode.InternalServerError
                or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout;

    /// <summary>
    /// Whether GitLab did not carry a request out because another one had a lock that it needs: a stale record, or a lease that it did not
    /// get (<c>rescue_from</c> in its lib/api/api.rb). Every other 409 is a refusal that comes again.
    /// </summary>
    /// <param name="said">What it said, or the whole body.</param>
    public static bool IsResourceLock(HttpStatusCode status, string? said) =>
        status == HttpStatusCode.Conflict && said?.Contains(ResourceLock, StringComparison.Ordinal) is true;

    /// <summary>Whether the answer is lost or unreadable, so that nobody knows if a write was carried out.</summary>
    public static bool IsLostAnswer(Exception error) =>
        error is HttpRequestException or IOException or OperationCanceledException or TimeoutException or JsonException;

    /// <summary>The clause for a status that is no success.</summary>
    /// <param name="said">What the system said to it, or null.</param>
    public static string Answered(string system, HttpStatusCode status, string? said = null) =>
        $"{system} answered {(int)status}{(said is null ? "" : $" ({said})")}";

    /// <summary>The clause for a request to which no whole answer came; null for any other failure.</summary>
    public static string? Unanswered(string system, Exception error) =>
        error switch
        {
            OperationCanceledException or TimeoutException => $"{system} did not answer in time",
            HttpRequestException or IOException => $"the connection failed ({CauseOf(error).TrimEnd('.')})",
            _ => null,
        };

    /// <summary>
    /// A failure that has its sentence, or one whose cause is an answer that the vendor does not document; null for any other.
    /// </summary>
    /// <param name="place">What was being read and where, as a sentence begins.</param>
    public static Exception? Explained(Exception error, string place) =>
        error switch
        {
            PassingFailure or AuditException => error,
            BadAnswerException => new AuditException(
                $"{place}: {error.Message}. That is not what the vendor documents: look at the answer in the snapshot.",
                innerException: error
            ),
            _ => null,
        };

    /// <summary>Whether a failure has a secret of the run in it, or the user and password of an address.</summary>
    public static bool TellsSecret(Exception error) =>
        error.ToString() is var text && (Secrets.Current.AreIn(text) || UserInfo().IsMatch(text));

    /// <summary>What the network said.</summary>
    public static string CauseOf(Exception error) => OneLine(error.InnerException?.Message ?? error.Message);

    /// <summary>
    /// Somebody else's text on one line, without the secrets of the run and the user and password of an address, cut after 300 characters.
    /// </summary>
    public static string OneLine(string text)
    {
        text = UserInfo().Replace(Secrets.Current.RedactedIn(text), "");
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestText ? line : line[..LongestText] + "…";
    }

    [GeneratedRegex(@"(?<=//)[^/@\s]*@")]
    private static partial Regex UserInfo();
}
