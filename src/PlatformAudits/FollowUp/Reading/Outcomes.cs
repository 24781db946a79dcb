using System.Globalization;
using PlatformAudits.FollowUp.Planning;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;

namespace PlatformAudits.FollowUp.Reading;

/// <summary>Says what became of every finding: who decided it, and when, as far as the issue tells.</summary>
internal static class Outcomes
{
    private const int LongestReason = 300;

    /// <summary>What became of the findings, in the order of the issue.</summary>
    /// <param name="file">The case.</param>
    public static IReadOnlyList<Outcome> Of(CaseFile file, Correspondence correspondence, IReadOnlySet<long> accounts)
    {
        var editors = correspondence.ChangedBy(accounts);
        return [.. file.Items.Select(item => Of(file, correspondence, editors, item))];
    }

    private static Outcome Of(
        CaseFile file,
        Correspondence correspondence,
        IReadOnlyList<(string Name, DateTimeOffset At)> editors,
        Item item
    )
    {
        var answer = correspondence.LastAnswerIn(file.ThreadOf(item));
        return item.State switch
        {
            ItemState.Gone => new Outcome(
                item,
                item.Person is null ? "removed: the next reading no longer finds it" : "fixed: the next reading no longer finds it",
                "",
                item.Detail
            ),
            ItemState.Waived => new Outcome(item, "waived", "", item.Detail),
            ItemState.Justified => new Outcome(
                item,
                $"justified: {item.Detail}",
                Sentence.List([.. editors.Select(editor => editor.Name)]) is var names && editors.Count > 1 ? $"one of {names}"
                    : editors.Count == 1 ? names
                    : "",
                editors.Count == 1 ? Time(editors[0].At) : ""
            ),
            ItemState.Ticked when correspondence.TickedBy(item.Key) is var (name, at) => new Outcome(
                item,
                Ticked(answer?.Name == name ? null : answer),
                name,
                Time(at)
            ),
            ItemState.Ticked => new Outcome(item, Ticked(answer), "", ""),
            _ => Escalated(file, item),
        };
    }

    private static string Ticked(Answer? answer) =>
        answer is null
            ? "done, as ticked"
            : $"justified: {InertMarkdown.Within(answer.Text.ReplaceLineEndings(" "), LongestReason)} ({answer.Name})";

    private static Outcome Escalated(CaseFile file, Item item)
    {
        var progress = ItemProgress.Of(file, item, DateTimeOffset.MaxValue.AddYears(-1));
        var told =
            progress.Done == 0
                ? []
                : file
                    .Policy.Steps[progress.Done - 1]
                    .To.SelectMany(role => file.For(role, item).Contacts)
                    .Select(contact => InertMarkdown.Of(contact.Name))
                    .Distinct()
                    .ToList();
        return new Outcome(
            item,
            told.Count == 0 ? "still open" : $"escalated, and still open: {Sentence.List(told)} {(told.Count == 1 ? "was" : "were")} told",
            "",
            progress.Done == 0 ? "" : Time(file.Settled[ItemProgress.Step(item, progress.Done)])
        );
    }

    private static string Time(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
