using System.Net;
using Newtonsoft.Json.Linq;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Foundation;
using PlatformAudits.Settings;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.Calendly;

/// <summary>The team's Calendly organization (developer.calendly.com, API v2).</summary>
public sealed class Calendly : Platform
{
    private const int PageSize = 100;

    /// <summary>500 requests a minute for each user of a paid plan, 50 of the free one, which has no groups to audit (developer.calendly.com, "API rate limits").</summary>
    private static readonly RateLimits PublishedLimits = RateLimits.PerMinute(500);

    private readonly RateLimits _limits;

    /// <summary>Calendly with its part of the settings.</summary>
    public Calendly(AuditSettings settings)
        : this(settings.Platform("calendly")) { }

    private Calendly(SettingsSection settings)
        : base("calendly", settings)
    {
        _limits = PublishedLimits.Or(settings);
        ExpectedAdmins = settings.Texts("expected_admins");
        ExpectedGroupAdmins = settings.Texts("expected_group_admins");
    }

    public override string Title => "Calendly";

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

    /// <summary>E-mail addresses of those who may be owner or admin of the organization, and admin of any group.</summary>
    public IReadOnlyList<string> ExpectedAdmins { get; }

    /// <summary>E-mail addresses of those who may be admin of a group.</summary>
    public IReadOnlyList<string> ExpectedGroupAdmins { get; }

    public override IReadOnlyList<TeamKey> TeamKeys => [CalendlyTeamKeys.Link];

    protected override IReadOnlyList<Check> SharedChecks => [new AccountHasTeammate("Calendly"), new TeammateHasAccount("Calendly")];

    public override async Task<Population> CollectAsync(Collector collector, CancellationToken cancellationToken)
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
                        Limits = _limits,
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
        var population = new CalendlyPopulation(this, self);
        await ConcurrentReads.CompleteAsync(
            ReadAsync(
                "memberships",
                "organization memberships",
                $"organization_memberships?organization={asked}&count={PageSize}",
                CalendlyAccount.Read,
                population.Add
            ),
            ReadAsync(
                "invitations",
                "invitations",
                $"organizations/{Uri.EscapeDataString(organizationId)}/invitations?count={PageSize}",
                CalendlyInvitation.Read,
                population.Add
            ),
            ReadAsync("groups", "groups", $"groups?organization={asked}&count={PageSize}", CalendlyGroup.Read, population.Add),
            ReadAsync(
                "group-relationships",
                "group relationships",
                $"group_relationships?organization={asked}&count={PageSize}",
                CalendlyGroupRelationship.Read,
                population.Add
            )
        );
        population.Complete();
        collector.Identify(Title, $"{self.Uri}, {population.RoleOfSelf ?? "no member"} of {organization}");
        return population;

        async Task ReadAsync<T>(string name, string what, string path, Func<JsonRecord, T> read, Action<T> add)
        {
            await foreach (var page in client.PagesAsync(new ListRequest(name, what, path), new NextPagePager(), read, cancellationToken))
            {
                foreach (var row in page)
                {
                    add(row);
                }
            }
        }
    }

    public override IEnumerable<IssueTable> Tables(Comparison comparison, AuditReport report) => CalendlyTables.Of(comparison, report);

    /// <summary>Calendly's errors are <c>{"title":…,"message":…,"details":[…]}</c>; those of OAuth are <c>{"error":…,"error_description":…}</c>.</summary>
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
                "CALENDLY_TOKEN must belong to an owner or admin of the organization and have the scopes users:read, organizations:read and groups:read.",
            _ => null,
        };
}
