using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Serialization;
using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;

namespace PlatformAudits.Reporting;

/// <summary>
/// What people have done about an audit's findings, and how it stands with each, as the issue told at one moment. It lies as
/// <c>review.json</c> beside <c>report.html</c>, which is written from it, and not in the snapshot: it is brought up to date when the
/// snapshot has long been sealed. Texts are as people wrote them.
/// </summary>
internal sealed record IssueReview
{
    /// <summary>The name of its file.</summary>
    public const string FileName = "review.json";

    /// <summary>The version of its form.</summary>
    public const int SchemaVersion = 1;

    private const long LongestFile = 256 * 1024 * 1024;
    private const int BufferSize = 16 * 1024;

    /// <summary>The version of the file's form.</summary>
    [JsonProperty("schema", Required = Required.Always)]
    public int Schema { get; init; } = SchemaVersion;

    /// <summary>The platform's id.</summary>
    [JsonProperty("platform", Required = Required.Always)]
    public required string Platform { get; init; }

    /// <summary>The period, such as <c>FY27-Q1</c>.</summary>
    [JsonProperty("period", Required = Required.Always)]
    public required string Period { get; init; }

    /// <summary>When the issue was read, UTC.</summary>
    [JsonProperty("readAt", Required = Required.Always)]
    [JsonConverter(typeof(UtcMoment))]
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Why nobody knows anything of this, as a sentence; null where it is known.</summary>
    [JsonProperty("unknown")]
    public string? Unknown { get; init; }

    /// <summary>The issue; null where there was none.</summary>
    [JsonProperty("issue")]
    public ReviewedIssue? Issue { get; init; }

    /// <summary>When the last reading began that could be evaluated, UTC; null where none is known.</summary>
    [JsonProperty("reading")]
    [JsonConverter(typeof(UtcMoment))]
    public DateTimeOffset? Reading { get; init; }

    /// <summary>When a later one began that could not be, UTC; null where none is known.</summary>
    [JsonProperty("failedReading")]
    [JsonConverter(typeof(UtcMoment))]
    public DateTimeOffset? FailedReading { get; init; }

    /// <summary>Every finding of the period, in the order of the issue.</summary>
    [JsonProperty("findings", Required = Required.Always)]
    public required IReadOnlyList<FindingReview> Findings { get; init; }

    /// <summary>What people wrote to review the audit, oldest first.</summary>
    [JsonProperty("reviews", Required = Required.Always)]
    public required IReadOnlyList<ReviewNote> Reviews { get; init; }

    /// <summary>
    /// Why the follow-up asks nobody, and no note counts as a review, as a sentence; null where there is a follow-up.
    /// </summary>
    [JsonProperty("noFollowUp")]
    public string? NoFollowUp { get; init; }

    /// <summary>Nothing is known.</summary>
    /// <param name="why">Why, as a sentence.</param>
    public static IssueReview NotKnown(AuditReport report, DateTimeOffset at, string why) =>
        new()
        {
            Platform = report.Platform,
            Period = report.Period.ToString(),
            ReadAt = at,
            Unknown = why,
            Findings = [],
            Reviews = [],
        };

    /// <summary>Writes the file in one step.</summary>
    /// <exception cref="AuditException">It can't be written.</exception>
    public void Write(string path) =>
        AtomicFile.Write(
            path,
            file =>
            {
                using var text = new StreamWriter(file, new UTF8Encoding(false), BufferSize, leaveOpen: true) { NewLine = "\n" };
                using var json = new JsonTextWriter(text) { Formatting = Formatting.Indented, CloseOutput = false };
                JsonSerializer.Create(new JsonSerializerSettings { NullValueHandling = NullValueHandling.Ignore }).Serialize(json, this);
                json.WriteWhitespace("\n");
            }
        );

    /// <summary>Reads a file.</summary>
    /// <param name="platform">The platform that it must be of.</param>
    /// <param name="period">The period that it must be of.</param>
    /// <returns>Null where there is no such file.</returns>
    /// <exception cref="AuditException">It is something else.</exception>
    public static IssueReview? Find(string path, string platform, FiscalPeriod period)
    {
        if (!Path.Exists(path))
        {
            return null;
        }

        try
        {
            using var text = RegularFile.LengthOf(path) is > 0 and <= LongestFile ? new StreamReader(path) : StreamReader.Null;
            var review = StrictJsonReader.Deserialize<IssueReview>(text);
            return review switch
            {
                null => throw Failure(path, "it is empty, too long, or no regular file"),
                { Schema: > SchemaVersion } => throw Failure(path, "it was written by a newer version of this program; use that version"),
                { Schema: not SchemaVersion } => throw Failure(path, $"its schema is {review.Schema} and not {SchemaVersion}"),
                _ when review.Platform != platform || review.Period != period.ToString() => throw Failure(
                    path,
                    $"it is of {review.Platform} {review.Period}, and the evidence of {platform} {period}"
                ),
                { Issue.Address: { IsAbsoluteUri: false } or { Scheme: not ("http" or "https") } } => throw Failure(
                    path,
                    "the address of its issue is none of the web"
                ),
                _ => review,
            };
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            throw Failure(path, $"it is not readable ({error.Message.TrimEnd('.')})", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, $"it can't be read ({error.Message.TrimEnd('.')})", error);
        }
    }

    private static AuditException Failure(string path, string problem, Exception? cause = null) =>
        new(
            $"Reading what people have decided, {path}: {problem}. Put the file back as it was written, or take it away.",
            FailureKind.ConfigurationOrInfrastructure,
            cause
        );
}

/// <summary>The issue of an audit.</summary>
/// <param name="ClosedAt">When it was closed, UTC; null while it is open, or where GitLab does not tell.</param>
/// <param name="ClosedBy">Who closed it; null while it is open, or where GitLab does not tell.</param>
internal sealed record ReviewedIssue(
    [property: JsonProperty("address", Required = Required.Always)] Uri Address,
    [property: JsonProperty("closed", Required = Required.Always)] bool IsClosed,
    [property: JsonProperty("closedAt"), JsonConverter(typeof(UtcMoment))] DateTimeOffset? ClosedAt,
    [property: JsonProperty("closedBy")] string? ClosedBy
);

/// <summary>How it stands with a finding.</summary>
internal sealed record FindingReview
{
    /// <summary>The digits of its key; null where the program knows no finding of that id.</summary>
    [JsonProperty("key")]
    public string? Digits { get; init; }

    /// <summary>The id that the issue shows; see <see cref="FindingIds"/>.</summary>
    [JsonProperty("id", Required = Required.Always)]
    public required string Id { get; init; }

    /// <summary>The check; null where the program knows no finding of that id.</summary>
    [JsonProperty("check")]
    public string? Check { get; init; }

    /// <summary>What is wrong; empty where the program knows no finding of that id.</summary>
    [JsonProperty("text", Required = Required.Always)]
    public required string Text { get; init; }

    /// <summary>What the last reading says of it; null where none is known.</summary>
    [JsonProperty("state")]
    [JsonConverter(typeof(StringEnumConverter), typeof(KebabCaseNamingStrategy), new object[0], false)]
    public RememberedState? State { get; init; }

    /// <summary>Whether it is gone because its check is switched off.</summary>
    [JsonProperty("notLookedFor", DefaultValueHandling = DefaultValueHandling.Ignore)]
    public bool IsNotLookedFor { get; init; }

    /// <summary>The run that ended it; null for none.</summary>
    [JsonProperty("run")]
    public string? Run { get; init; }

    /// <summary>How a waiver of today accepts it, as <see cref="Waiver.Acceptance"/> with the reason; null where none does.</summary>
    [JsonProperty("waived")]
    public string? Waived { get; init; }

    /// <summary>Its box.</summary>
    [JsonProperty("box", Required = Required.Always)]
    [JsonConverter(typeof(StringEnumConverter), typeof(KebabCaseNamingStrategy), new object[0], false)]
    public TaskBox Box { get; init; }

    /// <summary>What people wrote into its cells.</summary>
    [JsonProperty("written", Required = Required.Always)]
    public IReadOnlyList<string> Written { get; init; } = [];

    /// <summary>Who ticked or wrote; null where GitLab does not tell.</summary>
    [JsonProperty("by")]
    public string? By { get; init; }

    /// <summary>When, UTC; null where GitLab does not tell.</summary>
    [JsonProperty("at")]
    [JsonConverter(typeof(UtcMoment))]
    public DateTimeOffset? At { get; init; }

    /// <summary>Whom the follow-up asked when, oldest first.</summary>
    [JsonProperty("asked", Required = Required.Always)]
    public IReadOnlyList<AskedPeople> Asked { get; init; } = [];

    /// <summary>The last reply in the thread in which it was asked for; null for none.</summary>
    [JsonProperty("reply")]
    public WrittenReply? Reply { get; init; }

    /// <summary>Whether people have decided something of it, whatever the last reading says.</summary>
    [JsonIgnore]
    public bool IsDecided => Box != TaskBox.Empty || Written.Count > 0;
}

/// <summary>People whom the follow-up has asked.</summary>
/// <param name="Who">Their names; empty where nobody was mentioned.</param>
/// <param name="At">When, UTC.</param>
internal sealed record AskedPeople(
    [property: JsonProperty("who", Required = Required.Always)] IReadOnlyList<string> Who,
    [property: JsonProperty("at", Required = Required.Always), JsonConverter(typeof(UtcMoment))] DateTimeOffset At
);

/// <summary>What somebody wrote in a thread.</summary>
internal sealed record WrittenReply(
    [property: JsonProperty("by", Required = Required.Always)] string By,
    [property: JsonProperty("at", Required = Required.Always), JsonConverter(typeof(UtcMoment))] DateTimeOffset At,
    [property: JsonProperty("words", Required = Required.Always)] string Words
);

/// <summary>A note that begins with a word of a review.</summary>
/// <param name="WhyNot">Why it does not count, as a clause; null where it does.</param>
internal sealed record ReviewNote(
    [property: JsonProperty("by", Required = Required.Always)] string By,
    [property: JsonProperty("at", Required = Required.Always), JsonConverter(typeof(UtcMoment))] DateTimeOffset At,
    [property: JsonProperty("words", Required = Required.Always)] string Words,
    [property: JsonProperty("whyNot")] string? WhyNot
);

/// <summary>A moment to the millisecond, UTC, in one form.</summary>
internal sealed class UtcMoment : IsoDateTimeConverter
{
    public UtcMoment()
    {
        DateTimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        DateTimeStyles = System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal;
    }
}
