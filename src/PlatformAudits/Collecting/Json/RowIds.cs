using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PlatformAudits.Collecting.Json;

/// <summary>
/// Counts the different identifiers of a list's rows. Half of each one's SHA-256 is kept: no two share it, and there may be 100,000.
/// </summary>
internal sealed class RowIds
{
    private readonly HashSet<UInt128> _seen = [];
    private bool _isUnknown;

    /// <summary>
    /// How many different ones there are; null when no row has one. Where only some have, the others count as rows that stand twice.
    /// </summary>
    public long? Count => _isUnknown && _seen.Count == 0 ? null : _seen.Count;

    /// <summary>What is kept of a row's identifier, or null when it has none.</summary>
    public static UInt128? FingerprintOf(string? id) =>
        id is null ? null : BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    /// <summary>Adds a row.</summary>
    public void Add(UInt128? print)
    {
        if (print is { } known)
        {
            _seen.Add(known);
        }
        else
        {
            _isUnknown = true;
        }
    }
}
