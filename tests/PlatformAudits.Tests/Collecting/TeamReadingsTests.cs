using NUnit.Framework;
using PlatformAudits.Collecting;
using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Tests.Collecting;

public sealed class TeamReadingsTests
{
    private const string Two = "- name: Ada\n  email: ada@team.example\n- name: Bo\n  email: bo@team.example\n";

    [Test]
    public void Audits_share_what_was_read_from_the_same_bytes_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        var readings = new TeamReadings();
        Roster Read(string text, string file, string source = "team:a.yaml@1", string? rotations = null)
        {
            var path = folder.Write(file, text);
            var format = new TeamFormat(rotations is null ? [] : [new TeamKey(rotations)]);
            return readings.Read(path, source, format, () => TeamFile.Read(path, format: format));
        }

        var first = Read(Two, "one/team.yaml");
        Assert.Multiple(() =>
        {
            Assert.That(Read(Two, "two/team.yaml"), Is.SameAs(first));
            Assert.That(Read(Two[..Two.LastIndexOf('-')], "three/team.yaml").Count, Is.EqualTo(1), "one audit's copy may be another");
            Assert.That(Read(Two, "four/team.yaml", source: "team:b.yaml@1"), Is.Not.SameAs(first), "errors name the file");
            Assert.That(Read(Two, "five/team.yaml", rotations: "rotations"), Is.Not.SameAs(first));
        });
    }

    [Test]
    public void A_file_that_is_wrong_is_refused_to_every_audit_with_the_same_sentence()
    {
        using var folder = new TemporaryFolder();
        var readings = new TeamReadings();
        var messages = new[] { "one", "two" }
            .Select(name =>
            {
                var path = folder.Write($"{name}/team.yaml", "- name: Ada\n");
                return Assert
                    .Throws<AuditException>(() =>
                        readings.Read(path, "team:a.yaml@1", TeamFormat.Plain, () => TeamFile.Read(path, _ => "team:a.yaml@1"))
                    )!
                    .Message;
            })
            .ToList();
        Assert.That(
            messages,
            Is.EqualTo(Enumerable.Repeat("Reading the team file: team:a.yaml@1:1:3: email is missing; every person needs one.", 2))
        );
    }
}
