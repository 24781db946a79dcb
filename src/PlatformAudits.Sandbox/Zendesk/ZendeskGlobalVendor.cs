using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Zendesk;

/// <summary>The instance for all customers.</summary>
public sealed class ZendeskGlobalVendor : ZendeskVendor
{
    internal ZendeskGlobalVendor(World world, ZendeskScenario scenario, SandboxOptions options, TimeProvider clock)
        : base(world, scenario, options, clock) { }

    private protected override bool ListsCitizens => false;
}
