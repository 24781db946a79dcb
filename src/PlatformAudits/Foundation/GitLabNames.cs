using System.Text.RegularExpressions;

namespace PlatformAudits.Foundation;

/// <summary>The names that GitLab gives (docs.gitlab.com/user/reserved_names), which are safe in a mention and in an address.</summary>
internal static partial class GitLabNames
{
    /// <summary>Whether a text is a user name.</summary>
    public static bool IsUser(string name) => User().IsMatch(name);

    /// <summary>Whether a text is the path of a group or project.</summary>
    public static bool IsPath(string path) => Path().IsMatch(path);

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}\z")]
    private static partial Regex User();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*\z")]
    private static partial Regex Path();
}
