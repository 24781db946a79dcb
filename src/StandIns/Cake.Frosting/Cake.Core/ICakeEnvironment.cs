using Cake.Core.IO;

namespace Cake.Core;

/// <summary>The machine and the process that the build runs on.</summary>
public interface ICakeEnvironment
{
    DirectoryPath WorkingDirectory { get; set; }

    DirectoryPath UserHomeDirectory { get; }

    DirectoryPath ApplicationRoot { get; }

    ICakePlatform Platform { get; }

    ICakeRuntime Runtime { get; }

    DirectoryPath GetSpecialPath(SpecialPath path);

    /// <summary>The value of an environment variable; null when it is not set.</summary>
    string GetEnvironmentVariable(string variable);

    IDictionary<string, string> GetEnvironmentVariables();
}
