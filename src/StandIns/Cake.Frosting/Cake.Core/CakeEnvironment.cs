using System.Collections;
using Cake.Core.IO;

namespace Cake.Core;

/// <summary>The environment of this process; its working directory is the process's current directory.</summary>
internal sealed class CakeEnvironment(ICakePlatform platform, ICakeRuntime runtime) : ICakeEnvironment
{
    public DirectoryPath WorkingDirectory
    {
        get => new(System.Environment.CurrentDirectory);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            var directory = value.IsRelative ? value.MakeAbsolute(this) : value.Collapse();
            System.Environment.CurrentDirectory = directory.FullPath;
        }
    }

    public DirectoryPath UserHomeDirectory => GetSpecialPath(SpecialPath.UserProfile);

    public DirectoryPath ApplicationRoot => new(AppContext.BaseDirectory);

    public ICakePlatform Platform => platform;

    public ICakeRuntime Runtime => runtime;

    public DirectoryPath GetSpecialPath(SpecialPath path) => path switch
    {
        SpecialPath.ApplicationData => Folder(System.Environment.SpecialFolder.ApplicationData),
        SpecialPath.CommonApplicationData => Folder(System.Environment.SpecialFolder.CommonApplicationData),
        SpecialPath.LocalApplicationData => Folder(System.Environment.SpecialFolder.LocalApplicationData),
        SpecialPath.UserProfile => Folder(System.Environment.SpecialFolder.UserProfile),
        SpecialPath.LocalTemp => new DirectoryPath(System.IO.Path.GetTempPath()),
        _ => throw NotCovered.Member($"{nameof(ICakeEnvironment)}.{nameof(GetSpecialPath)}({nameof(SpecialPath)}.{path})"),
    };

    public string GetEnvironmentVariable(string variable) => System.Environment.GetEnvironmentVariable(variable);

    public IDictionary<string, string> GetEnvironmentVariables()
    {
        var variables = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string)variable.Value;
        }

        return variables;
    }

    private static DirectoryPath Folder(System.Environment.SpecialFolder folder) => new(System.Environment.GetFolderPath(folder));
}
