using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PlatformAudits.Checking;

namespace PlatformAudits.Reporting;

/// <summary>
/// A hidden comment in a description or note that means something to the program, in whatever form an editor left it. <see
/// cref="IssueMarks"/>, <see cref="RowMarks"/> and <see cref="CollectionStamp"/> write them.
/// </summary>
internal sealed partial class HiddenMark
{
    private readonly Match _match;

    private HiddenMark(Match match) => _match = match;

    /// <summary>Where it begins in the text.</summary>
    public int Start => _match.Index;

    /// <summary>Where the text goes on behind it.</summary>
    public int End => _match.Index + _match.Length;

    /// <summary>The number of the region that begins here, or null.</summary>
    public int? RegionBegin => Has("begin") ? RegionNumber : null;

    /// <summary>The number of the region that ends here, or null.</summary>
    public int? RegionEnd => Has("end") ? RegionNumber : null;

    /// <summary>What the program knows of the region's rows, or null.</summary>
    public RowMarks? Rows =>
        Has("rows")
            ? new RowMarks(
                Value("ordinary")!,
                Value("run")!,
                Value("notice")!,
                _match
                    .Groups["gone"]
                    .Captures.Zip(_match.Groups["tick"].Captures, (id, tick) => (id.Value, Box: RowMarks.BoxOf(tick.Value)))
                    .DistinctBy(gone => gone.Value)
                    .ToDictionary(gone => gone.Value, gone => gone.Box, StringComparer.Ordinal),
                Value("count") is { } count ? Number(count) : 0
            )
            : null;

    /// <summary>The mark by which an issue is found, or null.</summary>
    public IssueMark? Issue =>
        Value("version") is { } version
            ? new IssueMark(Number(version), Value("platform")!, FiscalPeriod.Parse(Value("period")!), Value("token"))
            : null;

    /// <summary>The platform from whose issue template the text comes, or null.</summary>
    public string? Template => Value("template");

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
    public static string WithoutComments(string text)
    {
        var (plain, at) = (new StringBuilder(text.Length), 0);
        for (var begin = 0; (begin = text.IndexOf("<!--", at, StringComparison.Ordinal)) >= 0; )
        {
            var end = text.IndexOf("-->", begin, StringComparison.Ordinal);
            if (end < 0)
            {
                break;
            }

            plain.Append(text, at, begin - at);
            at = end + "-->".Length;
        }

        return plain.Append(text, at, text.Length - at).ToString();
    }

    private bool Has(string group) => _match.Groups[group].Success;

    private string? Value(string group) => _match.Groups[group] is { Success: true } found ? found.Value : null;

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        """
            <!--\s{0,9}platform-audits:(?:
                (?<begin>begin)[ ][0-9]{1,4}([ ](?<number>[0-9]{1,6}))?
              | (?<end>end)[ ][0-9]{1,4}([ ](?<number>[0-9]{1,6}))?
              | (?<rows>rows)[ ][0-9]{1,4}[ ](?<ordinary>[A-Za-z0-9+/]*)\.(?<run>[A-Za-z0-9+/]*)\.(?<notice>[A-Za-z0-9+/]*)
                ([ ](?<gone>F[0-9a-f]{8}([0-9a-f]{8})?):(?<tick>[xno]))*([ ]left-out=(?<count>[0-9]{1,9}))?
              | issue[ ](?<version>[0-9]{1,4})[ ](?<platform>[a-z0-9-]+)[ ](?<period>FY[0-9]{2}-Q[1-4])([ ](?<token>[0-9a-f]{16}))?
              | template[ ][0-9]{1,4}[ ](?<template>[a-z0-9-]+)
              | reading[ ]1[ ](?<time>[0-9T:-]{19}Z)[ ]seal=(?<seal>[0-9a-f]{64}|)([ ](?<what>[A-Za-z0-9_]{1,60})=(?<amount>[0-9]{1,9}))*
            )\s{0,9}-->
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Form();
}
