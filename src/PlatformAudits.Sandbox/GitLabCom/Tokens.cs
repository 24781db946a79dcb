using System.Collections.Immutable;

namespace PlatformAudits.Sandbox.GitLabCom;

/// <summary>
/// What programs sign in with: access tokens and deploy tokens of groups and projects, and the service accounts of the group above them.
/// Safe to use from several threads.
/// </summary>
public sealed class Tokens
{
    // More than a page, of which few are members of an audited group.
    private const int ElsewhereAccounts = 120;
    private const long FirstElsewhereId = 65_000_000;

    private readonly DateOnly _today;
    private ImmutableDictionary<string, ImmutableList<AccessToken>> _access;
    private readonly ImmutableDictionary<string, ImmutableList<DeployToken>> _deploy;

    internal Tokens(DateOnly today)
    {
        _today = today;
        var (support, automation) = (Of(Groups.All[Groups.Support]), Of(Groups.All[Groups.Automation]));
        _access = ImmutableDictionary<string, ImmutableList<AccessToken>>
            .Empty.Add(
                support,
                [
                    Token(301, "issue sync", Bot(0)) with
                    {
                        Description = "keeps the tracker in step",
                        Level = 40,
                        Scopes = ["api", "read_repository"],
                        LastUsed = today.AddDays(-1),
                        Ends = today.AddDays(200),
                    },
                    Token(302, "old sync", Bot(0)) with
                    {
                        Ends = today.AddDays(-10),
                    },
                    Token(303, "leaked", Bot(0)) with
                    {
                        IsRevoked = true,
                    },
                ]
            )
            .Add(automation, [Token(304, "test | `x` <b> @all", Bot(5)) with { Ends = today.AddDays(40) }])
            .Add(Of(Project.All[0]), [Token(305, "pages", 66_000_001) with { Level = 30, LastUsed = today.AddDays(-40) }])
            .Add(
                Of(ServiceAt(0)),
                [
                    Token(306, "robot", ServiceAt(0).Id) with
                    {
                        Scopes = ["api"],
                        LastUsed = today.AddDays(-3),
                        Ends = today.AddDays(100),
                    },
                    Token(307, "robot before", ServiceAt(0).Id) with
                    {
                        Ends = today.AddDays(-1),
                    },
                ]
            );
        _deploy = ImmutableDictionary<string, ImmutableList<DeployToken>>
            .Empty.Add(
                support,
                [
                    new DeployToken
                    {
                        Id = 41,
                        Name = "registry",
                        Scopes = ["read_registry", "write_registry"],
                    },
                    new DeployToken
                    {
                        Id = 42,
                        Name = "registry before",
                        Ends = today.AddDays(-100),
                    },
                    new DeployToken
                    {
                        Id = 43,
                        Name = "revoked",
                        IsRevoked = true,
                    },
                ]
            )
            .Add(
                Of(Project.All[2]),
                [
                    new DeployToken
                    {
                        Id = 44,
                        Name = "bots",
                        Ends = today.AddDays(300),
                    },
                ]
            );

        AccessToken Token(long id, string name, long user) =>
            new()
            {
                Id = id,
                Name = name,
                User = user,
                Created = today.AddDays(-150),
            };
    }

    /// <summary>Whether the plan has service accounts; without it their address is none.</summary>
    public bool HasServiceAccounts { get; set; } = true;

    /// <summary>Stays the same as long as no token changes.</summary>
    internal (object, object) Version => (_access, _deploy);

    /// <summary>The service accounts of the group above the audited ones: those in an audited group, then the others.</summary>
    internal static IReadOnlyList<User> ServiceAccounts { get; } =
    [
        ServiceAt(0),
        ServiceAt(1),
        .. Enumerable
            .Range(0, ElsewhereAccounts)
            .Select(number => new User
            {
                Id = FirstElsewhereId + number,
                Username = FormattableString.Invariant($"service_account_group_{Groups.RootId}_{number:x8}"),
                Name = "Service account user",
            }),
    ];

    /// <summary>The access tokens of a group, as <c>groups/9001</c>, a project, as <c>projects/9501</c>, or a service account.</summary>
    public IReadOnlyList<AccessToken> AccessTokens(string place) => _access.GetValueOrDefault(place, []);

    /// <summary>The deploy tokens of a group or project.</summary>
    public IReadOnlyList<DeployToken> DeployTokens(string place) => _deploy.GetValueOrDefault(place, []);

    /// <summary>Adds an access token.</summary>
    public void Add(string place, AccessToken token) =>
        ImmutableInterlocked.AddOrUpdate(ref _access, place, [token], (_, tokens) => tokens.Add(token));

    /// <summary>Changes an access token in its place.</summary>
    public void Change(string place, AccessToken token, Func<AccessToken, AccessToken> change) =>
        ImmutableInterlocked.AddOrUpdate(ref _access, place, [], (_, tokens) => tokens.Replace(token, change(token)));

    /// <summary>The ids of all that works, as findings name it.</summary>
    internal IEnumerable<string> Subjects() =>
        Places()
            .SelectMany(place =>
                AccessTokens(place)
                    .Where(token => token.IsActive(_today))
                    .Select(token => FormattableString.Invariant($"access_token/{token.Id}"))
                    .Concat(
                        DeployTokens(place)
                            .Where(token => token.IsActive(_today))
                            .Select(token => FormattableString.Invariant($"deploy_token/{token.Id}"))
                    )
            )
            .Concat(
                HasServiceAccounts ? ServiceAccounts.Take(2).Select(user => FormattableString.Invariant($"service_account/{user.Id}")) : []
            );

    /// <summary>Where a group's tokens are.</summary>
    internal static string Of(Group group) => FormattableString.Invariant($"groups/{group.Id}");

    /// <summary>Where a project's tokens are.</summary>
    internal static string Of(Project project) => FormattableString.Invariant($"projects/{project.Id}");

    /// <summary>Where a service account's tokens are.</summary>
    internal static string Of(User user) => FormattableString.Invariant($"service_accounts/{user.Id}");

    private static IEnumerable<string> Places() => Groups.All.Select(Of).Concat(Project.All.Select(Of));

    /// <summary>The user that a group's token signs in as: one of the accounts that the settings expect.</summary>
    private static long Bot(int number) => Members.Service(number).Id;

    /// <summary>One of those accounts that is a service account by GitLab's own account of it.</summary>
    private static User ServiceAt(int number) => Members.Service(7 + number);
}
