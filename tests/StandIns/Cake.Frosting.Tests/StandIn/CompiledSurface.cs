using System.Reflection;
using System.Runtime.CompilerServices;

namespace Cake.Frosting.Tests.StandIn;

/// <summary>The public surface of the stand-in, written like the recorded one.</summary>
public static class CompiledSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
    };

    public static IEnumerable<Surface> Read() => typeof(CakeHost).Assembly.GetExportedTypes().Select(Describe);

    private static Surface Describe(Type type) =>
        new(
            $"{KindOf(type)} {type.Namespace}.{NameOf(type)}",
            type.IsEnum || type.IsSubclassOf(typeof(Delegate)) ? [] : [.. BasesOf(type).Select(NameOf)],
            type.IsEnum
                ? [string.Join(", ", Enum.GetValues(type).Cast<object>().Select(value => $"{value}={(int)value}"))]
                : [.. MembersOf(type)]
        );

    private static string KindOf(Type type) =>
        type.IsInterface ? "interface"
        : type.IsEnum ? "enum"
        : type.IsSubclassOf(typeof(Delegate)) ? "delegate"
        : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : type.IsAbstract ? "abstract class"
        : type.IsSealed ? "sealed class"
        : "class";

    private static IEnumerable<Type> BasesOf(Type type)
    {
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var direct = type.GetInterfaces().Except(inherited);
        return type.BaseType is null || type.BaseType == typeof(object) ? direct : direct.Prepend(type.BaseType);
    }

    private static IEnumerable<string> MembersOf(Type type)
    {
        var constructors = type.GetConstructors(Declared)
            .Where(IsVisible)
            .Select(constructor => $"{Access(constructor)}.ctor({Parameters(constructor)})");
        var methods = type.GetMethods(Declared)
            .Where(method => IsVisible(method) && !method.IsSpecialName)
            .Select(method =>
                $"{Access(method)}{Modifier(method)}{NameOf(method.ReturnType)} "
                + $"{method.Name}{Arguments(method.GetGenericArguments())}({Parameters(method)})"
            );
        var properties = type.GetProperties(Declared)
            .Where(property => IsVisible(property.GetMethod!))
            .Select(property =>
                $"{Access(property.GetMethod!)}{Modifier(property.GetMethod!)}{NameOf(property.PropertyType)} {property.Name} {{ get; "
                + $"{(property.SetMethod is { } set && IsVisible(set) ? "set; " : "")}}}"
            );
        return constructors.Concat(methods).Concat(properties);
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifier(MethodInfo method) =>
        method.IsStatic ? "static "
        : method.DeclaringType!.IsInterface || method.IsFinal || !method.IsVirtual ? ""
        : method.GetBaseDefinition() != method ? "override "
        : method.IsAbstract ? "abstract "
        : "virtual ";

    private static string Parameters(MethodBase method)
    {
        var isExtension = method.IsDefined(typeof(ExtensionAttribute), inherit: false);
        return string.Join(
            ", ",
            method
                .GetParameters()
                .Select(
                    (parameter, index) =>
                        (isExtension && index == 0 ? "this " : "")
                        + (parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) ? "params " : "")
                        + $"{NameOf(parameter.ParameterType)} {parameter.Name}"
                )
        );
    }

    private static string NameOf(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsArray)
        {
            return $"{NameOf(type.GetElementType()!)}[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{NameOf(underlying)}?";
        }

        return type.IsGenericType
            ? type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)] + Arguments(type.GetGenericArguments())
            : type.Name;
    }

    private static string Arguments(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(NameOf))}>";
}
