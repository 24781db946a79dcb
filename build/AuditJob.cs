using PlatformAudits.Audits;
using PlatformAudits.Build.Tasks;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;

namespace PlatformAudits.Build;

/// <summary>What the pipeline has to know of the audit of one platform.</summary>
/// <param name="Title">The platform's name as people write it.</param>
/// <param name="Accesses">The ways to get at the platform, the preferred one first.</param>
public sealed record AuditJob(string Target, string Platform, string Title, IReadOnlyList<Access> Accesses)
{
    /// <summary>The component's input that names the job's image; null where it is that of every job.</summary>
    public string? ImageInput { get; init; }

    /// <summary>Those of its variables that hold no secret.</summary>
    public IReadOnlyList<string> ShownVariables { get; init; } = [];

    /// <summary>Its environment, which gets its credentials, and its resource group.</summary>
    public string Environment => $"platform-audits/{Platform}";

    /// <summary>The audits of all platforms, by target.</summary>
    /// <param name="root">The checkout, whose settings the platforms are made with.</param>
    /// <exception cref="AuditException">The settings are wrong, or a task audits a platform that there is not.</exception>
    public static IReadOnlyList<AuditJob> All(string root)
    {
        var platforms = Configuration.Read(Path.Combine(root, "audits.yaml")).Platforms;
        return
        [
            .. AuditTask.All.Select(task =>
                Of(
                    task,
                    platforms.FirstOrDefault(p => p.Id == task.Platform)
                        ?? throw new AuditException(
                            $"Listing the audits: build/Tasks/{task.GetType().Name}.cs names the platform {task.Platform}, "
                                + $"which there is not; name one of {Sentence.List([.. platforms.Select(p => p.Id)])}.",
                            FailureKind.ConfigurationOrInfrastructure
                        )
                )
            ),
        ];
    }

    /// <summary>The audit that a task makes of a platform.</summary>
    public static AuditJob Of(AuditTask task, Platform platform) =>
        new(Build.Target.NameOf(task.GetType()), platform.Id, platform.Title, platform.Accesses)
        {
            ImageInput = task.ImageInput,
            ShownVariables = task.ShownVariables,
        };
}
