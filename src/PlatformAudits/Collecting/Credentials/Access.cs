using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Credentials;

/// <summary>One way to get at a system: environment variables all of which must be set for it.</summary>
public sealed record Access(params IReadOnlyList<Variable> Variables)
{
    /// <summary>What people who use this way should know, as a sentence, or null.</summary>
    public string? Warning { get; init; }

    /// <summary>Whether all its variables are set.</summary>
    /// <param name="environment">Gives an environment variable's value, or null.</param>
    public bool IsGiven(Func<string, string?> environment) => Variables.All(v => v.IsSet(environment));
}

/// <summary>An environment variable that a run needs.</summary>
/// <param name="Permission">What it must be allowed to do, at the least.</param>
public sealed record Variable(string Name, string Purpose, string Permission)
{
    /// <summary>What to put into it, as a sentence.</summary>
    public string Request => $"{Name}: {Purpose} {Permission}.";

    /// <summary>Fails when it is not set, or holds what can't be meant.</summary>
    /// <param name="doing">What is being done, such as <c>Preparing the follow-up</c>.</param>
    /// <param name="environment">Gives an environment variable's value, or null.</param>
    /// <exception cref="AuditException">It is not set, or holds what can't be meant.</exception>
    public void EnsureSet(string doing, Func<string, string?> environment)
    {
        if (!IsSet(environment))
        {
            throw new AuditException(
                $"{doing}: {Name} is not set. {Request} To try it without any credential, add --sandbox.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }

        if (ProblemIn(environment) is { } problem)
        {
            throw new AuditException($"{doing}: {problem}", FailureKind.ConfigurationOrInfrastructure);
        }
    }

    /// <summary>What is wrong with how its value was pasted, as a sentence without the value; null when nothing is.</summary>
    /// <param name="environment">Gives an environment variable's value, or null.</param>
    public string? ProblemIn(Func<string, string?> environment) =>
        IsSet(environment) && PastedSecret.ProblemIn(environment(Name)!.Trim()) is { } problem ? $"reading {Name}: {problem}" : null;

    /// <summary>Whether it is set.</summary>
    /// <param name="environment">Gives an environment variable's value, or null.</param>
    public bool IsSet(Func<string, string?> environment) => !string.IsNullOrWhiteSpace(environment(Name));
}
