namespace PlatformAudits.Checking;

/// <summary>What people read of a check.</summary>
/// <param name="Title">The wanted condition in a few words.</param>
/// <param name="Heading">What its findings are, as a heading.</param>
/// <param name="Remedy">How a finding is usually put right, in a sentence.</param>
/// <param name="Remedies">How it is in other cases (<see cref="Check.RemedyCases"/>), by case.</param>
public sealed record CheckText(string Title, string Heading, string Remedy, IReadOnlyDictionary<string, string> Remedies)
{
    /// <summary>How a finding of a case is put right.</summary>
    /// <param name="remedyCase">The case; null for the usual one.</param>
    public string RemedyOf(string? remedyCase) => remedyCase is null ? Remedy : Remedies[remedyCase];
}
