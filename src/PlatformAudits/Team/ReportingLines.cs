using PlatformAudits.Foundation;

namespace PlatformAudits.Team;

/// <summary>What the names in <c>reports_to</c> must be like: each is somebody's, and nobody is their own manager's manager.</summary>
internal static class ReportingLines
{
    private const int NamesShown = 6;

    /// <summary>
    /// Fails on the first person whose manager is nobody or below them. A manager's name that two people share ends the line: it is
    /// unknown who is meant.
    /// </summary>
    /// <param name="places">Where each person's <c>reports_to</c> is, in the roster's order.</param>
    /// <exception cref="AuditException">There is one.</exception>
    public static void EnsureSound(Roster roster, IReadOnlyList<FilePlace> places)
    {
        foreach (var (index, teammate) in roster.Teammates.Index())
        {
            if (teammate.ReportsTo is { } manager && roster.ByName(manager).Count == 0)
            {
                throw TeamFileError.At(
                    places[index],
                    $"{TeamFileError.Shown(teammate.Name)} reports to "
                        + $"{TeamFileError.Shown(manager)}, and nobody in the team has that name",
                    "write the manager's name as in the manager's own entry, or leave reports_to "
                        + "out for whoever reports to nobody in the team"
                );
            }
        }

        var sound = new HashSet<Teammate>(ReferenceEqualityComparer.Instance);
        foreach (var teammate in roster.Teammates)
        {
            var line = new List<Teammate>();
            for (var next = teammate; next is not null && sound.Add(next); next = roster.ManagerOf(next))
            {
                line.Add(next);
            }

            EnsureNoCircle(roster, line, places);
        }
    }

    private static void EnsureNoCircle(Roster roster, List<Teammate> line, IReadOnlyList<FilePlace> places)
    {
        if (line.Count == 0 || roster.ManagerOf(line[^1]) is not { } manager)
        {
            return;
        }

        var start = line.FindIndex(teammate => ReferenceEquals(teammate, manager));
        if (start < 0)
        {
            return;
        }

        var names = line.Skip(start).Append(manager).Select(teammate => TeamFileError.Shown(teammate.Name)).ToList();
        var shown = names.Count <= NamesShown ? names : [.. names.Take(NamesShown - 1), "…", names[^1]];
        throw TeamFileError.At(
            places[roster.Teammates.Index().First(t => ReferenceEquals(t.Item, manager)).Index],
            $"the reporting line goes in a circle ({string.Join(" → ", shown)})",
            "correct reports_to of one of them"
        );
    }
}
