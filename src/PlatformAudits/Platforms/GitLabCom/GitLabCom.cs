using System.Globalization;
using System.Net;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Foundation;
using PlatformAudits.Settings;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>The team's groups on GitLab.com (docs.gitlab.com/api, REST v4).</summary>
internal sealed class GitLabCom : Platform<GitLabComSettings, GitLabComPopulation>
{
    private const int PageSize = 100;

    private const int ReadingsAtOnce = 60;

    /// <summary>Stands in GitLab's refusal of what the permissions of a fine-grained token do not allow.</summary>
    private const string FineGrained = "fine-grained personal access token";

    /// <summary>GitLab.com with its part of the settings.</summary>
    public GitLabCom(AuditSettings settings)
        : base("gitlab-com", settings.Platform("gitlab-com"), GitLabComSettings.Read) { }

    private static readonly Uri Site = new("https://gitlab.com");

    public override string Title => "GitLab.com";

    public override string DefaultPolicy => "manager-fixes";

    public override IReadOnlyList<Access> Accesses { get; } =
    [
        new(
            new Variable(
                "GL_ADMIN_TOKEN",
                "a GitLab.com personal access token",
                "with the scope read_api, of an account that is Owner of the audited groups or an administrator"
            )
        ),
    ];

    public override IReadOnlyList<TeamKey> TeamKeys => [GitLabTeamKeys.Id];

    protected override IReadOnlyList<Check> SharedChecks => [new EmailMatches(), new TokenIsJustified()];

    /// <summary>
    /// An account's profile; of an invitation or a share the members of the group; of a token the list that it stands in.
    /// </summary>
    protected override VendorPage? PageOf(Account account, GitLabComPopulation population) =>
        account is GitLabAccount { Username: var name }
            ? (GitLabNames.IsUser(name) ? new VendorPage("account", new Uri(Site, name)) : null)
        : population.Keys?.Keys.FirstOrDefault(key => key.Id == account.Id) is { } key ? PageOf(key)
        : population.Groups.FirstOrDefault(g => account.Id.StartsWith($"{g.Id}#", StringComparison.Ordinal)) is { FullPath: var path }
        && GitLabNames.IsPath(path)
            ? new VendorPage("group", new Uri(Site, $"groups/{path}/-/group_members"))
        : null;

    protected override async Task<GitLabComPopulation> ReadAsync(Collector collector, CancellationToken cancellationToken)
    {
        if (Settings.Groups.Count == 0)
        {
            throw new AuditException(
                "Preparing the GitLab.com audit: audits.yaml names no group to audit; write their paths into platforms.gitlab-com.groups."
            );
        }

        using var client = collector.Open(
            new VendorSystem
            {
                UrlVariable = "GITLAB_COM_URL",
                DefaultUrl = Site,
                Credential = valueOf => Credential.PrivateToken("GL_ADMIN_TOKEN", valueOf("GL_ADMIN_TOKEN")),
                Options = (address, credential) =>
                    new ApiOptions
                    {
                        System = Title,
                        BaseAddress = GitLabApi.Of(address),
                        Credential = credential,
                        Limits = Settings.Limits,
                        ErrorText = GitLabApi.ErrorText,
                        Advice = Advice,
                        SecretFields =
                        [
                            "runners_token",
                            "invite_token",
                            "token",
                            "feed_token",
                            "incoming_email_token",
                            "static_object_token",
                            "avatar_url",
                            "last_used_ips",
                            "current_sign_in_ip",
                            "last_sign_in_ip",
                        ],
                    },
            }
        );

        // Alone and first: forty requests with a wrong token would get the address blocked.
        var token = await ReadTokenAsync(client, cancellationToken);
        Task<GitLabSelf> ReadSelfAsync() => client.GetAsync("self", "the token's account", "user", GitLabSelf.Read, cancellationToken);
        var known = token.IsSeen ? null : await ReadSelfAsync();
        using var room = new SemaphoreSlim(ReadingsAtOnce);
        var self = known is null ? InRoomAsync(ReadSelfAsync) : Task.FromResult(known);
        var readings = Settings.Groups.Select((group, index) => ReadGroup(group, index + 1)).ToList();
        await ConcurrentReads.CompleteAsync([self, .. readings.SelectMany(r => r.Tasks)]);
        var groups = readings.ConvertAll(r => r.Result());
        var keys = IsOn<TokenIsJustified>()
            ? await new GitLabKeyReader((name, what, path, read) => ReadAllAsync(name, what, path, read)).ReadAsync(groups)
            : null;
        var population = new GitLabComPopulation(await self, token, DateOnly.FromDateTime(collector.Started.UtcDateTime), groups, keys);
        collector.Identify(
            Title,
            $"@{population.Self.Username} (id {population.Self.Id}) with "
                + (token.IsSeen ? $"the token {token.Name}, scopes {Sentence.List(token.Scopes)}" : "a token that may not read its record")
        );
        return population;

        (IEnumerable<Task> Tasks, Func<GroupReading> Result) ReadGroup(AuditedGroup group, int index)
        {
            var path = $"groups/{Uri.EscapeDataString(group.Path)}";
            var number = index.ToString("00", CultureInfo.InvariantCulture);
            var record = InRoomAsync(() =>
                client.GetAsync(
                    $"group-{number}",
                    $"the group {group.Path}",
                    $"{path}?with_projects=false",
                    GitLabGroup.Read,
                    cancellationToken
                )
            );
            var members = ReadAllAsync(
                $"members-{number}",
                $"the members of {group.Path}",
                $"{path}/members?per_page={PageSize}",
                GitLabMember.Read
            );
            var invitations = IsOn<InvitationHasTeammate>()
                ? ReadAllAsync(
                    $"invitations-{number}",
                    $"the invitations to {group.Path}",
                    $"{path}/invitations?per_page={PageSize}",
                    GitLabInvitation.Read
                )
                : null;
            return (
                new Task?[] { record, members, invitations }.OfType<Task>(),
                () => new GroupReading(group, record.Result, members.Result, invitations?.Result)
            );
        }

        async Task<T> InRoomAsync<T>(Func<Task<T>> read)
        {
            await room.WaitAsync(cancellationToken);
            try
            {
                return await read();
            }
            finally
            {
                room.Release();
            }
        }

        Task<CountedRows<T>> ReadAllAsync<T>(string name, string what, string path, Func<JsonRecord, T> read) =>
            InRoomAsync(async () =>
            {
                var (rows, pager) = (new List<T>(), new TotalPager());
                await client.ReadAllAsync(new ListRequest(name, what, path), pager, read, rows.Add, cancellationToken);
                return new CountedRows<T>(rows, pager.Total);
            });
    }

    protected override MatchingRules MatchingOf(GitLabComPopulation population) => GitLabComMatching.Of(population);

    protected override IReadOnlyList<CompletenessAssertion> CompletenessOf(GitLabComPopulation population) =>
        GitLabComCompleteness.Of(population, asksWhoIsActive: IsOn<MemberIsActive>());

    protected override Func<Account, AccountDetails> DetailsIn(Comparison comparison, GitLabComPopulation population) =>
        new GitLabComDetails(comparison, population, Settings).Of;

    protected override IEnumerable<IssueTable> Tables(Comparison comparison, GitLabComPopulation population, AuditReport report) =>
        GitLabComTables.Of(comparison, population, Settings, report);

    /// <summary>
    /// The token's own record. A token with scopes may always read it; a fine-grained one needs a permission for it, which says nothing
    /// about the lists.
    /// </summary>
    private static async Task<GitLabToken> ReadTokenAsync(ApiClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetAsync(
                "token",
                "the token's own record",
                "personal_access_tokens/self",
                GitLabToken.Read,
                cancellationToken
            );
        }
        catch (AuditException refused)
            when (refused.Status == HttpStatusCode.Forbidden && refused.Message.Contains(FineGrained, StringComparison.Ordinal))
        {
            return GitLabToken.Unseen;
        }
    }

    private static VendorPage? PageOf(GitLabKey key) =>
        GitLabNames.IsPath(key.Place)
            ? new VendorPage(
                "tokens",
                new Uri(
                    Site,
                    $"{(key.IsOfProject ? "" : "groups/")}{key.Place}/-/settings/"
                        + key.Id[..key.Id.IndexOf('/', StringComparison.Ordinal)] switch
                        {
                            "access_token" => "access_tokens",
                            "deploy_token" => "repository",
                            _ => "service_accounts",
                        }
                )
            )
            : null;

    private static string? Advice(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.Unauthorized =>
                "Put a valid token into GL_ADMIN_TOKEN. It was asked once only, because GitLab.com blocks an address "
                    + "after repeated failures.",
            HttpStatusCode.Forbidden =>
                "GL_ADMIN_TOKEN needs the scope read_api, and its account must be Owner of every audited group; to do "
                    + "without the invitations, switch invitation-has-teammate off. GitLab.com also answers 403 for a while "
                    + "to an address that it has blocked.",
            HttpStatusCode.NotFound =>
                "GitLab hides a group that a token may not see: check platforms.gitlab-com.groups in audits.yaml, and "
                    + "that the account of GL_ADMIN_TOKEN belongs to the group; to do without a group, take it out of there.",
            _ => null,
        };
}
