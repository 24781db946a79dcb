using System.Reflection;
using Cake.Cli;

namespace Cake.Frosting.Internal;

/// <summary>The version texts of the entry assembly. What is printed as the version is its description (observed).</summary>
internal sealed class ProgramVersion : IVersionResolver
{
    private const string Unknown = "Unknown";

    private static Assembly Entry => Assembly.GetEntryAssembly();

    public string GetVersion() => Entry?.GetCustomAttribute<AssemblyDescriptionAttribute>()?.Description ?? Unknown;

    public string GetProductVersion() =>
        Entry?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? Unknown;
}
