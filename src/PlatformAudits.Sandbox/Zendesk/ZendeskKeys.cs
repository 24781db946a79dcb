using System.Collections.Immutable;
using System.Globalization;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Zendesk;

/// <summary>What programs sign in to an instance with. Safe to use from several threads.</summary>
public sealed class ZendeskKeys
{
    /// <summary>After so many days without use a token counts as unused, as the settings of the sandbox say.</summary>
    internal const int UnusedDays = 90;

    /// <summary>The address of a service account that may own tokens.</summary>
    internal const string ServiceAccount = "support-audit-bot@gitlab.com";

    /// <summary>The id of an app that is not the instance's own and has tokens all the same.</summary>
    internal const long GlobalApp = 41;

    private const string Request = "https://gitlab.com/gitlab-com/team-member-epics/access-requests/-/issues/";
    private const long Gone = 399_999_999_999;
    private ImmutableList<ZendeskApiToken> _apiTokens;
    private ImmutableList<ZendeskOAuthClient> _clients;

    internal ZendeskKeys(World world, ZendeskScenario scenario, ZendeskStaff staff, DateOnly today)
    {
        Today = today;
        var head = scenario.IdOf(0);
        var (name, email, leaver) = (world.NameOf(0), world.EmailOf(0), staff.LeaversId);
        List<ZendeskApiToken> tokens =
        [
            Used(Request + "101"),
            Used($"Somebody Else - {Request}102 - 2099-12-31"),
            Used($"Somebody Else - {Request}103 - 2024-01-31"),
            Used($"Somebody Else - {Request}104 - 2024-02-31"),
            Used("Target - PagerDuty"),
            Used($"{name} - my own use"),
            Used(null),
            Used("test | `x` <b> @all"),
            Used(Request + "109") with
            {
                Creator = leaver,
                CreatorEmail = "left@gitlab.com",
            },
            Used(Request + "110") with
            {
                Creator = Gone,
            },
            Used(Request + "111") with
            {
                Creator = Gone,
                CreatorEmail = "nobody@contractor.example",
            },
            Used(Request + "112") with
            {
                LastUsed = today.AddDays(-200),
            },
            New(Request + "113", 300),
            New(Request + "114", 5),
            New($"Somebody Else - {Request}115 - 2024-01-31", 300) with
            {
                IsActive = false,
            },
            New(Request + "116", 300) with
            {
                TellsUse = false,
            },
            Used(Request + "117") with
            {
                Creator = Gone,
                CreatorEmail = ServiceAccount,
            },
            Used(Request + "118") with
            {
                Creator = leaver,
                CreatorEmail = "left@gitlab.com",
                Assignee = head,
            },
        ];
        if (Specialist(world) is { } specialist)
        {
            tokens.Add(Used($"{specialist} - 1-1 generator"));
        }

        _apiTokens = [.. tokens.Select((token, index) => token with { Id = 11_000_000_000_001 + index })];
        _clients =
        [
            Client(1, Request + "201") with
            {
                Tokens = 130,
                LastUsed = today.AddDays(-1),
            },
            Client(2, "a widget") with
            {
                Tokens = 2,
                LastUsed = today.AddDays(-2),
            },
            Client(3, Request + "203") with
            {
                Owner = leaver,
                Tokens = 1,
                LastUsed = today.AddDays(-3),
            },
            Client(4, Request + "204"),
            Client(5, Request + "205") with
            {
                Created = today.AddDays(-5),
            },
            Client(6, Request + "206") with
            {
                Tokens = 1,
                LastUsed = today.AddDays(-120),
            },
        ];

        ZendeskApiToken Used(string? description) => New(description, 400) with { LastUsed = today.AddDays(-2) };

        ZendeskApiToken New(string? description, int age) =>
            new()
            {
                Id = 0,
                Creator = head,
                CreatorEmail = email,
                Description = description,
                Created = today.AddDays(-age),
            };

        ZendeskOAuthClient Client(int number, string description) =>
            new()
            {
                Id = 21_000_000_000_000 + number,
                Identifier = string.Create(CultureInfo.InvariantCulture, $"client_{number}"),
                Description = description,
                Owner = head,
                Created = today.AddDays(-400),
            };
    }

    /// <summary>The API tokens.</summary>
    public IReadOnlyList<ZendeskApiToken> ApiTokens => _apiTokens;

    /// <summary>The OAuth clients.</summary>
    public IReadOnlyList<ZendeskOAuthClient> Clients => _clients;

    /// <summary>Stays the same as long as nothing changes.</summary>
    internal (object, object) Version => (_apiTokens, _clients);

    /// <summary>The day on which the instance was opened, UTC.</summary>
    internal DateOnly Today { get; }

    /// <summary>Adds an API token.</summary>
    public void Add(ZendeskApiToken token) => ImmutableInterlocked.Update(ref _apiTokens, tokens => tokens.Add(token));

    /// <summary>Removes an API token.</summary>
    public void Remove(ZendeskApiToken token) => ImmutableInterlocked.Update(ref _apiTokens, tokens => tokens.Remove(token));

    /// <summary>Changes an API token in its place.</summary>
    public void Change(ZendeskApiToken token, Func<ZendeskApiToken, ZendeskApiToken> change) =>
        ImmutableInterlocked.Update(ref _apiTokens, tokens => tokens.Replace(token, change(token)));

    /// <summary>Changes an OAuth client in its place.</summary>
    public void Change(ZendeskOAuthClient client, Func<ZendeskOAuthClient, ZendeskOAuthClient> change) =>
        ImmutableInterlocked.Update(ref _clients, clients => clients.Replace(client, change(client)));

    /// <summary>Adds an OAuth client.</summary>
    public void Add(ZendeskOAuthClient client) => ImmutableInterlocked.Update(ref _clients, clients => clients.Add(client));

    /// <summary>The name of a teammate whose title lets them name tokens after themselves; null in a team without one.</summary>
    private static string? Specialist(World world) =>
        Enumerable
            .Range(0, Math.Min(world.Size, 100))
            .Select(world.Original)
            .FirstOrDefault(teammate =>
                teammate.Title.Contains("Support Operations", StringComparison.Ordinal) && !World.SharesName(teammate.Index)
            )
            ?.Name;
}
