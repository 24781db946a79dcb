using PlatformAudits.Sandbox.Http;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Zendesk;

/// <summary>The people of the instance for customers of the United States' government.</summary>
internal sealed class ZendeskUsFederalScenario(int size, int seed) : ZendeskScenario(size, seed, ZendeskInstance.UsFederal)
{
    public override Vendor Open(World world, SandboxOptions options, TimeProvider clock) =>
        new ZendeskUsFederalVendor(world, this, options, clock);
}
