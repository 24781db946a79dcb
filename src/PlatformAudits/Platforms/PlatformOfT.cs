using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms;

/// <summary>A platform with its part of the settings, and what is read of it.</summary>
/// <typeparam name="TSettings">An immutable record; the platform's checks may have it as the argument of their constructor.</typeparam>
/// <typeparam name="TPopulation">What is read: immutable, made when all lists were read to their ends.</typeparam>
public abstract class Platform<TSettings, TPopulation> : Platform
    where TSettings : class
    where TPopulation : Population
{
    /// <summary>Reads the platform's part of the settings.</summary>
    /// <param name="isOnByDefault">Whether a check is on where the settings don't say; by default every one is.</param>
    protected Platform(string id, SettingsSection section, Func<SettingsSection, TSettings> read, Func<string, bool>? isOnByDefault = null)
        : base(id, section, isOnByDefault) => Settings = read(section);

    /// <summary>Its part of the settings.</summary>
    public TSettings Settings { get; }

    private protected sealed override Type SettingsType => typeof(TSettings);

    private protected sealed override object SettingsOfChecks => Settings;

    public sealed override async Task<Population> CollectAsync(Collector collector, CancellationToken cancellationToken) =>
        await ReadAsync(collector, cancellationToken);

    public sealed override Comparison Compare(Roster roster, Population population) =>
        new(roster, population, MatchingOf((TPopulation)population));

    public sealed override VendorPage? PageOf(Account account, Population population) => PageOf(account, (TPopulation)population);

    public sealed override IReadOnlyList<CompletenessAssertion> CompletenessOf(Population population) =>
        CompletenessOf((TPopulation)population);

    public sealed override Func<Account, AccountDetails> DetailsIn(Comparison comparison) =>
        DetailsIn(comparison, (TPopulation)comparison.Population);

    public sealed override IEnumerable<IssueTable> Tables(Comparison comparison, AuditReport report) =>
        Tables(comparison, (TPopulation)comparison.Population, report);

    /// <summary>Reads everything that the audit needs to its end.</summary>
    /// <exception cref="AuditException">Something could not be read.</exception>
    protected abstract Task<TPopulation> ReadAsync(Collector collector, CancellationToken cancellationToken);

    /// <summary>The page of an account, or of what a finding has in its place, for whoever may see it there; null for none.</summary>
    protected virtual VendorPage? PageOf(Account account, TPopulation population) => null;

    /// <summary>How its accounts are matched with the team.</summary>
    protected virtual MatchingRules MatchingOf(TPopulation population) => new();

    /// <summary>What shows that the lists are whole.</summary>
    protected abstract IReadOnlyList<CompletenessAssertion> CompletenessOf(TPopulation population);

    /// <summary>What the platform tells of each account.</summary>
    protected abstract Func<Account, AccountDetails> DetailsIn(Comparison comparison, TPopulation population);

    /// <summary>The tables of the issue, besides the findings.</summary>
    protected abstract IEnumerable<IssueTable> Tables(Comparison comparison, TPopulation population, AuditReport report);
}
