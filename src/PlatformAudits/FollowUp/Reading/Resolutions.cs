using System.Globalization;
using PlatformAudits.FollowUp.Planning;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;

namespace PlatformAudits.FollowUp.Reading;

/// <summary>Says what became of every finding: who decided it, and when, as far as the issue tells.</summary>
internal static class Resolutions
{
    private const int LongestReason = 300;

    /// <summary>What became of the findings, in the order of the issue.</summary>
    /// <param name="file">The case.</param>
    public static IReadOnlyList<Resolution> Of(CaseState file, IssueDiscussions correspondence, IReadOnlySet<long> accounts)
    {
        var editors = correspondence.ChangedBy(accounts);
        return [.. file.Findings.Select(item => Of(file, correspondence, editors, item))];
    }

    private static Resolution Of(
        CaseState file,
        IssueDiscussions correspondence,
        IReadOnlyList<(string Name, DateTimeOffset At)> editors,
        TrackedFinding item
    )
    {
        var answer = file.LastReplyAbout(item);
        return item.State switch
        {
            FindingState.Gone => new Resolution(
                item,
                item.IsNotLookedFor ? "not looked for any more: its check is switched off"
                    : item.Person is null ? "removed: the next reading no longer finds it"
                    : "fixed: the next reading no longer finds it",
                "",
                item.Detail
            ),
            FindingState.Waived => Waived(item),
            FindingState.Justified => new Resolution(
                item,
                $"justified: {item.Detail}",
                Sentence.List([.. editors.Select(editor => editor.Name)]) is var names && editors.Count > 1 ? $"one of {names}"
                    : editors.Count == 1 ? names
                    : "",
                editors.Count == 1 ? Time(editors[0].At) : ""
            ),
            FindingState.Ticked => Ticked(item, correspondence.TickedBy(item.Id), answer),
            _ => Escalated(file, item),
        };
    }

    private static Resolution Waived(TrackedFinding item)
    {
        const string Gone = "waived then, by a waiver that has ended or is no longer in `waivers.yaml`";
        if (item.Waiver is not { } waiver)
        {
            return new Resolution(item, Gone, "", item.Detail);
        }

        var reason = MarkdownEncoder.Within(waiver.Reason, LongestReason);
        var owner = MarkdownEncoder.Encode(waiver.Owner);
        var request = MarkdownEncoder.Link(new Uri(waiver.Link), "request");
        return new Resolution(item, "waived", $"{owner}, until {Day(waiver.Expires)}: {reason} ({request})", item.Detail);
    }

    /// <summary>
    /// A tick says that somebody takes it for done. Whether it is, only a reading shows: none has shown so, or the finding would be gone.
    /// </summary>
    private static Resolution Ticked(TrackedFinding item, (string Name, DateTimeOffset At)? tick, Reply? answer)
    {
        var (name, at) = (tick?.Name ?? "", tick is { At: var moment } ? Time(moment) : "");
        return answer is not null && answer.Name != tick?.Name
            ? new Resolution(
                item,
                $"justified: {MarkdownEncoder.Within(ReplyText.Of(answer.Text), LongestReason)} ({answer.Name})",
                name,
                at
            )
            : new Resolution(
                item,
                item.FoundAt is { } found && (tick is null || found > tick.Value.At)
                    ? $"ticked as done, but the reading of {Time(found)} still finds it"
                    : "ticked as done, and no reading has shown so",
                name,
                at
            )
            {
                IsUnconfirmed = true,
            };
    }

    private static Resolution Escalated(CaseState file, TrackedFinding item)
    {
        var progress = FindingProgress.Of(file, item, DateTimeOffset.MaxValue.AddYears(-1));
        var told =
            progress.Done == 0
                ? []
                : file
                    .Policy.Steps[progress.Done - 1]
                    .To.SelectMany(role => file.For(role, item).Contacts)
                    .Select(contact => MarkdownEncoder.Encode(contact.Name))
                    .Distinct()
                    .ToList();
        return new Resolution(
            item,
            told.Count == 0 ? "still open" : $"escalated, and still open: {Sentence.List(told)} {(told.Count == 1 ? "was" : "were")} told",
            "",
            progress.Done == 0 ? "" : Time(file.Notified[FindingProgress.Step(item, progress.Done)])
        );
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
