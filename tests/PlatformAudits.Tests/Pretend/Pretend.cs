using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Platforms;
using PlatformAudits.Settings;
using PlatformAudits.Team;

namespace PlatformAudits.Tests.Pretend;

/// <summary>A platform that the library does not know: one list, one check of its own, and one that any platform can have.</summary>
public sealed class Pretend : Platform<PretendSettings, PretendPopulation>
{
    public Pretend(AuditSettings settings)
        : base("pretend", settings.Platform("pretend"), section => new PretendSettings(section.Texts("robots"))) { }

    public override string Title => "Pretend";

    public override string DefaultPolicy => "operator-fixes";

    public override IReadOnlyList<Access> Accesses { get; } = [new(new Variable("PRETEND_TOKEN", "a token", "that may read accounts"))];

    public override IReadOnlyList<TeamKey> TeamKeys => [PretendTeamKeys.Id];

    protected override IReadOnlyList<Check> SharedChecks => [new AccountHasTeammate()];

    protected override async Task<PretendPopulation> ReadAsync(Collector collector, CancellationToken cancellationToken)
    {
        using var client = collector.Open(
            new VendorSystem
            {
                UrlVariable = "PRETEND_URL",
                DefaultUrl = new Uri("https://pretend.example"),
                Credential = valueOf => Credential.Bearer("PRETEND_TOKEN", valueOf("PRETEND_TOKEN")),
                Options = (address, credential) =>
                    new ApiOptions
                    {
                        System = Title,
                        BaseAddress = address,
                        Credential = credential,
                    },
            }
        );
        var accounts = new List<Account>();
        await client.ReadAllAsync(
            new ListRequest("accounts", "accounts", "accounts"),
            new NextPagePager(),
            row => new Account { Id = row.GetString("id"), Email = row.GetString("email") },
            accounts.Add,
            cancellationToken
        );
        collector.Identify(Title, "the tests");
        return new PretendPopulation([.. accounts.OrderBy(a => a.Id, StringComparer.Ordinal)]);
    }

    protected override MatchingRules MatchingOf(PretendPopulation population) =>
        new() { PlatformIdOf = teammate => teammate.Field(PretendTeamKeys.Id) };

    protected override IReadOnlyList<CompletenessAssertion> CompletenessOf(PretendPopulation population) => [];

    protected override Func<Account, AccountDetails> DetailsIn(Comparison comparison, PretendPopulation population) =>
        _ => new AccountDetails();

    protected override IEnumerable<IssueTable> Tables(Comparison comparison, PretendPopulation population, AuditReport report) =>
        [
            new(
                "accounts",
                IsAppendix: true,
                population.Accounts.Select(a => new IssueRow(null, new Dictionary<string, string?> { ["email"] = a.Email }))
            ),
        ];
}

/// <summary>Its part of the settings.</summary>
public sealed record PretendSettings(IReadOnlyList<string> Robots);

/// <summary>All its accounts.</summary>
public sealed class PretendPopulation(IReadOnlyList<Account> accounts) : Population
{
    public override IReadOnlyList<Account> Accounts => accounts;

    public override IReadOnlyList<PopulationCount> Counts => [new("accounts", accounts.Count)];
}

/// <summary>No account is a robot that the settings do not name.</summary>
public sealed class RobotIsExpected(PretendSettings settings) : Check<PretendPopulation>
{
    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, PretendPopulation population)
    {
        foreach (var account in population.Accounts.Where(a => a.Email!.StartsWith("robot", StringComparison.Ordinal)))
        {
            yield return settings.Robots.Contains(account.Id) ? Met(account) : NotMet(account, null, $"{account.Label} is a robot.");
        }
    }
}
