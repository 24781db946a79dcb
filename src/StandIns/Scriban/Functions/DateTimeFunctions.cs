using System.Globalization;
using Scriban.Runtime;

namespace Scriban.Functions;

/// <summary>The functions of <c>date</c>, and the format in which dates are printed.</summary>
internal sealed class DateTimeFunctions : ScriptObject
{
    public const string DefaultFormat = "%d %b %Y";

    private const string FormatMember = "format";

    public DateTimeFunctions()
    {
        this[FormatMember] = DefaultFormat;
        SetReadOnly("default_format", readOnly: true);
        this.Import("to_string", Print);
        this.Import("parse_to_string", ParseToString);
    }

    public static DateTime Now() => DateTime.Now;

    public static DateTime UtcNow() => DateTime.UtcNow;

    public static DateTime AddDays(DateTime date, double days) => date.AddDays(days);

    public static DateTime AddMonths(DateTime date, int months) => date.AddMonths(months);

    public static DateTime AddYears(DateTime date, int years) => date.AddYears(years);

    public static DateTime AddHours(DateTime date, double hours) => date.AddHours(hours);

    public static DateTime AddMinutes(DateTime date, double minutes) => date.AddMinutes(minutes);

    public static DateTime AddSeconds(DateTime date, double seconds) => date.AddSeconds(seconds);

    public static DateTime AddMilliseconds(DateTime date, double millis) => date.AddMilliseconds(millis);

    /// <summary>Text that is no date gives the first day of year 1, as in the package.</summary>
    public static DateTime? Parse(TemplateContext context, string? text, string? pattern = null, string? culture = null)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var format = string.IsNullOrEmpty(culture) ? context.CurrentCulture : CultureInfo.GetCultureInfo(culture);
        DateTime date;
        if (string.IsNullOrEmpty(pattern))
        {
            DateTime.TryParse(text, format, DateTimeStyles.None, out date);
        }
        else
        {
            DateTime.TryParseExact(text, DatePattern.ToExact(context, pattern), format, DateTimeStyles.None, out date);
        }

        return date;
    }

    /// <summary>A date as it is printed without a function.</summary>
    public string Format(TemplateContext context, DateTime date) => Print(context, date)!;

    private string? ParseToString(
        TemplateContext context,
        string? text,
        string? output_pattern = null,
        string? output_culture = null,
        string? input_pattern = null,
        string? input_culture = null) =>
        Print(context, Parse(context, text, input_pattern, input_culture), output_pattern, output_culture);

    public override IScriptObject Clone(bool deep)
    {
        var clone = new DateTimeFunctions();
        clone[FormatMember] = this[FormatMember];
        return clone;
    }

    private string? Print(TemplateContext context, DateTime? date, string? pattern = null, string? culture = null)
    {
        if (date is not { } value)
        {
            return null;
        }

        var format = string.IsNullOrEmpty(culture) ? context.CurrentCulture : CultureInfo.GetCultureInfo(culture);
        var ownPattern = context.ObjectToString(this[FormatMember]);
        return DatePattern.Format(value, pattern is "%g" ? "%g " + ownPattern : pattern ?? ownPattern, format);
    }
}
