using System.Globalization;
using System.Net;
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

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>The team's groups on GitLab.com (docs.gitlab.com/api, REST v4).</summary>
public sealed class GitLabCom : Platform
{
    private const int PageSize = 100;

    private const int ReadingsAtOnce = 60;

    private readonly RateLimits _limits;

    /// <summary>GitLab.com with its part of the settings.</summary>
    public GitLabCom(AuditSettings settings)
        : this(settings.Platform("gitlab-com")) { }

    private GitLabCom(SettingsSection settings)
        : base("gitlab-com", settings)
    {
        _limits = GitLabApi.Limits.Or(settings);
        var groups = new List<AuditedGroup>();
        foreach (var section in settings.Sections("groups"))
        {
            var path = section.RequiredText("path").Trim('/');
            groups.Add(
                groups.Any(g => g.Path.Equals(path, StringComparison.OrdinalIgnoreCase))
                    ? throw section.Wrong("path", "is there twice")
                    : new AuditedGroup(path, new AccessRules(section, "shared_with", groups: null))
            );
        }

        Groups = groups;
        Baselines = [.. settings.Sections("baselines").Select(s => Baseline.Read(s, groups))];
        SecondAccounts = [.. settings.Sections("second_accounts").Select(s => SecondAccountRule.Read(s, groups))];
        ExpectedAccounts = [.. settings.Sections("expected_accounts").Select(s => ExpectedAccountRule.Read(s, groups))];
        TemporaryAccessDays = settings.Number("temporary_access_days", 90, 0, 3650);
    }

    public override string Title => "GitLab.com";

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

    /// <summary>The groups whose direct members are audited.</summary>
    public IReadOnlyList<AuditedGroup> Groups { get; }

    /// <summary>What teammates are to have.</summary>
    public IReadOnlyList<Baseline> Baselines { get; }

    /// <summary>The kinds of second accounts.</summary>
    public IReadOnlyList<SecondAccountRule> SecondAccounts { get; }

    /// <summary>The accounts that are expected without belonging to a teammate.</summary>
    public IReadOnlyList<ExpectedAccountRule> ExpectedAccounts { get; }

    /// <summary>How many days ahead access beyond what is expected may last; 0 means that it needs no end.</summary>
    public int TemporaryAccessDays { get; }

    public override IReadOnlyList<TeamKey> TeamKeys => [GitLabTeamKeys.Id];

    protected override IReadOnlyList<Check> SharedChecks => [];

    /// <summary>What a teammate is to have in a group: the highest of the baselines that are for them; null for nothing.</summary>
    public GitLabAccess? BaselineOf(Teammate teammate, string group) =>
        Baselines.Where(b => b.IsFor(teammate)).Select(b => b.Access.In(group)).Aggregate(default(GitLabAccess), GitLabAccess.Higher);

    /// <summary>Whether a check is switched on.</summary>
    public bool IsOn(Type check) => !SwitchedOff.Contains(KebabCase.Of(check.Name));

    public override async Task<Population> CollectAsync(Collector collector, CancellationToken cancellationToken)
    {
        if (Groups.Count == 0)
        {
            throw new AuditException(
                "Preparing the GitLab.com audit: audits.yaml names no group to audit; write their paths into platforms.gitlab-com.groups."
            );
        }

        using var client = collector.Open(
            new VendorSystem
            {
                UrlVariable = "GITLAB_COM_URL",
                DefaultUrl = new Uri("https://gitlab.com"),
                Credential = valueOf => Credential.PrivateToken("GL_ADMIN_TOKEN", valueOf("GL_ADMIN_TOKEN")),
                Options = (address, credential) =>
                    new ApiOptions
                    {
                        System = Title,
                        BaseAddress = GitLabApi.Of(address),
                        Credential = credential,
                        Limits = _limits,
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
        var token = await client.GetAsync(
            "token",
            "the token's own record",
            "personal_access_tokens/self",
            GitLabToken.Read,
            cancellationToken
        );
        var population = new GitLabComPopulation(this, token, DateOnly.FromDateTime(collector.Started.UtcDateTime));
        using var room = new SemaphoreSlim(ReadingsAtOnce);
        var readings = new List<Task>
        {
            InRoomAsync(async () =>
                population.Self = await client.GetAsync("self", "the token's account", "user", GitLabSelf.Read, cancellationToken)
            ),
        };
        foreach (var (group, index) in population.Groups.Select((g, i) => (g, i + 1)))
        {
            var path = $"groups/{Uri.EscapeDataString(group.Path)}";
            var number = index.ToString("00", CultureInfo.InvariantCulture);
            readings.Add(
                InRoomAsync(async () =>
                    group.Record = await client.GetAsync(
                        $"group-{number}",
                        $"the group {group.Path}",
                        $"{path}?with_projects=false",
                        GitLabGroup.Read,
                        cancellationToken
                    )
                )
            );
            readings.Add(
                InRoomAsync(() =>
                    ReadAsync(
                        $"members-{number}",
                        $"the members of {group.Path}",
                        $"{path}/members?per_page={PageSize}",
                        GitLabMember.Read,
                        group.Members
                    )
                )
            );
            if (IsOn(typeof(InvitationHasTeammate)))
            {
                readings.Add(
                    InRoomAsync(() =>
                        ReadAsync(
                            $"invitations-{number}",
                            $"the invitations to {group.Path}",
                            $"{path}/invitations?per_page={PageSize}",
                            GitLabInvitation.Read,
                            group.Invitations
                        )
                    )
                );
            }
        }

        await ConcurrentReads.CompleteAsync([.. readings]);
        population.Complete();
        collector.Identify(
            Title,
            $"@{population.Self!.Username} (id {population.Self.Id}) with the token {token.Name}, scopes {Sentence.List(token.Scopes)}"
        );
        return population;

        async Task InRoomAsync(Func<Task> read)
        {
            await room.WaitAsync(cancellationToken);
            try
            {
                await read();
            }
            finally
            {
                room.Release();
            }
        }

        async Task ReadAsync<T>(string name, string what, string path, Func<JsonRecord, T> read, CountedRows<T> rows)
        {
            var pager = new TotalPager();
            await foreach (var page in client.PagesAsync(new ListRequest(name, what, path), pager, read, cancellationToken))
            {
                rows.Rows.AddRange(page);
            }

            rows.Total = pager.Total;
        }
    }

    public override IEnumerable<IssueTable> Tables(Comparison comparison, AuditReport report) => GitLabComTables.Of(comparison, report);

    private static string? Advice(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.Unauthorized =>
                "Put a valid token into GL_ADMIN_TOKEN. It was asked once only, because GitLab.com blocks an address after repeated failures.",
            HttpStatusCode.Forbidden =>
                "GL_ADMIN_TOKEN needs the scope read_api, and its account must be Owner of every audited group; to do without the invitations, switch invitation-has-teammate off. GitLab.com also answers 403 for a while to an address that it has blocked.",
            HttpStatusCode.NotFound =>
                "GitLab hides a group that a token may not see: check platforms.gitlab-com.groups in audits.yaml, and that the account of GL_ADMIN_TOKEN belongs to the group; to do without a group, take it out of there.",
            _ => null,
        };
}
