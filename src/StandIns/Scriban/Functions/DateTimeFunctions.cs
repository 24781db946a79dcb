using System.Globalization;
using System.Text.RegularExpressions;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban.Functions;

/// <summary>The functions of <c>date</c>, and the format in which dates are printed. Called itself, it reads a date.</summary>
internal sealed partial class DateTimeFunctions : FunctionModule, IScriptFunction
{
    public const string DefaultFormat = "%d %b %Y";

    private const string FormatMember = "format";

    public DateTimeFunctions()
    {
        this[FormatMember] = DefaultFormat;
        SetReadOnly("default_format", readOnly: true);
        this.Import("to_string", Print);
    }

    public int RequiredParameterCount => 0;

    public int ParameterCount => 0;

    public bool TakesTheRest => true;

    public bool TakesAnyName => true;

    public static DateTime Now() => DateTime.Now;

    public static DateTime UtcNow() => DateTime.UtcNow;

    public static DateTime AddDays(DateTime date, double days) => date.AddDays(days);

    public static DateTime AddMonths(DateTime date, int months) => date.AddMonths(months);

    public static DateTime AddYears(DateTime date, int years) => date.AddYears(years);

    public static DateTime AddHours(DateTime date, double hours) => date.AddHours(hours);

    public static DateTime AddMinutes(DateTime date, double minutes) => date.AddMinutes(minutes);

    public static DateTime AddSeconds(DateTime date, double seconds) => date.AddSeconds(seconds);

    public static DateTime AddMilliseconds(DateTime date, double millis) => date.AddMilliseconds(millis);

    /// <summary>Text that is no date gives the first day of year 1, as in the package. A date without an offset is one of the machine's time zone.</summary>
    public static DateTime? Parse(TemplateContext context, string? text, string? pattern = null, string? culture = null)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var format = CultureOf(context, culture);
        var exact = pattern is null ? null : DatePattern.ToExact(pattern, ref format);
        if (Offset().IsMatch(text) || text.TrimEnd().EndsWith('Z') || text.TrimEnd().EndsWith('z'))
        {
            DateTimeOffset moment;
            var isRead = exact is null
                ? DateTimeOffset.TryParse(text, format, DateTimeStyles.None, out moment)
                : DateTimeOffset.TryParseExact(text, exact, format, DateTimeStyles.None, out moment);
            return isRead ? moment.LocalDateTime : default(DateTime);
        }

        DateTime date;
        if (exact is null)
        {
            DateTime.TryParse(text, format, DateTimeStyles.AssumeLocal, out date);
        }
        else
        {
            DateTime.TryParseExact(text, exact, format, DateTimeStyles.AssumeLocal, out date);
        }

        return date;
    }

    /// <summary>The output is formatted by .NET: without a pattern of its own by the letters of <see cref="DefaultFormat"/>, which mean something else there.</summary>
    public static string? ParseToString(
        TemplateContext context, string? text, string? output_pattern = null, string? output_culture = null, string? input_pattern = null, string? input_culture = null)
    {
        var date = Parse(context, text, input_pattern, input_culture);
        if (output_pattern is null)
        {
            return date?.ToString(DefaultFormat, CultureInfo.CurrentCulture);
        }

        var culture = CultureOf(context, output_culture);
        return date?.ToString(DatePattern.ToExact(output_pattern, ref culture), culture);
    }

    /// <summary>A date as it is printed without a function.</summary>
    public string Format(TemplateContext context, DateTime date) => Format(date, OwnFormat(context), context.CurrentCulture, context);

    public override IScriptObject Clone(bool deep)
    {
        var clone = new DateTimeFunctions();
        clone[FormatMember] = this[FormatMember];
        return clone;
    }

    public int IndexOfParameter(string name) => -1;

    public Type? TypeOfParameter(int index) => typeof(object);

    public object? Invoke(TemplateContext context, ScriptNode caller, BoundArguments arguments, ScriptBlockStatement? block) => arguments.Values.Count switch
    {
        0 => this,
        1 => arguments.Values[0] is { } text ? Parse(context, context.ObjectToString(text)) : null,
        var count => throw new ScriptRuntimeException(caller.Span, $"Invalid number of parameters `{count}` for `date` object/function."),
    };

    private static CultureInfo CultureOf(TemplateContext context, string? culture) => culture is null ? context.CurrentCulture : CultureInfo.GetCultureInfo(culture);

    private string? Print(TemplateContext context, DateTime? date, string pattern, string? culture = null)
    {
        var format = CultureOf(context, culture);
        return date is { } value ? Format(value, pattern, format, context) : null;
    }

    private string Format(DateTime date, string pattern, CultureInfo culture, TemplateContext context) =>
        DatePattern.Format(date, pattern == "%g" ? "%g " + OwnFormat(context) : pattern, culture);

    private string OwnFormat(TemplateContext context) => this[FormatMember] is { } format ? context.ObjectToString(format) : DefaultFormat;

    [GeneratedRegex(@"\+\d")]
    private static partial Regex Offset();
}
