using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.FollowUp;
using PlatformAudits.Foundation;
using PlatformAudits.Sandbox;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests.FollowUp;

/// <summary>A runner whose clock is not GitLab's.</summary>
public sealed class ClockTests
{
    private static readonly (int?, string)[] Points =
    [
        .. Enumerable.Range(0, 6).Select(n => ((int?)(4 + (n % 3)), $"Point {n} is wrong.")),
    ];

    [Test]
    public async Task A_reply_right_after_the_asking_counts_also_where_the_runners_clock_is_ten_minutes_ahead()
    {
        using var fixture = new FollowUpFixture(points: Points);
        var log = new Recorded();
        await RunAsync(fixture, TimeSpan.FromMinutes(10), log);
        var asked = NoteMark.In(fixture.Notes.First(note => NoteMark.In(note.Body)?.Thread == FollowUpFixture.ThreadOf(4)).Body)!;
        fixture.Clock.Advance(TimeSpan.FromSeconds(48));
        foreach (var person in new[] { 4, 5, 6 })
        {
            fixture.Answer(person, FollowUpFixture.ThreadOf(person), "The partner needs this account until May, see our request.");
        }

        var notes = fixture.Notes.Count;
        fixture.Go("2026-02-05T09:00:00Z");
        await RunAsync(fixture, TimeSpan.Zero, new Recorded());
        Assert.Multiple(() =>
        {
            Assert.That(asked.At, Is.EqualTo(new DateTimeOffset(2026, 2, 2, 6, 0, 1, TimeSpan.Zero)).Within(TimeSpan.FromSeconds(1)));
            Assert.That(log.Sentences, Has.Exactly(1).StartsWith("This machine's clock is 10 minutes ahead of GitLab's"));
            Assert.That(
                fixture.Notes.Skip(notes).Select(note => note.Body),
                Has.None.Contains("this finding is still open").And.None.Contains("@" + fixture.UsernameOf(FollowUpFixture.Lead))
            );
        });
    }

    [TestCase(-26.0, "26 hours behind")]
    [TestCase(1.1, "66 minutes ahead of")]
    [TestCase(75.0, "3 days ahead of")]
    public async Task A_runner_whose_clock_is_more_than_an_hour_wrong_asks_nobody_and_says_how_wrong(double hours, string how)
    {
        using var fixture = new FollowUpFixture(points: Points);
        var failure = await Assert.ThrowsAsync<AuditException>(() => RunAsync(fixture, TimeSpan.FromHours(hours), new Recorded()));
        Assert.Multiple(() =>
        {
            Assert.That(failure!.Message, Does.StartWith($"Comparing the clocks: this machine's clock is {how} GitLab's ("));
            Assert.That(failure!.Message, Does.Contain("2026-02-02 06:00:00 UTC in the header Date").And.EndWith("and run again."));
            Assert.That(failure!.Kind, Is.EqualTo(FailureKind.ConfigurationOrInfrastructure));
            Assert.That(fixture.Notes, Is.Empty);
            Assert.That(fixture.Sandbox.Requests.All.Select(request => request.Target), Is.EqualTo(new[] { "/gitlab/api/v4/version" }));
            Assert.That(Directory.Exists(fixture.Request.OutputFolder), Is.False);
        });
    }

    [TestCase(4.9)]
    [TestCase(-4.9)]
    public async Task Up_to_five_minutes_are_nobodys_concern(double minutes)
    {
        using var fixture = new FollowUpFixture(points: Points);
        var log = new Recorded();
        await RunAsync(fixture, TimeSpan.FromMinutes(minutes), log);
        Assert.That(log.Sentences, Has.None.Contains("clock"));
    }

    [Test]
    public async Task The_forecast_begins_with_gitlabs_time_and_is_refused_where_that_is_hours_away()
    {
        using var fixture = new FollowUpFixture(points: Points);
        var near = await ServicesOf(fixture, TimeSpan.FromMinutes(-30), new Recorded()).ForecastAsync(fixture.Request, 30, default);
        var right = await fixture.ForecastAsync();
        Assert.Multiple(() =>
        {
            Assert.That(
                near.Entries.Select(entry => entry.At),
                Is.EqualTo(right.Select(entry => entry.At)).Within(TimeSpan.FromSeconds(2))
            );
            Assert.That(
                () => ServicesOf(fixture, TimeSpan.FromHours(5), new Recorded()).ForecastAsync(fixture.Request, 30, default),
                Throws.TypeOf<AuditException>().With.Message.Contains("5 hours ahead of")
            );
        });
    }

    [TestCase(null, null)]
    [TestCase("Sun, 06 Nov", null)]
    [TestCase("Mon, 01 Jan 2024 00:00:00 GMT", "3600")]
    public async Task An_answer_without_a_time_of_its_own_is_told_and_stops_nothing(string? date, string? age)
    {
        using var fixture = new FollowUpFixture(points: Points);
        var log = new Recorded();
        using var transport = new DatedHandler(fixture.Sandbox.NewHandler(), date, age);
        await RunAsync(fixture, TimeSpan.FromHours(3), log, transport);
        Assert.Multiple(() =>
        {
            Assert.That(log.Sentences, Has.Exactly(1).StartsWith("GitLab's answer tells no time of its own"));
            Assert.That(fixture.Notes, Is.Not.Empty);
        });
    }

    [Test]
    public void The_clock_goes_by_gitlab_whatever_the_machines_does_meanwhile_and_a_jump_is_told_once()
    {
        var (machine, begin) = (new JumpingClock(), new DateTimeOffset(2026, 2, 2, 6, 0, 0, TimeSpan.Zero));
        var clock = new TrackerClock(machine);
        machine.Time = begin;
        Assert.That(Take(begin, took: 1), Is.Null);
        Assert.That(clock.GetUtcNow(), Is.EqualTo(machine.Time), "as far as GitLab's answers allow it");
        machine.Time = begin.AddHours(30);
        Assert.That(clock.GetUtcNow(), Is.EqualTo(begin.AddSeconds(1)).Within(TimeSpan.FromSeconds(2)));
        machine.Elapsed += TimeSpan.FromMinutes(7);
        Assert.That(clock.GetUtcNow(), Is.EqualTo(begin.AddMinutes(7)).Within(TimeSpan.FromSeconds(3)));
        Assert.That(Take(begin.AddMinutes(7), took: 0), Does.StartWith("This machine's clock is 30 hours ahead of GitLab's ("));
        Assert.That(Take(begin.AddMinutes(7), took: 0), Is.Null);
        Assert.That(clock.EnsureRight, Throws.Nothing, "what was decided by the clock was decided before it jumped");

        // The machine slept, and its stopwatch with it.
        machine.Time = begin.AddHours(9);
        Take(begin.AddHours(9), took: 0);
        Assert.That(clock.GetUtcNow(), Is.EqualTo(begin.AddHours(9)).Within(TimeSpan.FromSeconds(1)));

        string? Take(DateTimeOffset date, int took)
        {
            var sent = clock.Now;
            (machine.Time, machine.Elapsed) = (machine.Time.AddSeconds(took), machine.Elapsed + TimeSpan.FromSeconds(took));
            using var response = new HttpResponseMessage();
            response.Headers.Date = date;
            return clock.Take(sent, response);
        }
    }

    [Test]
    public void A_slow_answer_is_no_wrong_clock()
    {
        var machine = new JumpingClock { Time = new DateTimeOffset(2026, 2, 2, 6, 0, 0, TimeSpan.Zero) };
        var (clock, sent) = (new TrackerClock(machine), machine.Time);
        var before = clock.Now;
        (machine.Time, machine.Elapsed) = (sent.AddMinutes(90), TimeSpan.FromMinutes(90));
        using var response = new HttpResponseMessage();
        response.Headers.Date = sent.AddMinutes(1);
        Assert.That(clock.Take(before, response), Is.Null);
        Assert.That(clock.EnsureRight, Throws.Nothing);
    }

    [Test]
    public async Task An_absence_begins_and_ends_with_the_days_of_the_cadences_time_zone([Values] bool isInAuckland)
    {
        // In Auckland it is Thursday, 5 February.
        using var fixture = new FollowUpFixture(
            $"  absences: [{{who: {FollowUpFixture.Address(4)}, from: 2026-02-05, until: 2026-02-13}}]",
            "2026-02-04T20:15:00Z",
            points: (4, "Point 0 is wrong.")
        );
        if (isInAuckland)
        {
            var settings = await File.ReadAllTextAsync(fixture.Request.SettingsPath);
            fixture.Request = fixture.Request with
            {
                SettingsPath = fixture.Write("auckland.yaml", $"cadence: {{time_zone: Pacific/Auckland}}\n{settings}"),
            };
        }

        await fixture.RunAsync();
        var asked = fixture.Notes.Select(note => note.Body).Single(body => body.Contains("Point 0", StringComparison.Ordinal));
        Assert.That(asked.Contains("is absent until 2026-02-13", StringComparison.Ordinal), Is.EqualTo(isInAuckland));
    }

    private static Task RunAsync(FollowUpFixture fixture, TimeSpan ahead, Recorded log, HttpMessageHandler? transport = null) =>
        ServicesOf(fixture, ahead, log, transport).RunAsync(fixture.Request, CancellationToken.None);

    private static FollowUpRun ServicesOf(FollowUpFixture fixture, TimeSpan ahead, Recorded log, HttpMessageHandler? transport = null) =>
        new(
            new RunServices(
                name => fixture.Variables.GetValueOrDefault(name),
                transport ?? fixture.Sandbox.NewHandler(),
                new OffsetClock(fixture.Clock, ahead),
                log
            )
        );

    private sealed class JumpingClock : TimeProvider
    {
        public DateTimeOffset Time { get; set; }

        public TimeSpan Elapsed { get; set; }

        public override DateTimeOffset GetUtcNow() => Time;

        public override long GetTimestamp() => (long)(Elapsed.TotalSeconds * TimestampFrequency);
    }

    private sealed class DatedHandler(HttpMessageHandler inner, string? date, string? age) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            response.Headers.Remove("Date");
            response.Headers.TryAddWithoutValidation("Date", date is null ? [] : [date]);
            response.Headers.TryAddWithoutValidation("Age", age is null ? [] : [age]);
            return response;
        }
    }
}
