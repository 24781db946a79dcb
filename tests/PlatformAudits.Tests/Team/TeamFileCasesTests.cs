using NUnit.Framework;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms.Calendly;
using PlatformAudits.Team;

namespace PlatformAudits.Tests.Team;

/// <summary>
/// Team files after public complaints about YAML files of people, each with what is to come of it, where they are at hand
/// (<c>AUDIT_CASES</c>).
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class TeamFileCasesTests
{
    /// <summary>The same people in another notation.</summary>
    private static readonly string[] SamePeople = ["01-bom", "03-crlf", "04-cr-only", "26-docend", "28-ruby-tag"];

    private static readonly string[] Read =
    [
        .. SamePeople,
        "07-nbsp-in-email",
        "08-zwsp-in-email",
        "11-mdlink-calendly",
        "12-octal-id",
        "15-quoted-id",
        "18-name-no",
        "22-merge-keys",
        "29-reports-na",
        "30-reports-tbd-outside",
        "33-truncated-at-entry",
        "37-json",
        "40-nfd-names",
        "41-upper-email",
        "43-key-case",
        "44-key-typo",
        "47-long-name",
        "49-block-scalar-name",
        "50-plus-alias",
        "51-manager-left",
    ];

    [TestCaseSource(nameof(Cases))]
    public void A_case_is_read_or_refused_as_it_should_be(string name)
    {
        var (isRead, said) = Outcome(name);
        Assert.That(isRead == Read.Contains(name), Is.True, said);
    }

    [TestCaseSource(nameof(SamePeople))]
    public void Another_notation_gives_the_same_people(string name) => Assert.That(People(name), Is.EqualTo(People(SamePeople[0])));

    /// <summary>Whether the file is read, with addresses that people could type; and what was said where it was not.</summary>
    private static (bool IsRead, string Said) Outcome(string name)
    {
        try
        {
            var people = People(name).ToList();
            return (people.Count > 0 && people.All(p => p.Email.All(c => c is > ' ' and <= '~')), $"{people.Count} people were read");
        }
        catch (AuditException refusal)
        {
            Assert.That(refusal.Message, Does.Match($@"^Reading the team file: \S*{name}\.yaml(:\d+:\d+: .*| is empty; .*)\.$"));
            return (false, refusal.Message);
        }
    }

    private static IEnumerable<TestCaseData> Cases() =>
        Folder is { } folder
            ? Directory
                .GetFiles(folder, "*.yaml")
                .Select(Path.GetFileNameWithoutExtension)
                .Order(StringComparer.Ordinal)
                .Select(name => new TestCaseData(name))
            : [new TestCaseData("none").Ignore("AUDIT_CASES names no folder of cases")];

    private static IEnumerable<(string Name, string Email, string? Calendly)> People(string name) =>
        TeamFile
            .Read(PathOf(name), format: TeamFolder.Format)
            .Teammates.Select(teammate => (teammate.Name, teammate.Email, teammate.Field(CalendlyTeamKeys.Link)));

    private static string? Folder =>
        Environment.GetEnvironmentVariable("AUDIT_CASES") is { Length: > 0 } folder ? Path.Combine(folder, "team") : null;

    private static string PathOf(string name) =>
        Path.Combine(Folder ?? throw new IgnoreException("AUDIT_CASES names no folder of cases"), $"{name}.yaml");
}
