using PlatformAudits.Collecting;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;

namespace PlatformAudits.Audits;

/// <summary>The environment variables that an audit needs.</summary>
internal static class RequiredVariables
{
    /// <summary>
    /// Names every variable that is missing, at once, or else one that holds what can't be meant. Without the platform's own, the audit is
    /// one that could not be evaluated, and its issue says so; without GitLab's, there is nobody to tell.
    /// </summary>
    /// <param name="environment">Gives an environment variable's value, or null.</param>
    /// <returns>Why the platform can't be read, as a sentence, or null.</returns>
    /// <exception cref="AuditException">GitLab's is missing, or wrong.</exception>
    public static string? WhyUnreadable(Platform platform, Func<string, string?> environment)
    {
        var sentence = Missing(platform, environment);
        if (sentence is not null && !GitLabApi.Token.IsSet(environment))
        {
            throw new AuditException(sentence, FailureKind.ConfigurationOrInfrastructure);
        }

        GitLabApi.Token.EnsureSet(Preparing(platform), environment);
        return sentence
            ?? (
                platform
                    .Accesses.First(a => a.IsGiven(environment))
                    .Variables.Select(v => v.ProblemIn(environment))
                    .FirstOrDefault(problem => problem is not null)
                    is { } wrong
                    ? $"{Preparing(platform)}: {wrong}"
                    : null
            );
    }

    private static string Preparing(Platform platform) => $"Preparing the {platform.Title} audit";

    private static string? Missing(Platform platform, Func<string, string?> environment)
    {
        var access =
            platform.Accesses.FirstOrDefault(a => a.IsGiven(environment))
            ?? platform.Accesses.MaxBy(a => a.Variables.Count(v => v.IsSet(environment)))!;
        var missing = access.Variables.Append(GitLabApi.Token).Where(v => !v.IsSet(environment)).ToList();
        if (missing.Count == 0)
        {
            return null;
        }

        var wanted = Sentence.List([.. access.Variables.Select(v => v.Name)]);
        var others = platform
            .Accesses.Where(a => a != access && missing.Intersect(access.Variables).Any())
            .Select(a => $" Instead of {wanted}, {Sentence.List([.. a.Variables.Select(v => v.Name)])} would do.");
        return $"{Preparing(platform)}: {Sentence.List([.. missing.Select(v => v.Name)])} "
            + $"{(missing.Count == 1 ? "is" : "are")} not set. "
            + string.Join(" ", missing.Select(v => v.Request))
            + string.Concat(others)
            + " To try the audit without any credential, add --sandbox.";
    }
}
