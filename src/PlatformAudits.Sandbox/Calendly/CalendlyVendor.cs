using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Http;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Calendly;

/// <summary>Calendly's API, version 2: one organization that the team uses.</summary>
public sealed class CalendlyVendor : Vendor
{
    /// <summary>The platform's name in settings and plant.</summary>
    public const string Name = "calendly";

    /// <summary>A token of the organization's owner, who is teammate 0.</summary>
    public const string OwnerToken = "calendly-token-of-the-owner";

    /// <summary>A token of somebody whose role is user, to whom organization-wide listings are denied.</summary>
    public const string UserToken = "calendly-token-of-a-plain-user";

    private readonly World _world;
    private readonly RateLimit _limit;
    private readonly Listing _listing;
    private readonly Groups _groups;
    private readonly Representation _representation;
    private volatile KnownPlant? _plant;

    internal CalendlyVendor(World world, CalendlyScenario scenario, SandboxOptions options, TimeProvider clock)
    {
        _world = world;
        _limit = new RateLimit(Quota, options, clock);
        _listing = new Listing(new PageToken(options.Seed, clock));
        Organization = new Organization(world, scenario, options.DisplayNames);
        _groups = new Groups(Organization, scenario, options.Seed);
        _representation = new Representation(Organization, _groups, new Times(options.Seed));
    }

    /// <summary>The accounts and invitations, to read and to change.</summary>
    public Organization Organization { get; }

    /// <summary>For a user (developer.calendly.com, "API rate limits").</summary>
    internal override VendorQuota Quota { get; } = new(500, 50);

    internal override string Prefix => Name;

    internal override string Settings
    {
        get
        {
            var yaml = new StringBuilder($"  {Name}:\n    expected_admins:\n");
            yaml.AppendJoin(string.Empty, Organization.ExpectedAdmins.Select(email => $"      - {email}\n"));
            var groupAdmins = Organization.ExpectedGroupAdmins.Select(email => $"      - {email}\n").ToList();
            return yaml.Append("    expected_group_admins:")
                .Append(groupAdmins.Count == 0 ? " []\n" : "\n")
                .AppendJoin(string.Empty, groupAdmins)
                .ToString();
        }
    }

    internal override IEnumerable<PlantedFault> Planted
    {
        get
        {
            var version = (_world.Version, Organization.Version);
            var plant =
                _plant is { } known && known.Version == version
                    ? known
                    : new KnownPlant(version, [.. new Plant(_world, Organization, _groups).Faults()]);
            _plant = plant;
            return plant.Faults;
        }
    }

    internal override IEnumerable<KeyValuePair<string, string>> EnvironmentAt(string address) =>
        [new("CALENDLY_URL", address), new("CALENDLY_TOKEN", OwnerToken)];

    internal override Task AnswerAsync(Call call)
    {
        var caller = Authenticate(call);
        Count(call);
        return call.Segments switch
        {
            ["users", var id] when IsGet(call) => call.ReplyAsync(200, Representation.Resource(UserOf(caller, id))),
            ["organization_memberships"] when IsGet(call) => call.ReplyAsync(200, Memberships(call, caller)),
            ["organization_memberships", var id] when IsGet(call) => call.ReplyAsync(
                200,
                Representation.Resource(MembershipOf(caller, id))
            ),
            ["organization_memberships", var id] when call.Method == "DELETE" => RemoveAsync(call, caller, id),
            ["organizations", var id, "invitations"] when IsGet(call) => call.ReplyAsync(200, Invitations(call, caller, id)),
            ["organizations", var id, "invitations", var invitation] when IsGet(call) => call.ReplyAsync(
                200,
                Representation.Resource(InvitationOf(caller, id, invitation))
            ),
            ["groups"] when IsGet(call) => call.ReplyAsync(200, Groups(call, caller)),
            ["groups", var id] when IsGet(call) => call.ReplyAsync(200, Representation.Resource(GroupOf(caller, id))),
            ["group_relationships"] when IsGet(call) => call.ReplyAsync(200, GroupRelationships(call, caller)),
            ["activity_log_entries"] when IsGet(call) => throw CalendlyRefusal.Denied(
                "Please upgrade your Calendly account to Enterprise. You do not have permission to access this resource."
            ),
            _ => throw CalendlyRefusal.NotFound(),
        };
    }

    private static bool IsGet(Call call) => call.Method == "GET";

    private static bool IsAdmin(Account account) => account.Role is "admin" or "owner";

    private Account Authenticate(Call call) =>
        call.Header("Authorization") switch
        {
            "Bearer " + OwnerToken => Organization.AccountAt(0),
            "Bearer " + UserToken => Organization.Accounts.FirstOrDefault(account => account.Role == "user"),
            _ => null,
        } ?? throw CalendlyRefusal.Unauthenticated();

    private void Count(Call call)
    {
        if (_limit.Take(call.Header("Authorization")!) is not { } allowance)
        {
            return;
        }

        call.Set("X-RateLimit-Limit", allowance.Limit.ToString(CultureInfo.InvariantCulture));
        call.Set("X-RateLimit-Remaining", allowance.Remaining.ToString(CultureInfo.InvariantCulture));
        call.Set("X-RateLimit-Reset", allowance.SecondsToReset.ToString(CultureInfo.InvariantCulture));
        if (allowance.Exceeded)
        {
            throw CalendlyRefusal.TooManyRequests();
        }
    }

    private JObject UserOf(Account caller, string id)
    {
        var account = id == "me" ? caller : AccountOf(IdKind.User, id);
        return account == caller || IsAdmin(caller) ? _representation.User(account) : throw CalendlyRefusal.Denied();
    }

    private JObject MembershipOf(Account caller, string id)
    {
        var account = AccountOf(IdKind.Membership, id);
        return account == caller || IsAdmin(caller) ? _representation.Of(account) : throw CalendlyRefusal.Denied();
    }

    private Account AccountOf(IdKind kind, string id) =>
        Organization.Ids.Read(kind, id) is { } number && Organization.AccountAt(number) is { } account
            ? account
            : throw CalendlyRefusal.NotFound();

    private JObject Memberships(Call call, Account caller)
    {
        var user = call.Parameter("user");
        if (user is null || call.Parameter("organization") is not null)
        {
            RequireOrganization(call);
        }

        if (user is null || user != caller.UserUri)
        {
            RequireAdmin(caller);
        }

        var role = Choice(call, "role", "user", "admin", "owner");
        if (user is null)
        {
            var email = call.Parameter("email");
            return _listing.Page(call, Organization.AccountNumbers, number => Row(number, email, role));
        }

        var only =
            Organization.Ids.ReadUri(IdKind.User, "users", user) is { } at && Organization.AccountAt(at) is not null
                ? at
                : throw CalendlyRefusal.Denied("This user is not in your organization");
        return _listing.Page(call, 1, _ => Row(only, call.Parameter("email"), role));
    }

    private JObject? Row(int number, string? email, string? role) =>
        Organization.AccountAt(number) is { } account
        && (email is null || account.Email.Equals(email, StringComparison.OrdinalIgnoreCase))
        && (role is null || account.Role == role)
            ? _representation.Of(account)
            : null;

    private Task RemoveAsync(Call call, Account caller, string id)
    {
        if (!IsAdmin(caller))
        {
            throw CalendlyRefusal.Denied("You do not have permission to perform this action");
        }

        var account = AccountOf(IdKind.Membership, id);
        if (account == caller)
        {
            throw CalendlyRefusal.Denied("You can not remove yourself from organization");
        }

        if (account.Role == "owner")
        {
            throw CalendlyRefusal.Denied("You can not change owner role");
        }

        Organization.Remove(account);
        return call.ReplyAsync(StatusCodes.Status204NoContent);
    }

    private JObject Invitations(Call call, Account caller, string organization)
    {
        RequireThisOrganization(organization);
        RequireAdmin(caller);
        var status = Choice(call, "status", "pending", "accepted", "declined");
        var email = call.Parameter("email");
        return _listing.Page(
            call,
            Organization.InvitationNumbers,
            number =>
                Organization.InvitationAt(number) is { } invitation
                && (status is null || invitation.Status == status)
                && (email is null || invitation.Email.Equals(email, StringComparison.OrdinalIgnoreCase))
                    ? _representation.Of(invitation)
                    : null
        );
    }

    private JObject InvitationOf(Account caller, string organization, string id)
    {
        RequireThisOrganization(organization);
        RequireAdmin(caller);
        return Organization.Ids.Read(IdKind.Invitation, id) is { } number && Organization.InvitationAt(number) is { } invitation
            ? _representation.Of(invitation)
            : throw CalendlyRefusal.NotFound();
    }

    private JObject Groups(Call call, Account caller)
    {
        RequireOrganization(call);
        RequireAdmin(caller);
        return _listing.Page(call, _groups.Count, _representation.Group);
    }

    private JObject GroupOf(Account caller, string id)
    {
        RequireAdmin(caller);
        return Organization.Ids.Read(IdKind.Group, id) is { } group && group < _groups.Count
            ? _representation.Group(group)
            : throw CalendlyRefusal.NotFound();
    }

    private JObject GroupRelationships(Call call, Account caller)
    {
        var owner = call.Parameter("owner");
        int? group = call.Parameter("group") is { } uri
            ? Organization.Ids.ReadUri(IdKind.Group, "groups", uri)
                ?? throw CalendlyRefusal.InvalidArgument("group", "is not a group of your organization")
            : null;
        if (owner is null && group is null)
        {
            RequireOrganization(call);
        }

        RequireAdmin(caller);
        return _listing.Page(
            call,
            _groups.SeatNumbers,
            number =>
                (group is null || _groups.GroupOf(number) == group)
                && _groups.SeatAt(number) is { } seat
                && (owner is null || owner == (seat.Account?.MembershipUri ?? seat.Invitation?.Uri))
                    ? _representation.Of(seat)
                    : null
        );
    }

    private void RequireOrganization(Call call)
    {
        var uri = call.Parameter("organization") ?? throw CalendlyRefusal.InvalidArgument("organization", "is missing");
        if (!uri.StartsWith($"{CalendlyId.Host}/organizations/", StringComparison.Ordinal))
        {
            throw CalendlyRefusal.InvalidArgument("organization", "is not a valid organization URI");
        }

        if (uri != Organization.Uri)
        {
            throw CalendlyRefusal.Denied("This user is not in your organization");
        }
    }

    private void RequireThisOrganization(string id)
    {
        if (Organization.Ids.Read(IdKind.Organization, id) is null)
        {
            throw CalendlyRefusal.NotFound();
        }
    }

    private static void RequireAdmin(Account caller)
    {
        if (!IsAdmin(caller))
        {
            throw CalendlyRefusal.Denied();
        }
    }

    private static string? Choice(Call call, string parameter, params string[] choices) =>
        call.Parameter(parameter) is not { } value || choices.Contains(value)
            ? call.Parameter(parameter)
            : throw CalendlyRefusal.InvalidArgument(parameter, $"must be one of {string.Join(", ", choices)}");

    private sealed record KnownPlant((object, (object, object, object)) Version, IReadOnlyList<PlantedFault> Faults);
}
