using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Platforms;
using PlatformAudits.Settings;
using PlatformAudits.Tracking;

namespace PlatformAudits.Reporting;

/// <summary>All that one audit found out, and how far it may be believed.</summary>
public sealed record AuditReport
{
    /// <summary>The platform's id.</summary>
    public required string Platform { get; init; }

    /// <summary>The platform's title.</summary>
    public required string Title { get; init; }

    /// <summary>The audited period.</summary>
    public required FiscalPeriod Period { get; init; }

    /// <summary>When the population was read, UTC: the snapshot's start.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why nobody knows, a sentence each; empty unless the verdict is <see cref="Verdict.NotEvaluated"/>.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>What people should know of how the platform was read, a sentence each.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>The ids of the checks that are switched off, so that nobody takes silence for an answer.</summary>
    public IReadOnlyList<string> SwitchedOff { get; init; } = [];

    /// <summary>How many there are of what; the team comes first.</summary>
    public IReadOnlyList<PopulationCount> Population { get; init; } = [];

    /// <summary>How many accounts there are; null when nobody knows.</summary>
    public int? Accounts { get; init; }

    /// <summary>The vendors' own counts of lists that don't come with the pages.</summary>
    public IReadOnlyList<VendorCount> VendorCounts { get; init; } = [];

    /// <summary>When the rows were read that stand while nobody knows better, UTC: in the last report; null when there is none.</summary>
    public DateTimeOffset? LastGood { get; init; }

    /// <summary>What shows that the result is whole.</summary>
    public IReadOnlyList<Proof> Proofs { get; init; } = [];

    /// <summary>The checks with their figures.</summary>
    public IReadOnlyList<CheckSummary> Checks { get; init; } = [];

    /// <summary>What is open, by check and subject.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What is accepted, by check and subject.</summary>
    public IReadOnlyList<WaivedFinding> Waived { get; init; } = [];

    /// <summary>The platform's waivers that somebody should look at, by check and account.</summary>
    public IReadOnlyList<WaiverRemark> WaiverRemarks { get; init; } = [];

    /// <summary>What has changed since the last period; null when no earlier report is at hand, or nobody knows.</summary>
    public SinceLastPeriod? Since { get; init; }

    /// <summary>The snapshot's manifest.</summary>
    public required Manifest Manifest { get; init; }

    /// <summary>The verdict in one line.</summary>
    public string Summary =>
        Verdict switch
        {
            Verdict.Clear => Waived.Count == 0
                ? "Clear: everything was read, and nothing is open."
                : $"Clear: everything was read, and nothing is open ({Waived.Count} waived).",
            Verdict.Findings => $"{Sentence.Count(Findings.Count, "finding")}{(Waived.Count == 0 ? "" : $", {Waived.Count} waived")}.",
            _ => $"Not evaluated: {Reasons[0]}",
        };

    /// <summary>The vendor's own count of a list, and how many rows fewer are still a whole list; nothing where the vendor counts none.</summary>
    public (long? Total, long? Drift) TotalOf(ListReading list) =>
        list.Total is { } total ? (total, 0)
        : VendorCounts.FirstOrDefault(c => c.List == list.List) is { } count ? (count.Total, count.Drift)
        : (null, null);

    /// <summary>The title of the issue of a platform and period.</summary>
    public static string IssueTitle(string title, FiscalPeriod period) => InertTitle.Of($"{title} audit {period.Title}");

    /// <summary>Holds a population against the team.</summary>
    /// <param name="manifest">The snapshot's manifest; its start is the day that waivers are measured by.</param>
    /// <param name="previous">The report of an earlier period, or null.</param>
    /// <param name="last">The last report that could be evaluated, or null.</param>
    /// <param name="secondLook">Whether a second reading said the same; null when there was none.</param>
    public static AuditReport Of(
        Platform platform,
        Comparison comparison,
        AuditSettings settings,
        Waivers waivers,
        FiscalPeriod period,
        Manifest manifest,
        PreviousReport? previous,
        PreviousReport? last = null,
        Proof? secondLook = null
    )
    {
        var review = new WaiverReview(waivers.Of(platform.Id), DateOnly.FromDateTime(manifest.Started.UtcDateTime));
        var population = comparison.Population;
        var proofs = Completeness.Proofs(comparison.Roster, settings.MinimumTeam, population, platform.MinimumAccounts, manifest.Lists);
        var (brake, acceptedDrop) = last is null
            ? (null, null)
            : new Brake(settings.LargestDrop, manifest.AcceptsDrop).Hold(
                last,
                comparison.Roster.Count,
                population.Accounts.Count,
                manifest.Lists
            );
        proofs = [.. proofs, .. new[] { CredentialProof(platform, manifest), brake, secondLook }.OfType<Proof>()];
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
                    check.Title,
                    subjects,
                    findings.Count - open,
                    waived.Count - accepted,
                    previous?.FindingsOf(check.Id)
                )
            );
        }

        if (checks.Count == 0)
        {
            proofs =
            [
                .. proofs,
                new(
                    "A check is switched on",
                    false,
                    $"{platform.SwitchedOff.Count} switched off",
                    $"Switch one on in audits.yaml, below platforms.{platform.Id}.checks."
                ),
            ];
        }

        var failed = proofs.Where(p => !p.Holds).ToList();
        var reasons = (failed.Count > 1 ? failed.Where(p => p.Statement != Completeness.ListsStatement) : failed)
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
            Notices = acceptedDrop is null ? population.Notices : [.. population.Notices, acceptedDrop],
            Accounts = population.Accounts.Count,
            VendorCounts = population.VendorCounts,
            LastGood = last?.AsOf,
            SwitchedOff = platform.SwitchedOff,
            Population = [new PopulationCount("teammates", comparison.Roster.Count), .. population.Counts],
            Proofs = proofs,
            Checks = checks,
            Findings = [.. findings.OrderBy(f => f.Key.Check, StringComparer.Ordinal).ThenBy(f => f.Key.Subject, StringComparer.Ordinal)],
            Waived =
            [
                .. waived
                    .OrderBy(w => w.Finding.Key.Check, StringComparer.Ordinal)
                    .ThenBy(w => w.Finding.Key.Subject, StringComparer.Ordinal),
            ],
            WaiverRemarks = review.Remarks(platform.SwitchedOff, isEvaluated: reasons.Count == 0),
            Since = previous is null || reasons.Count > 0 ? null : SinceLastPeriod.Of(previous, findings, waived),
            Manifest = manifest,
        };
    }

    /// <summary>Who was asked as, where the settings say whom that should be; null where they don't.</summary>
    private static Proof? CredentialProof(Platform platform, Manifest manifest)
    {
        var identities = manifest.Systems.Select(s => s.CredentialIdentity).OfType<string>().ToList();
        return platform.ExpectedCredential is { } expected
            ? new Proof(
                "The credential is the one that is meant",
                identities.Exists(identity => identity.Contains(expected, StringComparison.OrdinalIgnoreCase)),
                $"it is {Sentence.List(identities)}, and {expected} is expected",
                $"Put the right credential into {Sentence.List([.. manifest.Systems.Where(s => s.CredentialIdentity is not null).Select(s => s.CredentialVariable)])}, or correct platforms.{platform.Id}.credential in audits.yaml."
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
        PreviousReport? last = null
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

/// <summary>A check with its figures.</summary>
/// <param name="Before">How many were open in the last period, or null when no earlier report is at hand, or the check was not asked then.</param>
public sealed record CheckSummary(string Id, string Title, int Subjects, int Findings, int Waived, int? Before);

/// <summary>A finding that somebody answers for.</summary>
public sealed record WaivedFinding(Finding Finding, Waiver Waiver);
