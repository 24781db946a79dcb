using System.Collections.Concurrent;
using System.Security.Cryptography;
using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Collecting;

/// <summary>
/// The team files that were read in a run. Audits that run at the same time download the file each for itself, as evidence; those that got
/// the same bytes share what was read. Safe to use from several threads.
/// </summary>
public sealed class TeamReadings
{
    private readonly ConcurrentDictionary<(string Sha256, string Source, TeamFormat Format), Lazy<Roster>> _known = [];

    /// <summary>Reads a file, or gives what another audit has read from the same bytes.</summary>
    /// <param name="source">Where it is from, as errors name it.</param>
    /// <param name="format">What is read of every person.</param>
    /// <exception cref="AuditException">It can't be read, or is wrong.</exception>
    public Roster Read(string path, string source, TeamFormat format, Func<Roster> read)
    {
        if (!File.Exists(path))
        {
            return read();
        }

        using var file = RegularFile.OpenRead(path);
        return _known.GetOrAdd((Convert.ToHexStringLower(SHA256.HashData(file)), source, format), _ => new Lazy<Roster>(read)).Value;
    }
}
