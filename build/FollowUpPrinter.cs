using Cake.Common.Diagnostics;
using PlatformAudits.Audits;
using PlatformAudits.Foundation;

namespace PlatformAudits.Build;

/// <summary>Prints what a follow-up came to. Names stand in files only, because a job's log must not hold them.</summary>
internal static class FollowUpPrinter
{
    /// <summary>Prints the outcomes.</summary>
    /// <exception cref="AuditException">Not all was done that should have been.</exception>
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
            if (outcome.Failure is { } failure)
            {
                context.Error(failure);
            }

            context.Summary.Add(outcome.Summary(context.Preview));
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
            AtomicFile.Write(path, string.Join("\n---\n\n", written));
            context.Information($"What would be written is in {AuditContext.Shown(path)}.");
            if (context.Variable("CI") is null)
            {
                foreach (var line in written.SelectMany(text => text.Split('\n')))
                {
                    context.Information(Reporting.LogEncoder.Encode(line));
                }
            }
        }

        if (outcomes.Where(outcome => outcome.Failure is not null).ToList() is { Count: > 0 } failed)
        {
            throw new AuditException(
                $"Following up: not all was done on {Sentence.List([.. failed.Select(outcome => outcome.Audit.Name)])}. "
                    + $"{(failed.Count == 1 ? "The reason stands" : "The reasons stand")} above.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }
    }
}
