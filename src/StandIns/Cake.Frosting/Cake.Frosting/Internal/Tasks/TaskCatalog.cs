using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal.Tasks;

/// <summary>Takes in the tasks that a build has.</summary>
internal static class TaskCatalog
{
    /// <exception cref="CakeException">Two tasks have the same name, their case aside.</exception>
    public static IReadOnlyList<BuildTask> Register(IEnumerable<IFrostingTask> tasks, ICakeContext context)
    {
        var registered = new List<BuildTask>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var task in tasks.Select(task => new BuildTask(task)))
        {
            if (!task.ContextType.IsInstanceOfType(context))
            {
                context.Log.Warning("Task cannot be used since the context isn't convertible to {0}.", task.ContextType.FullName);
                continue;
            }

            context.Log.Debug("Registering task: {0}", task.Name);
            if (!names.Add(task.Name))
            {
                throw new CakeException($"Another task with the name '{task.Name}' has already been added.");
            }

            registered.Add(task);
        }

        return registered;
    }
}
