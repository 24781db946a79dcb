using Cake.Core;

namespace Cake.Frosting.Internal.Tasks;

/// <summary>Which tasks run before which.</summary>
internal sealed class TaskGraph
{
    private readonly Dictionary<string, BuildTask> _tasks;
    private readonly Dictionary<BuildTask, List<BuildTask>> _predecessors;

    /// <exception cref="CakeException">A task is tied to one that does not exist, or to itself by way of others.</exception>
    public TaskGraph(IReadOnlyList<BuildTask> tasks)
    {
        _tasks = tasks.ToDictionary(task => task.Name, StringComparer.OrdinalIgnoreCase);
        _predecessors = tasks.ToDictionary(task => task, task => task.Dependencies.Select(other => Resolve(task, other, "dependent on")).ToList());
        foreach (var task in tasks)
        {
            foreach (var dependee in task.Dependees)
            {
                _predecessors[Resolve(task, dependee, "a dependee of")].Add(task);
            }
        }

        var ordered = new List<BuildTask>();
        foreach (var task in tasks)
        {
            Visit(task, ordered, []);
        }
    }

    /// <exception cref="CakeException">There is no such task.</exception>
    public BuildTask Find(string name) => _tasks.TryGetValue(name, out var task) ? task : throw new CakeException($"The target '{name}' was not found.");

    /// <summary>A task and everything that runs before it, in the order in which it runs.</summary>
    public IReadOnlyList<BuildTask> Order(BuildTask target)
    {
        var ordered = new List<BuildTask>();
        Visit(target, ordered, []);
        return ordered;
    }

    private void Visit(BuildTask task, List<BuildTask> ordered, List<BuildTask> path)
    {
        if (path.Contains(task))
        {
            var circle = path.SkipWhile(visited => visited != task).Append(task).Select(visited => visited.Name);
            throw new CakeException($"Graph contains circular references: {string.Join(" -> ", circle)}.");
        }

        if (ordered.Contains(task))
        {
            return;
        }

        path.Add(task);
        foreach (var predecessor in _predecessors[task])
        {
            Visit(predecessor, ordered, path);
        }

        path.RemoveAt(path.Count - 1);
        ordered.Add(task);
    }

    private BuildTask Resolve(BuildTask task, CakeTaskDependency dependency, string tie) => _tasks.TryGetValue(dependency.Name, out var other)
        ? other
        : throw new CakeException($"Task '{task.Name}' is {tie} task '{dependency.Name}' which does not exist; a task must be a public class.");
}
