namespace Cake.Core.Configuration;

/// <summary>
/// Settings from the host, then from environment variables, then from the command line; the later one counts. What the command line sets is
/// known by its name with the dashes (observed), so that it stands beside the others.
/// </summary>
internal sealed class CakeConfiguration : ICakeConfiguration
{
    private const string VariablePrefix = "CAKE_";
    private const string FileName = "cake.config";

    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _hasFile;

    public CakeConfiguration(IEnumerable<CakeSetting> hostSettings, ICakeEnvironment environment, IEnumerable<CakeSetting> commandLineSettings)
    {
        foreach (var setting in hostSettings)
        {
            _values[setting.Key] = setting.Value;
        }

        foreach (var (name, value) in environment.GetEnvironmentVariables())
        {
            if (name.StartsWith(VariablePrefix, StringComparison.OrdinalIgnoreCase))
            {
                _values[name[VariablePrefix.Length..]] = value;
            }
        }

        foreach (var setting in commandLineSettings.DistinctBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase))
        {
            _values[setting.Key] = setting.Value;
        }

        _hasFile = File.Exists(System.IO.Path.Combine(environment.WorkingDirectory.FullPath, FileName));
    }

    public string GetValue(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _hasFile
            ? throw NotCovered.Member($"{nameof(ICakeConfiguration)}.{nameof(GetValue)} with a {FileName} in the working directory")
            : _values.GetValueOrDefault(key);
    }
}
