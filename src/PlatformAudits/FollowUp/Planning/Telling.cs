using PlatformAudits.Checking;
using PlatformAudits.FollowUp.Policies;

namespace PlatformAudits.FollowUp.Planning;

/// <summary>
/// Says who is to be told of which findings, on whatever platforms: one note for each thread, so that everybody hears once of all that is
/// theirs, a manager of all whom they manage, and the Support Operations Manager of all that comes to them.
/// </summary>
internal static class Telling
{
    /// <summary>What stands before the digits of somebody who can't be reached: those who carry the audits out are told.</summary>
    public const string Unreached = "unreached";

    /// <summary>The notes, the gravest first.</summary>
    /// <param name="files">The audits that people are asked about now.</param>
    public static IReadOnlyList<PlannedNote> Of(PeriodState period, IReadOnlyList<CaseState> files, DateTimeOffset now) =>
        [
            .. files
                .SelectMany(file => DueOf(file, now))
                .GroupBy(due => period.People.ThreadOf(due.To), StringComparer.Ordinal)
                .Select(thread => (To: thread.First().To, Due: (IReadOnlyList<DueStep>)[.. thread]))
                .Append((period.People.Operators, []))
                .DistinctBy(found => period.People.ThreadOf(found.To), StringComparer.Ordinal)
                .Select(found => NoteOf(period, found.To, found.Due, now))
                .OfType<(PlannedNote Note, Severity Gravest)>()
                .OrderBy(found => found.Gravest)
                .ThenBy(found => found.Note.Thread, StringComparer.Ordinal)
                .Select(found => found.Note),
        ];

    private static IEnumerable<DueStep> DueOf(CaseState file, DateTimeOffset now)
    {
        foreach (var progress in Planner.Progress(file, now))
        {
            var (item, isDue) = (progress.Item, progress.Next is not null && progress.Due <= now);
            var step = isDue && !progress.IsDecision && !progress.IsHandOver ? progress.Done + 1 : progress.Done;
            if (isDue)
            {
                yield return progress.IsDecision ? Due(file.People.SupportOpsManagers)
                : progress.IsHandOver ? Due(file.For(Role.Person, item).Contacts)
                : Due(file.For(file.Policy.Steps[step - 1].To[0], item).Contacts, file.Policy.Steps[step - 1].IsMessage);

                DueStep Due(IReadOnlyList<Contact> to, bool isMessage = false) =>
                    new(file, item, progress.Next!, to, isMessage, progress.Due);
            }

            if (step == 0)
            {
                continue;
            }

            var (roles, isMessage) = (file.Policy.Steps[step - 1].To, file.Policy.Steps[step - 1].IsMessage);
            var acting = file.People.ThreadOf(file.For(roles[0], item).Contacts);
            for (var role = 1; role < roles.Count; role++)
            {
                var told = FindingProgress.Told(item, step, role);
                var to = file.For(roles[role], item).Contacts;
                if (!file.Notified.ContainsKey(told) && file.People.ThreadOf(to) != acting)
                {
                    yield return new DueStep(file, item, told, to, isMessage, isDue ? progress.Due : now);
                }
            }
        }
    }

    /// <summary>The note; null where there is nothing to tell, or all who have to hear of it were mentioned less than a day ago.</summary>
    private static (PlannedNote Note, Severity Gravest)? NoteOf(
        PeriodState period,
        IReadOnlyList<Contact> to,
        IReadOnlyList<DueStep> due,
        DateTimeOffset now
    )
    {
        var thread = period.People.ThreadOf(to);
        var place = period.PlaceOf(thread);
        var isMessage = due.Any(step => step.IsMessage);
        var unreached = (thread == period.People.OperatorsThread ? period.People.Unreached : [])
            .Select(person => $"{Unreached}:{person.Key}")
            .Where(name => !period.Named.Contains((place.Iid, name)))
            .ToList();
        if (
            (due.Count == 0 && unreached.Count == 0)
            || (!period.Begun.Contains(thread) && to.All(contact => period.WasMentioned(contact, now)))
        )
        {
            return null;
        }

        return (
            new PlannedNote(
                NoteKind.Step,
                place,
                thread,
                [.. due.Select(step => PeriodState.Handle(place, step.File, step.Step)), .. unreached],
                isMessage ? [] : to
            )
            {
                MessageTo = isMessage ? to : [],
                Due = due.Select(step => step.Due).DefaultIfEmpty(now).Min(),
            },
            due.Select(step => step.Item.Severity).DefaultIfEmpty(Severity.Low).Min()
        );
    }

    /// <summary>A finding's step that somebody is to be told of.</summary>
    private sealed record DueStep(
        CaseState File,
        TrackedFinding Item,
        string Step,
        IReadOnlyList<Contact> To,
        bool IsMessage,
        DateTimeOffset Due
    );
}
