using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Http;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Tests.Pretend;

/// <summary>
/// The vendor of <see cref="Pretend"/>: one list, with the teammates' accounts and a robot. Every other teammate has an address there that
/// the team file does not know.
/// </summary>
internal sealed class PretendVendor : Vendor
{
    private const string Token = "a-pretended-token";
    private const string Robot = "robot-1";

    private readonly World _world;
    private readonly PretendScenario _scenario;
    private readonly RateLimit _limit;

    public PretendVendor(World world, PretendScenario scenario, SandboxOptions options, TimeProvider clock)
    {
        _world = world;
        _scenario = scenario;
        _limit = new RateLimit(Quota, options, clock);
    }

    internal override string Prefix => "pretend";

    internal override VendorQuota Quota { get; } = new(100, 10);

    internal override string Settings => "  pretend:\n    robots: []\n";

    internal override IEnumerable<PlantedFault> Planted =>
        [new("pretend", "account-has-teammate", Robot), new("pretend", "robot-is-expected", Robot)];

    internal override IEnumerable<KeyValuePair<string, string>> EnvironmentAt(string address) =>
        [new("PRETEND_URL", address), new("PRETEND_TOKEN", Token)];

    internal override Task AnswerAsync(Call call)
    {
        if (call.Header("Authorization") != $"Bearer {Token}")
        {
            throw new Refusal(401, new JObject());
        }

        if (_limit.Take(Token) is { Exceeded: true })
        {
            throw new Refusal(429, new JObject());
        }

        return call.ReplyAsync(
            200,
            new JObject
            {
                ["collection"] = new JArray(
                    Enumerable
                        .Range(0, _scenario.Size)
                        .Select(teammate => Account(_scenario.IdOf(teammate), AddressOf(teammate)))
                        .Append(Account(Robot, "robot@pretend.example"))
                ),
                ["pagination"] = new JObject { ["next_page"] = null },
            }
        );
    }

    private string AddressOf(int teammate) => teammate % 2 == 0 ? _world.EmailOf(teammate) : $"person-{teammate}@elsewhere.example";

    private static JObject Account(string id, string email) => new() { ["id"] = id, ["email"] = email };
}
