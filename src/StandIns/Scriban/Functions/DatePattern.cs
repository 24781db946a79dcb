using System.Globalization;
using System.Text;
using Scriban.Parsing;

namespace Scriban.Functions;

/// <summary>Percent patterns of dates, such as <c>%Y-%m-%d</c>. Letters that mean nothing are printed as they are.</summary>
internal static class DatePattern
{
    public static string Format(DateTime date, string pattern, CultureInfo culture)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '%' && i + 1 < pattern.Length)
            {
                i++;
                text.Append(Part(date, pattern[i], culture) ?? $"%{pattern[i]}");
            }
            else
            {
                text.Append(pattern[i]);
            }
        }

        return text.ToString();
    }

    /// <summary>The .NET pattern that reads what a percent pattern prints.</summary>
    public static string ToExact(TemplateContext context, string pattern)
    {
        var exact = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '%' && i + 1 < pattern.Length)
            {
                i++;
                exact.Append(ExactPart(pattern[i]) ?? throw NotCovered.At(context.CurrentSpan, $"reading a date with `%{pattern[i]}`"));
            }
            else
            {
                exact.Append(char.IsLetter(pattern[i]) || pattern[i] is '\\' or '\'' or '"' or '%' ? $"\\{pattern[i]}" : pattern[i]);
            }
        }

        return exact.ToString();
    }

    private static string? Part(DateTime date, char letter, CultureInfo culture)
    {
        string Of(string format) => date.ToString(format, culture);
        return letter switch
        {
            'a' => Of("ddd"),
            'A' => Of("dddd"),
            'b' or 'h' => Of("MMM"),
            'B' => Of("MMMM"),
            'c' => Of("ddd MMM dd HH:mm:ss yyyy"),
            'C' => (date.Year / 100).ToString("D2", culture),
            'd' => Of("dd"),
            'D' => Of("MM/dd/yy"),
            'e' => Of("%d").PadLeft(2),
            'F' => Of("yyyy-MM-dd"),
            'g' => string.Empty,
            'H' => Of("HH"),
            'I' => Of("hh"),
            'j' => date.DayOfYear.ToString("D3", culture),
            'k' => Of("%H").PadLeft(2),
            'l' => Of("%h").PadLeft(2),
            'L' => Of("fff"),
            'm' => Of("MM"),
            'M' => Of("mm"),
            'n' => "\n",
            'N' => Of("fffffff") + "00",
            'p' => Of("tt").ToUpper(culture),
            'P' => Of("tt").ToLower(culture),
            'r' => Of("hh:mm:ss tt"),
            'R' => Of("HH:mm"),
            's' => new DateTimeOffset(date.ToUniversalTime()).ToUnixTimeSeconds().ToString(culture),
            'S' => Of("ss"),
            't' => "\t",
            'T' => Of("HH:mm:ss"),
            'u' => (date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek).ToString(culture),
            'U' => Week(date, CalendarWeekRule.FirstDay, DayOfWeek.Sunday, culture),
            'v' => string.Create(culture, $"{date.Day,2}-{Of("MMM").ToUpper(culture)}-{date.Year:D4}"),
            'V' => Week(date, CalendarWeekRule.FirstFourDayWeek, DayOfWeek.Monday, culture),
            'W' => Week(date, CalendarWeekRule.FirstDay, DayOfWeek.Monday, culture),
            'w' => ((int)date.DayOfWeek).ToString(culture),
            'x' => Of("d"),
            'X' => Of("T"),
            'y' => Of("yy"),
            'Y' => Of("yyyy"),
            'Z' => Of("zzz"),
            '%' => "%",
            _ => null,
        };
    }

    private static string Week(DateTime date, CalendarWeekRule rule, DayOfWeek firstDay, CultureInfo culture) =>
        culture.Calendar.GetWeekOfYear(date, rule, firstDay).ToString("D2", culture);

    private static string? ExactPart(char letter) => letter switch
    {
        'a' => "ddd",
        'A' => "dddd",
        'b' or 'h' => "MMM",
        'B' => "MMMM",
        'd' => "dd",
        'D' => "MM/dd/yy",
        'F' => "yyyy-MM-dd",
        'H' => "HH",
        'I' => "hh",
        'L' => "fff",
        'm' => "MM",
        'M' => "mm",
        'p' => "tt",
        'R' => "HH:mm",
        'S' => "ss",
        'T' => "HH:mm:ss",
        'y' => "yy",
        'Y' => "yyyy",
        'Z' => "zzz",
        '%' => "\\%",
        _ => null,
    };
}
