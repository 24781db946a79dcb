using PlatformAudits.Evaluation;
using PlatformAudits.Reporting;

namespace PlatformAudits.Tests.Reporting;

/// <summary>A review with names in every place where a text may stand that people or vendors chose.</summary>
internal static class NamedReview
{
    private static readonly RememberedState?[] States = [.. Enum.GetValues<RememberedState>(), null];

    public static IssueReview Of(params IReadOnlyList<string> names) =>
        new()
        {
            Platform = "calendly",
            Period = "FY27-Q1",
            ReadAt = DateTimeOffset.UnixEpoch,
            Issue = new ReviewedIssue(new Uri("https://gitlab.example/1?a=\"b\"&c='d'"), true, DateTimeOffset.UnixEpoch, names[0]),
            Reading = DateTimeOffset.UnixEpoch,
            FailedReading = DateTimeOffset.UnixEpoch,
            Findings = [.. names.Index().SelectMany(name => States.Select(state => FindingOf(name.Item, name.Index, state)))],
            Reviews =
            [
                .. names.SelectMany(name => new[] { name, null }.Select(why => new ReviewNote(name, DateTimeOffset.UnixEpoch, name, why))),
            ],
        };

    private static FindingReview FindingOf(string name, int index, RememberedState? state) =>
        new()
        {
            Digits = $"{state}{index}",
            Id = name,
            Check = name,
            Text = name,
            State = state,
            Run = name,
            Waived = state == RememberedState.Waived ? name : null,
            Box = TaskBox.Ticked,
            Written = [name],
            By = name,
            Asked = [new AskedPeople([name], DateTimeOffset.UnixEpoch)],
            Reply = new WrittenReply(name, DateTimeOffset.UnixEpoch, name),
        };
}
