namespace Cake.Core;

/// <summary>Reads a single value of an argument.</summary>
public static class CakeArgumentsExtensions
{
    /// <summary>The last value given for a name; null when there is none.</summary>
    public static string GetArgument(this ICakeArguments arguments, string name)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return arguments.GetArguments(name).LastOrDefault();
    }
}
