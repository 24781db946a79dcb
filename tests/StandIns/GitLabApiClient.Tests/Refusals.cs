using GitLabApiClient.Tests.Wire;
using NUnit.Framework;

namespace GitLabApiClient.Tests;

/// <summary>What the stand-in does not cover is refused by name and nothing is sent.</summary>
public sealed class Refusals : WireTest
{
    private const string Remedy =
        " is not covered by the stand-in for GitLabApiClient 1.8.0; build with UpstreamPackages=true to take the package itself.";

    private static IEnumerable<TestCaseData> UncoveredMembers()
    {
        yield return Member("IUsersClient.DeleteAsync", client => client.Users.DeleteAsync(5));
        yield return Member("IUsersClient.GetAsync", client => client.Users.GetAsync());
        yield return Member("IProjectsClient.ArchiveAsync", client => client.Projects.ArchiveAsync(3));
        yield return Member("IProjectsClient.UnArchiveAsync", client => client.Projects.UnArchiveAsync(3));
        yield return Member("IProjectsClient.DeleteAsync", client => client.Projects.DeleteAsync(3));
        yield return Member("IProjectsClient.DeleteLabelAsync", client => client.Projects.DeleteLabelAsync(3, "a"));
        yield return Member("IProjectsClient.DeleteMilestoneAsync", client => client.Projects.DeleteMilestoneAsync(3, 9));
        yield return Member("IProjectsClient.DeleteVariableAsync", client => client.Projects.DeleteVariableAsync(3, "K"));
        yield return Member("IProjectsClient.ExportAsync", client => client.Projects.ExportAsync(3));
        yield return Member("IProjectsClient.ExportDownloadAsync", client => client.Projects.ExportDownloadAsync(3, "p.tar.gz"));
        yield return Member("IProjectsClient.GetMilestoneAsync", client => client.Projects.GetMilestoneAsync(3, 9));

        static TestCaseData Member(string name, Func<GitLabClient, Task> call) => new TestCaseData(name, call).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(UncoveredMembers))]
    public void A_member_that_is_not_covered_names_itself(string name, Func<GitLabClient, Task> call) =>
        AssertRefused(() => call(Client), name);

    [Test]
    public void Issues_of_several_assignees_are_refused() =>
        AssertRefused(
            () => Client.Issues.GetAllAsync(3, options: chosen => chosen.AssigneeUsername = ["bob", "eve"]),
            "A list of issues of several assignees");

    [Test]
    public void Issues_of_both_a_project_and_a_group_are_refused() =>
        AssertRefused(() => Client.Issues.GetAllAsync(3, 4), "A list of issues of both a project and a group");

    [Test]
    public void A_percent_sign_in_a_query_is_refused() =>
        AssertRefused(
            () => Client.Issues.GetAllAsync(3, options: chosen => chosen.Filter = "100%"),
            "A percent sign in the query parameter 'search'");

    [Test]
    public void A_time_that_is_not_in_UTC_is_refused() =>
        AssertRefused(
            () => Client.Issues.GetAllAsync(3, options: chosen => chosen.UpdatedAfter = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local)),
            "A time that is not in UTC in the query parameter 'updated_after'");

    [Test]
    public void A_user_name_that_nobody_has_is_refused()
    {
        Answer("[]");

        Assert.That(
            async () => await Client.Users.GetAsync("nobody"),
            Throws.TypeOf<NotSupportedException>().With.Message.EqualTo(
                "IUsersClient.GetAsync for the unknown user name 'nobody'" + Remedy));
    }

    private void AssertRefused(Func<Task> call, string construct)
    {
        Assert.That(async () => await call(), Throws.TypeOf<NotSupportedException>().With.Message.EqualTo(construct + Remedy));
        Assert.That(Server.Requests, Is.Empty);
    }
}
