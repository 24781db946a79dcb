using Cake.Core;
using Cake.Frosting.Internal.CommandLines;

namespace Cake.Frosting.Internal.Tasks;

/// <summary>Prints the tasks as trees of their dependencies. A task that others name as their dependency, or that names a dependee, is no root.</summary>
internal sealed class TaskTree(IReadOnlyList<BuildTask> tasks, TaskGraph graph)
{
    /// <exception cref="CakeException">A task runs before itself, by way of others. The package prints such a tree without end (observed).</exception>
    public void WriteTo(TextWriter output)
    {
        foreach (var root in Roots())
        {
            graph.Order(root);
        }

        output.WriteLine();
        foreach (var root in Roots())
        {
            output.WriteLine(root.Name);
            WriteChildren(output, root, "");
            output.WriteLine();
        }
    }

    private IEnumerable<BuildTask> Roots()
    {
        var dependencies = tasks.SelectMany(task => task.Dependencies).Select(dependency => dependency.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return tasks
            .Where(task => task.Dependees.Count == 0 && !dependencies.Contains(task.Name))
            .OrderBy(task => !task.Name.Equals(CommandSwitch.Target.DefaultValue, StringComparison.OrdinalIgnoreCase))
            .ThenBy(task => task.Name, StringComparer.OrdinalIgnoreCase);
    }

    private void WriteChildren(TextWriter output, BuildTask task, string indentation)
    {
        foreach (var (index, dependency) in task.Dependencies.Index())
        {
            var isLast = index == task.Dependencies.Count - 1;
            output.WriteLine($"{indentation}{(isLast ? "└─" : "├─")}{dependency.Name}");
            WriteChildren(output, graph.Find(dependency.Name), indentation + (isLast ? "   " : "│  "));
        }
    }
}
