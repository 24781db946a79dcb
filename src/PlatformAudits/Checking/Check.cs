using PlatformAudits.Foundation;

namespace PlatformAudits.Checking;

/// <summary>
/// One condition that every subject should meet. A check is a pure function of roster and population: no HTTP, no clock, no environment.
/// Checks are found by type: a class in a platform's folder, or one that the platform lists among its shared checks.
/// </summary>
public abstract class Check
{
    /// <summary>The wanted condition in kebab case; the class has the same name.</summary>
    public string Id => KebabCase.Of(GetType().Name);

    /// <summary>The wanted condition in a few words for people.</summary>
    public abstract string Title { get; }

    /// <summary>What the check says of each of its subjects, always in the same order. It may be asked more than once.</summary>
    public abstract IEnumerable<CheckResult> Evaluate(Comparison comparison);
}

/// <summary>A check of one kind of population.</summary>
public abstract class Check<TPopulation> : Check
    where TPopulation : Population
{
    public sealed override IEnumerable<CheckResult> Evaluate(Comparison comparison) =>
        Evaluate(comparison, (TPopulation)comparison.Population);

    /// <summary>What the check says of each of its subjects.</summary>
    protected abstract IEnumerable<CheckResult> Evaluate(Comparison comparison, TPopulation population);
}
