using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Tests.Team;

/// <summary>A temporary folder for team files, which messages call by their bare names.</summary>
internal sealed class TeamFolder : IDisposable
{
    /// <summary>Every key that a platform reads, with rotations.</summary>
    public static TeamFormat Format { get; } = FormatOf("rotations");

    public TeamFolder() => Path = Directory.CreateTempSubdirectory("team-").FullName;

    public string Path { get; }

    /// <summary>Reads a team file with this text.</summary>
    public static Roster Read(string yaml)
    {
        using var folder = new TeamFolder();
        return ReadNamed(folder.Add("team.yaml", yaml));
    }

    /// <summary>The sentence with which a team file with this text is refused.</summary>
    public static string Refusal(string yaml) => RefusalOf(() => Read(yaml));

    /// <summary>The sentence with which a reading is refused.</summary>
    public static string RefusalOf(Action read)
    {
        var failure = Assert.Throws<AuditException>(() => read())!;
        Assert.That(failure.Kind, Is.EqualTo(FailureKind.NotEvaluated));
        return failure.Message;
    }

    /// <summary>Reads a file or folder, calling it by its bare name.</summary>
    public static Roster ReadNamed(string path) => TeamFile.Read(path, System.IO.Path.GetFileName, format: Format);

    /// <summary>The keys that the platforms read when the settings name this one for rotations.</summary>
    public static TeamFormat FormatOf(string? rotationKey)
    {
        using var folder = new TeamFolder();
        return Configuration.Read(folder.Add("audits.yaml", $"team: {{ rotation_key: {rotationKey} }}\n")).TeamFormat;
    }

    public string Add(string name, string yaml)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, yaml);
        return path;
    }

    public string Add(string name, byte[] bytes)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Combine(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
