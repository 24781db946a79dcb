using PlatformAudits.Sandbox.Http;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Zendesk;

/// <summary>The people of the instance for all customers.</summary>
internal sealed class ZendeskGlobalScenario(int size, int seed) : ZendeskScenario(size, seed, ZendeskInstance.Global)
{
    public override Vendor Open(World world, SandboxOptions options, TimeProvider clock) =>
        new ZendeskGlobalVendor(world, this, options, clock);
}
