namespace PlatformAudits.Checking;

/// <summary>One statement that must hold before a result may be called an answer.</summary>
/// <param name="Statement">What must hold, such as <c>ids of organization memberships are unique</c>.</param>
/// <param name="Holds">Whether it does.</param>
/// <param name="Figures">The figures behind it, such as <c>152 rows, 152 ids</c>.</param>
/// <param name="Remedy">What to do when it does not hold.</param>
public sealed record CompletenessAssertion(string Statement, bool Holds, string Figures, string Remedy)
{
    /// <summary>
    /// Whether it tells of this run and the last one, and not of the platform; then its line alone is no reason to write an issue again.
    /// </summary>
    public bool IsOfTheRun { get; init; }
}
