using System.Globalization;
using PlatformAudits.Foundation;

namespace PlatformAudits.Team;

/// <summary>The names in <c>reports_to</c>: each should be somebody's, and nobody may be their own manager's manager.</summary>
internal static class ReportingLines
{
    private const int NamesShown = 6;
    private const int PlacesShown = 3;

    /// <summary>Who reports to nobody of the team, as managers leave and some are outside of it; nothing where everybody does.</summary>
    /// <param name="places">Where each person's <c>reports_to</c> is, in the roster's order.</param>
    /// <returns>At most one sentence, which names nobody.</returns>
    public static IEnumerable<string> NoticesOf(Roster roster, IReadOnlyList<FilePlace> places)
    {
        var outside = roster
            .Teammates.Index()
            .Where(person => person.Item.ReportsTo is { } manager && roster.ByName(manager).Count == 0)
            .Select(person => places[person.Index])
            .ToList();
        return outside.Count == 0
            ? []
            :
            [
                $"Reading the team file: {Sentence.Count(outside.Count, "entry names", "entries name")} nobody of the team in reports_to "
                    + $"({Sentence.List([.. outside.Take(PlacesShown).Select(place => place.ToString()), .. More(outside.Count)])}). "
                    + "Write the manager's name as in the manager's own entry, or leave reports_to out for whoever reports to nobody "
                    + "in the team; until then the follow-up turns to the Support Operations Managers in the manager's place.",
            ];

        static string[] More(int count) =>
            count > PlacesShown ? [string.Create(CultureInfo.InvariantCulture, $"{count - PlacesShown:N0} more")] : [];
    }

    /// <summary>
    /// Fails on the first person whose manager is below them. A manager's name that two people share, or nobody has, ends the line: it is
    /// unknown who is meant.
    /// </summary>
    /// <param name="places">Where each person's <c>reports_to</c> is, in the roster's order.</param>
    /// <exception cref="AuditException">There is one.</exception>
    public static void EnsureSound(Roster roster, IReadOnlyList<FilePlace> places)
    {
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
