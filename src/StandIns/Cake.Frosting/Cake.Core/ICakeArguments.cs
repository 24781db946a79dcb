namespace Cake.Core;

/// <summary>The arguments of the command line; names compare without regard to case.</summary>
public interface ICakeArguments
{
    bool HasArgument(string name);

    /// <summary>Every value given for a name, in order. A switch without a value counts as null.</summary>
    ICollection<string> GetArguments(string name);

    IDictionary<string, ICollection<string>> GetArguments();
}
