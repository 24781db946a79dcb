using System.Collections;
using NUnit.Framework;
using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Tests.Team;

/// <summary>The example of a team file in the documentation is a team file, and a whole one.</summary>
public sealed class TeamExampleTests
{
    private static Teammate Ada =>
        TeamFile
            .Read(Path.Combine(Repository.Root, "docs", "support-team.example.yaml"), format: TeamFolder.Format)
            .Teammates.Single(t => t.Name == "Ada Example");

    [Test]
    public void The_example_fills_every_field_that_is_read([ValueSource(nameof(Fields))] string field)
    {
        var value = typeof(Teammate).GetProperty(field)!.GetValue(Ada);
        Assert.That(value, Is.Not.Null.And.Not.EqualTo(default(FilePlace)));
        Assert.That(value is not ICollection { Count: 0 });
    }

    [Test]
    public void The_example_fills_every_key_that_a_platform_reads([ValueSource(nameof(Keys))] TeamKey key) =>
        Assert.That(Ada.Fields(key), Is.Not.Empty);

    [Test]
    public void The_managers_name_in_the_example_is_found()
    {
        var roster = TeamFile.Read(Path.Combine(Repository.Root, "docs", "support-team.example.yaml"));
        Assert.That(roster.ManagerOf(Ada)?.Name, Is.EqualTo("Max Manager"));
    }

    private static IEnumerable<string> Fields() => typeof(Teammate).GetProperties().Select(p => p.Name);

    private static IEnumerable<TeamKey> Keys() => TeamFolder.Format.Keys;
}
