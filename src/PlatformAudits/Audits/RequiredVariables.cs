using PlatformAudits.Collecting;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;

namespace PlatformAudits.Audits;

/// <summary>The environment variables that an audit needs.</summary>
internal static class RequiredVariables
{
    /// <summary>Names every variable that is missing, at once.</summary>
    /// <param name="environment">Gives an environment variable's value, or null.</param>
    /// <exception cref="AuditException">One is.</exception>
    public static void EnsureSet(Platform platform, Func<string, string?> environment)
    {
        var access =
            platform.Accesses.FirstOrDefault(a => a.IsGiven(environment))
            ?? platform.Accesses.MaxBy(a => a.Variables.Count(v => v.IsSet(environment)))!;
        var missing = access.Variables.Append(GitLabApi.Token).Where(v => !v.IsSet(environment)).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        var wanted = Sentence.List([.. access.Variables.Select(v => v.Name)]);
        var others = platform
            .Accesses.Where(a => a != access && missing.Intersect(access.Variables).Any())
            .Select(a => $" Instead of {wanted}, {Sentence.List([.. a.Variables.Select(v => v.Name)])} would do.");
        throw new AuditException(
            $"Preparing the {platform.Title} audit: {Sentence.List([.. missing.Select(v => v.Name)])} "
                + $"{(missing.Count == 1 ? "is" : "are")} not set. "
                + string.Join(" ", missing.Select(v => v.Request))
                + string.Concat(others)
                + " To try the audit without any credential, add --sandbox."
        );
    }
}
