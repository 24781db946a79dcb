using System.Reflection;
using Cake.Core;
using Cake.Frosting;
using PlatformAudits.Build.Tasks;
using PlatformAudits.Foundation;

namespace PlatformAudits.Build;

/// <summary>A target that can be run: every task of this program is one.</summary>
public sealed record Target(string Name, string Description, TargetKinds Kind)
{
    /// <summary>Whether only those need it who develop this program.</summary>
    public bool IsForDevelopment => Kind == TargetKinds.Test || (Kind == TargetKinds.Other && Name != nameof(Default));

    /// <summary>All targets, by name.</summary>
    public static IReadOnlyList<Target> All { get; } =
    [
        .. typeof(Target)
            .Assembly.GetExportedTypes()
            .Where(t => t.IsAssignableTo(typeof(IFrostingTask)) && !t.IsAbstract)
            .Select(t => new Target(NameOf(t), t.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? "", KindOf(t)))
            .OrderBy(t => t.Name, StringComparer.Ordinal),
    ];

    /// <summary>The targets that the command line names; <c>Default</c> where it names none.</summary>
    /// <exception cref="AuditException">It names one that there is not.</exception>
    public static IReadOnlyList<Target> Named(ICakeArguments arguments)
    {
        var names = arguments.HasArgument("target") ? arguments.GetArguments("target") : ["Default"];
        return
        [
            .. names.Select(name =>
                All.FirstOrDefault(t => t.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw Argument.Misuse(
                    $"there is no target {name}; "
                        + (
                            Sentence.Nearest(name ?? "", All.Select(t => t.Name)) is { } nearest
                                ? $"did you mean --target={nearest}?"
                                : $"the targets are {Sentence.List([.. All.Select(t => t.Name)])}."
                        )
                )
            ),
        ];
    }

    /// <summary>The name of a task's target.</summary>
    public static string NameOf(Type task) => task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;

    private static TargetKinds KindOf(Type type) =>
        type.IsSubclassOf(typeof(AuditTask)) || type == typeof(Tasks.All) ? TargetKinds.Audit
        : type == typeof(Tasks.Sandbox) ? TargetKinds.Sandbox
        : type == typeof(Tasks.Schedules) ? TargetKinds.Schedules
        : type == typeof(Tasks.FollowUp) || type == typeof(Tasks.Forecast) ? TargetKinds.FollowUp
        : type == typeof(Tasks.Test) || type == typeof(Tasks.Search) ? TargetKinds.Test
        : type == typeof(Tasks.Verify) ? TargetKinds.Evidence
        : type == typeof(Tasks.Report) ? TargetKinds.Report
        : TargetKinds.Other;
}
