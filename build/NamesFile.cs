using System.Globalization;
using System.Text;
using PlatformAudits.Foundation;

namespace PlatformAudits.Build;

/// <summary>A file of names for the sandbox, one a line; a line holds whatever it likes, as long as it is UTF-8.</summary>
internal static class NamesFile
{
    private const int MostBytes = 64 * 1024 * 1024;

    /// <summary>Longer than any vendor keeps, and short enough for 150 accounts in one answer.</summary>
    private const int LongestName = 100_000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the names.</summary>
    /// <exception cref="AuditException">It can't be read, or holds no name or something that is none; the message says where.</exception>
    public static string[] Read(string path)
    {
        try
        {
            using var text = new StringReader(Decode(path, ReadBytes(path)));
            var names = new List<string>();
            while (text.ReadLine() is { } name)
            {
                names.Add(name);
                if (name.Length > LongestName)
                {
                    throw Argument.Misuse(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"--sandbox-names={path}:{names.Count} has {name.Length} characters, "
                                + $"and a name may have {LongestName}; shorten it."
                        )
                    );
                }
            }

            return names.Count > 0 ? [.. names] : throw Argument.Misuse($"--sandbox-names={path} is empty; put one name a line into it.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Argument.Misuse($"--sandbox-names={path} can't be read ({error.Message.TrimEnd('.')}); check the path.");
        }
    }

    /// <summary>Not more than the limit, also of a file that never ends.</summary>
    private static ReadOnlyMemory<byte> ReadBytes(string path)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[MostBytes + 1];
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length <= MostBytes
            ? bytes.AsMemory(0, length)
            : throw Argument.Misuse($"--sandbox-names={path} is larger than 64 MiB; give a smaller one.");
    }

    private static string Decode(string path, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes.Span).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException error)
        {
            var line = bytes.Span[..Math.Max(0, error.Index)].Count((byte)'\n') + 1;
            throw Argument.Misuse(
                string.Create(CultureInfo.InvariantCulture, $"--sandbox-names={path}:{line} is not UTF-8; save the file as UTF-8.")
            );
        }
    }
}
