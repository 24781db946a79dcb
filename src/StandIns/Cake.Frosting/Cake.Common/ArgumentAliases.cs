using Cake.Core;

namespace Cake.Common;

/// <summary>Reads the arguments of the command line, converted to the type that is asked for.</summary>
public static class ArgumentAliases
{
    public static bool HasArgument(this ICakeContext context, string name) => context.Arguments.HasArgument(name);

    /// <summary>The last value given for a name.</summary>
    /// <exception cref="CakeException">There is no value; a switch without a value has none.</exception>
    public static T Argument<T>(this ICakeContext context, string name) => TextConversion.To<T>(context.Arguments.GetArgument(name) ?? throw NotSet(name));

    /// <summary>The last value given for a name, or the default; a switch without a value gives the default.</summary>
    public static T Argument<T>(this ICakeContext context, string name, T defaultValue) =>
        context.Arguments.GetArgument(name) is { } value ? TextConversion.To<T>(value) : defaultValue;

    /// <summary>Every value given for a name.</summary>
    /// <exception cref="CakeException">There is no value.</exception>
    public static ICollection<T> Arguments<T>(this ICakeContext context, string name)
    {
        var values = Values<T>(context, name);
        return values.Count > 0 ? values : throw NotSet(name);
    }

    public static ICollection<T> Arguments<T>(this ICakeContext context, string name, T defaultValue) => Arguments<T>(context, name, [defaultValue]);

    public static ICollection<T> Arguments<T>(this ICakeContext context, string name, ICollection<T> defaultValues) =>
        Arguments(context, name, _ => defaultValues);

    public static ICollection<T> Arguments<T>(this ICakeContext context, string name, Func<ICakeContext, ICollection<T>> defaultValues)
    {
        var values = Values<T>(context, name);
        return values.Count > 0 ? values : defaultValues(context);
    }

    public static IDictionary<string, ICollection<string>> Arguments(this ICakeContext context) => context.Arguments.GetArguments();

    private static List<T> Values<T>(ICakeContext context, string name) =>
        [.. context.Arguments.GetArguments(name).Where(value => value is not null).Select(TextConversion.To<T>)];

    private static CakeException NotSet(string name) => new($"Argument '{name}' was not set.");
}
