using Cake.Core;

namespace Cake.Frosting.Internal.Tasks;

/// <summary>Which tasks run before which.</summary>
internal sealed class TaskGraph
{
    private readonly Dictionary<string, BuildTask> _tasks;
    private readonly Dictionary<BuildTask, List<BuildTask>> _predecessors;

    /// <exception cref="CakeException">A task is tied to one that does not exist, to itself, or to one that is tied back to it.</exception>
    public TaskGraph(IReadOnlyList<BuildTask> tasks)
    {
        _tasks = tasks.ToDictionary(task => task.Name, StringComparer.OrdinalIgnoreCase);
        _predecessors = tasks.ToDictionary(task => task, _ => new List<BuildTask>());
        foreach (var task in tasks)
        {
            foreach (var dependency in task.Dependencies)
            {
                Connect(Resolve(task, dependency, "is dependent on task"), task);
            }

            foreach (var dependee in task.Dependees)
            {
                Connect(task, Resolve(task, dependee, "has specified that it's a dependency for task"));
            }
        }
    }

    /// <exception cref="CakeException">There is no such task.</exception>
    public BuildTask Find(string name) => _tasks.TryGetValue(name, out var task) ? task : throw new CakeException($"The target '{name}' was not found.");

    /// <summary>A task and everything that runs before it, in the order in which it runs.</summary>
    /// <exception cref="CakeException">Some of them run before themselves, by way of at least two others.</exception>
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
            throw new CakeException("Graph contains circular references.");
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

    private void Connect(BuildTask first, BuildTask then)
    {
        if (first == then)
        {
            throw new CakeException("Reflexive edges in graph are not allowed.");
        }

        if (_predecessors[first].Contains(then))
        {
            throw new CakeException($"Unidirectional edges in graph are not allowed.{Environment.NewLine}\"{then.Name}\" and \"{first.Name}\" cannot depend on each other.");
        }

        _predecessors[then].Add(first);
    }

    private BuildTask Resolve(BuildTask task, CakeTaskDependency dependency, string tie) => _tasks.TryGetValue(dependency.Name, out var other)
        ? other
        : throw new CakeException($"Task '{task.Name}' {tie} '{dependency.Name}' which does not exist.");
}
