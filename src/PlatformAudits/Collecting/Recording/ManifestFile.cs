using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Serialization;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Recording;

/// <summary>
/// <c>manifest.json</c> as bytes. A manifest has one form only: what is laid out otherwise, or holds a key twice or one that this version
/// does not write, is none, so that nobody reads anything else out of it than the program does.
/// </summary>
internal static partial class ManifestFile
{
    private static readonly JsonSerializerSettings Format = new()
    {
        Formatting = Formatting.Indented,
        ContractResolver = new DefaultContractResolver { NamingStrategy = new CamelCaseNamingStrategy() },
        DateParseHandling = DateParseHandling.None,
        MissingMemberHandling = MissingMemberHandling.Error,
        Converters =
        {
            new IsoDateTimeConverter
            {
                DateTimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'",
                DateTimeStyles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                Culture = CultureInfo.InvariantCulture,
            },
        },
    };

    /// <summary>A manifest with its seal, and the bytes of its file.</summary>
    public static (Manifest Manifest, byte[] Bytes) Sealed(Manifest manifest)
    {
        manifest = manifest with { Seal = SealOf(BytesOf(manifest with { Seal = "" })) };
        return (manifest, BytesOf(manifest));
    }

    /// <summary>
    /// A manifest without the secrets of the run, such as one in the path of a file that the run was given: what the last gate would take
    /// out of the file must not be sealed.
    /// </summary>
    public static Manifest Redacted(Manifest manifest)
    {
        var text = Encoding.UTF8.GetString(BytesOf(manifest));
        var redacted = Secrets.Current.RedactedIn(text);
        return ReferenceEquals(redacted, text) ? manifest : JsonConvert.DeserializeObject<Manifest>(redacted, Format)!;
    }

    /// <summary>Reads a manifest.</summary>
    /// <returns>The manifest, or what is wrong with the bytes, as a clause.</returns>
    public static (Manifest? Manifest, string? Problem) Read(byte[] bytes)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            var head = JsonConvert.DeserializeObject<Head>(text);
            if (head?.Schema != Manifest.CurrentSchema)
            {
                return (
                    null,
                    $"{Snapshot.ManifestName} has schema {head?.Schema}, and this program reads {Manifest.CurrentSchema}: use the version "
                        + $"that wrote it ({head?.Tool})"
                );
            }

            if (SealOf(bytes) != head.Seal)
            {
                return (null, $"{Snapshot.ManifestName} was changed after it was written; its seal does not fit");
            }

            var manifest = JsonConvert.DeserializeObject<Manifest>(text, Format)!;
            var own = BytesOf(manifest);
            return !own.AsSpan().SequenceEqual(bytes)
                    ? (null, $"{Snapshot.ManifestName} is not as this program writes it, from line {LineOfDifference(own, bytes)} on")
                : manifest.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)
                    ? (null, $"{Snapshot.ManifestName} names the time zone {zone}, which this machine does not know: install tzdata")
                : IsWhole(manifest) ? (manifest, null)
                : (null, $"{Snapshot.ManifestName} lacks what every run records, or names a file outside the snapshot");
        }
        catch (Exception error)
            when (error is JsonException or ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            return (null, $"{Snapshot.ManifestName} is not readable: {error.Message.TrimEnd('.')}");
        }
    }

    /// <summary>
    /// The seal that belongs to the bytes of a manifest, as an auditor's <c>sed 's/"seal": "[0-9a-f]*"/"seal": ""/' | sha256sum</c> prints
    /// it.
    /// </summary>
    public static string SealOf(ReadOnlySpan<byte> bytes) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.Latin1.GetBytes(SealDigits().Replace(Encoding.Latin1.GetString(bytes), "$1\"seal\": \"\"")))
        );

    /// <summary>Whether a name is one of a file below a snapshot, in the one form that names it on every system.</summary>
    /// <param name="file">The name, with <c>/</c>.</param>
    public static bool IsFileName(string file) => file.Split('/').All(part => part is not ("" or "." or "..") && FilePart().IsMatch(part));

    private static byte[] BytesOf(Manifest manifest)
    {
        using var bytes = new MemoryStream();
        using (var text = new StreamWriter(bytes, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" })
        {
            JsonSerializer.Create(Format).Serialize(text, manifest);
            text.WriteLine();
        }

        return bytes.ToArray();
    }

    private static bool IsWhole(Manifest manifest) =>
        manifest is { Tool: not null, Platform: not null, Period: not null, Totals: not null }
        && manifest.Systems is { } systems
        && systems.All(s => s is { Name: not null, BaseUrl: not null, CredentialVariable: not null, RedactedFields: not null })
        && manifest.Inputs is { } inputs
        && inputs.All(i => i is { File: not null, Source: not null, Sha256: not null } && IsFileName(i.File))
        && manifest.Exchanges is { } exchanges
        && exchanges.All(e => e is { System: not null, List: not null, Method: not null, Path: not null, Headers: not null })
        && exchanges.All(e => e.File is null || (e.Sha256 is not null && IsFileName(e.File)))
        && manifest.Lists is { } lists
        && lists.All(l => l is not null)
        && manifest
            .Files.Distinct()
            .GroupBy(f => f.File, StringComparer.Ordinal)
            .All(file => file.Take(2).Count() == 1 && !Snapshot.IsOfTheProgram(file.Key));

    private static int LineOfDifference(byte[] own, byte[] bytes) =>
        1 + bytes.AsSpan(0, own.AsSpan().CommonPrefixLength(bytes)).Count((byte)'\n');

    // As sed: the first of a line, and a line ends with LF alone.
    [GeneratedRegex("^([^\n]*?)\"seal\": \"[0-9a-f]*\"", RegexOptions.Multiline)]
    private static partial Regex SealDigits();

    [GeneratedRegex(@"^[^\p{Cc}\\]+\z")]
    private static partial Regex FilePart();

    private sealed record Head
    {
        public int Schema { get; init; }

        public string? Tool { get; init; }

        public string? Seal { get; init; }
    }
}
