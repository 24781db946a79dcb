using System.Globalization;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;

namespace PlatformAudits.FollowUp.Planning;

/// <summary>Says in one line what a reply that asks the program to do something has brought about.</summary>
internal static class Confirming
{
    private const string Confirmed = "confirmed";

    /// <summary>The notes, in the order of the replies.</summary>
    /// <param name="files">The audits that people are asked about now.</param>
    public static IEnumerable<PlannedNote> Of(PeriodState period, IReadOnlyList<CaseState> files, DateTimeOffset now) =>
        files
            .SelectMany(file => file.Replies)
            .Where(reply => reply is { Thread: not null, By: not null, Command: not null })
            .DistinctBy(reply => (reply.Issue, reply.Note))
            .OrderBy(reply => reply.Note)
            .Select(reply => (Reply: reply, Name: string.Create(CultureInfo.InvariantCulture, $"{Confirmed}:{reply.Note}")))
            .Where(found => !period.Named.Contains((found.Reply.Issue, found.Name)))
            .Select(found => (found.Reply, found.Name, What: WhatOf(files, found.Reply, now)))
            .Where(found => found.What is not null && PlaceOf(period, found.Reply) is not null)
            .Select(found => new PlannedNote(NoteKind.Confirmed, PlaceOf(period, found.Reply)!, found.Reply.Thread!, [found.Name], [])
            {
                Due = now,
                Reason = found.What,
            });

    private static AuditIssueRef? PlaceOf(PeriodState period, Reply reply) =>
        period.Home.Iid == reply.Issue ? period.Home : period.Threads.Values.FirstOrDefault(place => place.Iid == reply.Issue);

    /// <summary>The line; null for a reply of somebody who has no say there.</summary>
    private static string? WhatOf(IReadOnlyList<CaseState> files, Reply reply, DateTimeOffset now)
    {
        var concerned = files
            .SelectMany(file => file.Findings.Where(item => !item.IsEnded).Select(item => (File: file, Item: item)))
            .Where(found => found.Item.HandedOver == reply || FindingProgress.WeightOf(found.File, found.Item, reply) != ReplyWeight.None)
            .ToList();
        return concerned.Count == 0 ? null
            : reply.Command is ReplyCommand.HandOver { Username: var name } ? HandedOver(concerned, name, reply)
            : Postponed(concerned, reply, now);
    }

    private static string HandedOver(List<(CaseState File, TrackedFinding Item)> concerned, string name, Reply reply)
    {
        var people = concerned[0].File.People;
        var handed = concerned.Count(found => found.Item.HandedOver == reply);
        return people.Asked(name) is not { } holder
                ? $"Nobody of the team who could be asked has the GitLab user name `{name}`, so it stays as it is."
            : handed == 0 ? $"{Bold(holder.Name)} has had this before, or has it already, so it stays as it is."
            : $"{Bold(holder.Name)} has this now: {Sentence.Count(handed, "finding")}, asked for in a thread of their own.";
    }

    private static string Postponed(List<(CaseState File, TrackedFinding Item)> concerned, Reply reply, DateTimeOffset now)
    {
        var moved = concerned
            .Select(found => (found.File, found.Item, Postponement: Postponement.Of(found.File, found.Item)))
            .Where(found => found.Postponement?.Reply == reply)
            .Select(found => (found.File, found.Postponement!.Until, FindingProgress.Of(found.File, found.Item, now).Due))
            .ToList();
        if (moved.Count == 0)
        {
            return "This was moved once already, so the next step comes when it was to come.";
        }

        var (file, until, due) = moved.MinBy(found => found.Due);
        var day = file.Calendar.DayOf(due).ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);
        return $"Noted: the next step for {Sentence.Count(moved.Count, "finding")} comes on {day}"
            + (due < until ? $"; the policy `{file.Policy.Name}` lets it wait no longer." : ".");
    }

    private static string Bold(string name) => $"**{MarkdownEncoder.Encode(name)}**";
}
