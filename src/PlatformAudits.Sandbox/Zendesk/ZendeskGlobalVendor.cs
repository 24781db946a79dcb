using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Zendesk;

/// <summary>The instance for all customers.</summary>
public sealed class ZendeskGlobalVendor : ZendeskVendor
{
    internal ZendeskGlobalVendor(World world, ZendeskCast cast, SandboxOptions options, TimeProvider clock)
        : base(world, cast, options, clock) { }

    private protected override bool ListsCitizens => false;
}
