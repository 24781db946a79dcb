using System.Globalization;
using System.Text;

namespace Scriban.Functions;

/// <summary>Percent patterns of dates, such as <c>%Y-%m-%d</c>. Letters that mean nothing are kept as they are; <c>%g</c> switches to the invariant culture.</summary>
internal static class DatePattern
{
    public static string Format(DateTime date, string pattern, CultureInfo culture) =>
        Replace(pattern, ref culture, (letter, current) => Part(date, letter, current));

    /// <summary>The .NET pattern of a percent pattern. What is no percent sign and letter goes into it as it is, letters too.</summary>
    public static string ToExact(string pattern, ref CultureInfo culture) => Replace(
        pattern,
        ref culture,
        (letter, _) => ExactPart(letter)
            ?? (Part(default, letter, CultureInfo.InvariantCulture) is null
                ? null
                : throw new ArgumentException($"The pattern %{letter} is not supported for the parse method", nameof(pattern))));

    private static string Replace(string pattern, ref CultureInfo culture, Func<char, CultureInfo, string?> part)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%' || i + 1 == pattern.Length)
            {
                text.Append(pattern[i]);
                continue;
            }

            i++;
            if (pattern[i] == 'g')
            {
                culture = CultureInfo.InvariantCulture;
            }
            else
            {
                text.Append(part(pattern[i], culture) ?? $"%{pattern[i]}");
            }
        }

        return text.ToString();
    }

    private static string? Part(DateTime date, char letter, CultureInfo culture)
    {
        string Of(string format) => date.ToString(format, culture);
        return letter switch
        {
            'C' => (date.Year / 100).ToString("D2", culture),
            'e' or 'k' or 'l' => Of(ExactPart(letter)!).PadLeft(2),
            'B' => Of("MMMM"),
            'j' => date.DayOfYear.ToString("D3", culture),
            'n' => "\n",
            'P' => Of("tt").ToLowerInvariant(),
            's' => (long.CreateSaturating((date.ToUniversalTime() - DateTime.UnixEpoch).Ticks) / TimeSpan.TicksPerSecond).ToString(culture),
            't' => "\t",
            'u' => (date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek).ToString(culture),
            'U' => Week(date, culture.DateTimeFormat.CalendarWeekRule, DayOfWeek.Sunday, culture),
            'v' => string.Create(CultureInfo.InvariantCulture, $"{date.Day,2}-{date.ToString("MMM", CultureInfo.InvariantCulture).ToUpper(culture)}-{date.Year:D4}"),
            'V' => Week(date, CalendarWeekRule.FirstFourDayWeek, DayOfWeek.Monday, culture),
            'W' => Week(date, culture.DateTimeFormat.CalendarWeekRule, DayOfWeek.Monday, culture),
            'w' => ((int)date.DayOfWeek).ToString(culture),
            '%' => "%",
            _ => ExactPart(letter) is { } exact ? Of(exact) : null,
        };
    }

    private static string Week(DateTime date, CalendarWeekRule rule, DayOfWeek firstDay, CultureInfo culture) =>
        culture.Calendar.GetWeekOfYear(date, rule, firstDay).ToString("D2", culture);

    /// <summary>The .NET pattern of a letter. That of the month's full name is the package's: it reads the short one.</summary>
    private static string? ExactPart(char letter) => letter switch
    {
        'a' => "ddd",
        'A' => "dddd",
        'b' or 'B' or 'h' => "MMM",
        'c' => "ddd MMM dd HH:mm:ss yyyy",
        'd' => "dd",
        'D' => "MM/dd/yy",
        'e' => "%d",
        'F' => "yyyy-MM-dd",
        'H' => "HH",
        'I' => "hh",
        'k' => "%H",
        'l' => "%h",
        'L' => "fff",
        'm' => "MM",
        'M' => "mm",
        'N' => "fffffff00",
        'p' or 'P' => "tt",
        'r' => "hh:mm:ss tt",
        'R' => "HH:mm",
        'S' => "ss",
        'T' => "HH:mm:ss",
        'x' => "d",
        'X' => "T",
        'y' => "yy",
        'Y' => "yyyy",
        'Z' => "zzz",
        _ => null,
    };
}
