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
            .Read(Path.Combine(Repository.Root, "docs", "support-team.example.yaml"), rotationKey: "rotations")
            .Teammates.Single(t => t.Name == "Ada Example");

    [Test]
    public void The_example_fills_every_field_that_is_read([ValueSource(nameof(Fields))] string field)
    {
        var value = typeof(Teammate).GetProperty(field)!.GetValue(Ada);
        Assert.That(value, Is.Not.Null.And.Not.EqualTo(default(FilePlace)));
        Assert.That(value is not ICollection { Count: 0 });
    }

    [Test]
    public void The_example_fills_every_field_of_both_Zendesk_instances([ValueSource(nameof(ZendeskFields))] string field)
    {
        foreach (var profile in new[] { Ada.ZendeskMain, Ada.ZendeskUsFederal })
        {
            var value = typeof(ZendeskProfile).GetProperty(field)!.GetValue(profile);
            Assert.That(value, Is.Not.Null);
            Assert.That(value is not ICollection { Count: 0 });
        }
    }

    [Test]
    public void The_managers_name_in_the_example_is_found()
    {
        var roster = TeamFile.Read(Path.Combine(Repository.Root, "docs", "support-team.example.yaml"));
        Assert.That(roster.ManagerOf(Ada)?.Name, Is.EqualTo("Max Manager"));
    }

    private static IEnumerable<string> Fields() => typeof(Teammate).GetProperties().Select(p => p.Name);

    private static IEnumerable<string> ZendeskFields() => typeof(ZendeskProfile).GetProperties().Select(p => p.Name);
}
