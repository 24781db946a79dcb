using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.FollowUp;
using PlatformAudits.FollowUp.Policies;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using PlatformAudits.Sandbox.GitLab;

namespace PlatformAudits.Tests.FollowUp;

public sealed class PeriodFollowUpTests
{
    private const string Monday = "2026-02-02T08:15:00Z";
    private const string Thursday = "2026-02-05T08:20:00Z";

    [Test]
    public async Task Over_several_audits_everybody_has_one_thread_on_the_issue_over_all_of_them()
    {
        using var fixture = new FollowUpFixture(points: [(4, "Calendly A."), (5, "Calendly B."), (null, "Calendly C.")]);
        var pagerDuty = fixture.Open("pagerduty", [(4, "PagerDuty A."), (FollowUpFixture.Lead, "PagerDuty B."), (null, "PagerDuty C.")]);
        var overview = fixture.OpenOverview();
        fixture.Go(Monday);
        await fixture.RunAsync();
        var threads = Marks(fixture, overview).Where(mark => mark.Kind == NoteKind.Step).Select(mark => mark.Thread).ToList();
        var ofFour = BodyOf(fixture, overview, FollowUpFixture.ThreadOf(4));
        Assert.Multiple(() =>
        {
            Assert.That(
                threads,
                Is.EquivalentTo(new[] { 4, 5, FollowUpFixture.Lead }.Select(FollowUpFixture.ThreadOf).Append(People.OperatorThread))
            );
            Assert.That(ofFour, Does.Contain("these 2 findings of the access reviews of FY27 Q1 are yours"));
            Assert.That(
                ofFour,
                Does.Match(@"\*\*Calendly\*\* \(\[issue\]\([^)]*/1\)\)\s+- Calendly A\. `F[0-9a-f]{8}`\s+\*\*PagerDuty\*\* ")
                    .And.Contain("PagerDuty A.")
            );
            Assert.That(Mentioned(fixture), Is.Unique.And.Count.EqualTo(4));
            foreach (var issue in new[] { fixture.Iid, pagerDuty.Iid })
            {
                Assert.That(Marks(fixture, issue).Select(mark => mark.Kind), Is.EqualTo(new[] { NoteKind.Start }));
                Assert.That(
                    fixture.NotesOn(issue)[0].Body,
                    Does.Match(@"\[access reviews of FY27 Q1\]\([^)]*/issues/" + overview + @"\)")
                );
            }
        });
        fixture.Go(Thursday);
        await fixture.RunAsync();
        var lead = fixture
            .NotesOn(overview)
            .Where(note => NoteMark.In(note.Body)!.Thread == FollowUpFixture.ThreadOf(FollowUpFixture.Lead));
        Assert.That(lead.Count(), Is.EqualTo(2), "a manager hears in the thread of their own what is open of others");
        Assert.That(
            lead.Last().Body,
            Does.Contain("Calendly A.").And.Contain("PagerDuty A.").And.Contain("Calendly B.").And.Contain("[thread](")
        );
        Assert.That(
            Mentioned(fixture).Skip(4),
            Is.EquivalentTo(new[] { FollowUpFixture.Lead, FollowUpFixture.Manager }.Select(fixture.UsernameOf)),
            "once each, the Support Operations Manager for the finding of the lead and for all that they are told of"
        );
    }

    [Test]
    public async Task Threads_stay_where_they_have_begun_and_nobody_is_asked_again_when_the_issue_over_all_opens_later()
    {
        using var fixture = new FollowUpFixture(points: [(4, "Calendly A.")]);
        fixture.Go(Monday);
        await fixture.RunAsync();
        var pagerDuty = fixture.Open("pagerduty", [(4, "PagerDuty A."), (5, "PagerDuty B.")]);
        var overview = fixture.OpenOverview();
        fixture.Go("2026-02-03T08:20:00Z");
        await fixture.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(
                fixture.Notes[^1].Body,
                Does.Contain("PagerDuty A.").And.Contain($"@{fixture.UsernameOf(4)}").And.Not.Contain("Calendly A."),
                "the thread has begun there"
            );
            Assert.That(
                Marks(fixture, overview).Where(mark => mark.Kind == NoteKind.Step).Select(mark => mark.Thread),
                Is.EqualTo(new[] { FollowUpFixture.ThreadOf(5) })
            );
            Assert.That(Marks(fixture, pagerDuty.Iid).Select(mark => mark.Kind), Is.EqualTo(new[] { NoteKind.Start }));
        });
        fixture.Project.Edit(fixture.Bot, overview, issue => issue with { Closed = true });
        fixture.Go("2026-02-03T10:20:00Z");
        Assert.That((await fixture.RunAsync()).SelectMany(outcome => outcome.Notes), Is.Empty, "what a closed issue says still counts");
    }

    [Test]
    public async Task A_reply_on_the_issue_over_all_stops_the_clock_for_every_platform_and_the_review_is_each_audits_own()
    {
        using var fixture = new FollowUpFixture(points: [(4, "Calendly A.")]);
        var pagerDuty = fixture.Open("pagerduty", [(4, "PagerDuty A.")]);
        var overview = fixture.OpenOverview();
        fixture.Go(Monday);
        await fixture.RunAsync();
        fixture.Go("2026-02-02T11:00:00Z");
        fixture.Answer(4, FollowUpFixture.ThreadOf(4), "Both are needed, because I run the bookings of the region.", overview);
        fixture.Go(Thursday);
        Assert.That((await fixture.RunAsync()).SelectMany(outcome => outcome.Notes), Is.Empty);
        fixture.Go("2026-02-05T09:20:00Z");
        fixture.Read(mended: 0);
        fixture.Go("2026-02-06T08:20:00Z");
        await fixture.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(Marks(fixture, fixture.Iid)[^1].Kind, Is.EqualTo(NoteKind.Review));
            Assert.That(
                BodyOf(fixture, overview, People.ManagerThread),
                Does.Contain("PagerDuty A.").And.Contain("it needs your decision").And.Contain("[reply](").And.Not.Contain("Calendly A.")
            );
            Assert.That(Marks(fixture, pagerDuty.Iid), Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task One_platform_that_can_not_be_evaluated_keeps_nobody_from_being_asked_about_the_others()
    {
        using var fixture = new FollowUpFixture(points: [(4, "Calendly A.")]);
        var pagerDuty = fixture.Open("pagerduty", [(4, "PagerDuty A.")]);
        var overview = fixture.OpenOverview();
        pagerDuty.FailToRead();
        fixture.Go(Monday);
        var outcomes = await fixture.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(
                BodyOf(fixture, overview, FollowUpFixture.ThreadOf(4)),
                Does.Contain("Calendly A.").And.Not.Contain("PagerDuty A.")
            );
            Assert.That(
                outcomes.Single(outcome => outcome.Audit.Platform == "pagerduty").Warning,
                Is.EqualTo("The last run could not evaluate PagerDuty, so nobody is asked for anything.")
            );
        });
    }

    [Test]
    public async Task Later_and_a_date_moves_the_next_step_once_and_at_most_by_the_longest_wait_and_is_confirmed_in_one_line()
    {
        using var fixture = new FollowUpFixture(points: [(4, "A."), (5, "B."), (6, "C.")]);
        fixture.Go(Monday);
        await fixture.RunAsync();
        fixture.Go("2026-02-02T11:00:00Z");
        fixture.Answer(4, FollowUpFixture.ThreadOf(4), "later 2026-02-06, I am travelling.");
        fixture.Answer(5, FollowUpFixture.ThreadOf(5), "**Later** 2026-12-24");
        fixture.Answer(6, FollowUpFixture.ThreadOf(5), "later 2026-02-06");
        fixture.Go("2026-02-03T08:20:00Z");
        await fixture.RunAsync();
        fixture.Answer(4, FollowUpFixture.ThreadOf(4), "later 2026-02-13");
        var confirmed = Confirmed(fixture);
        fixture.Go(Thursday);
        var thursday = (await fixture.RunAsync()).Single().Notes.SelectMany(note => note.Handles).ToList();
        fixture.Go("2026-02-06T08:20:00Z");
        await fixture.RunAsync();
        var friday = BodyOf(fixture, fixture.Iid, FollowUpFixture.ThreadOf(FollowUpFixture.Lead));
        Assert.Multiple(() =>
        {
            Assert.That(
                confirmed,
                Is.EqualTo(
                    new[]
                    {
                        "Noted: the next step for 1 finding comes on Friday, 6 February 2026.",
                        "Noted: the next step for 1 finding comes on Monday, 9 February 2026; the policy `handbook-2022` lets it "
                            + "wait no longer.",
                    }
                ),
                "that of somebody who has no say there counts for nothing"
            );
            Assert.That(Confirmed(fixture)[^1], Is.EqualTo("This was moved once already, so the next step comes when it was to come."));
            Assert.That(thursday, Has.Some.StartsWith(FollowUpFixture.KeyOf(2).Digits + ":2"), "nobody has moved that");
            Assert.That(thursday, Has.None.StartsWith(FollowUpFixture.KeyOf(0).Digits + ":2"));
            Assert.That(friday, Does.Contain("A.").And.Contain("was asked on Monday"));
        });
    }

    [Test]
    public async Task Who_has_it_now_is_asked_in_a_thread_of_their_own_and_their_manager_is_next()
    {
        using var fixture = new FollowUpFixture(points: [(4, "A."), (4, "B.")]);
        fixture.Go(Monday);
        await fixture.RunAsync();
        fixture.Go("2026-02-02T11:00:00Z");
        fixture.Answer(4, FollowUpFixture.ThreadOf(4), "@nobody.at.all has this");
        fixture.Go("2026-02-03T08:20:00Z");
        await fixture.RunAsync();
        fixture.Answer(4, FollowUpFixture.ThreadOf(4), $"@{fixture.UsernameOf(FollowUpFixture.Lead)} has this.");
        fixture.Go("2026-02-04T08:20:00Z");
        await fixture.RunAsync();
        var handed = BodyOf(fixture, fixture.Iid, FollowUpFixture.ThreadOf(FollowUpFixture.Lead));
        fixture.Go("2026-02-09T08:25:00Z");
        await fixture.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(
                Confirmed(fixture),
                Is.EqualTo(
                    new[]
                    {
                        "Nobody of the team who could be asked has the GitLab user name `nobody.at.all`, so it stays as it is.",
                        $"**{MarkdownEncoder.Encode(fixture.NameOf(FollowUpFixture.Lead))}** has this now: 2 findings, asked for in a "
                            + "thread of their own.",
                    }
                )
            );
            Assert.That(
                handed,
                Does.Contain(
                        $"@{fixture.UsernameOf(FollowUpFixture.Lead)}: {MarkdownEncoder.Encode(fixture.NameOf(4))} says that you have"
                    )
                    .And.Contain("A.")
                    .And.Contain("B.")
            );
            Assert.That(
                BodyOf(fixture, fixture.Iid, People.ManagerThread),
                Does.Contain($"**{MarkdownEncoder.Encode(fixture.NameOf(FollowUpFixture.Lead))}** was asked")
            );
            Assert.That(
                Mentioned(fixture),
                Is.EqualTo(new[] { 4, FollowUpFixture.Lead, FollowUpFixture.Manager }.Select(fixture.UsernameOf)),
                "the manager of who has it, and not of whose it was"
            );
        });
    }

    [Test]
    public async Task An_older_issue_whose_platform_was_read_since_in_a_later_period_asks_nobody_and_says_where_it_goes_on()
    {
        using var fixture = new FollowUpFixture(points: [(4, "A.")]);
        fixture.Go(Monday);
        await fixture.RunAsync();
        fixture.Go("2026-05-04T06:00:00Z");
        var next = fixture.Open("calendly", [(5, "B.")], FiscalPeriod.Of(new DateOnly(2026, 5, 4)));
        fixture.Go("2026-05-04T08:15:00Z");
        await fixture.RunAsync();
        fixture.Go("2026-05-07T08:25:00Z");
        await fixture.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(fixture.Notes, Has.Count.EqualTo(3), "beginning, one ask, and the end");
            Assert.That(
                fixture.Notes[^1].Body,
                Does.Contain("### Goes on in a later period")
                    .And.Contain($"@{fixture.UsernameOf(FollowUpFixture.Manager)}")
                    .And.Match(@"\[Calendly audit FY27 Q2\]\([^)]*/issues/" + next.Iid + @"\)")
            );
            Assert.That(Mentioned(fixture).Count(name => name == fixture.UsernameOf(FollowUpFixture.Lead)), Is.EqualTo(1), "of the later");
        });
    }

    [Test]
    public async Task Days_on_which_nobody_could_be_asked_do_not_make_an_issue_old()
    {
        using var fixture = new FollowUpFixture("  quiet: [{from: \"01-25\", until: \"02-28\"}]", points: [(4, "A.")]);
        fixture.Go("2026-03-02T08:15:00Z");
        var outcome = (await fixture.RunAsync()).Single();
        Assert.That((outcome.Warning, outcome.NeedsSomebody), Is.EqualTo(((string?)null, false)));
        Assert.That(Mentioned(fixture), Is.EqualTo(new[] { fixture.UsernameOf(4) }));
    }

    [Test]
    public async Task A_tick_of_a_severity_that_it_does_not_settle_leaves_the_asking_as_it_is([Values] bool settles)
    {
        using var fixture = new FollowUpFixture($"  tick_settles: {{high: {(settles ? "true" : "false")}}}", points: [(4, "A.")]);
        fixture.Go(Monday);
        await fixture.RunAsync();
        fixture.Tick(4, 0);
        fixture.Go(Thursday);
        await fixture.RunAsync();
        Assert.That(Mentioned(fixture).Contains(fixture.UsernameOf(FollowUpFixture.Lead)), Is.EqualTo(!settles));
    }

    [Test]
    public async Task By_the_older_handbook_who_should_not_have_an_account_is_asked_where_they_can_see_it_and_the_operator_otherwise(
        [Values] bool canSee
    )
    {
        using var fixture = new FollowUpFixture("  policy: handbook-2021", points: [(4, "A."), (null, "B.")]);
        fixture.Holder = fixture.Sandbox.GitLab.Outsiders[0];
        fixture.Read();
        if (canSee)
        {
            fixture.Project.Members.Set(fixture.Holder, new ProjectMember(20));
        }

        fixture.Go(Monday);
        await fixture.RunAsync();
        Assert.That(
            Mentioned(fixture),
            Is.EquivalentTo(
                new[] { fixture.UsernameOf(4), canSee ? fixture.Holder.Username : fixture.UsernameOf(FollowUpFixture.Operator) }
            )
        );
        if (canSee)
        {
            var note = fixture.Notes.Single(note => note.Body.Contains("B.", StringComparison.Ordinal));
            Assert.That(note.Body, Does.Contain("about an account of yours, and the team file does not have you"));
            fixture.Go("2026-02-03T08:20:00Z");
            fixture.Project.Discuss(fixture.Holder, fixture.Iid, "I answer tickets at night until the end of March.", note.Discussion);
            fixture.Go(Thursday);
            var handles = (await fixture.RunAsync()).Single().Notes.SelectMany(planned => planned.Handles);
            Assert.That(handles, Has.None.StartsWith(FollowUpFixture.KeyOf(1).Digits), "the reply stops the clock");
        }
    }

    [TestCase(null, "is no member of the project of the issues")]
    [TestCase(10, "is Guest in the project of the issues, and a confidential issue is seen from Planner on")]
    public async Task Who_can_not_see_the_issue_is_not_asked_and_the_manager_and_those_who_carry_the_audits_out_hear_why(
        int? role,
        string why
    )
    {
        using var fixture = new FollowUpFixture(points: [(4, "A."), (4, "B."), (5, "C.")]);
        Set(fixture, 4, role);
        fixture.Go(Monday);
        var forecast = await fixture.ForecastAsync(days: 1);
        await fixture.RunAsync();
        var reason = $"{MarkdownEncoder.Encode(fixture.NameOf(4))} {why}.";
        Assert.Multiple(() =>
        {
            Assert.That(
                Mentioned(fixture),
                Is.EquivalentTo(new[] { 5, FollowUpFixture.Lead, FollowUpFixture.Operator }.Select(fixture.UsernameOf))
            );
            Assert.That(
                BodyOf(fixture, fixture.Iid, FollowUpFixture.ThreadOf(FollowUpFixture.Lead)),
                Does.Contain($"{reason} So this goes to you.").And.Contain("A.").And.Contain("B.")
            );
            Assert.That(BodyOf(fixture, fixture.Iid, People.OperatorThread), Does.Contain("not reached").And.Contain($"- {reason}"));
            Assert.That(forecast.SelectMany(entry => entry.Who), Does.Not.Contain(fixture.NameOf(4)));
        });
        fixture.Go("2026-02-03T08:20:00Z");
        Assert.That((await fixture.RunAsync()).Single().Notes, Is.Empty, "it is told once");
    }

    [Test]
    public async Task Where_no_manager_is_left_who_can_see_the_issue_nobody_is_asked_and_the_run_says_what_to_do()
    {
        using var fixture = new FollowUpFixture(points: [(4, "A.")]);
        Set(fixture, FollowUpFixture.Manager, role: null);
        fixture.Go(Monday);
        await Assert.ThatAsync(
            () => fixture.RunAsync(),
            Throws
                .TypeOf<AuditException>()
                .With.Message.EqualTo(
                    "Following up: of follow_up.support_ops_managers, entry 1 is no member of the project of the issues, so there is "
                        + "nobody to turn to in the end, and nobody was asked. Make one of them a member of sandbox/audits with the role "
                        + "Planner or a higher one."
                )
        );
        Assert.That(fixture.Notes, Is.Empty);
    }

    [Test]
    public async Task Everybody_who_is_asked_gets_one_e_mail_on_whatever_version_of_GitLab(
        [Values("18.11.0-ee", "18.9.3", "unknown")] string version
    )
    {
        using var fixture = new FollowUpFixture(points: [(4, "A."), (5, "B.")]);
        fixture.Sandbox.GitLab.Version = version;
        fixture.Go(Monday);
        await fixture.RunAsync();
        Assert.That(
            fixture.Project.Deliveries.Where(delivery => delivery.Kind == DeliveryKind.MentionEmail).Select(delivery => delivery.Username),
            Is.EquivalentTo(new[] { 4, 5 }.Select(fixture.UsernameOf))
        );
        Assert.That(fixture.Notes.Count(note => NoteMark.In(note.Body) is { Kind: NoteKind.Step }), Is.EqualTo(2));
    }

    private static void Set(FollowUpFixture fixture, int person, int? role)
    {
        var account = fixture.Sandbox.GitLab.UserOf(person);
        if (role is { } level)
        {
            fixture.Project.Members.Set(account, new ProjectMember(level));
        }
        else
        {
            fixture.Project.Members.Remove(account);
        }
    }

    private static string BodyOf(FollowUpFixture fixture, long issue, string thread) =>
        fixture.NotesOn(issue).Last(note => NoteMark.In(note.Body)!.Thread == thread).Body;

    private static List<NoteMark> Marks(FollowUpFixture fixture, long issue) =>
        [.. fixture.NotesOn(issue).Select(note => NoteMark.In(note.Body)!)];

    private static List<string> Confirmed(FollowUpFixture fixture) =>
        [
            .. fixture
                .Notes.Where(note => NoteMark.In(note.Body)!.Kind == NoteKind.Confirmed)
                .Select(note => FollowUpFixture.Shown(note.Body)),
        ];

    private static List<string> Mentioned(FollowUpFixture fixture) =>
        [.. fixture.Project.Notifications.Select(notification => notification.Username)];
}
