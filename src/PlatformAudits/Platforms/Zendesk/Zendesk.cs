using System.Net;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>
/// One of the team's two Zendesk instances (developer.zendesk.com, Support API v2). What differs between them is in the classes that derive from this one, and in the settings.
/// </summary>
public abstract class Zendesk : Platform
{
    private const string EndOfApiTokens = "30 April 2027";
    private const string ApiPath = "/api/v2";
    private const string OnlyStaff = "role%5B%5D=agent&role%5B%5D=admin";
    private const string FullPage = "page%5Bsize%5D=100";

    private static readonly Dictionary<string, string[]> Profiles = new(StringComparer.Ordinal)
    {
        ["handbook-2023"] = [IdOf<AccountHasTeammate>(), IdOf<NameMatches>(), IdOf<IdMatches>(), IdOf<GroupsMatch>(), IdOf<RoleMatches>()],
        ["handbook-2026"] =
        [
            IdOf<TeammateHasAccount>(),
            IdOf<AgentIsNotLight>(),
            IdOf<NameMatches>(),
            IdOf<EmailMatches>(),
            IdOf<AdminIsExpected>(),
            IdOf<AgentIsNotSuspended>(),
        ],
    };

    private static readonly string[] ChecksOfTokens =
    [
        IdOf<TokenOwnerIsOnTheTeam>(),
        IdOf<TokenHasRequest>(),
        IdOf<TokenIsNotExpired>(),
        IdOf<TokenIsUsed>(),
    ];

    /// <summary>200 requests a minute for a whole account of the smallest plans, up to 2,500 of the largest, as the first answer's headers tell (developer.zendesk.com, "Rate limits").</summary>
    private static readonly RateLimits PublishedLimits = RateLimits.PerMinute(200) with { IsAccountWide = true };

    private readonly RateLimits _limits;
    private readonly string _urlVariable;
    private readonly Uri _defaultUrl;
    private readonly Access _byClient;
    private readonly Access _byApiToken;

    /// <summary>Reads what both instances' parts of the settings may hold.</summary>
    /// <param name="prefix">What the names of the instance's variables begin with.</param>
    /// <param name="expectsEverybody">Whether everybody in the team file should have an account, where the settings don't say.</param>
    /// <param name="isOnByDefault">Whether a check that belongs to no profile is on, where the settings don't say.</param>
    private protected Zendesk(
        string id,
        SettingsSection settings,
        string prefix,
        Uri defaultUrl,
        bool expectsEverybody,
        Func<string, bool> isOnByDefault
    )
        : base(id, settings, check => IsInProfile(settings, check) ?? isOnByDefault(check))
    {
        _limits = PublishedLimits.Or(settings);
        _urlVariable = prefix + "URL";
        _defaultUrl = defaultUrl;
        _byClient = new Access(
            new Variable(
                prefix + "CLIENT_ID",
                "the unique identifier of a confidential OAuth client of the instance",
                "with the scope read"
            ),
            new Variable(
                prefix + "CLIENT_SECRET",
                "its secret",
                "of a client that acts as an admin; an agent is enough where the checks of tokens are switched off"
            )
        );
        _byApiToken = new Access(
            new Variable(
                prefix + "USERNAME",
                "the e-mail address of the account that the API token is used for",
                "an admin's; an agent's is enough where the checks of tokens are switched off"
            ),
            new Variable(prefix + "TOKEN", "an API token", "of the instance")
        )
        {
            Warning =
                $"{prefix}USERNAME and {prefix}TOKEN are an API token, and Zendesk ends all API tokens on {EndOfApiTokens}: make an OAuth client, and set {prefix}CLIENT_ID and {prefix}CLIENT_SECRET instead.",
        };
        Accesses = [_byClient, _byApiToken];

        ExpectsEverybody = settings.Text("expected_accounts", expectsEverybody ? "everybody" : "profile") switch
        {
            "everybody" => true,
            "profile" => false,
            _ => throw settings.Wrong("expected_accounts", "must be everybody or profile"),
        };
        LightAgentsNeedTeammate = settings.Switch("light_agents_need_teammate", false);
        var roles = settings.Section("roles");
        LightAgentRoles = Ids(roles, "light_agent");
        AdminRoles = Ids(roles, "admin");
        ExpectedAdmins = Emails(settings, "expected_admins");
        SkipsGroupsOf = Emails(settings, "skip_groups_of");
        TokenOwners = Emails(settings, "token_owners");
        DefaultGroups = [.. settings.Sections("default_groups").Select(DefaultGroup.Read)];
        TokenForms = [.. settings.Sections("token_forms").Select(TokenForm.Read)];
        TokenUnusedDays = settings.Number("token_unused_days", 90, 1, 3650);
        CountTolerance = settings.Number("count_tolerance", 5, 0, 100);
    }

    public override IReadOnlyList<Access> Accesses { get; }

    /// <summary>What the team file says of people in the instance.</summary>
    public abstract ZendeskTeamKeys ProfileKeys { get; }

    public override IReadOnlyList<TeamKey> TeamKeys => ProfileKeys.All;

    /// <summary>Whether everybody in the team file should have an account; otherwise those of whom the team file says something in the instance.</summary>
    public bool ExpectsEverybody { get; }

    /// <summary>Whether light agents are held against the team file as well.</summary>
    public bool LightAgentsNeedTeammate { get; }

    /// <summary>The ids of custom roles that make a light agent, besides those that the vendor's own fields mark.</summary>
    public IReadOnlySet<string> LightAgentRoles { get; }

    /// <summary>The ids of custom roles that make an admin, besides those that the vendor's own fields mark.</summary>
    public IReadOnlySet<string> AdminRoles { get; }

    /// <summary>The addresses of those who may be admin although the team file does not say so.</summary>
    public IReadOnlySet<string> ExpectedAdmins { get; }

    /// <summary>The addresses of teammates whose groups the team's own synchronisation leaves alone.</summary>
    public IReadOnlySet<string> SkipsGroupsOf { get; }

    /// <summary>The addresses of those who may own tokens without being in the team file, such as service accounts.</summary>
    public IReadOnlySet<string> TokenOwners { get; }

    /// <summary>The rules of the default group, of which the first that fits counts.</summary>
    public IReadOnlyList<DefaultGroup> DefaultGroups { get; }

    /// <summary>The forms that a token's description may have.</summary>
    public IReadOnlyList<TokenForm> TokenForms { get; }

    /// <summary>After so many days without use a token counts as unused.</summary>
    public int TokenUnusedDays { get; }

    /// <summary>So many in a hundred may be missing from the list, because the vendor's count is behind.</summary>
    public int CountTolerance { get; }

    /// <summary>Whether groups and memberships are read.</summary>
    public bool ReadsGroups => IsOn(IdOf<GroupsMatch>());

    /// <summary>Whether API tokens, OAuth clients and their tokens are read.</summary>
    public bool ReadsTokens => ChecksOfTokens.Any(IsOn);

    protected override IReadOnlyList<Check> SharedChecks => [new AccountHasTeammate(Title), new TeammateHasAccount(Title)];

    /// <summary>What the team file says of a teammate in the instance, or null when it says nothing.</summary>
    public ZendeskProfile? ProfileOf(Teammate teammate) => ProfileKeys.ProfileOf(teammate);

    public override async Task<Population> CollectAsync(Collector collector, CancellationToken cancellationToken)
    {
        EnsureRules();
        var access = collector.Choose(Accesses);
        using var client = Open(collector, access);
        var self = await client.GetAsync("me", "the credential's own account", "api/v2/users/me", ZendeskSelf.Read, cancellationToken);
        if (self is not { Id: not null, Role: "agent" or "admin" })
        {
            throw new AuditException(
                $"Reading the credential's own account in {Title}: Zendesk takes it for {(self.Id is null ? "an anonymous caller" : $"the role {self.Role ?? "none"}")}, "
                    + $"and only an agent or admin sees the others. Check {NamesOf(access)}, and whom they act as."
            );
        }

        var population = new ZendeskPopulation(this, self, DateOnly.FromDateTime(collector.Started.UtcDateTime));
        if (access == _byApiToken)
        {
            population.Notice(access.Warning!);
        }

        await ConcurrentReads.CompleteAsync([
            ReadAsync(
                "users",
                "agents and admins",
                $"users?{OnlyStaff}&{FullPage}",
                new CursorPager("users"),
                ZendeskAccount.Read,
                population.Add
            ),
            CountAsync(),
            WithRemedyAsync(ReadRolesAsync(), IdOf<RoleMatches>()),
            .. ReadsGroups
                ?
                [
                    WithRemedyAsync(
                        ReadAsync("groups", "groups", $"groups?{FullPage}", new CursorPager("groups"), ZendeskGroup.Read, population.Add),
                        IdOf<GroupsMatch>()
                    ),
                    WithRemedyAsync(
                        ReadAsync(
                            "group-memberships",
                            "group memberships",
                            $"group_memberships?{FullPage}",
                            new CursorPager("group_memberships"),
                            ZendeskMembership.Read,
                            population.Add
                        ),
                        IdOf<GroupsMatch>()
                    ),
                ]
                : Array.Empty<Task>(),
            .. ReadsTokens
                ?
                [
                    WithRemedyAsync(ReadApiTokensAsync(), ChecksOfTokens),
                    WithRemedyAsync(
                        ReadAsync(
                            "oauth-clients",
                            "OAuth clients",
                            $"oauth/clients?{FullPage}",
                            new CursorPager("clients"),
                            ZendeskOAuthClient.Read,
                            population.Add
                        ),
                        ChecksOfTokens
                    ),
                    WithRemedyAsync(
                        ReadAsync(
                            "oauth-tokens",
                            "OAuth tokens",
                            $"oauth/tokens?all=true&{FullPage}",
                            new CursorPager("tokens"),
                            ZendeskOAuthToken.Read,
                            population.Add
                        ),
                        ChecksOfTokens
                    ),
                ]
                : Array.Empty<Task>(),
        ]);
        population.Complete();
        collector.Identify(Title, $"user {self.Id} ({self.Email ?? "no address"}), {self.Role}");
        return population;

        async Task CountAsync() =>
            population.Add(
                await client.GetAsync(
                    "users-count",
                    "Zendesk's count of agents and admins",
                    $"api/v2/users/count?{OnlyStaff}",
                    ZendeskCount.Read,
                    cancellationToken
                )
            );

        async Task ReadRolesAsync()
        {
            try
            {
                await ReadAsync(
                    "custom-roles",
                    "custom roles",
                    "custom_roles",
                    new WholeListPager("custom_roles"),
                    ZendeskRole.Read,
                    population.Add
                );
            }
            catch (AuditException refusal)
                when (refusal.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound && !IsOn(IdOf<RoleMatches>()))
            {
                population.Notice(
                    $"{Title} does not give its custom roles (it answered {(int)refusal.Status}), as on plans below Enterprise: roles are named after what Zendesk's other fields say."
                );
            }
        }

        async Task ReadApiTokensAsync()
        {
            try
            {
                await ReadAsync(
                    "api-tokens",
                    "API tokens",
                    "api_tokens?include_users=true",
                    new WholeListPager("api_tokens"),
                    ZendeskApiToken.Read,
                    population.Add
                );
            }
            catch (AuditException refusal) when (refusal.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone)
            {
                population.LacksApiTokens(
                    $"API tokens are switched off in {Title}, or retired (it answered {(int)refusal.Status}): the review covers OAuth clients only."
                );
            }
        }

        async Task ReadAsync<T>(string name, string what, string path, Pager pager, Func<JsonRecord, T> read, Action<T> add)
        {
            await foreach (var page in client.PagesAsync(new ListRequest(name, what, $"api/v2/{path}"), pager, read, cancellationToken))
            {
                foreach (var row in page)
                {
                    add(row);
                }
            }
        }
    }

    public override IEnumerable<IssueTable> Tables(Comparison comparison, AuditReport report) => ZendeskTables.Of(comparison, report);

    /// <summary>The id of a check.</summary>
    internal static string IdOf<TCheck>()
        where TCheck : Check => KebabCase.Of(typeof(TCheck).Name);

    /// <summary>Whether the settings' profile has a check on; null for a check that no profile speaks of.</summary>
    private static bool? IsInProfile(SettingsSection settings, string check)
    {
        var profile = settings.Text("profile", "handbook-2026")!;
        return !Profiles.TryGetValue(profile, out var checks)
                ? throw settings.Wrong("profile", $"is {profile}, and there are {Sentence.List([.. Profiles.Keys])}")
            : Profiles.Values.Any(p => p.Contains(check)) ? checks.Contains(check)
            : null;
    }

    /// <summary>The addresses of a list, as they are compared.</summary>
    private protected static IReadOnlySet<string> Emails(SettingsSection settings, string key) =>
        settings.Texts(key).Select(e => e.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static HashSet<string> Ids(SettingsSection settings, string key)
    {
        var ids = settings.Texts(key);
        return ids.All(id => id.All(char.IsAsciiDigit))
            ? ids.ToHashSet(StringComparer.Ordinal)
            : throw settings.Wrong(key, "must hold ids of custom roles, which are numbers");
    }

    private static string NamesOf(Access access) => Sentence.List([.. access.Variables.Select(v => v.Name)]);

    /// <summary>Says with a refusal which checks to switch off to do without the part that was refused.</summary>
    private static async Task WithRemedyAsync(Task reading, params string[] checks)
    {
        try
        {
            await reading;
        }
        catch (AuditException refusal) when (refusal.Status is not null)
        {
            throw new AuditException(
                $"{refusal.Message} To do without it, switch {Sentence.List(checks)} off in audits.yaml.",
                innerException: refusal
            );
        }
    }

    /// <summary>The API's host. People give the address with and without the API's path.</summary>
    private static Uri HostOf(Uri address)
    {
        var text = address.AbsoluteUri.TrimEnd('/');
        return new Uri(text.EndsWith(ApiPath, StringComparison.OrdinalIgnoreCase) ? text[..^ApiPath.Length] : text);
    }

    /// <summary>Without its rules a check would find everybody wrong.</summary>
    private void EnsureRules()
    {
        if (ReadsGroups && DefaultGroups.Count == 0)
        {
            throw Missing("default_groups", "the group that the synchronisation adds", IdOf<GroupsMatch>());
        }

        if (IsOn(IdOf<TokenHasRequest>()) && TokenForms.Count == 0)
        {
            throw Missing("token_forms", "the forms that a token's description may have", IdOf<TokenHasRequest>());
        }

        AuditException Missing(string key, string what, string check) =>
            new(
                $"Preparing the {Title} audit: platforms.{Id}.{key} is missing in the settings; write {what} there, or switch {check} off.",
                FailureKind.ConfigurationOrInfrastructure
            );
    }

    private ApiClient Open(Collector collector, Access access) =>
        collector.Open(
            new VendorSystem
            {
                UrlVariable = _urlVariable,
                DefaultUrl = _defaultUrl,
                Credential = valueOf =>
                    access == _byApiToken
                        ? Credential.Basic(
                            access.Variables[1].Name,
                            $"{valueOf(access.Variables[0].Name)}/token",
                            valueOf(access.Variables[1].Name)
                        )
                        : Credential.ClientCredentials(
                            access.Variables[1].Name,
                            valueOf(access.Variables[0].Name),
                            valueOf(access.Variables[1].Name),
                            "oauth/tokens",
                            "read"
                        ),
                Options = (address, credential) =>
                    new ApiOptions
                    {
                        System = Title,
                        BaseAddress = HostOf(address),
                        Credential = credential,
                        Limits = _limits,
                        ErrorText = ZendeskErrors.TextOf,
                        Advice = status => AdviceFor(status, access),
                        SecretFields =
                        [
                            "access_token",
                            "refresh_token",
                            "token",
                            "visible_token",
                            "authenticity_token",
                            "secret",
                            "phone",
                            "photo",
                            "remote_photo_url",
                            "signature",
                            "details",
                            "notes",
                            "user_fields",
                            "tags",
                        ],
                    },
            }
        );

    private static string? AdviceFor(HttpStatusCode status, Access access) =>
        status switch
        {
            HttpStatusCode.Unauthorized => $"Put valid values into {NamesOf(access)}.",
            HttpStatusCode.Forbidden =>
                $"{NamesOf(access)} must act as an agent with the scope read, and to read API tokens and OAuth clients as an admin (or, for API tokens, with the permission \"Manage APIs\").",
            _ => null,
        };
}
