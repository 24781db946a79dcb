using System.Globalization;
using System.Text.RegularExpressions;
using PlatformAudits.Checking;

namespace PlatformAudits.Reporting;

/// <summary>
/// A hidden comment in a description or note that means something to the program. Here alone such comments are recognised; <see
/// cref="IssueMarks"/>,
/// <see cref="FindingSubject"/> and <see cref="CollectionStamp"/> write them.
/// </summary>
internal sealed partial class HiddenMark
{
    private readonly Match _match;

    private HiddenMark(Match match) => _match = match;

    /// <summary>Where it begins in the text.</summary>
    public int Start => _match.Index;

    /// <summary>Where the text goes on behind it.</summary>
    public int End => _match.Index + _match.Length;

    /// <summary>The digits of the open finding whose line this is, or null.</summary>
    public string? Finding => Value("finding");

    /// <summary>The digits of the finding that is no longer found and whose line this is, or null.</summary>
    public string? GoneFinding => Value("gone");

    /// <summary>Whether people had ticked the finding that is no longer found.</summary>
    public bool WasTicked => Value("tick") == "x";

    /// <summary>The digits of the finding whose cell begins here, or null.</summary>
    public string? Cell => Value("cell");

    /// <summary>Whether a cell can't reach beyond it.</summary>
    public bool EndsCell => Has("stop");

    /// <summary>Whether it stands in the line of a finding and says nothing to people, wherever the line is kept.</summary>
    public bool IsOfFinding => Finding is not null || GoneFinding is not null || Cell is not null || Has("whose") || Has("close");

    /// <summary>How many findings there was no room for, or null.</summary>
    public int? LeftOut => Value("count") is { } count ? Number(count) : null;

    /// <summary>Whether it closes a line that speaks of the run itself; see <see cref="IssueMarks.Run"/>.</summary>
    public bool IsRun => Has("run");

    /// <summary>Whether it closes a line of the notice; see <see cref="IssueMarks.Notice"/>.</summary>
    public bool IsNotice => Has("notice");

    /// <summary>The number of the region that begins here, or null.</summary>
    public int? RegionBegin => Has("begin") ? RegionNumber : null;

    /// <summary>The number of the region that ends here, or null.</summary>
    public int? RegionEnd => Has("end") ? RegionNumber : null;

    /// <summary>The fingerprints of the region's lines in a row, or null.</summary>
    public string? Fingerprints => Value("lines");

    /// <summary>Whose the finding is, or null.</summary>
    public FindingSubject? Subject
    {
        get
        {
            return Value("check") is { } check ? new FindingSubject(check, Known("person"), Known("manager"), Known("month")) : null;

            string? Known(string name) => Value(name) is var value && value == FindingSubject.Unknown ? null : value;
        }
    }

    /// <summary>The mark by which an issue is found, or null.</summary>
    public IssueMark? Issue =>
        Value("version") is { } version
            ? new IssueMark(Number(version), Value("platform")!, FiscalPeriod.Parse(Value("period")!), Value("token"))
            : null;

    /// <summary>What a reading of the platform came to, or null.</summary>
    public CollectionStamp? Stamp =>
        DateTimeOffset.TryParseExact(
            Value("time"),
            CollectionStamp.TimeForm,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? new CollectionStamp(
                time,
                Value("seal")!,
                [
                    .. _match
                        .Groups["what"]
                        .Captures.Zip(
                            _match.Groups["amount"].Captures,
                            (what, amount) =>
                                new PopulationCount(
                                    what.Value.Replace('_', ' '),
                                    long.Parse(amount.ValueSpan, CultureInfo.InvariantCulture)
                                )
                        ),
                ]
            )
            : null;

    private int RegionNumber => Value("number") is { } number ? Number(number) : 1;

    /// <summary>The marks in a text, from its beginning.</summary>
    public static IEnumerable<HiddenMark> In(string text) => Form().Matches(text).Select(match => new HiddenMark(match));

    /// <summary>A text without any hidden comment, whatever is in it.</summary>
    public static string WithoutComments(string text) => Comment().Replace(text, "");

    private bool Has(string group) => _match.Groups[group].Success;

    private string? Value(string group) => _match.Groups[group] is { Success: true } found ? found.Value : null;

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        """
            <!--[ ](?:
              (?<stop>
                  f:(?<finding>[0-9a-f]{16})
                | g:(?<gone>[0-9a-f]{16}):(?<tick>[xo])
                | c:(?<cell>[0-9a-f]{16})
                | (?<close>/c)
                | [fcg]:[0-9a-f:xo]+
              )
              | (?<whose>
                  s:(?<check>[a-z0-9-]{1,100}):(?<person>[0-9a-f]{16}|-):(?<manager>[0-9a-f]{16}|-):(?<month>[0-9]{4}-[0-9]{2}|-)
                | s:[a-z0-9:-]+
              )
              | gone:(?<count>[0-9]{1,9})
              | (?<run>run)
              | (?<notice>not[ ]evaluated)
              | platform-audits:(?:
                  (?<begin>begin)[ ][0-9]{1,4}([ ](?<number>[0-9]{1,6}))?
                | (?<end>end)([ ](?<number>[0-9]{1,6}))?
                | lines[ ](?<lines>[A-Za-z0-9+/]*)
                | issue[ ](?<version>[0-9]{1,4})[ ](?<platform>[a-z0-9-]+)[ ](?<period>FY[0-9]{2}-Q[1-4])([ ](?<token>[0-9a-f]{16}))?
                | reading[ ]1[ ](?<time>[0-9T:-]{19}Z)[ ]seal=(?<seal>[0-9a-f]{64}|)([ ](?<what>[A-Za-z0-9_]{1,60})=(?<amount>[0-9]{1,9}))*
              )
            )[ ]-->
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Form();

    [GeneratedRegex("<!--.*?-->")]
    private static partial Regex Comment();
}
