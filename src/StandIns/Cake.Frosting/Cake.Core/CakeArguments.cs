namespace Cake.Core;

/// <summary>Arguments by name. Of spellings that differ in case only, the last one's values count.</summary>
public sealed class CakeArguments : ICakeArguments
{
    private readonly Dictionary<string, ICollection<string>> _arguments = new(StringComparer.OrdinalIgnoreCase);

    public CakeArguments(ILookup<string, string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        foreach (var values in arguments)
        {
            _arguments[values.Key] = [.. values];
        }
    }

    public bool HasArgument(string name) => _arguments.ContainsKey(name);

    public ICollection<string> GetArguments(string name) => _arguments.TryGetValue(name, out var values) ? values : [];

    public IDictionary<string, ICollection<string>> GetArguments() => _arguments;
}
