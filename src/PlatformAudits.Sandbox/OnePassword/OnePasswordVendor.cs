using Microsoft.AspNetCore.Http;
using PlatformAudits.Sandbox.Http;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.OnePassword;

/// <summary>
/// 1Password: the account of a company that the team is part of. It is reached through <c>op</c>, whose calls arrive as requests for
/// <c>op/ARGUMENT/ARGUMENT…</c>, and through a SCIM bridge at <c>scim</c> and <c>scim/v2</c>.
/// </summary>
public sealed class OnePasswordVendor : Vendor
{
    /// <summary>The platform's name in settings and plant.</summary>
    public const string Name = "1password";

    private readonly World _world;
    private readonly OpCommands _op;
    private readonly ScimBridge _bridge;
    private string _address = "";
    private volatile KnownPlant? _plant;

    internal OnePasswordVendor(World world, OnePasswordScenario scenario, SandboxOptions options, TimeProvider clock)
    {
        var limit = new RateLimit(Quota, options, clock);
        _world = world;
        Company = new Company(world, scenario, options.DisplayNames);
        _op = new OpCommands(Company, limit, clock);
        _bridge = new ScimBridge(Company, limit);
    }

    /// <summary>The people and groups, to read and to change.</summary>
    public Company Company { get; }

    /// <summary>What <c>op --version</c> prints.</summary>
    public string OpVersion
    {
        get => _op.Version;
        set => _op.Version = value;
    }

    /// <summary>A service account's token that may read people and groups; the one in the sandbox's environment.</summary>
    public string Token => ServiceAccount.TokenOf(ServiceAccountState.Valid, _address);

    /// <summary>The token of a service account that may not read people and groups.</summary>
    public string DeniedToken => ServiceAccount.TokenOf(ServiceAccountState.Denied, _address);

    /// <summary>The token of a service account that was deleted.</summary>
    public string DeletedToken => ServiceAccount.TokenOf(ServiceAccountState.Deleted, _address);

    /// <summary>The variables of the other way in, the SCIM bridge; they are not in the sandbox's environment.</summary>
    public IReadOnlyDictionary<string, string> ScimEnvironment =>
        new Dictionary<string, string> { ["OP_SCIM_URL"] = _address, ["OP_SCIM_TOKEN"] = ScimBridge.Token };

    /// <summary>Reads with a service account: Business, and Teams (developer.1password.com/docs/service-accounts/rate-limits).</summary>
    internal override VendorQuota Quota { get; } = new(10_000, 1_000) { Window = TimeSpan.FromHours(1) };

    internal override string Prefix => Name;

    internal override string Settings
    {
        get
        {
            var groups = Company.ExpectedGroups.Select(expected =>
                $"      - group: {expected.NamedAs}\n{(expected.Region is { } region ? $"        regions: [{region}]\n" : "")}"
            );
            var managers = Company.ExpectedManagers.Select(email => $"      - {email}\n");
            return $"  {Name}:\n    groups:\n{string.Concat(groups)}    expected_managers:\n{string.Concat(managers)}";
        }
    }

    internal override IEnumerable<PlantedFault> Planted
    {
        get
        {
            var version = (_world.Version, Company.Version);
            var plant =
                _plant is { } known && known.Version == version
                    ? known
                    : new KnownPlant(version, [.. new Plant(_world, Company).Faults()]);
            _plant = plant;
            return plant.Faults;
        }
    }

    internal override IEnumerable<KeyValuePair<string, string>> EnvironmentAt(string address)
    {
        _address = address;
        return [new("OP_COMMAND", OpProgram.Path), new("OP_SERVICE_ACCOUNT_TOKEN", Token)];
    }

    internal override Task AnswerAsync(Call call) =>
        call.Segments switch
        {
            ["op", ..] => _op.AnswerAsync(call),
            ["scim", "v2", .. var path] => _bridge.AnswerAsync(call, path),
            ["scim", .. var path] => _bridge.AnswerAsync(call, path),
            _ => call.ReplyAsync(StatusCodes.Status404NotFound, Call.Text, "404 page not found\n"),
        };

    private sealed record KnownPlant((object, (object, object)) Version, IReadOnlyList<PlantedFault> Faults);
}
