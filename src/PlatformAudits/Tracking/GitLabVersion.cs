using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using GitLabApiClient;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tracking;

/// <summary>The version of a GitLab, by which the program tells what it does. One before a release counts as that release.</summary>
internal readonly partial record struct GitLabVersion(int Major, int Minor) : IComparable<GitLabVersion>
{
    /// <summary>Whether a description may hold a view of issues, a block in GitLab's query language (docs.gitlab.com/user/glql).</summary>
    public bool ShowsViews => CompareTo(new GitLabVersion(18, 3)) >= 0;

    /// <summary>
    /// Whether it sends an e-mail to those whom an edit of a note mentions for the first time (docs.gitlab.com/user/discussions, "Edit a
    /// comment to add a mention"): 18.10 does so behind a feature flag, and every later one.
    /// </summary>
    public bool MailsAddedMentions => CompareTo(new GitLabVersion(18, 11)) >= 0;

    /// <summary>Reads what GitLab tells, such as <c>18.6.0-ee</c>; null for what is no version.</summary>
    public static GitLabVersion? Parse(string? text) =>
        text is not null && Form().Match(text) is { Success: true } match
            ? new GitLabVersion(Part(match, "major"), Part(match, "minor"))
            : null;

    /// <summary>Asks GitLab; null where it does not tell, or not this token.</summary>
    /// <exception cref="AuditException">GitLab could not be reached.</exception>
    public static Task<GitLabVersion?> ReadAsync(TrackerClient client, TrackerCalls calls) =>
        calls.AskAsync(
            "Asking for GitLab's version",
            async () =>
            {
                try
                {
                    return Parse(await client.VersionAsync());
                }
                catch (GitLabException refused)
                    when (refused.HttpStatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized)
                {
                    return null;
                }
            }
        );

    /// <inheritdoc/>
    public int CompareTo(GitLabVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    private static int Part(Match match, string name) => int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?<major>[0-9]{1,4})\.(?<minor>[0-9]{1,4})(?![0-9])")]
    private static partial Regex Form();
}
