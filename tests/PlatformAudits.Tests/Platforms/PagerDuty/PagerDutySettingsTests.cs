using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms.PagerDuty;
using PlatformAudits.Sandbox;
using PlatformAudits.Settings;
using PlatformAudits.Team;

namespace PlatformAudits.Tests.Platforms.PagerDuty;

/// <summary>What people write into audits.yaml and beside the team file.</summary>
public sealed class PagerDutySettingsTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("minimum_accounts: 0", "minimum_accounts must be a whole number from 1 to 10000000; mend it.")]
    [TestCase("schedules: [{name: x}]", "schedules[1].id is missing; mend it.")]
    [TestCase("schedules: [{id: S1}, {id: S1}]", "schedules names S1 twice; mend it.")]
    [TestCase("schedules_from: {key: x}", "schedules_from.path is missing; mend it.")]
    [TestCase(
        "schedules_from: {path: ../x.yaml}",
        "schedules_from.path must be a path inside the team's project, such as data/static_data.yaml; mend it."
    )]
    [TestCase(
        "schedules_from: {path: /etc/passwd}",
        "schedules_from.path must be a path inside the team's project, such as data/static_data.yaml; mend it."
    )]
    [TestCase("roles: [{titles: [x]}]", "roles[1].roles is missing or empty; mend it.")]
    [TestCase("roles: [{roles: [admin]}]", "roles[1].titles is missing or empty; mend it.")]
    [TestCase("skip_title: [x]", "there is no setting platforms.pagerduty.skip_title; did you mean skip_titles?")]
    public void A_slip_of_the_pen_is_named(string settings, string problem)
    {
        var path = _folder.Write("audits.yaml", $"platforms: {{pagerduty: {{{settings}}}}}");
        Assert.That(
            () => Configuration.Read(path).Platforms,
            Throws.TypeOf<AuditException>().With.Message.EndsWith(problem).And.Message.StartsWith($"Reading the settings: {path}:1:")
        );
    }

    [TestCase("Support Engineer", "support  engineer", true)]
    [TestCase("Support Engineer", "Senior Support Engineer", false)]
    [TestCase("*Support Engineer", "Senior Support Engineer", true)]
    [TestCase("*Support*Manager*", "Support Engineering Manager, EMEA", true)]
    [TestCase("Director (Support)", "director (support)", true)]
    [TestCase("Director.Support", "DirectorXSupport", false)]
    [TestCase("*", "", true)]
    public void A_title_fits_a_pattern_whatever_its_letter_case_and_blanks(string pattern, string title, bool fits) =>
        Assert.That(new TitlePattern(pattern).Fits(title), Is.EqualTo(fits));

    [Test]
    public void A_title_that_is_unknown_fits_nothing() => Assert.That(new TitlePattern("*").Fits(null), Is.False);

    [TestCase("rotations: [S1, S2]", "rotations", "S1,S2")]
    [TestCase("rotations: S1", "rotations", "S1")]
    [TestCase("pagerduty: {id: P1, rotations: [S1]}", "pagerduty.rotations", "S1")]
    [TestCase("rotations: []", "rotations", "")]
    [TestCase("rotations:", "rotations", "")]
    [TestCase("x: 1", "rotations", "")]
    [TestCase("rotations: [S1]", null, "")]
    public void A_persons_rotations_stand_under_the_key_of_the_settings(string entry, string? key, string rotations)
    {
        var settings = _folder.Write("audits.yaml", $"team: {{ rotation_key: {key} }}\n");
        var platform = new PlatformAudits.Platforms.PagerDuty.PagerDuty(AuditSettings.Read(settings));
        var team = _folder.Write("team.yaml", $"- name: Ada\n  email: ada@example.com\n  {entry}\n");
        var roster = TeamFile.Read(team, format: new TeamFormat(platform.TeamKeys));
        Assert.That(string.Join(',', platform.Settings.RotationsOf(roster.Teammates[0])), Is.EqualTo(rotations));
    }

    [Test]
    public void Rotations_of_another_kind_are_refused_with_their_place() =>
        Assert.That(
            () =>
                TeamFile.Read(
                    _folder.Write("team.yaml", "- name: Ada\n  email: ada@example.com\n  rotations: {a: b}\n"),
                    path => Path.GetFileName(path),
                    format: new TeamFormat([PagerDutyTeamKeys.Rotations("rotations")])
                ),
            Throws.TypeOf<AuditException>().With.Message.Contains("team.yaml:3:15: rotations must be a list, and it is a mapping")
        );

    [TestCase("pagerduty: {schedules: [S1, S2]}", "pagerduty.schedules", "S1,S2")]
    [TestCase("pagerduty: {schedules: {Emergencies: S1, Managers: S2}}", "pagerduty.schedules", "S1=Emergencies,S2=Managers")]
    [TestCase("oncall: {AMER: {Group 1: S1}, EMEA: [S2, {id: S3, name: Managers}]}", "oncall", "S1=Group 1,S2=EMEA,S3=Managers")]
    [TestCase("oncall: {Managers: {id: S3, color: red}}", "oncall", "S3=Managers")]
    [TestCase("- S1", null, "S1")]
    [TestCase("oncall: [S1, S1, ~]", "oncall", "S1")]
    public async Task The_schedules_of_the_teams_project_may_have_any_layout(string yaml, string? key, string schedules)
    {
        var found = await ReadAsync(yaml, key);
        Assert.That(
            string.Join(',', found.DistinctBy(s => s.Id).Select(s => s.Name is null ? s.Id : $"{s.Id}={s.Name}")),
            Is.EqualTo(schedules)
        );
    }

    [TestCase(
        "oncall: {a: 'Emergencies - now'}",
        "oncall",
        "static.yaml:1:13: a schedule's id has letters and digits only; correct it, or the key in schedules_from in audits.yaml."
    )]
    [TestCase("oncall: [S1]", "pagerduty", "static.yaml has no pagerduty; correct schedules_from in audits.yaml.")]
    [TestCase("", null, "static.yaml has no content; correct schedules_from in audits.yaml.")]
    [TestCase("oncall: [S1", "oncall", "static.yaml:2:1: this is not YAML")]
    [TestCase(
        "a: &a [S1]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n"
            + "d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\ne: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d]",
        "e",
        "there are more than 10000"
    )]
    public async Task What_is_no_list_of_schedules_is_not_evaluated_and_named_with_its_place(string yaml, string? key, string problem)
    {
        var failure = (await Assert.ThrowsAsync<AuditException>(() => ReadAsync(yaml, key)))!;
        Assert.That((failure.Message, failure.Kind), Is.EqualTo((failure.Message, FailureKind.NotEvaluated)));
        Assert.That(failure.Message, Does.StartWith("Reading the schedules of the team's project: ").And.Contain(problem));
    }

    [TestCase("[", 200_000)]
    [TestCase("{a: ", 60_000)]
    [TestCase("- ", 60_000)]
    public async Task Schedules_that_are_nested_without_end_are_not_evaluated(string opening, int times)
    {
        var yaml = string.Concat(Enumerable.Repeat(opening, times));
        var failure = (await Assert.ThrowsAsync<AuditException>(() => ReadAsync(yaml, null)))!;
        Assert.That(
            failure.Message,
            Does.StartWith("Reading the schedules of the team's project: ").And.Contain("lists and mappings are nested more than 64 deep")
        );
    }

    [Test]
    public async Task Aliases_of_aliases_that_hold_no_schedule_take_no_time()
    {
        var levels = Enumerable.Range(1, 12).Select(i => $"l{i}: &l{i} [{string.Join(", ", Enumerable.Repeat($"*l{i - 1}", 10))}]\n");
        var failure = (
            await Assert.ThrowsAsync<AuditException>(() => ReadAsync($"l0: &l0 [~]\n{string.Concat(levels)}oncall: *l12\n", "oncall"))
        )!;
        Assert.That(failure.Message, Does.Contain("there are more than 10000"));
    }

    [Test]
    public async Task The_schedules_are_read_beside_a_local_team_file_too_and_kept_in_the_snapshot()
    {
        await using var audit = await SandboxedAudit.StartAsync(platform: "pagerduty");
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("PRIVATE-TOKEN", audit.Variables["GL_TOKEN"]);
        var project = $"{audit.Variables["GITLAB_URL"].TrimEnd('/')}/api/v4/projects/sandbox%2Fsupport-team/repository/files";
        audit.Write(
            "checkout/data/static_data.yaml",
            await http.GetStringAsync(new Uri($"{project}/data%2Fstatic_data.yaml/raw?ref=main"))
        );
        var team = audit.Write(
            "checkout/data/support-team.yaml",
            await http.GetStringAsync(new Uri($"{project}/data%2Fsupport-team.yaml/raw?ref=main"))
        );
        audit.Request = audit.Request with { TeamPath = team };
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
            Assert.That(File.Exists(Path.Combine(audit.Output("snapshot"), "inputs", "project", "data-static_data.yaml")));
        });
    }

    [Test]
    public async Task A_local_team_file_without_the_other_one_beside_it_is_no_all_clear()
    {
        await using var audit = await SandboxedAudit.StartAsync(platform: "pagerduty");
        audit.Request = audit.Request with { TeamPath = audit.Write("elsewhere/team.yaml", "- {name: Ada, email: ada@gitlab.com}\n") };
        var outcome = await audit.RunAsync();
        Assert.That(
            (outcome.Report.Verdict, outcome.Report.Reasons.Single()),
            Is.EqualTo(
                (
                    Verdict.NotEvaluated,
                    $"Reading data/static_data.yaml beside the team file {audit.Request.TeamPath}: there is "
                        + "none in its folder or those just above. Give a team file that lies in a checkout "
                        + "of its project, or correct the path in audits.yaml."
                )
            )
        );
    }

    [Test]
    public async Task A_file_of_the_teams_project_that_is_not_there_is_no_all_clear_and_a_replay_says_the_same()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10 }, "pagerduty");
        audit.Change("static_data", "nowhere");
        var reason = (await audit.RunAsync()).Report.Reasons.Single();
        audit.Request = audit.Request with { ReplayFolder = audit.Output("snapshot"), OutputFolder = audit.Output("again") };
        var replayed = (await audit.RunAsync()).Report.Reasons.Single();
        Assert.Multiple(() =>
        {
            Assert.That(reason, Does.Contain("GitLab answered 404"));
            Assert.That(replayed, Is.EqualTo(reason));
        });
    }

    private async Task<IReadOnlyList<ConfiguredSchedule>> ReadAsync(string yaml, string? key) =>
        await new TeamSchedules("static.yaml", key).CollectAsync(new Beside(_folder.Write("static.yaml", yaml)), CancellationToken.None);

    /// <summary>A collector that has nothing but one file of the team's project.</summary>
    private sealed class Beside(string path) : PlatformAudits.Collecting.Collector
    {
        public override DateTimeOffset Started => default;

        public override bool BeginAgain() => false;

        public override PlatformAudits.Collecting.Commands.CommandRunner Open(PlatformAudits.Collecting.Commands.CommandOptions system) =>
            throw new NotSupportedException();

        public override PlatformAudits.Collecting.Http.ApiClient Open(PlatformAudits.Collecting.VendorSystem system) =>
            throw new NotSupportedException();

        public override PlatformAudits.Collecting.Credentials.Access Choose(
            IReadOnlyList<PlatformAudits.Collecting.Credentials.Access> accesses
        ) => throw new NotSupportedException();

        public override Task<PlatformAudits.Collecting.ProjectFile> ReadTeamProjectAsync(
            string file,
            CancellationToken cancellationToken
        ) => Task.FromResult(new PlatformAudits.Collecting.ProjectFile(path, file));

        public override void Identify(string system, string identity) => throw new NotSupportedException();
    }
}
