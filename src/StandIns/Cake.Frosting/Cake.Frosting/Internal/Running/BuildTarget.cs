using Cake.Frosting.Internal.Tasks;

namespace Cake.Frosting.Internal.Running;

/// <summary>A target of a run and the tasks that run for it, itself last.</summary>
internal sealed record BuildTarget(BuildTask Task, IReadOnlyList<BuildTask> Steps);
