namespace PlatformAudits.Build;

/// <summary>
/// A part of a GitLab job's log that can be folded away, and is until somebody opens it (docs.gitlab.com/ci/jobs/job_logs, "Custom
/// collapsible sections").
/// </summary>
internal sealed class JobSection : IDisposable
{
    private const string Erase = "\u001b[0K";

    private readonly string _name;

    /// <summary>Begins it.</summary>
    /// <param name="name">Its name: letters, digits and hyphens, once a job.</param>
    public JobSection(string name, string title)
    {
        _name = name;
        Console.Write($"{Erase}section_start:{Now}:{name}[collapsed=true]\r{Erase}{title}\n");
    }

    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    public void Dispose() => Console.Write($"{Erase}section_end:{Now}:{_name}\r{Erase}\n");
}
