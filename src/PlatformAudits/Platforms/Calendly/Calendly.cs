using System.Net;
using Newtonsoft.Json.Linq;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Settings;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.Calendly;

/// <summary>The team's Calendly organization (developer.calendly.com, API v2).</summary>
internal sealed class Calendly : Platform<CalendlySettings, CalendlyPopulation>
{
    private const int PageSize = 100;

    /// <summary>Calendly with its part of the settings.</summary>
    public Calendly(AuditSettings settings)
        : base("calendly", settings.Platform("calendly"), CalendlySettings.Read) { }

    public override string Title => "Calendly";

    public override string? KeysAreShownIn =>
        "each user's own Integrations & apps, API and webhooks: ask the owners and admins, and whoever runs an integration";

    public override IReadOnlyList<Access> Accesses { get; } =
    [
        new(
            new Variable(
                "CALENDLY_TOKEN",
                "a Calendly personal access token",
                "of an organization owner or admin, with the scopes users:read, organizations:read and groups:read"
            )
        ),
    ];

    public override IReadOnlyList<TeamKey> TeamKeys => [CalendlyTeamKeys.Link];

    protected override IReadOnlyList<Check> SharedChecks => [new AccountHasTeammate(), new TeammateHasAccount(), new EmailMatches()];

    /// <summary>Calendly has no address of one account; its admins find it in the list of those who are active or invited.</summary>
    protected override VendorPage PageOf(Account account, CalendlyPopulation population) =>
        new("account", new Uri($"https://calendly.com/app/admin/users/{(account is CalendlyAccount ? "active" : "pending")}"));

    protected override async Task<CalendlyPopulation> ReadAsync(Collector collector, CancellationToken cancellationToken)
    {
        using var client = collector.Open(
            new VendorSystem
            {
                UrlVariable = "CALENDLY_URL",
                DefaultUrl = new Uri("https://api.calendly.com"),
                Credential = valueOf => Credential.Bearer("CALENDLY_TOKEN", valueOf("CALENDLY_TOKEN")),
                Options = (address, credential) =>
                    new ApiOptions
                    {
                        System = Title,
                        BaseAddress = address,
                        Credential = credential,
                        Limits = Settings.Limits,
                        ErrorText = ErrorText,
                        Advice = Advice,
                        SecretFields =
                        [
                            "access_token",
                            "refresh_token",
                            "token",
                            "signing_key",
                            "avatar_url",
                            "phone_number",
                            "text_reminder_number",
                        ],
                    },
            }
        );
        var (self, organization) = await client.GetAsync(
            "me",
            "the token's own account",
            "users/me",
            row => (Self: CalendlyUser.Read(row.GetRecord("resource")), Organization: row.GetString("resource.current_organization")),
            cancellationToken
        );
        var organizationId = organization[(organization.LastIndexOf('/') + 1)..];
        var asked = Uri.EscapeDataString(organization);
        var accounts = new List<CalendlyAccount>();
        var invitations = new List<CalendlyInvitation>();
        var groups = new List<CalendlyGroup>();
        var parts = new CalendlyGroupParts.Builder();
        await ConcurrentReads.CompleteAsync(
            ReadAllAsync(
                "memberships",
                "organization memberships",
                $"organization_memberships?organization={asked}&count={PageSize}",
                CalendlyAccount.Read,
                accounts.Add
            ),
            ReadAllAsync(
                "invitations",
                "invitations",
                $"organizations/{Uri.EscapeDataString(organizationId)}/invitations?count={PageSize}",
                CalendlyInvitation.Read,
                invitations.Add
            ),
            ReadAllAsync("groups", "groups", $"groups?organization={asked}&count={PageSize}", CalendlyGroup.Read, groups.Add),
            ReadAllAsync(
                "group-relationships",
                "group relationships",
                $"group_relationships?organization={asked}&count={PageSize}",
                CalendlyGroupRelationship.Read,
                parts.Add
            )
        );
        var population = new CalendlyPopulation(self.Uri, accounts, invitations, groups, parts.Build(accounts.Select(a => a.Id)));
        collector.Identify(Title, $"{self.Uri}, {population.RoleOfSelf ?? "no member"} of {organization}");
        return population;

        Task ReadAllAsync<T>(string name, string what, string path, Func<JsonRecord, T> read, Action<T> sink) =>
            client.ReadAllAsync(new ListRequest(name, what, path), new NextPagePager(), read, sink, cancellationToken);
    }

    protected override MatchingRules MatchingOf(CalendlyPopulation population) => CalendlyMatching.Of(population);

    protected override IReadOnlyList<CompletenessAssertion> CompletenessOf(CalendlyPopulation population) =>
        CalendlyCompleteness.Of(population);

    protected override Func<Account, AccountDetails> DetailsIn(Comparison comparison, CalendlyPopulation population) =>
        account => CalendlyDetails.Of((CalendlyAccount)account, population);

    protected override IEnumerable<IssueTable> Tables(Comparison comparison, CalendlyPopulation population, AuditReport report) =>
        CalendlyTables.Of(comparison, population, report);

    /// <summary>
    /// Calendly's errors are <c>{"title":…,"message":…,"details":[…]}</c>; those of OAuth are <c>{"error":…,"error_description":…}</c>.
    /// </summary>
    private static string? ErrorText(JObject body)
    {
        var parts = new[] { body["title"], body["message"], body["error"], body["error_description"] }
            .Concat((body["details"] as JArray ?? []).OfType<JObject>().SelectMany(d => new[] { d["parameter"], d["message"] }))
            .Where(t => t?.Type == JTokenType.String)
            .Select(t => ((string)t!).TrimEnd('.'));
        return string.Join(": ", parts) is { Length: > 0 } text ? text : null;
    }

    private static string? Advice(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.Unauthorized => "Put a valid personal access token into CALENDLY_TOKEN.",
            HttpStatusCode.Forbidden =>
                "CALENDLY_TOKEN must belong to an owner or admin of the organization and have the scopes users:read, "
                    + "organizations:read and groups:read.",
            _ => null,
        };
}
