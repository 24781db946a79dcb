using PlatformAudits.Checking;

namespace PlatformAudits.Evaluation;

/// <summary>
/// Carries what people have said tokens are for from period to period (docs/decisions/0034). It stands in the cells of an issue, and in
/// its memory from the run on that reads it there.
/// </summary>
internal static class TokenReview
{
    /// <summary>The characters of a justification that are carried on.</summary>
    public const int LongestText = 300;

    /// <summary>What was said in the issues of earlier periods, and less than a year before a run.</summary>
    /// <param name="period">The audited period.</param>
    /// <param name="asOf">When the run began to read.</param>
    public static Justifications Before(EarlierMemories earlier, FiscalPeriod period, DateTimeOffset asOf)
    {
        var today = DayOf(asOf);
        var said = new Dictionary<string, Justification>(StringComparer.Ordinal);
        foreach (var (digits, justification) in Known(earlier.OfPeriod).Concat(Known(earlier.Previous)).Concat(WrittenBefore(earlier)))
        {
            if (
                justification.Period != period
                && today < justification.Ends
                && !(said.TryGetValue(digits, out var other) && other.Day > justification.Day)
            )
            {
                said[digits] = justification;
            }
        }

        return new Justifications(said);
    }

    /// <summary>The tokens of a run, with what was said of them, for the runs after it.</summary>
    /// <param name="comparison">What was read, with what was said in earlier periods.</param>
    public static IReadOnlyList<RememberedToken> Remember(
        Comparison comparison,
        EarlierMemories earlier,
        FiscalPeriod period,
        DateTimeOffset asOf
    )
    {
        var today = DayOf(asOf);
        var known = (earlier.OfPeriod?.Tokens ?? []).ToDictionary(token => token.Digits, StringComparer.Ordinal);
        var now = comparison
            .Population.TokensOf(comparison)
            .Select(token => (token.Key.Digits, token.Traits))
            .DistinctBy(token => token.Digits)
            .ToList();
        var written = TextsOf(earlier.Decisions ?? [], now.Select(token => token.Digits));
        var tokens = now.ConvertAll(token => new RememberedToken(token.Digits, token.Traits, SaidOf(token.Digits, token.Traits)));

        // A list that was refused today says nothing of what it held.
        var listed = now.Select(token => token.Digits).ToHashSet(StringComparer.Ordinal);
        tokens.AddRange(
            (earlier.Previous?.Tokens ?? [])
                .Concat(known.Values)
                .Where(token => token.Said is { } said && today < said.Ends && !listed.Contains(token.Digits))
                .GroupBy(token => token.Digits, StringComparer.Ordinal)
                .Select(same => same.MaxBy(token => token.Said!.Day)!)
        );
        return [.. tokens.OrderBy(token => token.Digits, StringComparer.Ordinal)];

        Justification? SaidOf(string digits, TokenTraits traits)
        {
            var before = comparison.Justifications.Of(digits);
            var ofPeriod = known.GetValueOrDefault(digits)?.Said is { } last && last.Period == period ? last : null;
            return !written.TryGetValue(digits, out var text) ? (earlier.Decisions is null ? ofPeriod ?? before : before)
                : ofPeriod?.Text == text ? ofPeriod
                : new Justification(traits, today, period, text);
        }
    }

    private static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime);

    private static IEnumerable<(string Digits, Justification Said)> Known(AuditMemory? memory) =>
        (memory?.Tokens ?? []).Where(token => token.Said is not null).Select(token => (token.Digits, token.Said!));

    /// <summary>
    /// What people have written on the last period's issue after its last run. It counts as written on the day of that run, of the tokens
    /// as that run saw them.
    /// </summary>
    private static IEnumerable<(string Digits, Justification Said)> WrittenBefore(EarlierMemories earlier)
    {
        if (earlier is not { Previous: { AsOf: { } asOf } previous, DecisionsBefore: { } decisions })
        {
            return [];
        }

        var written = TextsOf(decisions, previous.Tokens.Select(token => token.Digits));
        return previous
            .Tokens.Where(token =>
                written.TryGetValue(token.Digits, out var text) && !(token.Said?.Period == previous.Period && token.Said.Text == text)
            )
            .Select(token => (token.Digits, new Justification(token.Traits, DayOf(asOf), previous.Period, written[token.Digits])));
    }

    /// <summary>What people have written into the cells of tokens, by the digits of their keys.</summary>
    private static Dictionary<string, string> TextsOf(IReadOnlyList<IssueDecision> decisions, IEnumerable<string> tokens)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var ids = FindingIds.Lookup(tokens);
        foreach (var decision in decisions.Where(decision => decision.Written.Count > 0))
        {
            if (ids[decision.Id].ToList() is [var digits])
            {
                texts[digits] = Short(string.Join("; ", decision.Written));
            }
        }

        return texts;
    }

    private static string Short(string text)
    {
        var runes = text.EnumerateRunes().Take(LongestText + 1).ToList();
        return runes.Count > LongestText ? string.Concat(runes.Take(LongestText)) + "…" : text;
    }
}
