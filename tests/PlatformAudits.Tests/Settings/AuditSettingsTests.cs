using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.Foundation;
using PlatformAudits.Settings;

namespace PlatformAudits.Tests.Settings;

public sealed class AuditSettingsTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("team:\n  porject: x\n", ":2:3: there is no setting team.porject; did you mean project?")]
    [TestCase("tracker: [a]\n", ":1:10: tracker must be a mapping of keys; mend it.")]
    [TestCase("tracker:\n  confidential: maybe\n", ":2:17: tracker.confidential must be true or false; mend it.")]
    [TestCase("tracker:\n  labels: audit\n", ":2:11: tracker.labels must be a list; mend it.")]
    [TestCase("tracker:\n  labels:\n    - {a: b}\n", ":3:7: tracker.labels must hold texts only; mend it.")]
    [TestCase(
        "tracker:\n  accounts: [12, -3]\n",
        ":2:13: tracker.accounts holds -3, and must hold the numbers of GitLab accounts; mend it."
    )]
    [TestCase(
        "follow_up:\n  accounts: []\n",
        ":2:13: follow_up.accounts has become tracker.accounts, because it counts for the audits as well; move it there."
    )]
    [TestCase("team:\n  minimum: 0\n", ":2:12: team.minimum must be a whole number from 1 to 1000000; mend it.")]
    [TestCase(
        "platforms:\n  calendly:\n    checks:\n      link-matches-acount: off\n",
        ":4:7: there is no setting platforms.calendly.checks.link-matches-acount; did you mean link-matches-account?"
    )]
    [TestCase(
        "platforms:\n  calendly:\n    severity:\n      admin-is-expected: urgent\n",
        ":4:26: platforms.calendly.severity.admin-is-expected must be high, medium or low; mend it."
    )]
    [TestCase(
        "platforms:\n  calendly:\n    severity:\n      admin-is-expectd: low\n",
        ":4:7: there is no setting platforms.calendly.severity.admin-is-expectd; did you mean admin-is-expected?"
    )]
    [TestCase("platforms:\n  calndly: {}\n", ":2:3: there is no setting platforms.calndly; did you mean calendly?")]
    [TestCase(
        "zzzzzzzzzzzz: 1\n",
        ":1:1: there is no setting zzzzzzzzzzzz; the settings here are cadence, completeness, follow_up, "
            + "gitlab, platforms, reports, team, tracker and waivers."
    )]
    [TestCase("- a\n", ":1:1: the top level must be a mapping of keys; mend it.")]
    public void A_slip_of_the_pen_is_named_with_its_place(string yaml, string problem)
    {
        var path = _folder.Write("audits.yaml", yaml);
        Assert.That(
            () => Configuration.Read(path).Platforms,
            Throws
                .TypeOf<AuditException>()
                .With.Message.EqualTo($"Reading the settings: {path}{problem}")
                .And.Property("Kind")
                .EqualTo(FailureKind.ConfigurationOrInfrastructure)
        );
    }

    [Test]
    public void What_is_no_YAML_is_named_with_its_place()
    {
        var path = _folder.Write("audits.yaml", "team:\n  project: [a\n");
        Assert.That(
            () => AuditSettings.Read(path),
            Throws.TypeOf<AuditException>().With.Message.StartsWith($"Reading the settings: {path}:3:1: this is not YAML: ")
        );
    }

    [TestCase("[", 200_000)]
    [TestCase("{a: ", 60_000)]
    [TestCase("- ", 60_000)]
    [TestCase("? ", 60_000)]
    public void What_is_nested_without_end_is_one_sentence(string opening, int times)
    {
        var path = _folder.Write(
            "audits.yaml",
            $"team: {(opening == "- " ? "\n  " : "")}{string.Concat(Enumerable.Repeat(opening, times))}"
        );
        Assert.That(
            () => AuditSettings.Read(path),
            Throws
                .TypeOf<AuditException>()
                .With.Message.StartsWith($"Reading the settings: {path}:")
                .And.Message.EndsWith(
                    opening == "? " ? "." : "lists and mappings are nested more than 64 deep; mend the brackets or the indentation."
                )
        );
    }

    [Test]
    public void Aliases_of_aliases_without_end_are_one_sentence()
    {
        var path = _folder.Write(
            "audits.yaml",
            $"l0: &l0 x\n{string.Concat(Enumerable.Range(1, 20_000).Select(i => $"l{i}: &l{i} [*l{i - 1}, *l{i - 1}]\n"))}"
        );
        Assert.That(() => Configuration.Read(path), Throws.TypeOf<AuditException>().With.Message.Contains("there is no setting l0"));
    }

    [TestCase("a: !<> b\n")]
    [TestCase("a: &\n")]
    [TestCase("a: *nobody\n")]
    [TestCase("\u0001")]
    public void Malformed_YAML_of_any_kind_is_one_sentence(string yaml)
    {
        var path = _folder.Write("audits.yaml", yaml);
        Assert.That(
            () => AuditSettings.Read(path),
            Throws.TypeOf<AuditException>().With.Message.StartsWith($"Reading the settings: {path}")
        );
    }

    [Test]
    public void A_missing_file_is_said_in_a_sentence()
    {
        var path = _folder.File("nowhere.yaml");
        Assert.That(
            () => AuditSettings.Read(path),
            Throws.TypeOf<AuditException>().With.Message.StartsWith($"Reading the settings: {path} can't be read (")
        );
    }

    [Test]
    public void Several_documents_in_one_file_are_refused()
    {
        var path = _folder.Write("audits.yaml", "team: {}\n---\nteam: {}\n");
        Assert.That(
            () => AuditSettings.Read(path),
            Throws
                .TypeOf<AuditException>()
                .With.Message.EqualTo(
                    $"Reading the settings: {path} holds 2 YAML documents, and one was expected; remove the lines '---'."
                )
        );
    }

    [Test]
    public void The_settings_in_this_repository_are_sound_and_name_every_check()
    {
        var path = Path.Combine(Repository.Root, "audits.yaml");
        var platforms = Configuration.Read(path).Platforms;
        var text = File.ReadAllText(path);
        Assert.That(
            platforms.SelectMany(p => p.Checks()).Select(c => c.Id),
            Has.All.Matches<string>(id => text.Contains($"{id}:", StringComparison.Ordinal))
        );
    }

    [Test]
    public void A_check_can_be_switched_off()
    {
        var path = _folder.Write("audits.yaml", "platforms: {calendly: {checks: {account-has-teammate: off}}}");
        Assert.That(
            Configuration.Read(path).Platforms.Single(p => p.Id == "calendly").Checks().Select(c => c.Id),
            Has.None.EqualTo("account-has-teammate")
        );
    }
}
