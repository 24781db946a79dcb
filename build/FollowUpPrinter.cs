using PlatformAudits.Audits;
using PlatformAudits.FollowUp;
using PlatformAudits.FollowUp.Planning;
using PlatformAudits.Foundation;
using Spectre.Console;

namespace PlatformAudits.Build;

/// <summary>Prints what a follow-up came to. Names stand in files only where a job's log is written, which must not hold them.</summary>
internal static class FollowUpPrinter
{
    /// <summary>What to do where a sandbox, which is new with every run, holds no issue.</summary>
    private const string AuditBefore = "the sandbox is new with every run. Audit something before, as in --target=Calendly --target=";

    /// <summary>Prints the outcomes.</summary>
    /// <exception cref="AuditException">Not all was done that should have been.</exception>
    public static void Print(AuditContext context, IReadOnlyList<FollowUpOutcome> outcomes)
    {
        var written = new List<string>();
        foreach (var outcome in outcomes)
        {
            var link = LinkOf(context, outcome.Audit);
            if (outcome.Warning is { } remark)
            {
                context.Screen.Say($"{outcome.Audit.Name}: {remark}", Screen.Attention);
            }

            written.AddRange(outcome.Texts.Select(text => $"{outcome.Audit.Name}, {link}\n\n{text}\n"));
            if (outcome.Failure is { } failure)
            {
                context.Screen.Say(failure, Screen.Alarm);
            }

            context.Summary.Add(outcome.Summary(context.Preview), link);
        }

        if (outcomes.Count == 0)
        {
            context.Summary.Add(NothingToFollow(context, "There is no audit issue to follow up", "FollowUp"));
        }

        if (written.Count > 0)
        {
            var unreached = outcomes.SelectMany(outcome => outcome.Unreached).Distinct(StringComparer.Ordinal).ToList();
            if (unreached.Count > 0)
            {
                var why = string.Concat(unreached.Select(sentence => $"- {sentence}\n"));
                written.Insert(0, $"Not reached, so that their managers are asked instead:\n\n{why}");
            }

            PrintPreview(context, written, [.. outcomes.SelectMany(outcome => outcome.Entries)]);
        }

        if (
            outcomes.Where(outcome => outcome.Failure is not null || (outcome.NeedsSomebody && !context.Preview)).ToList() is
            { Count: > 0 } failed
        )
        {
            throw new AuditException(
                $"Following up: not all was done on {Sentence.List([.. failed.Select(outcome => outcome.Audit.Name)])}. "
                    + $"{(failed.Count == 1 ? "The reason stands" : "The reasons stand")} above.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }
    }

    /// <summary>That there is no issue, with what to do about it in a sandbox.</summary>
    /// <param name="what">The beginning of the sentence.</param>
    /// <param name="target">The target that found none.</param>
    public static string NothingToFollow(AuditContext context, string what, string target) =>
        context.UsesSandbox ? $"{what}: {AuditBefore}{target} --sandbox." : $"{what}.";

    /// <summary>An audit in as few words as a table has room for.</summary>
    public static string NameOf(AuditIssueRef audit) => audit.IsOverview ? audit.Period.Title : $"{audit.Title} {audit.Period.Title}";

    /// <summary>Where an audit's issue can be looked at when the run has ended.</summary>
    public static string LinkOf(AuditContext context, AuditIssueRef audit) =>
        !context.UsesSandbox ? audit.WebUrl
        : audit.IsOverview ? Path.Combine(context.OutputFolder, OverviewOutcome.IssueName)
        : AuditContext.IssueFileIn(Path.Combine(context.OutputFolder, audit.Platform));

    /// <summary>Who would hear of what, person by person; what they would read stands in a file.</summary>
    private static void PrintPreview(AuditContext context, IReadOnlyList<string> written, IReadOnlyList<ForecastEntry> entries)
    {
        var path = Path.Combine(context.OutputFolder, "follow-up", "preview.md");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, string.Join("\n---\n\n", written));
        if (context.Variable("CI") is null)
        {
            var table = new Table().Border(TableBorder.Simple).AddColumn("Who").AddColumn("Audit").AddColumn("What");
            foreach (
                var person in entries
                    .SelectMany(entry => entry.Who.DefaultIfEmpty("nobody").Select(who => (Who: who, Entry: entry)))
                    .GroupBy(told => told.Who, StringComparer.Ordinal)
                    .OrderBy(told => told.Key, StringComparer.Ordinal)
            )
            {
                var who = Reporting.LogEncoder.Encode(person.Key);
                foreach (var (_, entry) in person)
                {
                    table.AddRow(new Text(who), new Text(NameOf(entry.Audit)), new Text(entry.What));
                    who = "";
                }
            }

            context.Screen.Show(table);
        }

        context.Screen.Say("What would be written, word for word, is in the file that the last line names.");
        context.Summary.AddPage(AuditContext.Shown(path));
    }
}
