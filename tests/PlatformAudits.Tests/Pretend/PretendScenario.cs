using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Http;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Tests.Pretend;

/// <summary>The people of <see cref="Pretend"/> in the sandbox: everybody has an account, and the team file holds its id.</summary>
internal sealed class PretendScenario(int size, int seed) : VendorScenario
{
    public int Size => size;

    public string IdOf(int teammate) => $"pretend-{seed}-{teammate:000}";

    public override IEnumerable<(string Key, object? Value)> FieldsOf(Teammate teammate) =>
        [("pretend.id", IdOf(teammate.Index)), ("pretend.badge.number", (long)teammate.Index)];

    public override Vendor Open(World world, SandboxOptions options, TimeProvider clock) => new PretendVendor(world, this, options, clock);
}
