using System.Net;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>
/// One of the team's two Zendesk instances (developer.zendesk.com, Support API v2). What differs between them is in the classes that
/// derive from this one, and in the settings.
/// </summary>
internal abstract class Zendesk<TSettings> : Platform<TSettings, ZendeskPopulation>
    where TSettings : ZendeskSettings
{
    private const string EndOfApiTokens = "30 April 2027";
    private const string ApiPath = "/api/v2";
    private const string OnlyStaff = "role%5B%5D=agent&role%5B%5D=admin";
    private const string FullPage = "page%5Bsize%5D=100";

    private readonly Access _byClient;
    private readonly Access _byApiToken;

    /// <summary>Reads what both instances' parts of the settings may hold.</summary>
    /// <param name="isOnByDefault">Whether a check that belongs to no profile is on, where the settings don't say.</param>
    private protected Zendesk(
        ZendeskInstance instance,
        SettingsSection section,
        Func<SettingsSection, TSettings> read,
        Func<string, bool> isOnByDefault
    )
        : base(instance.Id, section, read, check => ZendeskChecks.IsInProfile(section, check) ?? isOnByDefault(check))
    {
        var prefix = instance.Prefix;
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
                $"{prefix}USERNAME and {prefix}TOKEN are an API token, and Zendesk ends all API tokens on "
                + $"{EndOfApiTokens}: make an OAuth client, and set {prefix}CLIENT_ID and {prefix}CLIENT_SECRET instead.",
        };
        Accesses = [_byClient, _byApiToken];
    }

    public override IReadOnlyList<Access> Accesses { get; }

    public override IReadOnlyList<TeamKey> TeamKeys => Settings.Instance.TeamKeys.All;

    /// <summary>Whether groups and memberships are read.</summary>
    private bool ReadsGroups => IsOn<GroupsMatch>();

    /// <summary>Whether API tokens, OAuth clients and their tokens are read.</summary>
    private bool ReadsTokens => ZendeskChecks.OfTokens.Any(IsOn);

    public override string Family => "zendesk";

    protected override IReadOnlyList<Check> SharedChecks =>
        [new AccountHasTeammate(), new TeammateHasAccount(), new EmailMatches(), new TokenIsJustified()];

    /// <summary>
    /// The agent's page in the instance; of a token the request that its description names, or the Admin Center, which has no address of
    /// one token.
    /// </summary>
    protected override VendorPage PageOf(Account account, ZendeskPopulation population) =>
        account.Id.All(char.IsAsciiDigit) ? new VendorPage("account", new Uri(population.Site, $"agent/users/{account.Id}"))
        : population.Tokens.FirstOrDefault(token => token.Id == account.Id)?.RequestIn(Settings.TokenForms) is { } request
            ? new VendorPage($"request at {request.IdnHost}", request)
        : new VendorPage("tokens", new Uri(population.Site, "admin/apps-integrations/apis/zendesk-api"));

    protected override async Task<ZendeskPopulation> ReadAsync(Collector collector, CancellationToken cancellationToken)
    {
        EnsureRules();
        var access = collector.Choose(Accesses);
        using var client = Open(collector, access);
        var self = await client.GetAsync("me", "the credential's own account", "api/v2/users/me", ZendeskSelf.Read, cancellationToken);
        if (self is not { Id: not null, Role: "agent" or "admin" })
        {
            throw new AuditException(
                $"Reading the credential's own account in {Title}: Zendesk takes it for "
                    + $"{(self.Id is null ? "an anonymous caller" : $"the role {self.Role ?? "none"}")}, "
                    + $"and only an agent or admin sees the others. Check {NamesOf(access)}, and whom they act as."
            );
        }

        var users = ReadUsersAsync();
        var count = client.GetAsync(
            "users-count",
            "Zendesk's count of agents and admins",
            $"api/v2/users/count?{OnlyStaff}",
            ZendeskCount.Read,
            cancellationToken
        );
        var roles = WithRemedyAsync(ReadRolesAsync(), Check.IdOf<RoleMatches>());
        var groups = ReadsGroups
            ? WithRemedyAsync(
                ReadAllAsync("groups", "groups", $"groups?{FullPage}", new CursorPager("groups"), ZendeskGroup.Read),
                Check.IdOf<GroupsMatch>()
            )
            : null;
        var memberships = ReadsGroups ? WithRemedyAsync(ReadMembershipsAsync(), Check.IdOf<GroupsMatch>()) : null;
        var apiTokens = ReadsTokens ? WithRemedyAsync(ReadApiTokensAsync(), ZendeskChecks.OfTokens) : null;
        var clients = ReadsTokens
            ? WithRemedyAsync(
                ReadAllAsync(
                    "oauth-clients",
                    "OAuth clients",
                    $"oauth/clients?{FullPage}",
                    new CursorPager("clients"),
                    ZendeskOAuthClient.Read
                ),
                ZendeskChecks.OfTokens
            )
            : null;
        var oauthTokens = ReadsTokens
            ? WithRemedyAsync(
                ReadAllAsync(
                    "oauth-tokens",
                    "OAuth tokens",
                    $"oauth/tokens?all=true&{FullPage}",
                    new CursorPager("tokens"),
                    ZendeskOAuthToken.Read
                ),
                ZendeskChecks.OfTokens
            )
            : null;
        await ConcurrentReads.CompleteAsync([
            .. new Task?[] { users, count, roles, groups, memberships, apiTokens, clients, oauthTokens }.OfType<Task>(),
        ]);
        var population = new ZendeskPopulation(
            self,
            DateOnly.FromDateTime(collector.Started.UtcDateTime),
            await users,
            Settings.CountOf((await count).Value),
            new ZendeskRoles((await roles).Rows, Settings),
            groups is null || memberships is null ? null : new ZendeskGroups(await groups, await memberships),
            apiTokens is null || clients is null || oauthTokens is null
                ? null
                : new ZendeskTokens((await apiTokens).Rows, await clients, await oauthTokens),
            new[]
            {
                access == _byApiToken ? access.Warning : null,
                (await roles).Notice,
                apiTokens is null ? null : (await apiTokens).Notice,
            }.OfType<string>()
        )
        {
            Site = client.BaseAddress is { IsLoopback: false, Scheme: "https" } site ? site : Settings.Instance.DefaultUrl,
        };
        collector.Identify(Title, $"user {self.Id} ({self.Email ?? "no address"}), {self.Role}");
        return population;

        // Somebody who was deleted is only counted.
        async Task<ZendeskStaff> ReadUsersAsync()
        {
            var (accounts, deleted) = (new List<ZendeskAccount>(), 0);
            await client.ReadAllAsync(
                new ListRequest("users", "agents and admins", $"api/v2/users?{OnlyStaff}&{FullPage}"),
                new CursorPager("users"),
                ZendeskAccount.Read,
                account =>
                {
                    if (account.IsActive == false)
                    {
                        deleted++;
                    }
                    else
                    {
                        accounts.Add(account);
                    }
                },
                cancellationToken
            );
            return new ZendeskStaff(accounts, deleted);
        }

        async Task<(IReadOnlyList<ZendeskRole> Rows, string? Notice)> ReadRolesAsync()
        {
            try
            {
                var pager = new WholeListPager("custom_roles");
                return (await ReadAllAsync("custom-roles", "custom roles", "custom_roles", pager, ZendeskRole.Read), null);
            }
            catch (AuditException refusal)
                when (refusal.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound && !IsOn<RoleMatches>())
            {
                return (
                    [],
                    $"{Title} does not give its custom roles (it answered {(int)refusal.Status}), as on plans below Enterprise: "
                        + "roles are named after what Zendesk's other fields say."
                );
            }
        }

        async Task<ZendeskMemberships> ReadMembershipsAsync()
        {
            var memberships = new ZendeskMemberships.Builder();
            await client.ReadAllAsync(
                new ListRequest("group-memberships", "group memberships", $"api/v2/group_memberships?{FullPage}"),
                new CursorPager("group_memberships"),
                ZendeskMembership.Read,
                memberships.Add,
                cancellationToken
            );
            return memberships.Build();
        }

        async Task<(IReadOnlyList<ZendeskApiToken>? Rows, string? Notice)> ReadApiTokensAsync()
        {
            try
            {
                var pager = new WholeListPager("api_tokens");
                return (
                    await ReadAllAsync("api-tokens", "API tokens", "api_tokens?include_users=true", pager, ZendeskApiToken.Read),
                    null
                );
            }
            catch (AuditException refusal) when (refusal.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone)
            {
                return (
                    null,
                    $"API tokens are switched off in {Title}, or retired (it answered {(int)refusal.Status}): "
                        + "the review covers OAuth clients only."
                );
            }
        }

        async Task<List<T>> ReadAllAsync<T>(string name, string what, string path, Pager pager, Func<JsonRecord, T> read)
        {
            var rows = new List<T>();
            await client.ReadAllAsync(new ListRequest(name, what, $"api/v2/{path}"), pager, read, rows.Add, cancellationToken);
            return rows;
        }
    }

    protected override MatchingRules MatchingOf(ZendeskPopulation population) => ZendeskMatching.Of(population, Settings);

    protected override IReadOnlyList<CompletenessAssertion> CompletenessOf(ZendeskPopulation population) =>
        ZendeskCompleteness.Of(population, Settings);

    protected override Func<Account, AccountDetails> DetailsIn(Comparison comparison, ZendeskPopulation population) =>
        account => ZendeskDetails.Of((ZendeskAccount)account, population);

    protected override IEnumerable<IssueTable> Tables(Comparison comparison, ZendeskPopulation population, AuditReport report) =>
        ZendeskTables.Of(comparison, population, report, Settings.TokenForms);

    private static string NamesOf(Access access) => Sentence.List([.. access.Variables.Select(v => v.Name)]);

    /// <summary>Says with a refusal which checks to switch off to do without the part that was refused.</summary>
    private static async Task<T> WithRemedyAsync<T>(Task<T> reading, params IReadOnlyList<string> checks)
    {
        try
        {
            return await reading;
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
        if (ReadsGroups && Settings.DefaultGroups.Count == 0)
        {
            throw Missing("default_groups", "the group that the synchronisation adds", Check.IdOf<GroupsMatch>());
        }

        if (IsOn<TokenHasRequest>() && Settings.TokenForms.Count == 0)
        {
            throw Missing("token_forms", "the forms that a token's description may have", Check.IdOf<TokenHasRequest>());
        }

        AuditException Missing(string key, string what, string check) =>
            new(
                $"Preparing the {Title} audit: platforms.{Id}.{key} is missing in the settings; write {what} there, or "
                    + $"switch {check} off.",
                FailureKind.ConfigurationOrInfrastructure
            );
    }

    private ApiClient Open(Collector collector, Access access) =>
        collector.Open(
            new VendorSystem
            {
                UrlVariable = Settings.Instance.Prefix + "URL",
                DefaultUrl = Settings.Instance.DefaultUrl,
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
                        Limits = Settings.Limits,
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
                $"{NamesOf(access)} must act as an agent with the scope read, and to read API tokens and OAuth clients "
                    + "as an admin (or, for API tokens, with the permission \"Manage APIs\").",
            _ => null,
        };
}
