using Newtonsoft.Json;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Collecting.Paging;

namespace PlatformAudits.Collecting.Recording;

/// <summary>
/// What <c>manifest.json</c> says of a snapshot: who asked, when, what for, what came back, and the hashes that prove it. Its
/// <see cref="Seal"/> is the SHA-256 of the file itself with the seal's own 64 digits left out, so it covers every other hash:
/// <c>sed 's/"seal": "[0-9a-f]*"/"seal": ""/' manifest.json | sha256sum</c> prints it again.
/// </summary>
public sealed record Manifest
{
    /// <summary>The format's version; a reader refuses one that it does not know.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The format's version.</summary>
    [JsonProperty(Order = 1)]
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The program and its version.</summary>
    [JsonProperty(Order = 2)]
    public required string Tool { get; init; }

    /// <summary>The platform's id, such as <c>calendly</c>.</summary>
    [JsonProperty(Order = 3)]
    public required string Platform { get; init; }

    /// <summary>The audited period, such as <c>FY27-Q1</c>.</summary>
    [JsonProperty(Order = 4)]
    public required string Period { get; init; }

    /// <summary>
    /// The period of the earlier run that this one was compared with, such as <c>FY26-Q4</c>; null where there was none.
    /// </summary>
    [JsonProperty(Order = 4, NullValueHandling = NullValueHandling.Ignore)]
    public string? PreviousPeriod { get; init; }

    /// <summary>
    /// The seal of that run, which chains the periods; null where nobody knows it. Its name must not be <c>seal</c>, which the seal leaves
    /// out.
    /// </summary>
    [JsonProperty(Order = 4, NullValueHandling = NullValueHandling.Ignore)]
    public string? PreviousSeal { get; init; }

    /// <summary>The <see cref="SigningKey.Id"/> of the key that signs the manifest; null for an unsigned one.</summary>
    [JsonProperty(Order = 4, NullValueHandling = NullValueHandling.Ignore)]
    public string? SigningKey { get; init; }

    /// <summary>Where the team was read, with the commit where it came from GitLab; null where it was not read.</summary>
    [JsonProperty(Order = 4, NullValueHandling = NullValueHandling.Ignore)]
    public string? Team { get; init; }

    /// <summary>The page of the GitLab job that ran it (<c>CI_JOB_URL</c>); null for a run elsewhere.</summary>
    [JsonProperty(Order = 4, NullValueHandling = NullValueHandling.Ignore)]
    public Uri? Job { get; init; }

    /// <summary>The page of the GitLab job that this run is; null for a run elsewhere.</summary>
    /// <param name="environment">Gives an environment variable's value, or null.</param>
    public static Uri? JobOf(Func<string, string?> environment) =>
        Uri.TryCreate(environment("CI_JOB_URL"), UriKind.Absolute, out var job) && job.Scheme is "https" or "http" ? job : null;

    /// <summary>
    /// The time zone, by its IANA name, in which the run's days begin and end, also those of waivers; null in manifests of older versions,
    /// for which waivers went by UTC.
    /// </summary>
    [JsonProperty(Order = 4, NullValueHandling = NullValueHandling.Ignore)]
    public string? TimeZone { get; init; }

    /// <summary>When the run began, UTC.</summary>
    [JsonProperty(Order = 5)]
    public required DateTimeOffset Started { get; init; }

    /// <summary>The day on which the run began, in <see cref="TimeZone"/>.</summary>
    /// <param name="otherwise">The time zone of a manifest that names none.</param>
    internal DateOnly DayIn(TimeZoneInfo otherwise) =>
        DateOnly.FromDateTime(
            TimeZoneInfo.ConvertTime(Started, TimeZone is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : otherwise).DateTime
        );

    /// <summary>When the last byte had been written, UTC.</summary>
    [JsonProperty(Order = 6)]
    public required DateTimeOffset Ended { get; init; }

    /// <summary>The systems that were asked.</summary>
    [JsonProperty(Order = 7)]
    public required IReadOnlyList<AskedSystem> Systems { get; init; }

    /// <summary>The files that the run was given: settings, waivers, the team file, and what earlier runs have left.</summary>
    [JsonProperty(Order = 8)]
    public required IReadOnlyList<StoredInput> Inputs { get; init; }

    /// <summary>Every request with its answer, in the order of their files' names.</summary>
    [JsonProperty(Order = 9)]
    public required IReadOnlyList<Exchange> Exchanges { get; init; }

    /// <summary>
    /// The times in which requests were held back, because of a limit or before a repeat, by their beginning; null when there were none.
    /// </summary>
    [JsonProperty(Order = 10, NullValueHandling = NullValueHandling.Ignore)]
    public IReadOnlyList<RateWait>? Waits { get; init; }

    /// <summary>The lists that were begun, and how far they came.</summary>
    [JsonProperty(Order = 10)]
    public IReadOnlyList<ListStatistics> Lists { get; init; } = [];

    /// <summary>How often the platform was read: once or twice.</summary>
    [JsonProperty(Order = 10)]
    public int Readings { get; init; } = 1;

    /// <summary>Whether the run was told to believe a drop beyond the <c>ShrinkageGuard</c>.</summary>
    [JsonProperty(Order = 10)]
    public bool AcceptsDrop { get; init; }

    /// <summary>Sums over the exchanges.</summary>
    [JsonProperty(Order = 11)]
    public required SnapshotTotals Totals { get; init; }

    /// <summary>SHA-256 over all of the above, in lower-case hexadecimal digits.</summary>
    [JsonProperty(Order = 12)]
    public string Seal { get; init; } = "";

    /// <summary>Every file of the snapshot that it names; one that was downloaded as an input is there twice.</summary>
    [JsonIgnore]
    internal IEnumerable<(string File, long Bytes, string Sha256)> Files =>
        Inputs
            .Select(i => (i.File, i.Bytes, i.Sha256))
            .Concat(Exchanges.Where(e => e.File is not null).Select(e => (e.File!, e.Bytes, e.Sha256!)));

    /// <summary>Whether there is something to write: manifests of older versions have no lists, and their seals must still fit.</summary>
    public bool ShouldSerializeLists() => Lists.Count > 0;

    /// <summary>Whether there is something to write.</summary>
    public bool ShouldSerializeReadings() => Readings > 1;

    /// <summary>Whether there is something to write.</summary>
    public bool ShouldSerializeAcceptsDrop() => AcceptsDrop;
}

/// <summary>A system that was asked.</summary>
/// <param name="Name">Its name, such as <c>Calendly</c>.</param>
/// <param name="BaseUrl">The address that its requests began with; for a system that is read with a program, the program.</param>
/// <param name="CredentialVariable">The environment variable of the credential; never its value.</param>
/// <param name="CredentialIdentity">Whom the system said the credential belongs to, or null where it was not asked.</param>
/// <param name="RedactedFields">
/// The JSON fields whose values were redacted before anything was written; <c>blankedFields</c> in the file.
/// </param>
public sealed record AskedSystem(
    string Name,
    string BaseUrl,
    string CredentialVariable,
    string? CredentialIdentity,
    [JsonProperty("blankedFields")] [property: JsonProperty("blankedFields")] IReadOnlyList<string> RedactedFields
);

/// <summary>A file that the run was given, as it is kept in the snapshot.</summary>
/// <param name="File">Its path below the snapshot, with <c>/</c>.</param>
/// <param name="Bytes">Its length in bytes.</param>
/// <param name="Sha256">Its SHA-256.</param>
public sealed record StoredInput(string File, string Source, long Bytes, string Sha256);

/// <summary>Sums over the exchanges of a snapshot.</summary>
/// <param name="BytesReceived">Bytes of the bodies as received.</param>
public sealed record SnapshotTotals(long Requests, long BytesReceived, long Rows);

/// <summary>One request and its raw response.</summary>
public sealed record Exchange
{
    /// <summary>The body's file below the snapshot, or null when no answer came.</summary>
    [JsonProperty(Order = 1)]
    public string? File { get; init; }

    [JsonProperty(Order = 2)]
    public required string System { get; init; }

    /// <summary>The list that the request belongs to, such as <c>memberships</c>.</summary>
    [JsonProperty(Order = 3)]
    public required string List { get; init; }

    /// <summary>The method; <c>RUN</c> for a command.</summary>
    [JsonProperty(Order = 4)]
    public required string Method { get; init; }

    /// <summary>Path and query, relative to the system's base URL; for a command its arguments.</summary>
    [JsonProperty(Order = 5)]
    public required string Path { get; init; }

    /// <summary>When the request was sent, UTC.</summary>
    [JsonProperty(Order = 6)]
    public required DateTimeOffset At { get; init; }

    /// <summary>The HTTP status, or 0 when no answer came; for a command its exit code, or -1 when it did not end by itself.</summary>
    [JsonProperty(Order = 7)]
    public int Status { get; init; }

    /// <summary>What went wrong, when the exchange could not be used; else null.</summary>
    [JsonProperty(Order = 8)]
    public string? Problem { get; init; }

    /// <summary>
    /// The headers that say what the body is, where the next page is and how fast one may ask; for a command <c>stderr</c>, what it wrote
    /// to standard error.
    /// </summary>
    [JsonProperty(Order = 9)]
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Bytes of the body as received.</summary>
    [JsonProperty(Order = 10)]
    public long BytesReceived { get; init; }

    /// <summary>SHA-256 of the body as received.</summary>
    [JsonProperty(Order = 11)]
    public string? Sha256Received { get; init; }

    /// <summary>Bytes of the body as stored.</summary>
    [JsonProperty(Order = 12)]
    public long Bytes { get; init; }

    /// <summary>SHA-256 of the body as stored; differs from the received one when something was redacted.</summary>
    [JsonProperty(Order = 13)]
    public string? Sha256 { get; init; }

    /// <summary>Rows in the page, or null when it is not a page or was not used.</summary>
    [JsonProperty(Order = 14)]
    public int? Rows { get; init; }
}
