using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Zendesk;

/// <summary>The instance for customers of the United States' government.</summary>
public sealed class ZendeskUsFederalVendor : ZendeskVendor
{
    internal ZendeskUsFederalVendor(World world, ZendeskScenario scenario, SandboxOptions options, TimeProvider clock)
        : base(world, scenario, options, clock) { }

    private protected override bool ListsCitizens => true;
}
