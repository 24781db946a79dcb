using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Checking;

/// <summary>
/// One condition that every subject should meet. A check is a pure function of roster, population and settings: no HTTP, no clock, no
/// environment.
/// Checks are found by type: a class in a platform's folder, made with the platform's settings, or one that the platform lists among its
/// shared checks.
/// </summary>
public abstract class Check
{
    /// <summary>The wanted condition in kebab case; the class has the same name.</summary>
    public string Id => KebabCase.Of(GetType().Name);

    /// <summary>How much a finding matters where the settings don't say.</summary>
    public virtual Severity DefaultSeverity => Severity.Medium;

    /// <summary>The case of a remedy for an account that nobody in the team file matches.</summary>
    protected const string Stranger = "stranger";

    /// <summary>The case of a remedy where nothing but a name or a link says whose account it is.</summary>
    protected const string WeakMatch = "weak-match";

    /// <summary>The case of a remedy for a teammate without an account.</summary>
    protected const string WithoutAccount = "without-account";

    /// <summary>The cases, in kebab case, that have another remedy than the usual one.</summary>
    public virtual IReadOnlyList<string> RemedyCases => [];

    /// <summary>The days that its setting says, as <c>{days}</c> in its texts; null where it has no such setting.</summary>
    public virtual int? Days => null;

    /// <summary>The id of a check.</summary>
    public static string IdOf<TCheck>()
        where TCheck : Check => KebabCase.Of(typeof(TCheck).Name);

    /// <summary>What the check says of each of its subjects, always in the same order. It may be asked more than once.</summary>
    public abstract IEnumerable<CheckResult> Evaluate(Comparison comparison);

    /// <summary>An account is as it should be.</summary>
    protected static CheckResult Met(Account account) => Met(account.Id, account.Label);

    /// <summary>A teammate's affairs are as they should be.</summary>
    protected static CheckResult Met(Teammate teammate) => Met(Comparison.SubjectOf(teammate), teammate.Name);

    /// <summary>Something that is neither an account nor a teammate is as it should be.</summary>
    protected static CheckResult Met(string subject, string label) => new(subject, label, null);

    /// <summary>An account is not as it should be.</summary>
    protected CheckResult NotMet(Account account, Teammate? teammate, string text, string? remedyCase = null) =>
        NotMet(account.Id, account.Label, account, teammate, text, remedyCase);

    /// <summary>A teammate's affairs are not as they should be.</summary>
    protected CheckResult NotMet(Teammate teammate, Account? account, string text, string? remedyCase = null) =>
        NotMet(Comparison.SubjectOf(teammate), teammate.Name, account, teammate, text, remedyCase);

    /// <summary>Something that is neither an account nor a teammate is not as it should be.</summary>
    protected CheckResult NotMet(
        string subject,
        string label,
        Account? account,
        Teammate? teammate,
        string text,
        string? remedyCase = null
    ) =>
        new(
            subject,
            label,
            new Finding
            {
                Key = new FindingKey(Id, subject),
                Account = account,
                Teammate = teammate,
                Text = text,
                RemedyCase = remedyCase,
            }
        );
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
