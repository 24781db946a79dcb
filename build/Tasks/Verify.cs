using Cake.Common.Diagnostics;
using Cake.Frosting;
using PlatformAudits.Audits;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;

namespace PlatformAudits.Build.Tasks;

/// <summary>Checks evidence, whoever has kept it: without a network, and without a credential.</summary>
[TaskName("Verify")]
[TaskDescription("Checks a snapshot, a job's artifact or an archive, given with --evidence: hashes, seal, signature, chain and replay.")]
public sealed class Verify : AsyncFrostingTask<AuditContext>
{
    public override async Task RunAsync(AuditContext context)
    {
        using var stop = new StopSignal();
        try
        {
            var folder =
                context.EvidenceFolder
                ?? throw Argument.Misuse("--target=Verify needs --evidence=DIR: a snapshot, a job's artifact, or a folder of them.");
            var check = new EvidenceCheck(context.TemplatesFolder) { OwnTemplatesFolder = context.OwnTemplatesFolder };
            var found = await check.RunAsync(folder, context.KeyPath, stop.Token);
            foreach (var evidence in found)
            {
                context.Summary.Add(LogEncoder.Encode(evidence.Line));
            }

            if (found.Count(evidence => !evidence.IsIntact) is > 0 and var changed)
            {
                throw new AuditException(
                    $"Verifying {AuditContext.Shown(folder)}: {changed} of {Sentence.Count(found.Count, "snapshot")} "
                        + $"{(changed == 1 ? "is" : "are")} not as written; the reasons stand below.",
                    FailureKind.ConfigurationOrInfrastructure
                );
            }

            context.Information($"{AuditContext.Shown(folder)}: {Sentence.Count(found.Count, "snapshot")}, as written.");
        }
        catch (AuditException failure)
        {
            context.Exit.Note(failure.Kind);
            throw;
        }
    }
}
