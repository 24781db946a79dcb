using Cake.Core;
using Cake.Frosting;
using PlatformAudits.Sandbox;

namespace PlatformAudits.Build;

/// <summary>Starts the sandbox before the first task where one is asked for, and stops it after the last.</summary>
public sealed class AuditLifetime : FrostingLifetime<AuditContext>
{
    private SandboxServer? _sandbox;

    public override void Setup(AuditContext context, ISetupContext info)
    {
        if (context.UsesSandbox && context.Targets.Any(t => t.Kind is not TargetKinds.Sandbox))
        {
            _sandbox = SandboxFiles.StartAsync(context).GetAwaiter().GetResult();
            context.Replace(_sandbox.Environment);
            context.SandboxAddress.Hide(_sandbox.BaseAddress);
            context.Screen.Say(
                "The sandbox's vendors and its GitLab end with this run; what was planted is in "
                    + $"{AuditContext.Shown(Path.Combine(context.SandboxFolder, "planted.json"))}."
            );
        }
    }

    public override void Teardown(AuditContext context, ITeardownContext info) =>
        _sandbox?.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
