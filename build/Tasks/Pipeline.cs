using Cake.Common.Diagnostics;
using Cake.Frosting;
using PlatformAudits.Foundation;

namespace PlatformAudits.Build.Tasks;

/// <summary>Writes what the pipeline and the pages about it repeat for each platform.</summary>
[TaskName("Pipeline")]
[TaskDescription("Writes what the pipeline, its component and the pages about them repeat for each platform.")]
public sealed class Pipeline : FrostingTask<AuditContext>
{
    public override void Run(AuditContext context)
    {
        var files = PipelineFiles.Of(context.Root, AuditJob.All(context.Root));
        var changed = files.Where(file => File.ReadAllText(Path.Combine(context.Root, file.Key)) != file.Value).ToList();
        foreach (var (path, text) in changed)
        {
            AtomicFile.Write(Path.Combine(context.Root, path), text, isShared: true);
            context.Information($"Written: {path}");
        }

        context.Summary.Add(
            changed.Count == 0
                ? $"{Sentence.Count(files.Count, "file")} of the pipeline: as the platforms say; nothing to write."
                : $"{changed.Count} of {Sentence.Count(files.Count, "file")} of the pipeline written."
        );
    }
}
