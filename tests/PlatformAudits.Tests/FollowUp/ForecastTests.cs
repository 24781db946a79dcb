using System.Text;
using NUnit.Framework;
using PlatformAudits.FollowUp;
using PlatformAudits.FollowUp.Planning;

namespace PlatformAudits.Tests.FollowUp;

public sealed class ForecastTests
{
    [Test]
    public async Task The_forecast_says_what_the_runs_then_write()
    {
        using var fixture = new FollowUpFixture(points: [(4, "A."), (5, "B."), (null, "C.")]);
        fixture.Go("2026-02-02T08:00:00Z");
        var forecast = await fixture.ForecastAsync();
        Assert.That(fixture.Sandbox.Requests.Writes, Is.Empty);
        var written = new List<(DateOnly, NoteKind, string)>();
        for (var day = 0; day < 30; day++)
        {
            fixture.Clock.SetUtcNow(new DateTimeOffset(2026, 2, 2, 8, 15, 0, TimeSpan.Zero).AddDays(day));
            written.AddRange(
                (await fixture.RunAsync())
                    .Single()
                    .Notes.Select(note =>
                        (DateOnly.FromDateTime(fixture.Clock.GetUtcNow().UtcDateTime), note.Kind, string.Join('.', note.Handles))
                    )
            );
        }

        Assert.That(
            forecast.Select(entry => (DateOnly.FromDateTime(entry.At.UtcDateTime), entry.Note.Kind, string.Join('.', entry.Note.Handles))),
            Is.EqualTo(written)
        );
        Assert.That(forecast[^1].Note.Kind, Is.EqualTo(NoteKind.Escalated));
    }

    [Test]
    public async Task Where_nothing_is_due_the_follow_up_says_why_and_what_comes_next()
    {
        using var fixture = new FollowUpFixture(begin: "2026-02-01T06:00:00Z", points: [(4, "A."), (5, "B.")]);
        var summaries = new List<string>();
        foreach (var time in new[] { "2026-02-01T08:15:00Z", "2026-02-02T08:15:00Z", "2026-02-03T08:15:00Z", "2026-02-07T08:15:00Z" })
        {
            fixture.Go(time);
            summaries.Add((await fixture.RunAsync()).Single().Summary(isPreview: false));
        }

        fixture.Clock.SetUtcNow(new DateTimeOffset(2026, 2, 8, 8, 15, 0, TimeSpan.Zero));
        var preview = (await fixture.ForecastAsync())[0];
        const string Audit = "Calendly audit FY27 Q1: 2 findings open, ";
        Assert.That(
            summaries,
            Is.EqualTo(
                new[]
                {
                    Audit + "nothing is due: it is Sunday; the first asks go out on Monday 2026-02-02 08:15 (UTC).",
                    Audit + "3 notes written (1 start, 2 step).",
                    Audit
                        + "nothing is due: every wait still runs; on Thursday 2026-02-05 08:15 (UTC): asked for 2 findings (step 2 of 3, "
                        + "handbook-2022).",
                    Audit
                        + "nothing is due: it is Saturday; on Monday 2026-02-09 08:15 (UTC): asked for 2 findings (step 2 of 3, "
                        + "handbook-2022).",
                }
            )
        );
        Assert.That(preview.At, Is.EqualTo(new DateTimeOffset(2026, 2, 9, 8, 15, 0, TimeSpan.Zero)), "as the forecast has it");
    }

    [Test]
    public async Task The_calendar_is_folded_and_escaped_and_has_an_event_for_each_person_and_time()
    {
        using var fixture = new FollowUpFixture(points: [(4, "A."), (5, "B."), (6, "C."), (null, "D.")]);
        fixture.Go("2026-02-02T08:00:00Z");
        var forecast = await fixture.ForecastAsync();
        var hostile = forecast[^1] with { What = "a; b, c\\ \r\nBEGIN:VALARM \u202e 😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀" };
        var rows = ForecastRow.Of([.. forecast, hostile]);
        var file = ForecastFiles.CalendarOf(rows, fixture.Clock.GetUtcNow());
        var lines = file.Split("\r\n");
        var unfolded = file.Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.Multiple(() =>
        {
            Assert.That(lines.Select(Encoding.UTF8.GetByteCount), Has.All.LessThanOrEqualTo(75));
            Assert.That(file.Replace("\r\n", "", StringComparison.Ordinal), Does.Not.Contain('\n').And.Not.Contain('\r'));
            Assert.That(unfolded, Does.Contain("a\\; b\\, c\\\\ [U+000D][U+000A]BEGIN:VALARM [U+202E] 😀"));
            Assert.That(unfolded.Split("\r\n").Count(line => line == "BEGIN:VEVENT"), Is.EqualTo(rows.Count));
            Assert.That(rows.Select(row => (row.At, row.Who)), Is.Unique, "nobody stands twice at one time");
            Assert.That(
                Ical.Net.Calendar.Load(file)!.Events.Select(one => (one.Start!.AsUtc, one.Summary)),
                Has.Exactly(1).EqualTo((rows[0].At.UtcDateTime, $"{rows[0].Who}: {rows[0].What}"))
            );
        });
    }

    [Test]
    public async Task The_forecast_of_several_audits_says_what_the_runs_then_write_also_where_a_run_may_not_write_all()
    {
        using var fixture = new FollowUpFixture("  most_notes: 2", points: [(4, "A."), (5, "B."), (null, "C.")]);
        fixture.Open("pagerduty", [(4, "D."), (6, "E.")]);
        fixture.OpenOverview();
        fixture.Go("2026-02-02T08:00:00Z");
        var forecast = await fixture.ForecastAsync();
        var written = new List<(DateOnly, string, string)>();
        for (var day = 0; day < 30; day++)
        {
            fixture.Clock.SetUtcNow(new DateTimeOffset(2026, 2, 2, 8, 15, 0, TimeSpan.Zero).AddDays(day));
            var today = DateOnly.FromDateTime(fixture.Clock.GetUtcNow().UtcDateTime);
            written.AddRange(
                (await fixture.RunAsync())
                    .SelectMany(outcome => outcome.Notes)
                    .Select(note => (today, note.Thread, string.Join('.', note.Handles)))
            );
        }

        Assert.That(
            forecast.Select(entry =>
                (DateOnly.FromDateTime(entry.At.UtcDateTime), entry.Note.Thread, string.Join('.', entry.Note.Handles))
            ),
            Is.EquivalentTo(written)
        );
    }
}
