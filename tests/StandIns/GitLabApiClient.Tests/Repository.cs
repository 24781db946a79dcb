using GitLabApiClient.Models.Trees.Responses;
using GitLabApiClient.Tests.Wire;
using NUnit.Framework;
using File = GitLabApiClient.Models.Files.Responses.File;

namespace GitLabApiClient.Tests;

public sealed class Repository : WireTest
{
    [Test]
    public async Task A_file_is_read_from_master_and_decoded()
    {
        Answer("""{"file_path":"docs/a b.md","encoding":"base64","content":"aGVsbG8="}""");

        File file = await Client.Files.GetAsync("grp/proj", "docs/a b.md");

        AssertSentInOrder("GET /api/v4/projects/grp%2Fproj/repository/files/docs%2Fa%20b.md?ref=master");
        Assert.That(file.FullPath, Is.EqualTo("docs/a b.md"));
        Assert.That(file.ContentDecoded, Is.EqualTo("hello"));
    }

    [Test]
    public async Task The_slash_of_a_branch_name_is_not_encoded()
    {
        Answer("""{"file_path":"README.md","encoding":"base64","content":""}""");

        File file = await Client.Files.GetAsync(3, "README.md", "feature/x y");

        AssertSentInOrder("GET /api/v4/projects/3/repository/files/README.md?ref=feature/x%20y");
        Assert.That(file.FullPath, Is.EqualTo("README.md"));
    }

    /// <summary>No request for a folder was recorded: what is asserted is what GitLab's API asks for.</summary>
    [Test]
    public async Task A_folder_is_listed_by_branch_and_path()
    {
        Answer("""[{"id":"a1","name":"x.md","type":"blob","path":"docs/x.md","mode":"100644"}]""");

        IList<Tree> entries = await Client.Trees.GetAsync(3, chosen =>
        {
            chosen.Reference = "main";
            chosen.Path = "docs";
        });

        string target = Server.Requests.Single().Split('\n')[0];
        Assert.That(target, Does.StartWith("GET /api/v4/projects/3/repository/tree?"));
        Assert.That(target.Split('?')[1].Split('&'), Is.SupersetOf(["ref=main", "path=docs", "per_page=100", "page=1"]));
        Assert.That(entries.Single().Path, Is.EqualTo("docs/x.md"));
        Assert.That(entries.Single().Type, Is.EqualTo("blob"));
    }
}
