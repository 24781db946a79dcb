using System.Reflection;

namespace Cake.Frosting.Internal.CommandLines;

/// <summary>The version texts of the entry assembly. What is printed as the version is its description (observed).</summary>
internal static class HostVersion
{
    private const string Unknown = "Unknown";

    private static string Version => Entry?.GetCustomAttribute<AssemblyDescriptionAttribute>()?.Description ?? Unknown;

    private static string Details => Entry?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? Unknown;

    private static Assembly Entry => Assembly.GetEntryAssembly();

    public static void WriteTo(TextWriter output) => output.WriteLine(Version);

    public static void WriteDetailsTo(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"Version: {Version}");
        output.WriteLine($"Details: {Details}");
        output.WriteLine();
    }
}
