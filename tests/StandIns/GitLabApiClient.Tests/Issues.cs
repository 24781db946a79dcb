using GitLabApiClient.Models.Issues.Requests;
using GitLabApiClient.Models.Issues.Responses;
using GitLabApiClient.Tests.Wire;
using NUnit.Framework;

namespace GitLabApiClient.Tests;

public sealed class Issues : WireTest
{
    [Test]
    public async Task An_issue_is_read_with_its_labels_and_times()
    {
        Answer(Json.Issue);

        Issue issue = await Client.Issues.GetAsync("grp/proj", 7);

        AssertSentInOrder("GET /api/v4/projects/grp%2Fproj/issues/7");
        Assert.That(issue.Iid, Is.EqualTo(7));
        Assert.That(issue.Id, Is.EqualTo(84000001));
        Assert.That(issue.State, Is.EqualTo(IssueState.Opened));
        Assert.That(issue.Labels, Is.EqualTo(["a", "b::c"]));
        Assert.That(issue.CreatedAt, Is.EqualTo(new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc)));
        Assert.That(issue.CreatedAt.Kind, Is.EqualTo(DateTimeKind.Utc));
        Assert.That(issue.ClosedAt, Is.Null);
        Assert.That(issue.ProjectId, Is.EqualTo("3"));
        Assert.That(issue.Confidential, Is.True);
        Assert.That((issue.Author.Id, issue.Author.Username), Is.EqualTo((1, "me")));
    }

    [Test]
    public async Task An_issue_without_an_author_has_none()
    {
        Answer("""{"iid":7,"state":"opened","author":null}""");

        Issue issue = await Client.Issues.GetAsync(3, 7);

        Assert.That(issue.Author, Is.Null);
    }

    [Test]
    public async Task A_null_where_a_number_belongs_leaves_zero()
    {
        Answer("""{"iid":7,"state":"opened","user_notes_count":null}""");

        Issue issue = await Client.Issues.GetAsync(3, 7);

        Assert.That(issue.UserNotesCount, Is.Zero);
    }

    [Test]
    public async Task A_new_issue_with_a_title_sends_nothing_else()
    {
        Answer(Json.Issue, 201);

        Issue issue = await Client.Issues.CreateAsync("grp/proj", new CreateIssueRequest("T"));

        AssertSent(
            "POST /api/v4/projects/grp%2Fproj/issues",
            "  Content-Length: 13",
            "  Content-Type: application/json",
            $"  PRIVATE-TOKEN: {Token}",
            """  body: {"title":"T"}"""
        );
        Assert.That(issue.Iid, Is.EqualTo(7));
    }

    [Test]
    public async Task A_new_issue_sends_all_its_fields_in_UTF8()
    {
        Answer(Json.Issue, 201);

        await Client.Issues.CreateAsync(
            3,
            new CreateIssueRequest("T \"q\" <é>")
            {
                Description = "line1\nline2",
                Confidential = true,
                Assignees = [5, 6],
                MilestoneId = 9,
                Labels = ["a", "b::c"],
                DueDate = "2026-12-31",
                CreatedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
                MergeRequestIdToResolveDiscussions = 1,
                DiscussionToResolveId = 2,
                Weight = 3,
            }
        );

        AssertSent(
            "POST /api/v4/projects/3/issues",
            "  Content-Length: 270",
            "  Content-Type: application/json",
            $"  PRIVATE-TOKEN: {Token}",
            """  body: {"title":"T \"q\" <é>","description":"line1\nline2","confidential":true,"assignee_ids":[5,6],"milestone_id":9,"labels":"a,b::c","due_date":"2026-12-31","created_at":"2026-01-01T00:00:00Z","merge_request_to_resolve_discussions_of":1,"discussion_to_resolve":2,"weight":3}"""
        );
    }

    [Test]
    public async Task An_empty_description_and_empty_labels_are_left_out()
    {
        Answer(Json.Issue, 201);

        await Client.Issues.CreateAsync(3, new CreateIssueRequest("T") { Description = "", Labels = [] });

        AssertSent(
            "POST /api/v4/projects/3/issues",
            "  Content-Length: 13",
            "  Content-Type: application/json",
            $"  PRIVATE-TOKEN: {Token}",
            """  body: {"title":"T"}"""
        );
    }

    [Test]
    public async Task An_update_sends_what_it_changes()
    {
        Answer(Json.Issue);

        Issue issue = await Client.Issues.UpdateAsync(
            3,
            7,
            new UpdateIssueRequest
            {
                Title = "N",
                Description = "D2",
                Labels = ["x", "y"],
                State = UpdatedIssueState.Close,
                DueDate = "2026-12-31",
                Assignees = [5],
            }
        );

        AssertSent(
            "PUT /api/v4/projects/3/issues/7",
            "  Content-Length: 112",
            "  Content-Type: application/json",
            $"  PRIVATE-TOKEN: {Token}",
            """  body: {"title":"N","description":"D2","assignee_ids":[5],"labels":"x,y","state_event":"close","due_date":"2026-12-31"}"""
        );
        Assert.That(issue.Iid, Is.EqualTo(7));
    }

    [Test]
    public async Task Labels_assignees_description_and_due_date_cannot_be_cleared()
    {
        Answer(Json.Issue);

        await Client.Issues.UpdateAsync(
            3,
            7,
            new UpdateIssueRequest
            {
                Labels = [],
                Assignees = [],
                Description = "",
                DueDate = "",
            }
        );

        AssertSent(
            "PUT /api/v4/projects/3/issues/7",
            "  Content-Length: 2",
            "  Content-Type: application/json",
            $"  PRIVATE-TOKEN: {Token}",
            "  body: {}"
        );
    }

    [Test]
    public async Task An_issue_is_reopened()
    {
        Answer(Json.Issue);

        await Client.Issues.UpdateAsync(3, 7, new UpdateIssueRequest { State = UpdatedIssueState.Reopen });

        AssertSent(
            "PUT /api/v4/projects/3/issues/7",
            "  Content-Length: 24",
            "  Content-Type: application/json",
            $"  PRIVATE-TOKEN: {Token}",
            """  body: {"state_event":"reopen"}"""
        );
    }
}
