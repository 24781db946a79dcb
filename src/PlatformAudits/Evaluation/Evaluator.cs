using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;
using PlatformAudits.Settings;

namespace PlatformAudits.Evaluation;

/// <summary>From team, population, settings and the last report to a report.</summary>
internal static class Evaluator
{
    private const string Unbelieved = "An earlier reading is there that is not believed";

    /// <summary>Holds a population against the team.</summary>
    /// <param name="manifest">The snapshot's manifest; its start is the day that waivers are measured by.</param>
    /// <param name="earlier">What earlier runs have left.</param>
    /// <param name="texts">What people read of the checks.</param>
    /// <param name="confirmation">Whether a confirmation read said the same; null when there was none.</param>
    public static AuditReport Evaluate(
        Platform platform,
        Comparison comparison,
        AuditSettings settings,
        Waivers waivers,
        FiscalPeriod period,
        Manifest manifest,
        EarlierMemories earlier,
        CheckTexts texts,
        CompletenessAssertion? confirmation = null
    )
    {
        var review = new WaiverReview(waivers.Of(platform.Id), manifest.DayIn(TimeZoneInfo.Utc));
        var population = comparison.Population;
        var (previous, last) = (earlier.Previous, earlier.Last);
        var assertions = CompletenessAssertions.Of(
            comparison.Roster,
            settings.MinimumTeam,
            population,
            platform.CompletenessOf(population),
            platform.MinimumAccounts,
            manifest.Lists
        );
        var (guard, acceptedDrop) = last is null
            ? (null, null)
            : new ShrinkageGuard(settings.LargestDrop, manifest.AcceptsDrop).Hold(
                last,
                comparison.Roster.Count,
                population.Accounts.Count,
                [.. manifest.Lists.Where(list => !population.UnreadLists.Contains(list.What, StringComparer.Ordinal))]
            );
        assertions =
        [
            .. assertions,
            .. new[]
            {
                CredentialAssertion(platform, manifest),
                guard,
                RefusalAssertion(population, last, manifest.AcceptsDrop),
                MemoryNotice(earlier),
                confirmation,
            }.OfType<CompletenessAssertion>(),
        ];
        var findings = new List<Finding>();
        var waived = new List<WaivedFinding>();
        var checks = new List<CheckSummary>();
        foreach (var check in platform.Checks())
        {
            var (subjects, open, accepted) = (0, findings.Count, waived.Count);
            foreach (var outcome in check.Evaluate(comparison))
            {
                subjects++;
                var waiver = review.For(check.Id, outcome);
                if (outcome.Finding is { } finding && waiver is not null)
                {
                    waived.Add(new WaivedFinding(finding, waiver));
                }
                else if (outcome.Finding is { } unwaived)
                {
                    findings.Add(unwaived);
                }
            }

            checks.Add(
                new CheckSummary(
                    check.Id,
                    texts.Of(platform, check),
                    platform.SeverityOf(check),
                    subjects,
                    findings.Count - open,
                    waived.Count - accepted,
                    previous?.FindingsOf(check.Id)
                )
            );
        }

        if (checks.Count == 0)
        {
            assertions =
            [
                .. assertions,
                new(
                    "A check is switched on",
                    false,
                    $"{platform.SwitchedOff.Count} switched off",
                    $"Switch one on in audits.yaml, below platforms.{platform.Id}.checks."
                ),
            ];
        }

        var severities = checks.ToDictionary(c => c.Id, c => c.Severity, StringComparer.Ordinal);
        var failed = assertions.Where(p => !p.Holds).ToList();
        var reasons = (failed.Count > 1 ? failed.Where(p => p.Statement != CompletenessAssertions.ListsStatement) : failed)
            .Select(p => $"{p.Statement}: this does not hold ({p.Figures}). {p.Remedy}")
            .ToList();
        return new AuditReport
        {
            Platform = platform.Id,
            Title = platform.Title,
            Period = period,
            AsOf = manifest.Started,
            Verdict =
                reasons.Count > 0 ? Verdict.NotEvaluated
                : findings.Count > 0 ? Verdict.Findings
                : Verdict.Clear,
            Reasons = reasons,
            Notices =
            [
                .. settings.Notices,
                .. waivers.Notices,
                .. comparison.Roster.Notices,
                .. population.Notices,
                .. new[] { acceptedDrop }.OfType<string>(),
            ],
            Accounts = population.Accounts.Count,
            VendorCounts = population.VendorCounts,
            LastGood = last?.AsOf,
            SwitchedOff = platform.SwitchedOff,
            Population = [new PopulationCount("teammates", comparison.Roster.Count), .. population.Counts],
            Completeness = assertions,
            Checks = checks,
            Findings = InOrder(findings, f => f),
            Waived = InOrder(waived, w => w.Finding),
            WaiverWarnings = review.Warnings(platform.SwitchedOff, isEvaluated: reasons.Count == 0),
            Since = previous is null || reasons.Count > 0 ? null : previous.Compare(findings, waived),
            Trend = earlier.Trend,
            Progress = reasons.Count > 0 ? null : earlier.OfPeriod?.ProgressTo(findings, waived),
            IsFirstReading = earlier is { OfPeriod: null, Doubt: null },
            Manifest = manifest,
        };

        List<T> InOrder<T>(List<T> items, Func<T, Finding> findingOf) =>
            [
                .. items
                    .OrderBy(item => severities[findingOf(item).Key.Check])
                    .ThenBy(item => findingOf(item).Key.Check, StringComparer.Ordinal)
                    .ThenBy(item => findingOf(item).Key.Subject, StringComparer.Ordinal),
            ];
    }

    /// <summary>Says that there was nothing to hold the run against, or that what there was is not believed; null for neither.</summary>
    private static CompletenessAssertion? MemoryNotice(EarlierMemories earlier)
    {
        const string Nothing = "the shrinkage guard and the comparison had nothing to compare with";
        return (earlier.Doubt, earlier.Last) switch
        {
            (null, null) => Notice("First reading: no earlier one to compare with", Nothing),
            ({ } doubt, null) => Notice(Unbelieved, $"{doubt}; {Nothing}"),
            ({ } doubt, { } last) => Notice(Unbelieved, $"{doubt}; compared with {last.Period}, read on {DayOf(last)}"),
            _ => null,
        };

        static CompletenessAssertion Notice(string statement, string figures) => new(statement, true, figures, "") { IsOfTheRun = true };

        static string DayOf(AuditMemory last) =>
            last.AsOf?.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "a day that it does not tell";
    }

    /// <summary>
    /// Stops what was read the last time and is refused now: else what stood there would count as gone. Null where nothing is.
    /// </summary>
    private static CompletenessAssertion? RefusalAssertion(Population population, AuditMemory? last, bool acceptsDrop)
    {
        var refused = population.UnreadLists.Where(what => last?.Lists.Any(list => list.What == what) == true).ToList();
        return refused.Count == 0
            ? null
            : new CompletenessAssertion(
                "What was read the last time is not refused now",
                acceptsDrop,
                $"{Sentence.List(refused)} were read the last time" + (acceptsDrop ? $", accepted with {ShrinkageGuard.Argument}" : ""),
                $"Give the credential back what it lacks; if it is to do without, run once with {ShrinkageGuard.Argument}."
            )
            {
                IsOfTheRun = true,
            };
    }

    /// <summary>Who was asked as, where the settings say whom that should be; null where they don't.</summary>
    private static CompletenessAssertion? CredentialAssertion(Platform platform, Manifest manifest)
    {
        var asked = manifest.Systems.Where(s => s.CredentialIdentity is not null && s.CredentialVariable != GitLabApi.Token.Name).ToList();
        var identities = asked.ConvertAll(s => s.CredentialIdentity!);
        var variables = asked.Select(s => s.CredentialVariable);
        return platform.ExpectedCredential is { } expected
            ? new CompletenessAssertion(
                "The credential is the one that is meant",
                identities.Exists(identity => identity.Contains(expected, StringComparison.OrdinalIgnoreCase)),
                $"it is {Sentence.List(identities)}, and {expected} is expected",
                $"Put the right credential into {Sentence.List([.. variables])}, or correct "
                    + $"platforms.{platform.Id}.credential in audits.yaml."
            )
            : null;
    }

    /// <summary>The report of an audit that could not be carried out.</summary>
    /// <param name="last">The last report that could be evaluated, or null.</param>
    public static AuditReport NotEvaluated(
        Platform platform,
        string reason,
        FiscalPeriod period,
        Manifest manifest,
        AuditMemory? last = null
    ) =>
        new()
        {
            LastGood = last?.AsOf,
            Platform = platform.Id,
            Title = platform.Title,
            Period = period,
            AsOf = manifest.Started,
            Verdict = Verdict.NotEvaluated,
            Reasons = [reason],
            Manifest = manifest,
        };
}
