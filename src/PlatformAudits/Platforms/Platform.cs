using System.Reflection;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Foundation;
using PlatformAudits.Settings;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms;

/// <summary>
/// A platform whose accounts are audited. One folder a platform; platforms are found by type and made with the settings, from which they
/// read their own part.
/// </summary>
public abstract class Platform
{
    private readonly HashSet<string> _switchedOff;
    private readonly Dictionary<string, Severity> _severities;
    private Dictionary<string, Severity>? _severityOf;

    /// <summary>Reads what every platform's part of the settings may hold.</summary>
    /// <param name="isOnByDefault">Whether a check is on where the settings don't say; by default every one is.</param>
    protected Platform(string id, SettingsSection settings, Func<string, bool>? isOnByDefault = null)
    {
        Id = id;
        MinimumAccounts = settings.Number("minimum_accounts", 1, 1, 10_000_000);
        ExpectedCredential = settings.Value("credential");
        var checks = settings.Section("checks");
        CheckIds =
        [
            .. CheckTypes()
                .Select(t => KebabCase.Of(t.Name))
                .Concat(SharedChecks.Select(c => c.Id))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        _switchedOff = [.. CheckIds.Where(check => !checks.Switch(check, isOnByDefault?.Invoke(check) ?? true))];
        _severities = ReadSeverities(settings.Section("severity"));
    }

    /// <summary>The id, as folders and templates are named.</summary>
    public string Id { get; }

    /// <summary>The name as people write it.</summary>
    public abstract string Title { get; }

    /// <summary>The name of the platforms that share the texts of their checks; a platform by itself has its id.</summary>
    public virtual string Family => Id;

    /// <summary>The name of the issue template for doing the audit by hand, without its extension; people have links to it.</summary>
    public virtual string IssueTemplateName => Title;

    /// <summary>
    /// The name of the published policy by which the handbook has its findings followed up; null for that of <c>follow_up.policy</c>.
    /// </summary>
    public virtual string? DefaultPolicy => null;

    /// <summary>The ways to get at it, the preferred one first; one of them must be given.</summary>
    public abstract IReadOnlyList<Access> Accesses { get; }

    /// <summary>The keys of the team file that it reads of every person, besides those that every team has.</summary>
    public virtual IReadOnlyList<TeamKey> TeamKeys => [];

    /// <summary>
    /// Where people look up the API keys that the vendor lists to no program, as the end of a sentence; null where the audit reads them.
    /// Their issues have a table for people to fill in.
    /// </summary>
    public virtual string? KeysAreShownIn => null;

    /// <summary>The ids of all its checks, switched on or off, in order.</summary>
    public IReadOnlyList<string> CheckIds { get; }

    /// <summary>The ids of the checks that are switched off, in order.</summary>
    public IReadOnlyList<string> SwitchedOff => [.. _switchedOff.Order(StringComparer.Ordinal)];

    /// <summary>The least number of accounts that a whole population has.</summary>
    public int MinimumAccounts { get; }

    /// <summary>What the credential's identity must hold, as the evidence shows it; null when any is right.</summary>
    public string? ExpectedCredential { get; }

    /// <summary>The checks of <see cref="PlatformAudits.Checking"/> that it lists.</summary>
    protected abstract IReadOnlyList<Check> SharedChecks { get; }

    /// <summary>All platforms, made with the settings.</summary>
    /// <param name="assemblies">Where to look for them; by default in the library only.</param>
    /// <exception cref="AuditException">A setting of a platform is wrong.</exception>
    public static IReadOnlyList<Platform> All(AuditSettings settings, params IReadOnlyList<Assembly> assemblies) =>
        [
            .. (assemblies.Count == 0 ? [typeof(Platform).Assembly] : assemblies)
                .SelectMany(a => a.GetTypes())
                .Where(t => t.IsSubclassOf(typeof(Platform)) && !t.IsAbstract)
                .OrderBy(t => t.Name, StringComparer.Ordinal)
                .Select(t => (Platform)Create(t, settings)),
        ];

    /// <summary>How much a finding of a check matters: what the settings say, or the check itself.</summary>
    public Severity SeverityOf(Check check) => _severities.GetValueOrDefault(check.Id, check.DefaultSeverity);

    /// <summary>How much a finding of a check matters; one of a check that there is no more is taken for grave.</summary>
    /// <param name="check">The check's id.</param>
    public Severity SeverityOf(string check) =>
        (_severityOf ??= EveryCheck().ToDictionary(known => known.Id, SeverityOf, StringComparer.Ordinal)).GetValueOrDefault(
            check,
            Severity.High
        );

    /// <summary>Reads everything that the audit needs to its end.</summary>
    /// <exception cref="AuditException">Something could not be read.</exception>
    public abstract Task<Population> CollectAsync(Collector collector, CancellationToken cancellationToken);

    /// <summary>Matches a population of this platform with the team.</summary>
    public abstract Comparison Compare(Roster roster, Population population);

    /// <summary>The page of an account, or of what a finding has in its place, for whoever may see it there; null for none.</summary>
    public abstract VendorPage? PageOf(Account account, Population population);

    /// <summary>What shows that the lists of a population of this platform are whole.</summary>
    public abstract IReadOnlyList<CompletenessAssertion> CompletenessOf(Population population);

    /// <summary>What the platform tells of each account of a comparison.</summary>
    public abstract Func<Account, AccountDetails> DetailsIn(Comparison comparison);

    /// <summary>The tables of the issue, besides the findings.</summary>
    public abstract IEnumerable<IssueTable> Tables(Comparison comparison, AuditReport report);

    /// <summary>The checks that are switched on, by id.</summary>
    public IReadOnlyList<Check> Checks() => [.. EveryCheck().Where(c => IsOn(c.Id))];

    /// <summary>What checks may have as the argument of their constructor.</summary>
    private protected abstract Type SettingsType { get; }

    /// <summary>What checks are made with.</summary>
    private protected abstract object SettingsOfChecks { get; }

    /// <summary>The checks, switched on or off, by id.</summary>
    internal IReadOnlyList<Check> EveryCheck() =>
        [.. CheckTypes().Select(t => (Check)Create(t, SettingsOfChecks)).Concat(SharedChecks).OrderBy(c => c.Id, StringComparer.Ordinal)];

    /// <summary>Whether a check is switched on.</summary>
    protected bool IsOn<TCheck>()
        where TCheck : Check => IsOn(Check.IdOf<TCheck>());

    /// <summary>Whether a check is switched on.</summary>
    protected bool IsOn(string check) => !_switchedOff.Contains(check);

    private Dictionary<string, Severity> ReadSeverities(SettingsSection section)
    {
        var severities = new Dictionary<string, Severity>(StringComparer.Ordinal);
        foreach (var check in CheckIds)
        {
            if (section.Text(check) is { } text)
            {
                severities[check] =
                    Enum.GetValues<Severity>().Where(s => KebabCase.Of(s.ToString()) == text).Select(s => (Severity?)s).SingleOrDefault()
                    ?? throw section.Wrong(check, "must be high, medium or low");
            }
        }

        return severities;
    }

    /// <summary>
    /// The classes of checks in the platform's own namespace. One that is made with another platform's settings is that one's.
    /// </summary>
    private IEnumerable<Type> CheckTypes() =>
        GetType()
            .Assembly.GetTypes()
            .Where(t =>
                t.IsSubclassOf(typeof(Check))
                && !t.IsAbstract
                && t.Namespace == GetType().Namespace
                && t.GetConstructors().All(c => c.GetParameters().All(p => p.ParameterType.IsAssignableFrom(SettingsType)))
            );

    /// <summary>Makes an object with its constructor for the argument, or with the one without any.</summary>
    private static object Create(Type type, object argument) =>
        type.GetConstructors() is [var constructor]
            ? constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, constructor.GetParameters().Length == 0 ? [] : [argument], null)
            : throw new InvalidOperationException(
                $"{type} must have one public constructor, without parameters or for {argument.GetType().Name}."
            );
}
