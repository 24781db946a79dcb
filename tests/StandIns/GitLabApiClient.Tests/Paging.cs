using System.Globalization;
using GitLabApiClient.Models.Issues.Responses;
using GitLabApiClient.Tests.Wire;
using NUnit.Framework;

namespace GitLabApiClient.Tests;

public sealed class Paging : WireTest
{
    private const string List = "GET /api/v4/projects/3/issues?state=opened&scope=all&per_page=100&page=";

    [Test]
    public async Task All_pages_that_X_Total_Pages_promises_are_read_and_keep_their_order()
    {
        Server.Answer = target => Page(target) with { Header = "X-Total-Pages", HeaderValue = "3" };

        IList<Issue> issues = await Client.Issues.GetAllAsync(projectId: 3);

        Assert.That(Server.Requests[0], Is.EqualTo(WithToken($"{List}1")));
        Assert.That(Server.Requests.Skip(1), Is.EquivalentTo([WithToken($"{List}2"), WithToken($"{List}3")]));
        Assert.That(issues.Select(issue => issue.Iid), Is.EqualTo([1, 2, 3]));
    }

    [Test]
    public async Task Without_a_total_the_pages_are_followed_along_X_Next_Page()
    {
        Server.Answer = target =>
            Page(target) with
            {
                Header = "X-Next-Page",
                HeaderValue = PageNumber(target) < 3 ? $"{PageNumber(target) + 1}" : "",
            };

        IList<Issue> issues = await Client.Issues.GetAllAsync(projectId: 3);

        AssertSentInOrder($"{List}1", $"{List}2", $"{List}3");
        Assert.That(issues.Select(issue => issue.Iid), Is.EqualTo([1, 2, 3]));
    }

    [Test]
    public async Task A_Link_header_alone_is_not_followed()
    {
        Server.Answer = target =>
            Page(target) with
            {
                Header = "Link",
                HeaderValue = $"<{Server.Address}api/v4/projects/3/issues?cursor=abc>; rel=\"next\"",
            };

        IList<Issue> issues = await Client.Issues.GetAllAsync(projectId: 3);

        AssertSentInOrder($"{List}1");
        Assert.That(issues, Has.Count.EqualTo(1));
    }

    private static int PageNumber(string target) => int.Parse(target[(target.LastIndexOf('=') + 1)..], CultureInfo.InvariantCulture);

    private static Reply Page(string target) => new($$"""[{"iid":{{PageNumber(target)}},"state":"opened"}]""");
}
