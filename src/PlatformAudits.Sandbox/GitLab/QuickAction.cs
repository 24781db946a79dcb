using System.Globalization;
using System.Text.RegularExpressions;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// Carries out quick actions on an issue, as GitLab does with the rights of whoever wrote them. What does not change an issue's own fields
/// does nothing here.
/// </summary>
internal static partial class QuickAction
{
    /// <summary>The issue after an action.</summary>
    /// <param name="action">The action with its argument, as <c>/label ~audit</c>.</param>
    /// <param name="directory">Everybody who may be assigned.</param>
    public static Issue Apply(Issue issue, string action, UserDirectory directory)
    {
        var (name, argument) = action.Split(' ', 2) is [var first, var rest] ? (first, rest.Trim()) : (action, "");
        return name.ToLowerInvariant() switch
        {
            "/close" or "/done" or "/duplicate" or "/move" or "/promote" => issue with { Closed = true },
            "/reopen" => issue with { Closed = false },
            "/confidential" => issue with { Confidential = true },
            "/lock" => issue with { DiscussionLocked = true },
            "/unlock" => issue with { DiscussionLocked = false },
            "/title" when argument.Length > 0 => issue with { Title = argument },
            "/label" or "/labels" => issue with { Labels = issue.Labels.Union(LabelsIn(argument)) },
            "/unlabel" => issue with { Labels = argument.Length == 0 ? issue.Labels.Clear() : issue.Labels.Except(LabelsIn(argument)) },
            "/relabel" => issue with { Labels = issue.Labels.Clear().Union(LabelsIn(argument)) },
            "/assign" or "/reassign" => issue with
            {
                Assignees = issue.Assignees.AddRange(UsersIn(argument, directory).Except(issue.Assignees)),
            },
            "/unassign" => issue with
            {
                Assignees = argument.Length == 0 ? [] : issue.Assignees.RemoveRange(UsersIn(argument, directory)),
            },
            "/due" when DateOnly.TryParse(argument, CultureInfo.InvariantCulture, out var day) => issue with
            {
                DueDate = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            },
            "/remove_due_date" => issue with { DueDate = null },
            _ => issue,
        };
    }

    private static IEnumerable<string> LabelsIn(string argument) =>
        LabelName()
            .Matches(argument)
            .Select(match => match.Groups["quoted"] is { Success: true } quoted ? quoted.Value : match.Groups["name"].Value);

    private static IEnumerable<GitLabUser> UsersIn(string argument, UserDirectory directory) =>
        argument
            .Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => directory.WithUsername(word.TrimStart('@')))
            .OfType<GitLabUser>();

    [GeneratedRegex("~?(\"(?<quoted>[^\"]+)\"|(?<name>[^\\s,~\"]+))")]
    private static partial Regex LabelName();
}
