using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;
using PlatformAudits.Settings;
using PlatformAudits.Team;

namespace PlatformAudits.Tests.Pretend;

/// <summary>A platform that the library does not know: one list, one check of its own, and one that any platform can have.</summary>
public sealed class Pretend : Platform
{
    public Pretend(AuditSettings settings)
        : this(settings.Platform("pretend")) { }

    private Pretend(SettingsSection settings)
        : base("pretend", settings) => Robots = settings.Texts("robots");

    public override string Title => "Pretend";

    public IReadOnlyList<string> Robots { get; }

    public override IReadOnlyList<Access> Accesses { get; } = [new(new Variable("PRETEND_TOKEN", "a token", "that may read accounts"))];

    protected override IReadOnlyList<Check> SharedChecks => [new AccountHasTeammate("Pretend")];

    public override async Task<Population> CollectAsync(Collector collector, CancellationToken cancellationToken)
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
        await foreach (
            var page in client.PagesAsync(
                new ListRequest("accounts", "accounts", "accounts"),
                new NextPagePager(),
                row => new Account { Id = row.GetString("id"), Email = row.GetString("email") },
                cancellationToken
            )
        )
        {
            accounts.AddRange(page);
        }

        collector.Identify(Title, "the tests");
        return new PretendPopulation(this, [.. accounts.OrderBy(a => a.Id, StringComparer.Ordinal)]);
    }

    public override IEnumerable<IssueTable> Tables(Comparison comparison, AuditReport report) =>
        [
            new(
                "accounts",
                IsAppendix: true,
                comparison.Population.Accounts.Select(a => new IssueRow(null, new Dictionary<string, string?> { ["email"] = a.Email }))
            ),
        ];
}

/// <summary>All its accounts.</summary>
public sealed class PretendPopulation(Pretend platform, IReadOnlyList<Account> accounts) : Population
{
    public Pretend Platform => platform;

    public override IReadOnlyList<Account> Accounts => accounts;

    public override IReadOnlyList<PopulationCount> Counts => [new("accounts", accounts.Count)];

    public override IReadOnlyList<CompletenessAssertion> Completeness => [];

    public override string? PlatformIdOf(Teammate teammate) => null;
}

/// <summary>No account is a robot that the settings do not name.</summary>
public sealed class RobotIsExpected : Check<PretendPopulation>
{
    public override string Title => "Every robot is an expected one";

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, PretendPopulation population)
    {
        foreach (var account in population.Accounts.Where(a => a.Email!.StartsWith("robot", StringComparison.Ordinal)))
        {
            yield return new CheckResult(
                account.Id,
                account.Label,
                population.Platform.Robots.Contains(account.Id)
                    ? null
                    : new Finding
                    {
                        Key = new FindingKey(Id, account.Id),
                        Account = account,
                        Text = $"{account.Label} is a robot.",
                        Remedy = "Name it in robots in audits.yaml.",
                    }
            );
        }
    }
}
