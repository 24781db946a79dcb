using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Http;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Zendesk;

/// <summary>A Zendesk instance that the team uses: the Support API, version 2, and the token endpoint.</summary>
public abstract class ZendeskVendor : Vendor
{
    /// <summary>The OAuth client that acts as teammate 0, an admin.</summary>
    public const string AdminClient = "platform_audits";

    /// <summary>The secret of <see cref="AdminClient"/>.</summary>
    public const string AdminSecret = "zendesk-secret-of-the-admin-client";

    /// <summary>An OAuth client that acts as a plain agent, to whom tokens and clients are denied.</summary>
    public const string AgentClient = "platform_audits_agent";

    /// <summary>The secret of <see cref="AgentClient"/>.</summary>
    public const string AgentSecret = "zendesk-secret-of-the-agent-client";

    /// <summary>An API token, with which anybody's address may be given.</summary>
    public const string ApiToken = "zendesk-api-token-of-old";

    private const int EndUsers = 3;

    private readonly World _world;
    private readonly ZendeskInstance _instance;
    private readonly RateLimit _limit;
    private readonly ZendeskListing _listing;
    private readonly ZendeskRepresentation _representation;
    private readonly ConcurrentDictionary<string, Granted> _granted = new(StringComparer.Ordinal);
    private int _grants;
    private volatile KnownPlant? _plant;

    private protected ZendeskVendor(World world, ZendeskScenario scenario, SandboxOptions options, TimeProvider clock)
    {
        _world = world;
        _instance = scenario.Instance;
        _limit = new RateLimit(Quota, options, clock);
        _listing = new ZendeskListing(options.Seed);
        Staff = new ZendeskStaff(world, scenario, options.DisplayNames);
        Keys = new ZendeskKeys(world, scenario, Staff, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        _representation = new ZendeskRepresentation(_instance, $"https://{_instance.Name}.zendesk.example", options.Seed);
    }

    /// <summary>The agents and admins, to read and to change.</summary>
    public ZendeskStaff Staff { get; }

    /// <summary>API tokens and OAuth clients, to read and to change.</summary>
    public ZendeskKeys Keys { get; }

    /// <summary>Whether API tokens are switched off: their list is not found, and none is accepted.</summary>
    public bool ApiTokensAreOff { get; set; }

    /// <summary>Whether the plan has custom roles.</summary>
    public bool HasCustomRoles { get; set; } = true;

    /// <summary>An access token lapses after so many requests; null for never.</summary>
    public int? RequestsPerToken { get; set; }

    /// <summary>For an account: Enterprise, and Team (developer.zendesk.com, "Rate limits").</summary>
    internal override VendorQuota Quota { get; } = new(700, 200);

    internal override string Prefix => _instance.Name;

    internal override string Settings
    {
        get
        {
            var yaml = new StringBuilder(
                $"""
                  {_instance.Name}:
                    profile: handbook-2026
                    roles: {_instance.RolesYaml}
                    token_owners: [{ZendeskKeys.ServiceAccount}]
                    token_unused_days: {ZendeskKeys.UnusedDays}
                    token_forms:
                      - form: '{"{link}"}'
                      - form: '{"{person} - {link} - {date}"}'
                      - form: 'Target - {"{text}"}'
                      - form: '{"{teammate} - {text}"}'
                        titles: [Support Operations]
                    default_groups:

                """.ReplaceLineEndings("\n")
            );
            yaml.AppendJoin("", _instance.DefaultGroupsYaml.Select(rule => $"      - {rule}\n"));
            AppendList(yaml, "expected_admins", Staff.ExpectedAdmins);
            AppendList(yaml, "skip_groups_of", Staff.Skipped);
            if (ListsCitizens)
            {
                AppendList(yaml, "citizenship_requests", Staff.Citizens);
            }

            yaml.Append("    checks:\n");
            return yaml.AppendJoin("", SwitchedOn.Select(check => $"      {check}: true\n")).ToString();
        }
    }

    internal override IEnumerable<PlantedFault> Planted
    {
        get
        {
            var version = (_world.Version, Staff.Version, Keys.Version, ApiTokensAreOff);
            var plant =
                _plant is { } known && known.Version == version
                    ? known
                    : new KnownPlant(
                        version,
                        [.. new ZendeskPlant(_world, _instance, Staff, Keys, ApiTokensAreOff, ListsCitizens).Faults()]
                    );
            _plant = plant;
            return plant.Faults;
        }
    }

    /// <summary>Whether the settings hold a list of those whose citizenship was verified.</summary>
    private protected abstract bool ListsCitizens { get; }

    // The profile of 2026 leaves these off.
    private static string[] SwitchedOn => ["account-has-teammate", "id-matches", "groups-match", "role-matches"];

    internal override IEnumerable<KeyValuePair<string, string>> EnvironmentAt(string address) =>
        [
            new(_instance.VariablePrefix + "URL", address),
            new(_instance.VariablePrefix + "CLIENT_ID", AdminClient),
            new(_instance.VariablePrefix + "CLIENT_SECRET", AdminSecret),
        ];

    internal override async Task AnswerAsync(Call call)
    {
        Count(call);
        if (call.Segments is ["oauth", "tokens"] && call.Method == "POST")
        {
            await GrantAsync(call);
            return;
        }

        var caller = CallerOf(call);
        var path = call.Segments is [.. var folders, var last]
            ? [.. folders, last.EndsWith(".json", StringComparison.Ordinal) ? last[..^5] : last]
            : call.Segments;
        if (path is ["api", "v2", "users", "me"] && call.Method == "GET")
        {
            await call.ReplyAsync(200, new JObject { ["user"] = Self(caller) });
            return;
        }

        _ = caller ?? throw ZendeskRefusal.Unauthenticated();
        await call.ReplyAsync(
            200,
            call.Method != "GET" || path is not ["api", "v2", ..]
                ? throw ZendeskRefusal.NoSuchEndpoint()
                : path[2..] switch
                {
                    ["users"] => Users(call),
                    ["users", "count"] => CountOfUsers(call),
                    ["users", var id] => new JObject
                    {
                        ["user"] = _representation.User(
                            Staff.Agents.FirstOrDefault(agent => Text(agent.Id) == id) ?? throw ZendeskRefusal.NotFound()
                        ),
                    },
                    ["custom_roles"] => HasCustomRoles
                        ? new JObject { ["custom_roles"] = new JArray(_instance.Roles.Select(ZendeskRepresentation.Role)) }
                        : throw ZendeskRefusal.Forbidden(),
                    ["groups"] => _listing.Page(call, "groups", _representation.Groups.Count, number => GroupAt(call, number)),
                    ["group_memberships"] => _listing.Page(
                        call,
                        "group_memberships",
                        Staff.Numbers * ZendeskRepresentation.Memberships,
                        place => _representation.Membership(Staff.AgentAt(place / ZendeskRepresentation.Memberships), place)
                    ),
                    ["api_tokens"] => ApiTokens(call, caller),
                    ["oauth", "clients"] => Clients(call, caller),
                    ["oauth", "tokens"] => OAuthTokens(call, caller),
                    _ => throw ZendeskRefusal.NoSuchEndpoint(),
                }
        );
    }

    private static void AppendList(StringBuilder yaml, string key, IEnumerable<string> texts)
    {
        var lines = texts.Select(text => $"      - {text}\n").ToList();
        yaml.Append("    ").Append(key).Append(lines.Count == 0 ? ": []\n" : ":\n").AppendJoin("", lines);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void Count(Call call)
    {
        if (_limit.Take("account") is not { } allowance)
        {
            return;
        }

        call.Set("X-Rate-Limit", Text(allowance.Limit));
        call.Set("X-Rate-Limit-Remaining", Text(allowance.Remaining));
        call.Set("ratelimit-limit", Text(allowance.Limit));
        call.Set("ratelimit-remaining", Text(allowance.Remaining));
        call.Set("ratelimit-reset", Text(allowance.SecondsToReset));
        if (allowance.Exceeded)
        {
            call.Set("Retry-After", Text(allowance.SecondsToReset));
            throw ZendeskRefusal.TooManyRequests();
        }
    }

    private async Task GrantAsync(Call call)
    {
        if (call.ContentType?.StartsWith(Call.Json, StringComparison.OrdinalIgnoreCase) != true)
        {
            throw ZendeskRefusal.BadGrant("invalid_request", "The request must be JSON.");
        }

        JObject body;
        try
        {
            body = JObject.Parse(await call.ReadBodyAsync());
        }
        catch (JsonException)
        {
            throw ZendeskRefusal.BadGrant("invalid_request", "The request must be JSON.");
        }

        if ((string?)body["grant_type"] != "client_credentials")
        {
            throw ZendeskRefusal.BadGrant(
                "unsupported_grant_type",
                "The authorization grant type is not supported by the authorization server."
            );
        }

        var isAdmin = ((string?)body["client_id"], (string?)body["client_secret"]) switch
        {
            (AdminClient, AdminSecret) => true,
            (AgentClient, AgentSecret) => false,
            _ => throw ZendeskRefusal.InvalidClient(),
        };
        var number = Interlocked.Increment(ref _grants);
        var token =
            "zendesk-access-"
            + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{_world.Seed} {_instance.Name} {number}")));
        _granted[token] = new Granted(isAdmin, (string?)body["scope"] == "read");
        await call.ReplyAsync(
            201,
            new JObject
            {
                ["access_token"] = token,
                ["refresh_token"] = null,
                ["token_type"] = "bearer",
                ["scope"] = body["scope"],
                ["expires_in"] = 1800,
            }
        );
    }

    /// <summary>Who asks; null for anybody whose credential is not accepted.</summary>
    private ZendeskAgent? CallerOf(Call call)
    {
        var header = call.Header("Authorization") ?? "";
        if (header.StartsWith("Bearer ", StringComparison.Ordinal) && _granted.TryGetValue(header[7..], out var granted))
        {
            return granted.Use() > RequestsPerToken ? null
                : !granted.MayRead ? throw ZendeskRefusal.Forbidden()
                : granted.IsAdmin ? Staff.AgentAt(0)
                : Staff.Agents.FirstOrDefault(agent => agent is { Role: "agent", RoleType: 0 });
        }

        if (header.StartsWith("Basic ", StringComparison.Ordinal) && !ApiTokensAreOff)
        {
            var text = new byte[header.Length];
            return
                Convert.TryFromBase64String(header[6..], text, out var length)
                && Encoding.UTF8.GetString(text, 0, length) is var pair
                && pair.EndsWith($"/token:{ApiToken}", StringComparison.Ordinal)
                ? Staff.Find(pair[..^$"/token:{ApiToken}".Length])
                : null;
        }

        return null;
    }

    private JObject Self(ZendeskAgent? caller)
    {
        if (caller is null)
        {
            return ZendeskRepresentation.Anonymous();
        }

        var user = _representation.User(caller);
        user["authenticity_token"] = "zendesk-authenticity-token";
        return user;
    }

    private JObject Users(Call call)
    {
        var isAsked = RoleFilter(call);
        return _listing.Page(
            call,
            "users",
            Staff.Numbers + EndUsers,
            number =>
                number >= Staff.Numbers
                    ? isAsked("end-user")
                        ? _representation.EndUser(number)
                        : null
                    : Staff.AgentAt(number) is { } agent && isAsked(agent.Role)
                        ? _representation.User(agent)
                        : null
        );
    }

    /// <summary>The vendor's count may be behind: it still counts somebody who is gone.</summary>
    private JObject CountOfUsers(Call call)
    {
        var isAsked = RoleFilter(call);
        var count = Staff.Agents.Count(agent => isAsked(agent.Role)) + (isAsked("end-user") ? EndUsers : 0);
        return new JObject
        {
            ["count"] = new JObject { ["value"] = count + 1, ["refreshed_at"] = "2026-02-01T02:18:17Z" },
        };
    }

    private static Func<string, bool> RoleFilter(Call call)
    {
        var roles = call.Query["role[]"].Concat(call.Query["role"]).ToHashSet();
        return roles.Except(["end-user", "agent", "admin"]).Any()
            ? throw ZendeskRefusal.InvalidValue("role", "must be end-user, agent or admin")
            : role => roles.Count == 0 || roles.Contains(role);
    }

    private JObject? GroupAt(Call call, int number) =>
        call.Parameter("exclude_deleted") == "true" && number == _representation.Groups.Count - 1 ? null : _representation.Group(number);

    private JObject ApiTokens(Call call, ZendeskAgent caller)
    {
        if (ApiTokensAreOff)
        {
            throw ZendeskRefusal.SwitchedOff();
        }

        RequireAdmin(caller);
        return new JObject
        {
            ["api_tokens"] = new JArray(
                Keys.ApiTokens.Select(token => _representation.ApiToken(token, call.Parameter("include_users") == "true"))
            ),
        };
    }

    private JObject Clients(Call call, ZendeskAgent caller)
    {
        RequireAdmin(caller);
        return _listing.Page(call, "clients", Keys.Clients.Count, number => _representation.Client(Keys.Clients[number]));
    }

    private JObject OAuthTokens(Call call, ZendeskAgent caller)
    {
        RequireAdmin(caller);
        var clients = Keys
            .Clients.SelectMany(client =>
                Enumerable
                    .Repeat(client, client.Tokens)
                    .Select((_, index) => (client.Id, client.Created, Used: index == 0 ? client.LastUsed : null))
            )
            .Append((Id: ZendeskKeys.GlobalApp, Created: Keys.Today.AddDays(-30), Used: Keys.Today.AddDays(-1)))
            .ToList();
        var isForAll = call.Parameter("all") == "true";
        return _listing.Page(
            call,
            "tokens",
            clients.Count,
            number =>
                isForAll
                    ? _representation.OAuthToken(
                        31_000_000_000_000 + number,
                        clients[number].Id,
                        caller.Id,
                        clients[number].Created,
                        clients[number].Used
                    )
                    : null
        );
    }

    private static void RequireAdmin(ZendeskAgent caller)
    {
        if (caller.Role != "admin")
        {
            throw ZendeskRefusal.Forbidden();
        }
    }

    /// <summary>What a token that was given out may do, and how often it was used.</summary>
    private sealed class Granted(bool isAdmin, bool mayRead)
    {
        private int _uses;

        public bool IsAdmin { get; } = isAdmin;

        public bool MayRead { get; } = mayRead;

        public int Use() => Interlocked.Increment(ref _uses);
    }

    private sealed record KnownPlant((object, (object, object), (object, object), bool) Version, IReadOnlyList<PlantedFault> Faults);
}
