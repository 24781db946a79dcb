using GitLabApiClient.Models;
using GitLabApiClient.Models.Issues.Requests;
using GitLabApiClient.Models.Issues.Responses;
using GitLabApiClient.Tests.Wire;
using NUnit.Framework;

namespace GitLabApiClient.Tests;

public sealed class IssueLists : WireTest
{
    [Test]
    public async Task The_issues_of_a_project_are_the_open_ones_of_everybody()
    {
        Answer($"[{Json.Issue}]");

        IList<Issue> issues = await Client.Issues.GetAllAsync(projectId: "grp/sub/proj");

        AssertSentInOrder("GET /api/v4/projects/grp%2Fsub%2Fproj/issues?state=opened&scope=all&per_page=100&page=1");
        Assert.That(issues.Single().Iid, Is.EqualTo(7));
    }

    [Test]
    public async Task Every_option_has_its_parameter_and_defaults_have_none()
    {
        Answer("[]");

        IList<Issue> issues = await Client.Issues.GetAllAsync(
            projectId: 3,
            options: chosen =>
            {
                chosen.State = IssueState.All;
                chosen.Labels = ["security", "prio::1"];
                chosen.Filter = "a b&c";
                chosen.Order = IssuesOrder.UpdatedAt;
                chosen.SortOrder = SortOrder.Ascending;
                chosen.AssigneeUsername = ["bob"];
                chosen.IssueIds = [1, 2];
                chosen.CreatedAfter = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
                chosen.MilestoneTitle = "M 1";
                chosen.IsConfidential = true;
                chosen.Scope = Scope.AssignedToMe;
            }
        );

        AssertSentInOrder(
            "GET /api/v4/projects/3/issues?labels=security%2Cprio%3A%3A1&milestone=M%201&scope=assigned-to-me"
                + "&assignee_username=bob&iids%5B%5D=1&iids%5B%5D=2&order_by=updated_at&sort=asc&search=a%20b%26c"
                + "&confidential=true&created_after=2026-01-01T00%3A00%3A00.0000000Z&per_page=100&page=1"
        );
        Assert.That(issues, Is.Empty);
    }

    [Test]
    public async Task A_project_path_that_holds_a_percent_sign_is_not_encoded_again()
    {
        Answer(Json.Issue);

        await Client.Issues.GetAsync("grp%2Fproj", 7);

        AssertSentInOrder("GET /api/v4/projects/grp%2Fproj/issues/7");
    }
}
