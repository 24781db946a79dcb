namespace PlatformAudits.Tests;

/// <summary>The checkout that the tests run in.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PlatformAudits.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not lie below a checkout.");
        }

        return folder.FullName;
    }
}
