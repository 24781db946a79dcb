using System.Reflection;
using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal;

/// <summary>Registers tasks with the engine, with what their classes declare about them.</summary>
internal static class TaskRegistration
{
    /// <exception cref="CakeException">
    /// Two tasks have the same name, a task names a dependency twice, or it both continues on errors and handles them.
    /// </exception>
    /// <exception cref="FrostingException">A task is tied to a class that is no task.</exception>
    public static void Register(IEnumerable<IFrostingTask> tasks, ICakeEngine engine, IFrostingContext context)
    {
        foreach (var task in tasks)
        {
            var root = RootOf(task.GetType());
            var contextType = root.GenericTypeArguments[0];
            if (contextType.IsInstanceOfType(context))
            {
                context.Log.Debug("Registering task: {0}", NameOf(task.GetType()));
                Register(task, root, contextType, engine);
            }
            else
            {
                context.Log.Warning("Task cannot be used since the context isn't convertible to {0}.", contextType.FullName);
            }
        }
    }

    private static void Register(IFrostingTask task, Type root, Type contextType, ICakeEngine engine)
    {
        var type = task.GetType();
        var builder = engine.RegisterTask(NameOf(type)).WithCriteria(task.ShouldRun, task.SkippedMessage);
        if (type.GetCustomAttribute<TaskDescriptionAttribute>() is { } description)
        {
            builder.Description(description.Description);
        }

        var isSynchronous = root.GetGenericTypeDefinition() == typeof(FrostingTask<>);
        if (Overrides(isSynchronous ? nameof(FrostingTask.Run) : nameof(AsyncFrostingTask.RunAsync), contextType))
        {
            builder.Does(task.RunAsync);
        }

        if (type.IsDefined(typeof(ContinueOnErrorAttribute), inherit: false))
        {
            builder.ContinueOnError();
        }

        if (Overrides(nameof(FrostingTask.OnError), typeof(Exception), contextType))
        {
            builder.OnError(task.OnError);
        }

        if (Overrides(nameof(FrostingTask.Finally), contextType))
        {
            builder.Finally(task.Finally);
        }

        foreach (var dependency in type.GetCustomAttributes<IsDependentOnAttribute>())
        {
            builder.IsDependentOn(NameOfTied(dependency.Task));
        }

        foreach (var dependee in type.GetCustomAttributes<IsDependeeOfAttribute>())
        {
            builder.IsDependeeOf(NameOfTied(dependee.Task));
        }

        bool Overrides(string method, params Type[] parameters) => type.GetMethod(method, parameters).DeclaringType != root;
    }

    private static string NameOf(Type type) => type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name;

    private static string NameOfTied(Type type) =>
        typeof(IFrostingTask).IsAssignableFrom(type)
            ? NameOf(type)
            : throw new FrostingException(
                $"The dependency '{type.FullName}' is not a valid task: it does not implement {nameof(IFrostingTask)}."
            );

    private static Type RootOf(Type type)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (
                ancestor.IsGenericType
                && ancestor.GetGenericTypeDefinition() is var definition
                && (definition == typeof(FrostingTask<>) || definition == typeof(AsyncFrostingTask<>))
            )
            {
                return ancestor;
            }
        }

        throw NotCovered.Member(
            $"{nameof(IFrostingTask)} implemented by {type.FullName} "
                + "without one of the base classes FrostingTask<T> and AsyncFrostingTask<T>"
        );
    }
}
