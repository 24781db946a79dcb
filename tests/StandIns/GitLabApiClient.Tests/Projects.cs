using GitLabApiClient.Models.Projects.Requests;
using GitLabApiClient.Models.Projects.Responses;
using GitLabApiClient.Models.Users.Responses;
using GitLabApiClient.Tests.Wire;
using Newtonsoft.Json;
using NUnit.Framework;

namespace GitLabApiClient.Tests;

public sealed class Projects : WireTest
{
    [Test]
    public async Task A_project_is_read_by_its_path()
    {
        Answer("""{"id":3,"path_with_namespace":"grp/proj","visibility":"private","default_branch":"main"}""");

        Project project = await Client.Projects.GetAsync("grp/proj");

        AssertSentInOrder("GET /api/v4/projects/grp%2Fproj");
        Assert.That(project.Id, Is.EqualTo(3));
        Assert.That(project.PathWithNamespace, Is.EqualTo("grp/proj"));
        Assert.That(project.Visibility, Is.EqualTo(ProjectVisibilityLevel.Private));
        Assert.That(project.DefaultBranch, Is.EqualTo("main"));
    }

    [Test]
    public void A_project_whose_statistics_exceed_32_bits_is_unreadable()
    {
        Answer("""{"id":3,"path_with_namespace":"a/b","statistics":{"storage_size":12976194741}}""");

        Assert.That(
            async () => await Client.Projects.GetAsync(3),
            Throws.TypeOf<JsonReaderException>().With.Message.StartsWith(
                "JSON integer 12976194741 is too large or small for an Int32. Path 'statistics.storage_size', line 1, position "));
        AssertSentInOrder("GET /api/v4/projects/3");
    }

    [Test]
    public async Task The_labels_of_a_project_are_listed()
    {
        Answer("""[{"id":1,"name":"sec::1","color":"#FF0000","priority":null}]""");

        IList<Label> labels = await Client.Projects.GetLabelsAsync(3);

        AssertSentInOrder("GET /api/v4/projects/3/labels?per_page=100&page=1");
        Assert.That(labels.Single().Name, Is.EqualTo("sec::1"));
        Assert.That(labels.Single().Priority, Is.Null);
    }

    [Test]
    public async Task A_label_is_added()
    {
        Answer("""{"id":1,"name":"sec::1"}""", 201);

        Label label = await Client.Projects.CreateLabelAsync(3, new CreateProjectLabelRequest("sec::1") { Color = "#FF0000", Description = "d" });

        AssertSent(
            "POST /api/v4/projects/3/labels",
            "  Content-Length: 53",
            "  Content-Type: application/json",
            $"  PRIVATE-TOKEN: {Token}",
            """  body: {"name":"sec::1","color":"#FF0000","description":"d"}""");
        Assert.That(label.Id, Is.EqualTo(1));
    }

    [Test]
    public async Task The_users_of_a_project_are_listed()
    {
        Answer("""[{"id":5,"username":"bob"}]""");

        IList<User> users = await Client.Projects.GetUsersAsync(3);

        AssertSentInOrder("GET /api/v4/projects/3/users?per_page=100&page=1");
        Assert.That(users.Single().Username, Is.EqualTo("bob"));
    }
}
