using System.Globalization;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Sandbox.Http;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.GitLabCom;

/// <summary>
/// GitLab.com's API, version 4, as far as groups go. It is not the GitLab that holds the team file and the issues, but its users have the
/// same ids.
/// </summary>
public sealed class GitLabComVendor : Vendor
{
    /// <summary>The platform's name in settings and plant.</summary>
    public const string Name = "gitlab-com";

    /// <summary>An administrator's token with the scope <c>read_api</c>.</summary>
    public const string AdminToken = "glpat-sandbox-admin-00001";

    /// <summary>The token of an administrator with more scopes than are needed, which ends in a few days.</summary>
    public const string EndingToken = "glpat-sandbox-ending-0001";

    /// <summary>The token of a plain member, to whom invitations are denied and private groups hidden.</summary>
    public const string MemberToken = "glpat-sandbox-member-0001";

    /// <summary>The token of an Owner of the audited groups, who has no role in the group above them.</summary>
    public const string OwnerToken = "glpat-sandbox-owner-00001";

    /// <summary>A token with the scope <c>read_user</c> only.</summary>
    public const string NarrowToken = "glpat-sandbox-narrow-0001";

    /// <summary>An administrator's fine-grained token that may read what the audit reads, and itself.</summary>
    public const string GranularToken = "glpat-sandbox-grain-0002";

    /// <summary>An administrator's fine-grained token that may read what the audit reads, and not itself.</summary>
    public const string BlindGranularToken = "glpat-sandbox-grain-0003";

    /// <summary>An administrator's fine-grained token that may not read members.</summary>
    public const string NarrowGranularToken = "glpat-sandbox-grain-0004";

    internal static readonly User Administrator = new()
    {
        Id = 3_990,
        Username = "support-ops-admin",
        Name = "Support Operations Admin",
    };

    private static readonly Dictionary<string, TokenFacts> KnownTokens = new()
    {
        [OwnerToken] = new(Administrator, ["read_api"], IsAdministrators: true, 200) { OwnsRoot = false },
        [AdminToken] = new(Administrator, ["read_api"], IsAdministrators: true, 200),
        [EndingToken] = new(Administrator, ["api", "read_user"], IsAdministrators: true, 9),
        [MemberToken] = new(
            new User
            {
                Id = 3_991,
                Username = "support-reader",
                Name = "Support Reader",
            },
            ["read_api"],
            IsAdministrators: false,
            200
        ),
        [NarrowToken] = new(Administrator, ["read_user"], IsAdministrators: true, 200),
        [GranularToken] = Granular([.. OfLists, "read_personal_access_token", "read_user"]),
        [BlindGranularToken] = Granular([.. OfLists, "read_user"]),
        [NarrowGranularToken] = Granular("read_group", "read_invitation", "read_personal_access_token", "read_user"),
    };

    /// <summary>What a fine-grained token needs for the audit's lists.</summary>
    private static string[] OfLists =>
        [
            "read_group",
            "read_invitation",
            "read_member",
            "read_project",
            "read_resource_access_token",
            "read_deploy_token",
            "read_service_account",
        ];

    private readonly World _world;
    private readonly string _token;
    private readonly RateLimit _limit;
    private readonly GitLabEndpointLimits _endpointLimits;
    private readonly DateOnly _today;
    private readonly Representation _representation;
    private volatile KnownPlant? _plant;

    internal GitLabComVendor(World world, GitLabComScenario scenario, SandboxOptions options, TimeProvider clock)
    {
        _world = world;
        _token = options.HasGranularTokens ? GranularToken : AdminToken;
        _endpointLimits = new GitLabEndpointLimits(options, clock);
        _limit = new RateLimit(Quota, options, clock);
        _today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        _representation = new Representation(options.Seed, _today);
        Members = new Members(world, scenario, options.DisplayNames, _today);
        Tokens = new Tokens(_today);
    }

    /// <summary>The members of the groups, to read and to change.</summary>
    public Members Members { get; }

    /// <summary>What programs sign in with, to read and to change.</summary>
    public Tokens Tokens { get; }

    /// <summary>The paths of the groups, as they are now.</summary>
    public static IEnumerable<string> GroupPaths => Groups.All.Select(group => group.Path);

    internal override VendorQuota Quota => GitLabAllowance.Quota;

    internal override string Prefix => Name;

    internal override string Settings => Rules.Yaml(Members);

    internal override IEnumerable<PlantedFault> Planted
    {
        get
        {
            var version = (_world.Version, Members.Version, Tokens.Version, Tokens.HasServiceAccounts);
            var plant =
                _plant is { } known && known.Version == version
                    ? known
                    : new KnownPlant(version, [.. new Plant(_world, Members, Tokens, _today).Faults()]);
            _plant = plant;
            return plant.Faults;
        }
    }

    /// <summary>The id of a group.</summary>
    public static int IdOf(string path) => Groups.All.Single(group => group.Path == path).Id;

    internal override IEnumerable<KeyValuePair<string, string>> EnvironmentAt(string address) =>
        [new("GITLAB_COM_URL", address), new("GL_ADMIN_TOKEN", _token)];

    internal override Task AnswerAsync(Call call)
    {
        var (secret, token) = Authenticate(call);
        GitLabAllowance.Take(_limit, call, secret);
        _endpointLimits.Take(call, secret);
        if (token.Permissions is { } permissions)
        {
            var permission = GranularPermission.Of(call.Method, call.Segments);
            if (!permissions.Contains(permission))
            {
                throw GitLabRefusal.InsufficientGranularScope(permission);
            }
        }

        var isSelf = call.Segments is ["api", "v4", "personal_access_tokens", "self"];
        if (call.Method is not ("GET" or "HEAD") || (!isSelf && !MayRead(token, call)))
        {
            throw GitLabRefusal.InsufficientScope();
        }

        return call.Segments switch
        {
            ["api", "v4", "personal_access_tokens", "self"] => call.ReplyAsync(200, _representation.Token(token)),
            ["api", "v4", "user"] => call.ReplyAsync(200, CurrentUser(call, token)),
            ["api", "v4", "groups", var id, "service_accounts", .. var rest] => AnswerServiceAccountsAsync(call, token, id, rest),
            ["api", "v4", "groups", var id, .. var rest] => AnswerGroupAsync(call, token, id, rest),
            ["api", "v4", "projects", var id, var list] => AnswerProjectAsync(call, token, id, list),
            _ => throw GitLabRefusal.NoSuchRoute(),
        };
    }

    private static (string Secret, TokenFacts Token) Authenticate(Call call)
    {
        var authorization = call.Header("Authorization");
        var secret =
            call.Header("PRIVATE-TOKEN")
            ?? (authorization?.StartsWith("Bearer ", StringComparison.Ordinal) == true ? authorization["Bearer ".Length..] : null);
        return secret is not null && KnownTokens.TryGetValue(secret, out var token) ? (secret, token) : throw GitLabRefusal.Unauthorized();
    }

    private static TokenFacts Granular(params string[] permissions) =>
        new(Administrator, [GranularPermission.Scope], IsAdministrators: true, 200) { Permissions = permissions };

    private static bool MayRead(TokenFacts token, Call call) =>
        token.Permissions is not null
        || token.Scopes.Contains("read_api")
        || token.Scopes.Contains("api")
        || (token.Scopes.Contains("read_user") && call.Segments is ["api", "v4", "user"]);

    private JObject CurrentUser(Call call, TokenFacts token)
    {
        var json = _representation.User(token.User, call.Address);
        json["created_at"] = "2019-01-01T00:00:00.000Z";
        json["bio"] = string.Empty;
        json["email"] = $"{token.User.Username}@{World.EmailDomain}";
        json["bot"] = false;
        json["two_factor_enabled"] = true;
        json["current_sign_in_at"] = null;
        if (token.IsAdministrators)
        {
            json["is_admin"] = true;
            json["current_sign_in_ip"] = "192.0.2.7";
        }

        return json;
    }

    private Task AnswerGroupAsync(Call call, TokenFacts token, string id, string[] rest)
    {
        var group = GroupOf(id) ?? throw GitLabRefusal.NotFound("Group");
        if (id.Equals(group.FormerPath, StringComparison.OrdinalIgnoreCase))
        {
            return MoveAsync(call, group, rest);
        }

        var parameters = Parameters.OfQuery(call);
        switch (rest)
        {
            case []:
                parameters.Flag("with_projects");
                return call.ReplyAsync(200, _representation.Of(group, call.Address, token.IsAdministrators));
            case ["members"]:
                var numbers = Members.Numbers(group.Number);
                return new OffsetPage(call, parameters).ReplyAsync(
                    numbers.Count,
                    place => _representation.Of(Members.SeatAt(group.Number, numbers[place])!, call.Address, token.IsAdministrators)
                );
            case ["invitations"]:
                if (!token.IsAdministrators)
                {
                    throw GitLabRefusal.Forbidden();
                }

                var invitations = Members.Invitations(group.Number);
                return new OffsetPage(call, parameters).ReplyAsync(
                    invitations.Count,
                    place => _representation.Of(invitations[place], place)
                );
            case ["projects"]:
                var projects = Project.All.Where(project => project.Group == group.Number).ToList();
                parameters.Flag("simple");
                return new OffsetPage(call, parameters).ReplyAsync(projects, project => Representation.Of(project, call.Address));
            case [var list]:
                return AnswerTokensAsync(call, token, list, Tokens.Of(group));
            default:
                throw GitLabRefusal.NoSuchRoute();
        }
    }

    private Task AnswerProjectAsync(Call call, TokenFacts token, string id, string list) =>
        Project.All.FirstOrDefault(project => id == project.Path || id == project.Id.ToString(CultureInfo.InvariantCulture)) is { } project
            ? AnswerTokensAsync(call, token, list, Tokens.Of(project))
            : throw GitLabRefusal.NotFound("Project");

    /// <summary>
    /// The tokens of a group or project. Whoever may not see access tokens is answered 401, although the caller is known; deploy tokens
    /// are refused with 403 (lib/api/resource_access_tokens.rb and deploy_tokens.rb in GitLab's source).
    /// </summary>
    private Task AnswerTokensAsync(Call call, TokenFacts token, string list, string place)
    {
        var parameters = Parameters.OfQuery(call);
        switch (list)
        {
            case "access_tokens":
                return token.IsAdministrators ? ReplyAsync(Tokens.AccessTokens(place)) : throw GitLabRefusal.Unauthorized();
            case "deploy_tokens":
                if (!token.IsAdministrators)
                {
                    throw GitLabRefusal.Forbidden();
                }

                var active = parameters.Flag("active");
                return new OffsetPage(call, parameters).ReplyAsync(
                    [.. Tokens.DeployTokens(place).Where(deploy => active is null || deploy.IsActive(_today) == active)],
                    _representation.Of
                );
            default:
                throw GitLabRefusal.NoSuchRoute();
        }

        Task ReplyAsync(IReadOnlyList<AccessToken> tokens) =>
            new OffsetPage(call, parameters).ReplyAsync(InState(tokens, parameters), one => _representation.Of(one, place));
    }

    private List<AccessToken> InState(IReadOnlyList<AccessToken> tokens, Parameters parameters)
    {
        var state = parameters.Choice("state", "all", "active", "inactive");
        return [.. tokens.Where(token => state == "all" || token.IsActive(_today) == (state == "active"))];
    }

    /// <summary>The service accounts of the group above the audited ones, for its Owners.</summary>
    private Task AnswerServiceAccountsAsync(Call call, TokenFacts token, string id, string[] rest)
    {
        var isRoot = id == Groups.RootPath || id == Groups.RootId.ToString(CultureInfo.InvariantCulture);
        if (!isRoot && GroupOf(id) is null)
        {
            throw GitLabRefusal.NotFound("Group");
        }

        if (!isRoot || !Tokens.HasServiceAccounts)
        {
            throw GitLabRefusal.NoSuchRoute();
        }

        if (!token.OwnsRoot)
        {
            throw GitLabRefusal.Forbidden();
        }

        var (parameters, accounts) = (Parameters.OfQuery(call), Tokens.ServiceAccounts);
        return rest switch
        {
            [] => new OffsetPage(call, parameters).ReplyAsync(accounts, Representation.ServiceAccount),
            [var user, "personal_access_tokens"] => accounts.FirstOrDefault(one => one.Id.ToString(CultureInfo.InvariantCulture) == user)
                is { } account
                ? new OffsetPage(call, parameters).ReplyAsync(
                    InState(Tokens.AccessTokens(Tokens.Of(account)), parameters),
                    _representation.Of
                )
                : throw GitLabRefusal.NotFound("User"),
            _ => throw GitLabRefusal.NoSuchRoute(),
        };
    }

    /// <summary>Answers for a group that is somewhere else now.</summary>
    private static Task MoveAsync(Call call, Group group, string[] rest)
    {
        var query = string.Join(
            '&',
            call.Query.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value.ToString())}")
        );
        var path = string.Join('/', rest.Prepend(group.Id.ToString(CultureInfo.InvariantCulture)));
        call.Set("Location", $"{call.Address}/api/v4/groups/{path}{(query.Length == 0 ? string.Empty : $"?{query}")}");
        return call.ReplyAsync(301, new JObject { ["message"] = "This resource has been moved permanently" });
    }

    private static Group? GroupOf(string id) =>
        Groups.All.FirstOrDefault(group =>
            id.Equals(group.Path, StringComparison.OrdinalIgnoreCase)
            || id.Equals(group.FormerPath, StringComparison.OrdinalIgnoreCase)
            || id == group.Id.ToString(CultureInfo.InvariantCulture)
        );

    private sealed record KnownPlant(
        (object, (object, object, object), (object, object), bool) Version,
        IReadOnlyList<PlantedFault> Faults
    );
}
