using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Collecting;

/// <summary>A team file, or a folder of them, that is on this machine and has not been read yet.</summary>
internal sealed class ArrivedTeam
{
    private readonly Func<Roster> _read;

    public ArrivedTeam(string path, Func<Roster> read)
    {
        _read = read;
        Bytes =
            File.Exists(path) ? new FileInfo(path).Length
            : Directory.Exists(path) ? TeamFile.FilesOf(path).Sum(f => new FileInfo(f).Length)
            : 0;
    }

    /// <summary>How large it is in bytes; 0 when it is not there, which reading it tells.</summary>
    public long Bytes { get; }

    /// <exception cref="AuditException">It can't be read, or is wrong.</exception>
    public Roster Read() => _read();
}
