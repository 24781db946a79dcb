using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Evaluation;

/// <summary>
/// A memory as text: JSON in lines of which none is long or begins with a blank or a slash, in which no sign means anything to Markdown.
/// People stand in a table, because one has many findings. The same memory always gives the same text.
/// </summary>
internal static partial class MemoryJson
{
    /// <summary>The version of the text. One with a higher version was written by a newer program.</summary>
    public const int Version = 2;

    private const string Unknown = "-";
    private const string DayForm = "yyyy-MM-dd";
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private const int FindingsOnALine = 20;
    private const int AccountsOnALine = 40;

    /// <summary>Signs with which Markdown or GitLab begin something.</summary>
    private const string Active = "<>&@`~#!$*|";

    /// <summary>Writes a memory.</summary>
    public static string Write(AuditMemory memory)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var json = new JsonTextWriter(text) { StringEscapeHandling = StringEscapeHandling.EscapeNonAscii };
        var people = Table(memory.Findings.SelectMany(finding => new[] { finding.Person, finding.Manager }));
        var runs = Table(memory.Findings.Select(finding => finding.Run));
        var since = Table(memory.Findings.Select(finding => finding.Since));
        json.WriteStartObject();
        Field("memory", Version);
        Field("platform", memory.Platform);
        Field("period", memory.Period.ToString());
        Field("issue", memory.Issue);
        Field("asOf", memory.AsOf?.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture));
        Field("failedAt", memory.FailedAt?.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture));
        Field("seal", memory.Seal);
        Field("verdict", KebabCase.Of(memory.Verdict.ToString()));
        Field("teammates", memory.Teammates);
        Field("accounts", memory.Accounts);
        List("population", memory.Population, 1, count => Row(count.What, count.Count));
        List("lists", memory.Lists, 1, list => Row(list.System, list.What, list.Rows));
        List("checks", memory.Checks, 1, check => Row(check.Id, check.Findings, check.Waived));
        List("trend", memory.Trend, 1, period => Row(period.Period.ToString(), period.Findings));
        List("people", people.Keys, FindingsOnALine, json.WriteValue);
        List("runs", runs.Keys, 1, json.WriteValue);
        List("since", since.Keys, FindingsOnALine, json.WriteValue);
        foreach (var state in Enum.GetValues<RememberedState>())
        {
            Name(KebabCase.Of(state.ToString()));
            json.WriteStartObject();
            foreach (
                var check in memory
                    .Findings.Where(finding => finding.State == state)
                    .GroupBy(finding => finding.Check, StringComparer.Ordinal)
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
            )
            {
                var findings = check.OrderBy(finding => finding.Digits, StringComparer.Ordinal);
                List(check.Key, findings, FindingsOnALine, finding => json.WriteValue(Entry(finding)));
            }

            json.WriteEndObject();
        }

        if (memory.Findings.Any(finding => finding.Holder is not null))
        {
            var held = memory.Findings.Where(finding => finding.Holder is not null).OrderBy(f => f.Digits, StringComparer.Ordinal);
            List(
                "holders",
                held,
                FindingsOnALine,
                f => json.WriteValue(string.Create(CultureInfo.InvariantCulture, $"{f.Digits} {f.Holder}"))
            );
        }

        if (memory.AccountDigests is { } digests)
        {
            List("accountDigests", digests.Texts(AccountsOnALine), 1, json.WriteValue);
        }

        if (memory.Tokens.Count > 0)
        {
            List("tokens", memory.Tokens, 1, token => json.WriteValue(TokenEntry(token)));
        }

        json.WriteWhitespace("\n");
        json.WriteEndObject();
        json.Flush();
        return Active.Aggregate(
            text.ToString(),
            (written, sign) =>
                written.Replace(
                    sign.ToString(),
                    string.Create(CultureInfo.InvariantCulture, $"\\u{(int)sign:x4}"),
                    StringComparison.Ordinal
                )
        );

        string Entry(RememberedFinding finding)
        {
            var run = finding.Run is null ? "" : $" {Place(runs, finding.Run)}";
            return $"{finding.Digits} {Place(people, finding.Person)} {Place(people, finding.Manager)} {finding.LastSignIn ?? Unknown} "
                + $"{finding.Words ?? Unknown}{(finding.Since is null ? "" : $" s{Place(since, finding.Since)}")}{run}";
        }

        // What people typed stands there as letters that mean nothing to Markdown.
        static string TokenEntry(RememberedToken token) =>
            $"{token.Digits} {token.Traits.Digits}"
            + (
                token.Said is { } said
                    ? $" {said.Day.ToString(DayForm, CultureInfo.InvariantCulture)} {said.Period} {said.Traits.Digits} "
                        + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(said.Text))
                    : ""
            );

        void Name(string name)
        {
            json.WriteWhitespace("\n");
            json.WritePropertyName(name);
        }

        void Field(string name, object? value)
        {
            Name(name);
            json.WriteValue(value);
        }

        void Row(params object?[] values)
        {
            json.WriteStartArray();
            foreach (var value in values)
            {
                json.WriteValue(value);
            }

            json.WriteEndArray();
        }

        void List<T>(string name, IEnumerable<T> items, int onALine, Action<T> write)
        {
            Name(name);
            json.WriteStartArray();
            foreach (var (index, item) in items.Index())
            {
                if (index % onALine == 0)
                {
                    json.WriteWhitespace("\n");
                }

                write(item);
            }

            json.WriteEndArray();
        }
    }

    /// <summary>Reads a memory.</summary>
    /// <returns>The memory, or why the text is none, as a clause.</returns>
    public static (AuditMemory? Memory, string? Problem) Read(string text)
    {
        try
        {
            var content = StrictJsonReader.Deserialize<Content>(new StringReader(text), maxDepth: 8);
            return content is { Memory: >= 1 and <= Version } ? (Of(content), null) : (null, "its data is of another kind");
        }
        catch (Exception error) when (error is JsonException or FormatException or ArgumentException)
        {
            return (null, "its data is not readable");
        }
    }

    private static AuditMemory Of(Content content)
    {
        Ensure(FiscalPeriod.TryParse(content.Period, out _));
        Ensure(content.People.TrueForAll(person => Digits().IsMatch(person)) && content.Runs.TrueForAll(run => RunForm().IsMatch(run)));
        Ensure(content.Since.TrueForAll(since => SinceForm().IsMatch(since)) && content.Holders.TrueForAll(h => HolderForm().IsMatch(h)));
        var holders = content.Holders.ToDictionary(
            holder => holder[..16],
            holder => long.Parse(holder.AsSpan(17), CultureInfo.InvariantCulture),
            StringComparer.Ordinal
        );
        return new AuditMemory
        {
            Platform = content.Platform,
            Period = FiscalPeriod.Parse(content.Period),
            Verdict =
                new[] { Verdict.Clear, Verdict.Findings }
                    .Cast<Verdict?>()
                    .FirstOrDefault(v => KebabCase.Of(v.ToString()!) == content.Verdict)
                ?? throw NotAsWritten(),
            AsOf = MomentOf(content.AsOf),
            FailedAt = content.FailedAt is { } failed ? MomentOf(failed) : null,
            Seal = content.Seal,
            Issue = content.Issue,
            Teammates = content.Teammates is { } teammates ? CountOf(teammates) : null,
            Accounts = content.Accounts is { } accounts ? CountOf(accounts) : null,
            Population = [.. Rows(content.Population).Select(row => new PopulationCount(TextOf(row[0]), CountOf(row[1])))],
            Lists = [.. Rows(content.Lists).Select(row => new RememberedList(TextOf(row[0]), TextOf(row[1]), CountOf(row[2])))],
            Checks = [.. Rows(content.Checks).Select(row => new RememberedCheck(CheckOf(row[0]), CountOf(row[1]), CountOf(row[2])))],
            Trend = [.. Rows(content.Trend).Select(row => new PeriodCount(FiscalPeriod.Parse(TextOf(row[0])), CountOf(row[1])))],
            Findings =
            [
                .. Findings(content.Open, RememberedState.Open),
                .. Findings(content.Waived, RememberedState.Waived),
                .. Findings(content.Gone, RememberedState.Gone),
            ],
            AccountDigests = content.AccountDigests is { } digests ? AccountDigests.Read(digests) : null,
            Tokens = [.. content.Tokens.Select(TokenOf).DistinctBy(token => token.Digits)],
        };

        IEnumerable<RememberedFinding> Findings(Dictionary<string, List<string>> checks, RememberedState state) =>
            checks.SelectMany(check =>
                check.Value.Select(entry =>
                {
                    var match = EntryForm().Match(entry);
                    Ensure(match.Success && match.Groups["run"].Success == (state != RememberedState.Open));
                    return new RememberedFinding(
                        match.Groups["digits"].Value,
                        CheckOf(check.Key),
                        Of(content.People, match.Groups["person"].Value),
                        Of(content.People, match.Groups["manager"].Value),
                        match.Groups["month"].Value is Unknown ? null : match.Groups["month"].Value,
                        state,
                        match.Groups["run"].Success ? Of(content.Runs, match.Groups["run"].Value) : null
                    )
                    {
                        Words = match.Groups["words"].Value is Unknown ? null : match.Groups["words"].Value,
                        Holder = holders.TryGetValue(match.Groups["digits"].Value, out var holder) ? holder : null,
                        Since = match.Groups["since"].Success ? Of(content.Since, match.Groups["since"].Value) : null,
                    };
                })
            );

        static RememberedToken TokenOf(string entry)
        {
            var match = TokenForm().Match(entry);
            Ensure(match.Success && TokenTraits.Are(match.Groups["traits"].Value));
            return new RememberedToken(
                match.Groups["digits"].Value,
                new TokenTraits(match.Groups["traits"].Value),
                match.Groups["then"].Success ? SaidOf(match) : null
            );
        }

        static Justification SaidOf(Match match)
        {
            Ensure(TokenTraits.Are(match.Groups["then"].Value));
            return new Justification(
                new TokenTraits(match.Groups["then"].Value),
                DateOnly.ParseExact(match.Groups["day"].Value, DayForm, CultureInfo.InvariantCulture),
                FiscalPeriod.Parse(match.Groups["period"].Value),
                StrictUtf8.GetString(Base64Url.DecodeFromChars(match.Groups["text"].Value))
            );
        }

        static string? Of(List<string> table, string place) =>
            place == Unknown ? null : table[int.Parse(place, CultureInfo.InvariantCulture)];

        static DateTimeOffset MomentOf(string time) =>
            DateTimeOffset.ParseExact(time, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

        static string TextOf(object? value) => value as string ?? throw NotAsWritten();

        static IEnumerable<List<T>> Rows<T>(IEnumerable<List<T>?> rows) => rows.Select(row => row ?? throw NotAsWritten());

        static long NumberOf(object? value) => value is long number ? number : throw NotAsWritten();

        static int CountOf(object? value) => NumberOf(value) is >= 0 and <= int.MaxValue and var count ? (int)count : throw NotAsWritten();

        static string CheckOf(object? value) => value is string check && IsCheck(check) ? check : throw NotAsWritten();
    }

    /// <summary>Whether a text may be the id of a check.</summary>
    public static bool IsCheck(string text) => CheckForm().IsMatch(text);

    private static void Ensure(bool holds)
    {
        if (!holds)
        {
            throw NotAsWritten();
        }
    }

    private static FormatException NotAsWritten() => new("It is not as it was written.");

    private static Dictionary<string, int> Table(IEnumerable<string?> values)
    {
        var table = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var value in values.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            table[value] = table.Count;
        }

        return table;
    }

    private static string Place(Dictionary<string, int> table, string? value) =>
        value is null ? Unknown : table[value].ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("^[0-9a-f]{16}$")]
    private static partial Regex Digits();

    [GeneratedRegex("^[0-9a-f]{16} [1-9][0-9]{0,17}$")]
    private static partial Regex HolderForm();

    [GeneratedRegex("^[a-z0-9-]{1,100}$")]
    private static partial Regex CheckForm();

    [GeneratedRegex("^([0-9]{4}-[0-9]{2}-[0-9]{2}|FY[0-9]{2}-Q[1-4])$")]
    private static partial Regex SinceForm();

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2} UTC(, run `[0-9a-f]{12}`)?$")]
    private static partial Regex RunForm();

    [GeneratedRegex(
        """
            ^(?<digits>[0-9a-f]{16})[ ](?<person>[0-9]{1,7}|-)[ ](?<manager>[0-9]{1,7}|-)[ ](?<month>[0-9]{4}-[0-9]{2}|-)
            [ ](?<words>[0-9a-f]{16}|-)([ ]s(?<since>[0-9]{1,7}))?([ ](?<run>[0-9]{1,7}))?$
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex EntryForm();

    [GeneratedRegex(
        """
            ^(?<digits>[0-9a-f]{16})[ ](?<traits>[0-9a-f]{16,2000})
            ([ ](?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[ ](?<period>FY[0-9]{2}-Q[1-4])[ ](?<then>[0-9a-f]{16,2000})[ ](?<text>[A-Za-z0-9_-]{1,2000}))?$
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex TokenForm();

    private sealed record Content
    {
        public int Memory { get; init; }

        public string Platform { get; init; } = "";

        public string Period { get; init; } = "";

        public int? Issue { get; init; }

        public string AsOf { get; init; } = "";

        public string? FailedAt { get; init; }

        public string Seal { get; init; } = "";

        public string Verdict { get; init; } = "";

        public long? Teammates { get; init; }

        public long? Accounts { get; init; }

        public List<List<object?>> Population { get; init; } = [];

        public List<List<object?>> Lists { get; init; } = [];

        public List<List<object?>> Checks { get; init; } = [];

        public List<List<object?>> Trend { get; init; } = [];

        public List<string> Holders { get; init; } = [];

        public List<string> People { get; init; } = [];

        public List<string> Runs { get; init; } = [];

        public List<string> Since { get; init; } = [];

        public Dictionary<string, List<string>> Open { get; init; } = [];

        public Dictionary<string, List<string>> Waived { get; init; } = [];

        public Dictionary<string, List<string>> Gone { get; init; } = [];

        public List<string>? AccountDigests { get; init; }

        public List<string> Tokens { get; init; } = [];
    }
}
