using System.Globalization;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Http;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>GitLab's API, version 4: the project with the team file, and the project whose issues are the audits.</summary>
public sealed class GitLabVendor : Vendor
{
    /// <summary>The path of the project whose issues are the audits.</summary>
    public const string TrackerPath = "sandbox/audits";

    /// <summary>The bot's token, with the scope <c>api</c>.</summary>
    public const string BotToken = "glpat-sandbox-bot-000001";

    /// <summary>The bot's token with the scope <c>read_api</c>: every write is denied.</summary>
    public const string ReadOnlyToken = "glpat-sandbox-read-00001";

    /// <summary>The token of a guest of no team, with the scope <c>api</c>.</summary>
    public const string GuestToken = "glpat-sandbox-guest-0001";

    /// <summary>Another project access token of the same project; its bot is an account of its own.</summary>
    public const string SecondBotToken = "glpat-sandbox-bot-000002";

    /// <summary>A fine-grained token of the bot that may do everything which the audits do.</summary>
    public const string GranularToken = "glpat-sandbox-grain-0001";

    private const string TokenHeader = "PRIVATE-TOKEN";
    private static readonly string[] Permissions =
    [
        "create_issue",
        "create_label",
        "create_note",
        "create_pipeline_schedule",
        "delete_note",
        "delete_pipeline_schedule",
        "read_issue",
        "read_label",
        "read_member",
        "read_note",
        "read_personal_access_token",
        "read_pipeline_schedule",
        "read_project",
        "read_repository",
        "read_user",
        "update_issue",
        "update_note",
        "update_pipeline_schedule",
    ];

    private readonly UserDirectory _directory;
    private readonly string _token;
    private readonly RateLimit _limit;
    private readonly GitLabEndpointLimits _endpointLimits;
    private readonly RepositoryEndpoints _repository;
    private readonly IssueEndpoints _issues;
    private readonly IssuePages _pages;
    private readonly Project _team;

    internal GitLabVendor(World world, SandboxOptions options, TimeProvider clock)
    {
        Clock = clock;
        _directory = new UserDirectory(world);
        _token = options.HasGranularTokens ? GranularToken : BotToken;
        _endpointLimits = new GitLabEndpointLimits(options, clock);
        _limit = new RateLimit(Quota, options, clock);
        _repository = new RepositoryEndpoints(new TeamRepository(world, options.TeamAsFolder));
        _issues = new IssueEndpoints(_directory, clock);
        _team = new Project(1001, TeamRepository.ProjectPath, _directory, clock);
        Tracker = new Project(1002, TrackerPath, _directory, clock) { MailsEdits = () => IsFrom(18, 11) };
        Schedules = new PipelineSchedules(clock);
        _pages = new IssuePages(Tracker);
    }

    /// <summary>The project whose issues are the audits, to read and to change as people do.</summary>
    public Project Tracker { get; }

    /// <summary>The pipeline schedules of that project.</summary>
    public PipelineSchedules Schedules { get; }

    /// <summary>The version that it tells.</summary>
    public string Version { get; set; } = "19.6.0-ee";

    /// <summary>What it refuses for a while.</summary>
    public Refusals Refusals { get; } = new();

    /// <summary>The user that the program's tokens act as, a Reporter.</summary>
    public GitLabUser Bot => _directory.Bot;

    /// <summary>The user of <see cref="SecondBotToken"/>, a Reporter.</summary>
    public GitLabUser SecondBot => _directory.SecondBot;

    /// <summary>The user of <see cref="GuestToken"/>: a Guest of the issues' project, and nobody in the team's.</summary>
    public GitLabUser Guest => _directory.Guest;

    /// <summary>Whose the issues and notes of deleted accounts are.</summary>
    public GitLabUser Ghost => _directory.Ghost;

    internal override VendorQuota Quota => GitLabAllowance.Quota;

    internal override string Prefix => "gitlab";

    internal override TimeProvider Clock { get; }

    /// <summary>The GitLab account of a teammate.</summary>
    public GitLabUser UserOf(int teammate) => _directory.Teammate(teammate);

    /// <summary>People of no team who have an account at GitLab and show its address; they are members of no project.</summary>
    public IReadOnlyList<GitLabUser> Outsiders => _directory.Outsiders;

    /// <summary>Changes an account's state, name or public address.</summary>
    public void Change(GitLabUser user, Func<GitLabUser, GitLabUser> change) => _directory.Change(user, change);

    internal GitLabUser? UserWith(string username) => _directory.WithUsername(username);

    internal override IEnumerable<KeyValuePair<string, string>> EnvironmentAt(string address) =>
        [
            new("GITLAB_URL", address),
            new("GL_TOKEN", _token),
            new("SANDBOX_GUEST_TOKEN", GuestToken),
            new("SANDBOX_SECOND_BOT_TOKEN", SecondBotToken),
        ];

    /// <summary>
    /// Deletes an account: its tokens are refused, its issues and notes are the Ghost User's, and its schedules have no owner.
    /// </summary>
    public void Delete(GitLabUser user)
    {
        _directory.Delete(user);
        Tracker.Give(user, Ghost);
        Schedules.Orphan(user);
    }

    internal override Task AnswerAsync(Call call)
    {
        if (
            string.Join('/', call.Segments).StartsWith($"{Tracker.Path}/", StringComparison.Ordinal)
            && _pages.Answer(call, call.Segments[Tracker.Path.Split('/').Length..]) is { } page
        )
        {
            return page;
        }

        var caller = Authenticate(call);
        GitLabAllowance.Take(_limit, call, caller.Token);
        _endpointLimits.Take(call, caller.Token);
        Refusals.CheckAccount(caller);
        if (caller.Scopes.Contains(GranularPermission.Scope))
        {
            var permission = GranularPermission.Of(call.Method, call.Segments);
            if (!Permissions.Contains(permission))
            {
                throw GitLabRefusal.InsufficientGranularScope(permission);
            }
        }
        else if (!caller.Scopes.Contains("api") && call.Method is not ("GET" or "HEAD"))
        {
            throw GitLabRefusal.InsufficientScope();
        }

        if (call.Segments is ["api", "v4", "projects", var asked, .. var below])
        {
            if (Tracker.WasAt(asked))
            {
                return MoveAsync(call, below);
            }

            if (ProjectOf(caller, asked) == Tracker)
            {
                Refusals.CheckTracker(call, caller, below);
            }
        }

        return call.Segments switch
        {
            ["api", "v4", "user"] when call.Method == "GET" => call.ReplyAsync(200, CurrentUser(call, caller)),
            ["api", "v4", "version" or "metadata"] when call.Method == "GET" => call.ReplyAsync(200, Metadata()),
            ["api", "v4", "users"] when call.Method == "GET" => ListUsersAsync(call),
            ["api", "v4", "users", var id] when call.Method == "GET" => call.ReplyAsync(200, UserOf(call, id)),
            ["api", "v4", "personal_access_tokens", "self"] when call.Method == "GET" => call.ReplyAsync(200, TokenFacts(caller)),
            ["api", "v4", "projects", var id] when call.Method == "GET" => call.ReplyAsync(
                200,
                ToJson(call, caller, ProjectOf(caller, id))
            ),
            ["api", "v4", "projects", var id, "members", "all"] when call.Method == "GET" => ProjectOf(caller, id).Members.ListAsync(call),
            ["api", "v4", "projects", var id, "repository", .. var rest] => AnswerRepositoryAsync(call, ProjectOf(caller, id), rest),
            ["api", "v4", "projects", var id, "pipeline_schedules", .. var rest] when ProjectOf(caller, id) == Tracker =>
                new PipelineScheduleEndpoints(Schedules).AnswerAsync(call, caller, rest),
            ["api", "v4", "projects", var id, .. var rest] => _issues.AnswerAsync(call, caller, ProjectOf(caller, id), rest),
            _ => throw GitLabRefusal.NoSuchRoute(),
        };
    }

    private Caller Authenticate(Call call)
    {
        var authorization = call.Header("Authorization");
        var token =
            call.Header(TokenHeader)
            ?? (authorization?.StartsWith("Bearer ", StringComparison.Ordinal) == true ? authorization["Bearer ".Length..] : null);
        var caller = token switch
        {
            BotToken => new Caller(Bot, token, IsReporter: true) { Scopes = ["api"] },
            ReadOnlyToken => new Caller(Bot, token, IsReporter: true) { Scopes = ["read_api"] },
            GranularToken => new Caller(Bot, token, IsReporter: true) { Scopes = [GranularPermission.Scope] },
            SecondBotToken => new Caller(SecondBot, token, IsReporter: true) { Scopes = ["api"] },
            GuestToken => new Caller(Guest, token, IsReporter: false) { Scopes = ["api"] },
            _ => throw GitLabRefusal.Unauthorized(),
        };
        return _directory.IsDeleted(caller.User) ? throw GitLabRefusal.Unauthorized() : caller;
    }

    private Project ProjectOf(Caller caller, string id)
    {
        bool IsMeant(Project project) =>
            id.Equals(project.Path, StringComparison.OrdinalIgnoreCase) || id == project.Id.ToString(CultureInfo.InvariantCulture);
        return IsMeant(Tracker) ? Tracker
            : IsMeant(_team) && caller.User != Guest ? _team
            : throw GitLabRefusal.NotFound("Project");
    }

    private Task AnswerRepositoryAsync(Call call, Project project, string[] path) =>
        project == _team ? _repository.AnswerAsync(call, path) : throw GitLabRefusal.NotFound("File");

    private Task ListUsersAsync(Call call)
    {
        var parameters = Parameters.OfQuery(call);
        var page = new OffsetPage(call, parameters);
        if (parameters.Text("search") is { Length: > 0 } text)
        {
            return page.ReplyAsync(_directory.Found(text), one => one.ToJson(call.Address));
        }

        if (parameters.Text("username") is not { Length: > 0 } username)
        {
            return page.ReplyAsync(_directory.Count, place => _directory.At(place).ToJson(call.Address));
        }

        GitLabUser[] found = _directory.WithUsername(username) is { } user ? [user] : [];
        return page.ReplyAsync(found, one => one.ToJson(call.Address));
    }

    private JObject UserOf(Call call, string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? _directory.WithId(number)?.ToJson(call.Address) ?? throw GitLabRefusal.NotFound("User")
            : throw GitLabRefusal.Parameter("id is invalid");

    private bool IsFrom(int major, int minor)
    {
        var parts = Version.Split('.', '-');
        return parts.Length > 1
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var isMajor)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var isMinor)
            && (isMajor, isMinor).CompareTo((major, minor)) >= 0;
    }

    private JObject CurrentUser(Call call, Caller caller)
    {
        var json = caller.User.ToJson(call.Address);
        json["bot"] = caller.User != Guest;
        json["created_at"] = Timestamp.Of(Tracker.CreatedAt);
        return json;
    }

    /// <summary>GitLab answers both addresses alike, and nobody without a token (docs.gitlab.com/api/metadata).</summary>
    private JObject Metadata() =>
        new()
        {
            ["version"] = Version,
            ["revision"] = "ceb07b24cb0",
            ["kas"] = new JObject
            {
                ["enabled"] = false,
                ["externalUrl"] = null,
                ["externalK8sProxyUrl"] = null,
                ["version"] = null,
            },
            ["enterprise"] = Version.EndsWith("-ee", StringComparison.Ordinal),
        };

    private JObject TokenFacts(Caller caller)
    {
        var json = new JObject
        {
            ["id"] = caller.Token switch
            {
                BotToken => 1,
                ReadOnlyToken => 2,
                GuestToken => 3,
                SecondBotToken => 4,
                _ => 5,
            },
            ["name"] = caller.User.Name,
            ["revoked"] = false,
            ["created_at"] = Timestamp.Of(Tracker.CreatedAt),
            ["description"] = null,
            ["scopes"] = new JArray(caller.Scopes),
            ["user_id"] = caller.User.Id,
            ["last_used_at"] = Timestamp.Of(Tracker.CreatedAt),
            ["active"] = true,
            ["expires_at"] = Tracker.CreatedAt.AddYears(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
        if (caller.Scopes.Contains(GranularPermission.Scope))
        {
            json["granular"] = true;
            json["granular_scopes"] = GranularPermission.ToJson(Permissions);
        }

        return json;
    }

    /// <summary>Answers a request by a path that the project no longer has.</summary>
    private Task MoveAsync(Call call, string[] below)
    {
        if (call.Method is not ("GET" or "HEAD"))
        {
            throw GitLabRefusal.MovedProject();
        }

        var path = string.Join('/', below.Select(Uri.EscapeDataString).Prepend(Tracker.Id.ToString(CultureInfo.InvariantCulture)));
        call.Set("Location", $"{call.Address}/api/v4/projects/{path}{call.QueryString}");
        return call.ReplyAsync(301, new JObject { ["message"] = "This resource has been moved permanently" });
    }

    private JObject ToJson(Call call, Caller caller, Project project)
    {
        var name = project.Path[(project.Path.LastIndexOf('/') + 1)..];
        return new JObject
        {
            ["id"] = project.Id,
            ["description"] = null,
            ["name"] = name,
            ["name_with_namespace"] = project.Path.Replace("/", " / ", StringComparison.Ordinal),
            ["path"] = name,
            ["path_with_namespace"] = project.Path,
            ["created_at"] = Timestamp.Of(project.CreatedAt),
            ["default_branch"] = TeamRepository.Branch,
            ["web_url"] = $"{call.Address}/{project.Path}",
            ["visibility"] = project.Visibility,
            ["archived"] = project == Tracker && Refusals.Has(RefusalKind.Archived),
            ["issues_enabled"] = true,
            ["issues_access_level"] = project.IssuesAccess,
            ["permissions"] = new JObject
            {
                ["project_access"] = new JObject
                {
                    ["access_level"] = caller.IsReporter && !Refusals.Has(RefusalKind.LostRole) ? 20 : 10,
                    ["notification_level"] = 3,
                },
                ["group_access"] = null,
            },
            ["_links"] = new JObject
            {
                ["self"] = $"{call.Address}/api/v4/projects/{project.Id}",
                ["issues"] = $"{call.Address}/api/v4/projects/{project.Id}/issues",
                ["labels"] = $"{call.Address}/api/v4/projects/{project.Id}/labels",
            },
        };
    }
}
