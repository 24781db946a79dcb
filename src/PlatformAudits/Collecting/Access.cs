namespace PlatformAudits.Collecting;

/// <summary>One way to get at a system: environment variables all of which must be set for it.</summary>
/// <param name="Variables">The variables.</param>
public sealed record Access(params IReadOnlyList<Variable> Variables)
{
    /// <summary>What people who use this way should know, as a sentence, or null.</summary>
    public string? Warning { get; init; }

    /// <summary>Whether all its variables are set.</summary>
    /// <param name="environment">Gives an environment variable's value, or null.</param>
    public bool IsGiven(Func<string, string?> environment) => Variables.All(v => !string.IsNullOrWhiteSpace(environment(v.Name)));
}

/// <summary>An environment variable that a run needs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Purpose">What it holds.</param>
/// <param name="Permission">What it must be allowed to do, at the least.</param>
public sealed record Variable(string Name, string Purpose, string Permission);
