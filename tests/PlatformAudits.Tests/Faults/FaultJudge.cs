using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tests.Faults;

/// <summary>Says what is wrong with a run in which something went wrong.</summary>
public static class FaultJudge
{
    /// <summary>What is wrong, a clause each.</summary>
    public static IEnumerable<string> WrongIn(FaultCell cell, FaultRun run) =>
        [.. Told(cell, run), .. Judged(cell, run), .. Kept(cell, run), .. run.Leaks.Select(leak => "a canary: " + leak)];

    private static IEnumerable<string> Told(FaultCell cell, FaultRun run)
    {
        if (run.Failure is not (null or AuditException))
        {
            yield return $"it crashed: {run.Failure}";
        }

        if (run.Outcome?.Report.Verdict == Verdict.NotEvaluated && run.JUnit?.Contains("<error ", StringComparison.Ordinal) != true)
        {
            yield return "the test report has no error";
        }

        if (run.Outcome?.Report.Verdict == Verdict.NotEvaluated && run.JUnit?.Contains("<failure ", StringComparison.Ordinal) == true)
        {
            yield return "the test report has a failure";
        }

        foreach (var reason in run.Reasons.Where(reason => !ErrorSentence.IsWhole(reason)))
        {
            yield return $"a sentence does not say what was done, what went wrong and what to do: {reason}";
        }

        if (cell.IsHealed && (run.Failure is not null || run.Outcome!.Report.Verdict == Verdict.NotEvaluated))
        {
            yield return $"it was not healed: {run.Reasons[0]}";
        }
    }

    private static IEnumerable<string> Judged(FaultCell cell, FaultRun run)
    {
        if (run.Report is null)
        {
            if (run.Failure is AuditException { Kind: FailureKind.NotEvaluated })
            {
                yield return "there is no report";
            }
        }
        else if (cell.IsBeyondAssertions)
        {
            if ((string?)run.Report["verdict"] == "clear" && (string?)cell.Fixture.Truth.Report!["verdict"] != "clear")
            {
                yield return "a false all-clear";
            }
        }
        else if ((string?)run.Report["verdict"] != "not-evaluated" && run.LastingReport() != cell.Fixture.Truth.LastingReport())
        {
            yield return $"its report is not the true one: {Difference(cell.Fixture.Truth.LastingReport(), run.LastingReport())}";
        }
    }

    private static IEnumerable<string> Kept(FaultCell cell, FaultRun run)
    {
        if (run.Mentions.Count > 0)
        {
            yield return $"it pings {string.Join(", ", run.Mentions)}";
        }

        if (run.OpenIssues.Count > 1 || (run.OpenIssues.Count == 0 && cell.Fixture.IssueBefore is not null))
        {
            yield return $"{run.OpenIssues.Count} issues are open";
        }

        if (run.ClosedIssues.Count > 0)
        {
            yield return $"{run.ClosedIssues.Count} issues were closed";
        }

        foreach (var description in cell.IsBeyondAssertions ? [] : run.OpenIssues)
        {
            foreach (var problem in cell.Fixture.WrongIn(description))
            {
                yield return problem;
            }

            var isTrue = FaultRun.Lasting(description) == FaultRun.Lasting(cell.Fixture.Truth.OpenIssues[0]);
            var isAsBefore = description == cell.Fixture.IssueBefore;
            var isNotice =
                description.Contains("**Not evaluated", StringComparison.Ordinal) && (string?)run.Report?["verdict"] == "not-evaluated";
            if (!isTrue && !isAsBefore && !isNotice)
            {
                yield return "the issue says something else: "
                    + $"{Difference(FaultRun.Lasting(cell.Fixture.Truth.OpenIssues[0]), FaultRun.Lasting(description))}";
            }
        }
    }

    private static string Difference(string before, string after)
    {
        var (old, fresh) = (before.Split('\n'), after.Split('\n'));
        return string.Join(
            " | ",
            old.Except(fresh).Select(line => "-" + line.Trim()).Concat(fresh.Except(old).Select(line => "+" + line.Trim())).Take(6)
        );
    }
}
