using System.Globalization;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.PagerDuty;

/// <summary>Answers a call for a list with one page of it: <c>limit</c>, <c>offset</c>, <c>total</c>.</summary>
internal static class PagerDutyListing
{
    private const int Wall = 10_000;

    public static JObject Page<T>(
        Call call,
        string property,
        IReadOnlyList<T> items,
        Func<T, JObject> row,
        int usualLimit = 25,
        int largestLimit = 100
    )
    {
        var limit = Number(call, "limit", usualLimit, 1, largestLimit);
        var offset = Number(call, "offset", 0, 0, int.MaxValue - largestLimit);
        if (limit + offset > Wall)
        {
            throw PagerDutyRefusal.Invalid($"The sum of limit and offset must be at most {Wall}.");
        }

        return new JObject
        {
            [property] = new JArray(items.Skip(offset).Take(limit).Select(row)),
            ["limit"] = limit,
            ["offset"] = offset,
            ["total"] = WantsTotal(call) ? items.Count : null,
            ["more"] = offset + limit < items.Count,
        };
    }

    private static bool WantsTotal(Call call) =>
        call.Parameter("total") switch
        {
            null or "false" => false,
            "true" => true,
            _ => throw PagerDutyRefusal.Invalid("Total must be true or false."),
        };

    private static int Number(Call call, string parameter, int otherwise, int least, int most)
    {
        if (call.Parameter(parameter) is not { } text)
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw PagerDutyRefusal.Invalid(
                $"{char.ToUpperInvariant(parameter[0])}{parameter[1..]} must be a number from {least} to {most}."
            );
    }
}
