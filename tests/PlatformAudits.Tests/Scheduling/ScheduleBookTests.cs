using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Foundation;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Scheduling;
using Existing = PlatformAudits.Sandbox.GitLab.PipelineSchedule;

namespace PlatformAudits.Tests.Scheduling;

public sealed class ScheduleBookTests
{
    private readonly HttpMessageHandler _transport = ApiClient.NewTransport();
    private TemporaryFolder _folder = null!;
    private SandboxServer _sandbox = null!;
    private Dictionary<string, string> _variables = null!;

    [SetUp]
    public async Task SetUp()
    {
        _folder = new TemporaryFolder();
        _sandbox = await SandboxServer.StartAsync(new SandboxOptions { Size = 1 });
        _variables = new Dictionary<string, string>(_sandbox.Environment, StringComparer.Ordinal);
    }

    [TearDown]
    public async Task TearDown()
    {
        await _sandbox.DisposeAsync();
        _folder.Dispose();
    }

    [OneTimeTearDown]
    public void Stop() => _transport.Dispose();

    [Test]
    public void By_a_clock_that_is_hours_wrong_no_schedule_is_touched()
    {
        var settings = Settings();
        using var book = ScheduleBook.Open(
            settings.Settings,
            settings.Cadence,
            name => _variables.GetValueOrDefault(name),
            _transport,
            new OffsetClock(TimeProvider.System, TimeSpan.FromHours(-7)),
            new Recorded()
        );
        Assert.Multiple(() =>
        {
            Assert.That(
                () => book.CompareAsync([], CancellationToken.None),
                Throws.TypeOf<AuditException>().With.Message.Contains("7 hours behind GitLab's")
            );
            Assert.That(_sandbox.Requests.Writes, Is.Empty);
        });
    }

    [Test]
    public async Task Missing_schedules_are_made_and_the_second_time_nothing_changes()
    {
        Assert.That(await RunAsync(apply: true), Is.EqualTo(3));
        var made = Schedules;
        var writes = _sandbox.Requests.Writes.Count;
        Assert.That(await RunAsync(apply: true), Is.Zero);
        Assert.Multiple(() =>
        {
            Assert.That(_sandbox.Requests.Writes, Has.Count.EqualTo(writes));
            Assert.That(Schedules, Is.EqualTo(made));
            Assert.That(
                made.Select(s => (s.Cron, s.TimeZone, s.Ref, s.Active)),
                Is.EqualTo(
                    new[]
                    {
                        ("15 6 1 2,8 *", "UTC", "refs/heads/main", true),
                        ("15 7 * * *", "UTC", "refs/heads/main", true),
                        ("15 8 * * *", "UTC", "refs/heads/main", true),
                    }
                )
            );
            Assert.That(
                made[0].Variables,
                Is.EqualTo(new Dictionary<string, string> { ["AUDIT_SCHEDULE"] = "open", ["AUDIT_TARGET"] = "All" })
            );
            Assert.That(
                made[2].Variables,
                Is.EqualTo(new Dictionary<string, string> { ["AUDIT_SCHEDULE"] = "follow-up", ["AUDIT_TARGET"] = "FollowUp" })
            );
        });
    }

    [Test]
    public async Task The_tests_that_search_run_at_night_where_a_time_is_set()
    {
        Assert.That(await RunAsync(apply: true, "cadence: {quarters: [1, 3], searches_at: '01:30'}"), Is.EqualTo(4));
        Assert.Multiple(() =>
        {
            Assert.That(Schedules[^1].Cron, Is.EqualTo("30 1 * * *"));
            Assert.That(
                Schedules[^1].Variables,
                Is.EqualTo(new Dictionary<string, string> { ["AUDIT_SCHEDULE"] = "search", ["AUDIT_TARGET"] = "Search" })
            );
        });
    }

    [Test]
    public async Task Without_apply_the_difference_is_shown_and_nothing_is_written()
    {
        Assert.That(await RunAsync(apply: false), Is.EqualTo(3));
        Assert.That(_sandbox.Requests.Writes, Is.Empty);
    }

    [Test]
    public async Task Whatever_people_changed_is_shown_and_mended_and_what_they_added_stays()
    {
        await RunAsync(apply: true);
        Edit(
            0,
            s =>
                s with
                {
                    Description = "Renamed",
                    Cron = "0  0 * * *",
                    TimeZone = "Europe/Berlin",
                    Ref = "refs/heads/other",
                    Active = false,
                    Variables = s.Variables.SetItem("AUDIT_TARGET", "Calendly").Add("MINE", "1"),
                }
        );
        var changes = await CompareAsync();
        Assert.That(
            changes.Single().Differences.Select(d => d[(d.IndexOf("\": ", StringComparison.Ordinal) + 3)..]),
            Is.EqualTo(
                new[]
                {
                    "description is Renamed, and should be Platform audits: open on the first day of Q1 and Q3",
                    "cron is 0 0 * * *, and should be 15 6 1 2,8 *",
                    "cron_timezone is Europe/Berlin, and should be UTC",
                    "ref is other, and should be main",
                    "active is false, and should be true",
                    "variable AUDIT_TARGET is Calendly, and should be All",
                }
            )
        );
        Assert.That(await RunAsync(apply: true), Is.EqualTo(1));
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(await CompareAsync(), Is.Empty);
            Assert.That(Schedules, Has.Count.EqualTo(3));
            Assert.That(Schedules[0].Variables["MINE"], Is.EqualTo("1"));
        });
    }

    [Test]
    public async Task A_schedule_whose_making_broke_off_is_completed_and_not_made_again()
    {
        _sandbox.GitLab.Schedules.Add(
            _sandbox.GitLab.Bot,
            "Platform audits: open on the first day of Q1 and Q3",
            "main",
            "15 6 1 2,8 *",
            s => s with { Active = false }
        );
        await RunAsync(apply: true);
        Assert.Multiple(() =>
        {
            Assert.That(Schedules, Has.Count.EqualTo(3));
            Assert.That(Schedules[0].Active, Is.True);
            Assert.That(Schedules[0].Variables, Does.ContainKey("AUDIT_SCHEDULE"));
        });
    }

    [Test]
    public async Task A_schedule_of_somebody_else_is_taken_over_before_it_is_mended()
    {
        await RunAsync(apply: true);
        var person = _sandbox.GitLab.UserOf(0);
        Edit(1, s => s with { Owner = person, Cron = "0 0 * * *" });
        await RunAsync(apply: true);
        Assert.That((Schedules[1].Owner, Schedules[1].Cron), Is.EqualTo((_sandbox.GitLab.Bot, "15 7 * * *")));
    }

    [TestCase(null, "its owner's account is gone, so it does not run, and somebody has to take it over")]
    [TestCase("blocked", "its owner's account is blocked, so it does not run, and somebody has to take it over")]
    [TestCase("deactivated", "its owner's account is deactivated, so it does not run, and somebody has to take it over")]
    public async Task A_schedule_whose_owner_is_gone_or_shut_out_does_not_run_and_is_taken_over(string? state, string problem)
    {
        await RunAsync(apply: true);
        var owner = state is null ? null : _sandbox.GitLab.UserOf(0) with { State = state };
        Edit(0, s => s with { Owner = owner });
        Assert.That(
            (await CompareAsync()).Single().Differences,
            Is.EqualTo(new[] { $"schedule {Schedules[0].Id} \"{Schedules[0].Description}\": {problem}" })
        );
        await RunAsync(apply: true);
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(Schedules[0].Owner, Is.EqualTo(_sandbox.GitLab.Bot));
            Assert.That(await CompareAsync(), Is.Empty);
        });
    }

    [Test]
    public async Task A_schedule_of_somebody_who_is_there_is_as_it_should_be()
    {
        await RunAsync(apply: true);
        Edit(0, s => s with { Owner = _sandbox.GitLab.UserOf(0) });
        Assert.That(await CompareAsync(), Is.Empty);
    }

    [Test]
    public async Task A_write_that_met_a_lock_is_made_again()
    {
        var (clock, settings) = (new SteeredClock(), Settings());
        var sandbox = SandboxServer.Unplugged(new SandboxOptions { Size = 1, Clock = clock });
        sandbox.GitLab.Refusals.Add(RefusalKind.ResourceLock, times: 2);
        await clock.RunAsync(async () =>
        {
            using var transport = sandbox.NewHandler();
            using var book = ScheduleBook.Open(
                settings.Settings,
                settings.Cadence,
                name => sandbox.Environment.GetValueOrDefault(name),
                transport,
                clock,
                RunLog.Silent
            );
            var wanted = ScheduleBook.Wanted(settings.Cadence, settings.Platforms, followsUp: false);
            foreach (var change in await book.CompareAsync(wanted, CancellationToken.None))
            {
                await book.ApplyAsync(change, CancellationToken.None);
            }

            return true;
        });
        Assert.That(sandbox.GitLab.Schedules.All.Select(schedule => schedule.Active), Is.EqualTo(new[] { true, true }));
    }

    [Test]
    public async Task Schedules_for_other_things_are_left_alone_and_one_too_many_is_paused()
    {
        var person = _sandbox.GitLab.UserOf(0);
        _sandbox.GitLab.Schedules.Add(person, "Nightly", "main", "0 0 * * *");
        await RunAsync(apply: true);
        var twin = Schedules[1];
        _sandbox.GitLab.Schedules.Add(
            _sandbox.GitLab.Bot,
            twin.Description,
            "main",
            twin.Cron,
            s => s with { Variables = twin.Variables }
        );
        await RunAsync(apply: true, "cadence: {quarters: [1, 3], rechecks_at: off, follows_up_at: off}");
        Assert.Multiple(() =>
        {
            Assert.That(
                Schedules.Select(s => (s.Description.Split(':')[0], s.Active)),
                Is.EqualTo(
                    new[]
                    {
                        ("Nightly", true),
                        ("Platform audits", true),
                        ("Platform audits", false),
                        ("Platform audits", false),
                        ("Platform audits", false),
                    }
                )
            );
            Assert.That(Schedules[0].Owner, Is.EqualTo(person));
        });
        Assert.That(await RunAsync(apply: true, "cadence: {quarters: [1, 3], rechecks_at: off, follows_up_at: off}"), Is.Zero);
    }

    [Test]
    public async Task A_list_of_several_pages_is_read_to_its_end()
    {
        for (var i = 0; i < 150; i++)
        {
            _sandbox.GitLab.Schedules.Add(_sandbox.GitLab.Bot, $"Other {i}", "main", "0 0 * * *");
        }

        _sandbox.GitLab.Schedules.Add(
            _sandbox.GitLab.Bot,
            "Renamed",
            "main",
            "15 7 * * *",
            s => s with { Variables = s.Variables.Add("AUDIT_SCHEDULE", "recheck") }
        );
        Assert.That((await CompareAsync()).Select(c => c.Existing?.Description), Is.EqualTo(new[] { null, "Renamed", null }));
    }

    [Test]
    public async Task A_refusal_is_said_with_what_to_do()
    {
        _variables["GL_TOKEN"] = GitLabVendor.ReadOnlyToken;
        await Assert.ThatAsync(
            () => RunAsync(apply: true),
            Throws
                .TypeOf<AuditException>()
                .With.Message.Match(
                    @"^Changing the schedules of sandbox/audits, POST http://\S+/pipeline_schedules: GitLab answered 403 \(The request "
                        + @"requires higher privileges than provided by the access token\.\)\. GL_TOKEN needs the scope api and the "
                        + @"role Maintainer in the project"
                )
        );
    }

    [Test]
    public async Task A_full_project_is_said_with_GitLabs_own_words()
    {
        for (var i = 0; i < 10; i++)
        {
            _sandbox.GitLab.Schedules.Add(_sandbox.GitLab.Bot, $"Other {i}", "main", "0 0 * * *");
        }

        await Assert.ThatAsync(
            () => RunAsync(apply: true),
            Throws.TypeOf<AuditException>().With.Message.Contains("Maximum number of pipeline schedules (10) exceeded")
        );
    }

    [Test]
    public void Without_a_token_it_says_which_one_it_needs()
    {
        _variables.Remove("GL_TOKEN");
        Assert.That(
            () => Open(Settings()),
            Throws
                .TypeOf<AuditException>()
                .With.Message.StartsWith("Comparing the schedules: GL_TOKEN is not set.")
                .And.Property("Kind")
                .EqualTo(FailureKind.ConfigurationOrInfrastructure)
        );
    }

    private IReadOnlyList<Existing> Schedules => _sandbox.GitLab.Schedules.All;

    private void Edit(int place, Func<Existing, Existing> change) => _sandbox.GitLab.Schedules.Edit(Schedules[place].Id, change);

    private Configuration Settings(string cadence = "cadence: {quarters: [1, 3]}") =>
        Configuration.Read(_folder.Write("audits.yaml", $"{cadence}\n{_sandbox.SettingsYaml}"));

    private ScheduleBook Open(Configuration read) =>
        ScheduleBook.Open(
            read.Settings,
            read.Cadence,
            name => _variables.GetValueOrDefault(name),
            _transport,
            TimeProvider.System,
            RunLog.Silent
        );

    private async Task<IReadOnlyList<ScheduleChange>> CompareAsync()
    {
        var settings = Settings();
        using var book = Open(settings);
        return await book.CompareAsync(
            ScheduleBook.Wanted(settings.Cadence, settings.Platforms, settings.FollowUp.IsGiven),
            CancellationToken.None
        );
    }

    private async Task<int> RunAsync(bool apply, string cadence = "cadence: {quarters: [1, 3]}")
    {
        var settings = Settings(cadence);
        using var book = Open(settings);
        var changes = await book.CompareAsync(
            ScheduleBook.Wanted(settings.Cadence, settings.Platforms, settings.FollowUp.IsGiven),
            CancellationToken.None
        );
        foreach (var change in apply ? changes : [])
        {
            await book.ApplyAsync(change, CancellationToken.None);
        }

        return changes.Count;
    }
}
