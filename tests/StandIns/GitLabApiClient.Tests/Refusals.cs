using GitLabApiClient.Tests.Wire;
using NUnit.Framework;

namespace GitLabApiClient.Tests;

/// <summary>What the stand-in does not cover is refused by name and nothing is sent.</summary>
public sealed class Refusals : WireTest
{
    private const string Remedy =
        " is not covered by the stand-in for GitLabApiClient 1.8.0; build with UpstreamPackages=true to take the package itself.";

    [Test]
    public void Issues_of_several_assignees_are_refused() =>
        AssertRefused(
            () => Client.Issues.GetAllAsync(3, options: chosen => chosen.AssigneeUsername = ["bob", "eve"]),
            "A list of issues of several assignees"
        );

    [Test]
    public void Issues_without_a_project_are_refused() =>
        AssertRefused(() => Client.Issues.GetAllAsync(), "A list of issues without a project");

    [Test]
    public void A_percent_sign_in_a_query_is_refused() =>
        AssertRefused(
            () => Client.Issues.GetAllAsync(3, options: chosen => chosen.Filter = "100%"),
            "A percent sign in the query parameter 'search'"
        );

    [Test]
    public void A_time_that_is_not_in_UTC_is_refused() =>
        AssertRefused(
            () =>
                Client.Issues.GetAllAsync(
                    3,
                    options: chosen => chosen.UpdatedAfter = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local)
                ),
            "A time that is not in UTC in the query parameter 'updated_after'"
        );

    private void AssertRefused(Func<Task> call, string construct)
    {
        Assert.That(async () => await call(), Throws.TypeOf<NotSupportedException>().With.Message.EqualTo(construct + Remedy));
        Assert.That(Server.Requests, Is.Empty);
    }
}
