using System.Reflection;
using Cake.Core;

namespace Cake.Frosting.Internal.Tasks;

/// <summary>A task of the build with what its class declares about it.</summary>
internal sealed class BuildTask : ICakeTaskInfo
{
    private readonly IFrostingTask _task;
    private readonly bool _continuesOnError;
    private readonly bool _handlesErrors;

    /// <exception cref="CakeException">The task names a dependency twice, or both continues on errors and handles them.</exception>
    /// <exception cref="FrostingException">The task is tied to a class that is no task.</exception>
    public BuildTask(IFrostingTask task)
    {
        _task = task;
        var type = task.GetType();
        var root = RootOf(type);
        Name = NameOf(type);
        Description = type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description;
        Dependencies = [.. type.GetCustomAttributes<IsDependentOnAttribute>().Select(attribute => Dependency(attribute.Task))];
        if (Dependencies.GroupBy(dependency => dependency.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } repeated)
        {
            throw new CakeException($"The task '{Name}' already have a dependency on '{repeated.Key}'.");
        }

        Dependees = [.. type.GetCustomAttributes<IsDependeeOfAttribute>().Select(attribute => Dependency(attribute.Task))];
        ContextType = root.GenericTypeArguments[0];
        var run = root.GetGenericTypeDefinition() == typeof(FrostingTask<>) ? nameof(FrostingTask.Run) : nameof(AsyncFrostingTask.RunAsync);
        HasBody = Overrides(type, root, run, ContextType);
        _continuesOnError = type.IsDefined(typeof(ContinueOnErrorAttribute), inherit: false);
        _handlesErrors = Overrides(type, root, nameof(FrostingTask.OnError), typeof(Exception), ContextType);
        if (_continuesOnError && _handlesErrors)
        {
            throw new CakeException("There can only be one error handler per task.");
        }
    }

    public string Name { get; }

    public string Description { get; }

    public IReadOnlyList<CakeTaskDependency> Dependencies { get; }

    public IReadOnlyList<CakeTaskDependency> Dependees { get; }

    /// <summary>The context that the task asks for.</summary>
    public Type ContextType { get; }

    /// <summary>Whether the task does something itself rather than only gather its dependencies.</summary>
    public bool HasBody { get; }

    public bool SwallowsErrors => _continuesOnError || _handlesErrors;

    public string SkippedMessage => _task.SkippedMessage;

    public bool ShouldRun(ICakeContext context) => _task.ShouldRun(context);

    public Task RunAsync(ICakeContext context) => _task.RunAsync(context);

    public void OnError(Exception exception, ICakeContext context) => _task.OnError(exception, context);

    public void Finally(ICakeContext context) => _task.Finally(context);

    private static string NameOf(Type type) => type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name;

    private static CakeTaskDependency Dependency(Type type) => typeof(IFrostingTask).IsAssignableFrom(type)
        ? new CakeTaskDependency(NameOf(type), required: true)
        : throw new FrostingException($"The dependency '{type.FullName}' is not a valid task: it does not implement {nameof(IFrostingTask)}.");

    private static Type RootOf(Type type)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.IsGenericType && ancestor.GetGenericTypeDefinition() is var definition
                && (definition == typeof(FrostingTask<>) || definition == typeof(AsyncFrostingTask<>)))
            {
                return ancestor;
            }
        }

        throw NotCovered.Member($"{nameof(IFrostingTask)} implemented by {type.FullName} without one of the base classes FrostingTask<T> and AsyncFrostingTask<T>");
    }

    private static bool Overrides(Type type, Type root, string method, params Type[] parameters) =>
        type.GetMethod(method, parameters).DeclaringType != root;
}
