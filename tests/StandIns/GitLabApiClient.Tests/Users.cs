using GitLabApiClient.Models.Users.Responses;
using GitLabApiClient.Tests.Wire;
using NUnit.Framework;

namespace GitLabApiClient.Tests;

public sealed class Users : WireTest
{
    [Test]
    public async Task A_user_is_found_by_user_name()
    {
        Answer("""[{"id":5,"username":"bob","identities":[{"provider":"saml","extern_uid":"b@example.com"}]}]""");

        User user = await Client.Users.GetAsync("bob");

        AssertSentInOrder("GET /api/v4/users?username=bob");
        Assert.That(user.Username, Is.EqualTo("bob"));
        Assert.That(user.Identities.Single().Provider, Is.EqualTo("saml"));
    }

    [Test]
    public async Task An_ampersand_splits_a_filter_because_it_is_not_encoded()
    {
        Answer("""[{"id":5,"username":"bob"}]""");

        IList<User> users = await Client.Users.GetByFilterAsync("b ob&x");

        AssertSentInOrder("GET /api/v4/users?search=b%20ob&x&per_page=100&page=1");
        Assert.That(users.Single().Id, Is.EqualTo(5));
    }

    [Test]
    public async Task The_user_of_the_token_is_read()
    {
        Answer("""{"id":1,"username":"me","is_admin":true}""");

        Session session = await Client.Users.GetCurrentSessionAsync();

        AssertSentInOrder("GET /api/v4/user");
        Assert.That(session.Username, Is.EqualTo("me"));
        Assert.That(session.Id, Is.EqualTo(1));
        Assert.That(session.IsAdmin, Is.True);
    }
}
