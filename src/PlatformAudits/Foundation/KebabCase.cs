using System.Text.RegularExpressions;

namespace PlatformAudits.Foundation;

/// <summary>The spelling of check ids.</summary>
public static partial class KebabCase
{
    /// <summary>
    /// A class name in kebab case: <c>AccountHasTeammate</c> becomes <c>account-has-teammate</c>, and <c>TeammateIsAMember</c>
    /// <c>teammate-is-a-member</c>.
    /// </summary>
    public static string Of(string name) => WordStart().Replace(name, "-$0").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])")]
    private static partial Regex WordStart();
}
