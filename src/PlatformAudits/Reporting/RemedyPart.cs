using Scriban.Runtime;

namespace PlatformAudits.Reporting;

/// <summary>What the same remedies are for, so that they stand right above it: of each check there is one.</summary>
internal sealed class RemedyPart
{
    private readonly OrderedDictionary<string, string> _remedies = new(StringComparer.Ordinal);

    /// <summary>The remedies by check, in the order in which they came.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Remedies => [.. _remedies];

    /// <summary>The models of what they are for.</summary>
    public ScriptArray Members { get; } = [];

    /// <summary>Adds a model to the first part in which no check has another remedy, or to a new one.</summary>
    /// <param name="remedies">What puts it right, by check; each check once.</param>
    public static void Add(List<RemedyPart> parts, IReadOnlyList<KeyValuePair<string, string>> remedies, ScriptObject model)
    {
        var part = parts.Find(known => remedies.All(r => known._remedies.GetValueOrDefault(r.Key, r.Value) == r.Value));
        if (part is null)
        {
            part = new RemedyPart();
            parts.Add(part);
        }

        foreach (var (check, remedy) in remedies)
        {
            part._remedies.TryAdd(check, remedy);
        }

        part.Members.Add(model);
    }
}
