using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.Platforms;

namespace PlatformAudits.Reporting;

/// <summary>The population of an audit and what was found in it, as rows. They are made as they are asked for.</summary>
internal sealed class PopulationData
{
    private const string Nobody = "nobody";

    private readonly Comparison _comparison;
    private readonly Func<Account, AccountDetails> _detailsOf;
    private readonly ILookup<string, FindingRow> _findingsOf;

    /// <summary>The data of an audit that could be evaluated.</summary>
    /// <param name="earlier">What earlier runs have left.</param>
    public PopulationData(AuditReport report, Platform platform, Comparison comparison, EarlierMemories earlier)
    {
        _comparison = comparison;
        _detailsOf = platform.DetailsIn(comparison);
        Report = report;
        var ids = FindingIds.Of(report);
        var firstSeen = new FirstSeen(earlier, report.Period, report.AsOf);
        var decisions = earlier.Decisions?.ToLookup(decision => decision.Id, StringComparer.Ordinal);
        Findings =
        [
            .. report
                .Findings.Select(finding => RowOf(finding, null))
                .Concat(report.Waived.Select(waived => RowOf(waived.Finding, waived.Waiver))),
        ];
        _findingsOf = Findings
            .Where(row => row.Finding.Account is not null)
            .ToLookup(row => row.Finding.Account!.Id, StringComparer.Ordinal);

        FindingRow RowOf(Finding finding, Waiver? waiver)
        {
            var id = ids.Of(finding.Key);
            var decision = decisions is null ? null : decisions[id].FirstOrDefault() ?? IssueDecision.None;
            return new FindingRow(finding, id, waiver, firstSeen.Of(finding.Key), decision);
        }
    }

    /// <summary>The report.</summary>
    public AuditReport Report { get; }

    /// <summary>What is open, then what is waived, each in the report's order.</summary>
    public IReadOnlyList<FindingRow> Findings { get; }

    /// <summary>The accounts in the population's order.</summary>
    public IEnumerable<AccountRow> Accounts
    {
        get
        {
            foreach (var (account, teammate) in _comparison.Accounts)
            {
                var details = _detailsOf(account);
                yield return new AccountRow(
                    account,
                    details,
                    teammate ?? details.Holder?.Teammate,
                    (_comparison.MatchOf(account, teammate) ?? details.Holder?.Because ?? Nobody).Replace(' ', '-'),
                    _comparison.DoubtOf(account),
                    [.. _findingsOf[account.Id]]
                );
            }
        }
    }
}
