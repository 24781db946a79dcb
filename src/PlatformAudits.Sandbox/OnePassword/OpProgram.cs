using System.Reflection;

namespace PlatformAudits.Sandbox.OnePassword;

/// <summary>
/// The sandbox's <c>op</c>, which stands in the folder <c>op</c> beside this assembly. On Windows it is a program of its own. On Unix it
/// is a script of one line, written when first needed: it starts the <c>dotnet</c> that this process runs on, which need be neither on the
/// path nor where it is looked for by default.
/// </summary>
internal static class OpProgram
{
    private static readonly Lazy<string> Found = new(Find);

    /// <summary>The program's path.</summary>
    /// <exception cref="IOException">The script could not be written.</exception>
    public static string Path => Found.Value;

    private static string Find()
    {
        var folder = System.IO.Path.Combine(AppContext.BaseDirectory, "op");
        if (OperatingSystem.IsWindows())
        {
            return System.IO.Path.Combine(folder, "op.exe");
        }

        var path = System.IO.Path.Combine(folder, "op");
        var script = $"#!/bin/sh\nexec {Quoted(DotNet())} {Quoted(System.IO.Path.Combine(folder, "op.dll"))} \"$@\"\n";
        if (!File.Exists(path) || File.ReadAllText(path) != script)
        {
            // Other processes may be starting it: they see the old script or the new one, whole.
            var written = $"{path}.{Guid.NewGuid():N}";
            File.WriteAllText(written, script);
            File.SetUnixFileMode(written, (UnixFileMode)0b111_101_101);
            File.Move(written, path, overwrite: true);
        }

        return path;
    }

    /// <summary>The core library lies in <c>shared/Microsoft.NETCore.App/VERSION</c> below the folder of <c>dotnet</c>.</summary>
    private static string DotNet()
    {
        var runtime = System.IO.Path.GetDirectoryName(typeof(object).GetTypeInfo().Assembly.Location)!;
        return System.IO.Path.GetFullPath(System.IO.Path.Combine(runtime, "..", "..", "..", "dotnet"));
    }

    private static string Quoted(string path) => $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
