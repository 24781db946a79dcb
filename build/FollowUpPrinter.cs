using Cake.Common.Diagnostics;
using PlatformAudits.Audits;
using PlatformAudits.Foundation;

namespace PlatformAudits.Build;

/// <summary>Prints what a follow-up came to. Names stand in files only, because a job's log must not hold them.</summary>
internal static class FollowUpPrinter
{
    /// <summary>Prints the outcomes.</summary>
    public static void Print(AuditContext context, IReadOnlyList<FollowUpOutcome> outcomes)
    {
        var written = new List<string>();
        foreach (var outcome in outcomes)
        {
            if (outcome.Warning is { } remark)
            {
                context.Warning($"{outcome.Audit.Name}: {remark}");
            }

            written.AddRange(outcome.Texts.Select(text => $"{outcome.Audit.Name}, {outcome.Audit.WebUrl}\n\n{text}\n"));
            var kinds = outcome
                .Notes.CountBy(note => KebabCase.Of(note.Kind.ToString()))
                .Select(kind => $"{kind.Value} {kind.Key}")
                .ToList();
            var what =
                outcome.Warning is not null ? "nothing was written; the reason stands above."
                : outcome.Notes.Count == 0 ? "nothing is due."
                : $"{Sentence.Count(outcome.Notes.Count, "note")} "
                    + $"{(context.Preview ? "would be " : "")}written ({string.Join(", ", kinds)}).";
            context.Summary.Add($"{outcome.Audit.Name}: {Sentence.Count(outcome.Open, "finding")} open, {what} {outcome.Audit.WebUrl}");
        }

        if (outcomes.Count == 0)
        {
            context.Summary.Add(
                context.UsesSandbox
                    ? "There is no audit issue to follow up: the sandbox is new with every run. Audit something before, as in "
                        + "--target=Calendly --target=FollowUp --sandbox."
                    : "There is no audit issue to follow up."
            );
        }

        if (written.Count > 0)
        {
            var path = Path.Combine(context.OutputFolder, "follow-up", "preview.md");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, string.Join("\n---\n\n", written));
            context.Information($"What would be written is in {AuditContext.Shown(path)}.");
            if (context.Variable("CI") is null)
            {
                foreach (var line in written.SelectMany(text => text.Split('\n')))
                {
                    context.Information(Reporting.LogEncoder.Encode(line));
                }
            }
        }
    }
}
