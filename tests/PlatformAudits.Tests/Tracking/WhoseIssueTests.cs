using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Sandbox.Calendly;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests.Tracking;

/// <summary>Which issue is taken for the audit's, and which is left alone, whatever stands in it.</summary>
public sealed class WhoseIssueTests
{
    private const string Mark = "<!-- platform-audits:issue 1 calendly FY27-Q4 -->";
    private const string InventedToken = "<!-- platform-audits:issue 1 calendly FY27-Q4 0123456789abcdef -->";
    private const string Template =
        "<!--platform-audits:template 1 calendly-->\n\n## Calendly audit\n\n- Period: <!-- such as FY27 Q1 -->";
    private const string Title = "Calendly audit FY27 Q4";
    private const int Manager = 0;
    private const int Operator = 1;
    private const int Stranger = 5;

    [Test]
    public async Task A_strangers_issue_with_the_mark_gets_nothing_and_the_audit_is_opened_beside_it(
        [Values(
            Mark,
            InventedToken,
            "<!-- platform-audits:issue 2 calendly FY27-Q4 -->",
            "<!--platform-audits:issue 1 calendly FY27-Q4-->"
        )]
            string mark,
        [Values] bool isClosed,
        [Values] bool isConfidential
    )
    {
        await using var audit = await StartAsync();
        var squat = Open(audit, User(audit, Stranger), "Calendly question", $"hello {mark}", isConfidential);
        audit.Sandbox.GitLab.Tracker.Edit(squat.Author, squat.Iid, issue => issue with { Closed = isClosed });
        var before = Tracker(audit).Find(squat.Iid);
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Issue!.Change, Is.EqualTo(IssueChange.Opened));
            Assert.That(Tracker(audit).Find(squat.Iid), Is.EqualTo(before), "not a byte, not a note, not a state");
            Assert.That(audit.Issues, Has.Count.EqualTo(2));
            Assert.That(audit.Issues[1].Confidential, Is.True);
            Assert.That(
                audit.Log.Sentences.Where(sentence => sentence.Contains("tracker.accounts", StringComparison.Ordinal)),
                Is.EqualTo(
                    new[]
                    {
                        $"{UrlOf(audit, squat)} holds the mark of calendly FY27-Q4 and is not ours, because "
                            + $"{squat.Author.Username} opened it; it is left alone. If that is an account of this program's, write its "
                            + "number "
                            + $"({squat.Author.Id}) into tracker.accounts in the settings.",
                    }
                ),
                "said once"
            );
        });
    }

    [Test]
    public async Task An_older_issue_that_is_given_the_mark_does_not_take_over_a_live_audit([Values(Stranger, Operator)] int author)
    {
        const string Given = $"{Title} {InventedToken} <!--platform-audits:template 1 calendly-->";
        await using var audit = await StartAsync();
        var older = Open(audit, User(audit, author), "Unrelated", "hello", isConfidential: false);
        await audit.RunAsync();
        Edit(audit, 2, text => text.Replace("- [ ]", "- [x]", StringComparison.Ordinal) + "\nAsked on Monday.\n");
        Edit(audit, 1, _ => Given);
        audit.Sandbox.Vendor<CalendlyVendor>().Organization.Add("Eve", "eve@evil.example");
        await audit.RunAsync();
        var live = Tracker(audit).Find(2)!;
        Assert.Multiple(() =>
        {
            Assert.That(live.Closed, Is.False);
            Assert.That(live.Description, Does.Contain("- [x]").And.Contain("Asked on Monday.").And.Contain("Eve"));
            Assert.That(SandboxedAudit.NotesOf(live), Is.Empty);
            Assert.That(Tracker(audit).Find(older.Iid)!.Description, Is.EqualTo(Given));
            Assert.That(Tracker(audit).Find(older.Iid)!.Notes.Where(note => note.Author == audit.Sandbox.GitLab.Bot), Is.Empty);
        });
    }

    [Test]
    public async Task A_newer_version_in_an_issue_of_ours_still_stops_the_audit()
    {
        await using var audit = await StartAsync();
        Open(audit, audit.Sandbox.GitLab.Bot, Title, "<!-- platform-audits:issue 2 calendly FY27-Q4 -->");
        Assert.That(audit.RunAsync, Throws.TypeOf<AuditException>().With.Message.Contains("was written by a newer version"));
        Assert.That(audit.Sandbox.Requests.Writes, Is.Empty);
    }

    [Test]
    public async Task The_issue_of_another_account_is_ours_when_the_settings_name_it([Values] bool isNamed)
    {
        await using var audit = await StartAsync();
        var other = audit.Sandbox.GitLab.SecondBot;
        Settle(audit, isNamed ? $"\n  accounts: [77, {other.Id}]" : "");
        Open(audit, other, Title, InventedToken);
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Issue!.Change, Is.EqualTo(isNamed ? IssueChange.Updated : IssueChange.Opened));
            Assert.That(audit.Issues, Has.Count.EqualTo(isNamed ? 1 : 2));
            Assert.That(
                audit.Log.Sentences,
                isNamed
                    ? Has.None.Contains("tracker.accounts")
                    : Has.One.Contains($"because {other.Username} opened it; it is left alone.").And.One.Contains($"({other.Id})")
            );
        });
    }

    [Test]
    public async Task An_issue_of_a_deleted_account_is_not_ours_and_the_log_says_why()
    {
        await using var audit = await StartAsync();
        Open(audit, audit.Sandbox.GitLab.Ghost, Title, InventedToken);
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Issues, Has.Count.EqualTo(2));
            Assert.That(audit.Issues[0].Description, Is.EqualTo(InventedToken));
            Assert.That(
                audit.Log.Sentences,
                Has.One.EndsWith(
                    "/issues/1 holds the mark of calendly FY27-Q4 and is not ours, because the account that opened it was deleted, "
                        + "and GitLab's Ghost User stands in its place; it is left alone. If that was an account of this program's, write "
                        + "the Ghost User's number (1) into tracker.accounts in the settings: then the issues and notes of every "
                        + "deleted account count as the program's."
                )
            );
        });
    }

    [Test]
    public async Task An_issue_that_an_operator_opened_by_hand_is_taken_over_and_all_that_stands_there_stays(
        [Values(Operator, Manager)] int person,
        [Values] bool isConfidential,
        [Values("title", "line", "edited line", "day")] string period
    )
    {
        await using var audit = await StartAsync();
        var text =
            period == "title" ? Template.Replace("<!-- such as FY27 Q1 -->", "FY27 Q1", StringComparison.Ordinal)
            : period == "line" ? Template.Replace("<!-- such as FY27 Q1 -->", "FY27-Q4", StringComparison.Ordinal)
            : period == "edited line"
                ? Template.Replace("- Period: <!-- such as FY27 Q1 -->", "* **Period:**\n\n  fy27 q4", StringComparison.Ordinal)
            : Template;
        var opened = Open(
            audit,
            User(audit, person),
            period == "title" ? Title : "The Calendly audit",
            text + "\n\nAsked  everybody.\r\n",
            isConfidential
        );
        audit.Request = audit.Request with { Period = period == "day" ? FiscalPeriod.Of(DateOnly.FromDateTime(DateTime.UtcNow)) : Period };
        var outcome = await audit.RunAsync();
        var adopted = audit.Issues.Single();
        var writes = audit.Sandbox.Requests.Writes.Count;
        var second = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Issue!.Change, Is.EqualTo(IssueChange.Updated));
            Assert.That(adopted.Title, Is.EqualTo(opened.Title));
            Assert.That(adopted.Confidential, Is.True);
            Assert.That(adopted.Description, Does.EndWith(opened.Description!).And.Contain("platform-audits:issue 1 calendly"));
            Assert.That(audit.Report()["findings"]!.Count(), Is.GreaterThan(0), "else the test proves nothing");
            Assert.That(second.Issue!.Change, Is.EqualTo(IssueChange.None));
            Assert.That(audit.Sandbox.Requests.Writes, Has.Count.EqualTo(writes));
            Assert.That(audit.Log.Sentences, Has.One.EndsWith($"which {opened.Author.Username} opened by hand …"));
            Assert.That(
                ChangesOf(adopted),
                Is.EqualTo(
                    isConfidential ? new[] { "changed the description" } : ["made the issue confidential", "changed the description"]
                ),
                "confidential before anything is written"
            );
        });
    }

    [TestCase(Stranger, Title, Template, TestName = "A stranger's template is left alone")]
    [TestCase(Operator, "Calendly audit FY27 Q3", Template, TestName = "An operator's template of another period is left alone")]
    [TestCase(Operator, Title, InventedToken, TestName = "A copy that an operator made is left alone")]
    [TestCase(Operator, Title, "Nothing of ours.", TestName = "An operator's issue that is not from a template is left alone")]
    [TestCase(
        Operator,
        Title,
        "<!--platform-audits:template 1 pagerduty-->",
        TestName = "An operator's template of another platform is left alone"
    )]
    public async Task What_is_no_hand_opened_audit_is_left_alone(int author, string title, string description)
    {
        await using var audit = await StartAsync();
        Open(audit, User(audit, author), title, description);
        var before = audit.Issues.Single();
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Issues, Has.Count.EqualTo(2));
            Assert.That(audit.Issues[0], Is.EqualTo(before));
            Assert.That(audit.Issues[1].Author, Is.EqualTo(audit.Sandbox.GitLab.Bot));
            Assert.That(
                audit.Log.Sentences.Count(sentence => sentence.Contains("/issues/1 ", StringComparison.Ordinal)),
                Is.EqualTo(author == Stranger || description == InventedToken ? 1 : 0)
            );
        });
    }

    [Test]
    public async Task Beside_an_issue_of_the_programs_one_that_was_opened_by_hand_is_left_open_and_told_of()
    {
        await using var audit = await StartAsync();
        await audit.RunAsync();
        Open(audit, User(audit, Operator), Title, Template);
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Issues.Select(issue => issue.Closed), Is.All.False);
            Assert.That(audit.Issues[1].Description, Is.EqualTo(Template));
            Assert.That(
                audit.Log.Sentences,
                Has.One.Contains(
                    $"/issues/2 was opened by hand for an audit that has {UrlOf(audit, audit.Issues[0])} already, and is left alone."
                )
            );
        });
    }

    [Test]
    public async Task While_the_team_file_can_not_be_read_nobody_knows_whose_a_hand_opened_issue_is_and_nothing_is_opened_or_written()
    {
        await using var audit = await StartAsync();
        Open(audit, User(audit, Operator), Title, Template);
        var before = audit.Issues.Single();
        audit.Request = audit.Request with { TeamPath = audit.Write("team.yaml", "- name: [") };
        var unread = await audit.RunAsync();
        var untouched = audit.Issues.Single();
        audit.Request = audit.Request with { TeamPath = null };
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(unread.Report.Verdict, Is.EqualTo(Verdict.NotEvaluated));
            Assert.That(unread.Issue!.Change, Is.EqualTo(IssueChange.NotDue));
            Assert.That(untouched, Is.EqualTo(before));
            Assert.That(
                audit.Log.Sentences,
                Has.One.Contains(
                    "/issues/1 was opened by hand, and while the team file can't be read nobody knows whether by somebody who may; "
                        + "nothing was opened or written."
                )
            );
            Assert.That(audit.Issues.Single().Description, Does.Contain("platform-audits:issue 1 calendly"), "taken over by the next run");
        });
    }

    [Test]
    public async Task When_only_the_platform_can_not_be_read_a_hand_opened_issue_is_taken_over_all_the_same()
    {
        await using var audit = await StartAsync();
        Open(audit, User(audit, Operator), Title, Template);
        audit.Variables["CALENDLY_TOKEN"] = CalendlyVendor.UserToken;
        await audit.RunAsync();
        Assert.That(
            audit.Issues.Single().Description,
            Does.Contain("platform-audits:issue 1 calendly").And.Contain("could not tell how Calendly stands")
        );
    }

    [Test]
    public async Task An_issue_of_ours_whose_marks_an_editor_has_deleted_is_known_by_its_title([Values] bool isStrangers)
    {
        await using var audit = await StartAsync();
        var author = isStrangers ? User(audit, Stranger) : audit.Sandbox.GitLab.Bot;
        Open(audit, author, Title, "## Calendly audit FY27 Q4\n\n**3 findings**");
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Issues, Has.Count.EqualTo(isStrangers ? 2 : 1));
            Assert.That(audit.Issues[^1].Description, Does.Contain("platform-audits:issue 1 calendly"));
            Assert.That(audit.Issues[0].Description, Does.Contain("**3 findings**"));
        });
    }

    [Test]
    public async Task An_issue_of_another_audit_is_not_taken_for_its_title_or_for_a_mark_that_somebody_added()
    {
        await using var audit = await StartAsync();
        Open(audit, audit.Sandbox.GitLab.Bot, Title, $"<!-- platform-audits:issue 1 pagerduty FY27-Q4 -->\n\n{Mark}");
        var before = audit.Issues.Single();
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Issues, Has.Count.EqualTo(2));
            Assert.That(audit.Issues[0], Is.EqualTo(before), "neither changed nor closed as a duplicate");
        });
    }

    [Test]
    public async Task Whatever_is_written_into_the_marks_of_an_issue_the_audit_goes_on_in_it_and_somebody_is_told(
        [Values("FY27-Q3", "pagerduty", "2", "")] string instead,
        [Values] bool isRetitled
    )
    {
        await using var audit = await StartAsync();
        await audit.RunAsync();
        Edit(
            audit,
            1,
            text =>
                System.Text.RegularExpressions.Regex.Replace(
                    text,
                    "<!--platform-audits:issue (1) (calendly) (FY27-Q4)[^>]*-->",
                    mark =>
                        instead.Length == 0
                            ? ""
                            : mark.Value.Replace(
                                instead.StartsWith("FY", StringComparison.Ordinal) ? "FY27-Q4"
                                    : instead == "2" ? "issue 1"
                                    : "calendly",
                                instead == "2" ? "issue 2" : instead,
                                StringComparison.Ordinal
                            )
                )
        );
        if (isRetitled)
        {
            Tracker(audit).Edit(User(audit, Stranger), 1, issue => issue with { Title = "Lunch" });
        }

        audit.Sandbox.Vendor<CalendlyVendor>().Organization.Add("Eve", "eve@evil.example");
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Issue!.Change, Is.EqualTo(IssueChange.Updated));
            Assert.That(audit.Issues.Single().Description, Does.Contain("Eve"));
            Assert.That(
                audit.Log.Sentences.Count(sentence => sentence.Contains("The note counts.", StringComparison.Ordinal)),
                Is.EqualTo(instead == "2" ? 0 : 1)
            );
        });
    }

    [Test]
    public async Task The_issue_of_the_last_period_is_not_taken_for_this_ones_whatever_its_mark_says()
    {
        await using var audit = await StartAsync();
        audit.Request = audit.Request with { Period = FiscalPeriod.Parse("FY27-Q3") };
        await audit.RunAsync();
        Edit(audit, 1, text => text.Replace("FY27-Q3", "FY27-Q4", StringComparison.Ordinal));
        var before = audit.Issues.Single();
        audit.Request = audit.Request with { Period = Period };
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Issue!.Change, Is.EqualTo(IssueChange.Opened));
            Assert.That(audit.Issues[0], Is.EqualTo(before));
            Assert.That(outcome.Report.Since?.Period, Is.EqualTo(FiscalPeriod.Parse("FY27-Q3")));
            Assert.That(audit.Log.Sentences, Has.One.Contains("is the audit issue of calendly FY27-Q3"));
        });
    }

    [Test]
    public async Task A_live_audit_is_not_closed_for_an_older_issue_of_ours_that_is_given_its_mark()
    {
        await using var audit = await StartAsync();
        Open(audit, audit.Sandbox.GitLab.Bot, "Weekly figures", "Nothing of ours.");
        await audit.RunAsync();
        Edit(audit, 1, text => $"{InventedToken}\n{text}");
        audit.Sandbox.Vendor<CalendlyVendor>().Organization.Add("Eve", "eve@evil.example");
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Issues[1].Closed, Is.False);
            Assert.That(audit.Issues[1].Description, Does.Contain("Eve"));
            Assert.That(SandboxedAudit.MemoriesOf(audit.Issues[1]), Has.One.Items);
        });
    }

    [Test]
    public async Task A_closed_audit_is_not_begun_anew_in_another_issue_of_ours_that_is_given_its_mark()
    {
        await using var audit = await StartAsync();
        Open(audit, audit.Sandbox.GitLab.Bot, "Weekly figures", "Nothing of ours.");
        await audit.RunAsync();
        Tracker(audit).Edit(User(audit, Manager), 2, issue => issue with { Closed = true });
        Edit(audit, 1, text => $"{InventedToken}\n{text}");
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Issues[0].Description, Does.Not.Contain("platform-audits:begin"));
            Assert.That(SandboxedAudit.MemoriesOf(audit.Issues[0]), Is.Empty);
        });
    }

    [Test]
    public async Task An_audit_that_was_opened_by_hand_is_found_behind_any_decoys_when_its_author_is_no_operator_any_more()
    {
        await using var audit = await StartAsync();
        for (var decoy = 0; decoy < 30; decoy++)
        {
            Open(audit, User(audit, Stranger), Title, InventedToken);
            Tracker(audit).Comment(User(audit, Stranger), decoy + 1, "first");
        }

        var opened = Open(audit, User(audit, Operator), Title, Template);
        await audit.RunAsync();
        Tracker(audit).Edit(User(audit, Operator), opened.Iid, issue => issue with { Author = User(audit, Stranger) });
        audit.Sandbox.Vendor<CalendlyVendor>().Organization.Add("Eve", "eve@evil.example");
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Issues, Has.Count.EqualTo(31));
            Assert.That(audit.Issues[30].Description, Does.Contain("Eve"));
        });
    }

    [Test]
    public async Task However_many_ordinary_issues_an_operator_has_opened_none_counts_as_a_strangers_and_theirs_of_an_audit_is_found()
    {
        await using var audit = await StartAsync();
        for (var ordinary = 0; ordinary < 110; ordinary++)
        {
            Open(audit, User(audit, Operator), $"Something else {ordinary}", "Nothing of ours.");
            Tracker(audit).Comment(User(audit, Stranger), ordinary + 1, "first");
        }

        Open(
            audit,
            User(audit, Operator),
            "The audit of this quarter",
            Template.Replace("<!-- such as FY27 Q1 -->", "FY27 Q4", StringComparison.Ordinal)
        );
        await audit.RunAsync();
        Edit(audit, 111, text => text.Replace("FY27-Q4", "FY27-Q3", StringComparison.Ordinal));
        audit.Sandbox.Vendor<CalendlyVendor>().Organization.Add("Eve", "eve@evil.example");
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Issues, Has.Count.EqualTo(111));
            Assert.That(audit.Issues[^1].Description, Does.Contain("Eve"));
            Assert.That(audit.Log.Sentences, Has.None.StartsWith("More than"));
        });
    }

    [Test]
    public async Task A_mark_in_the_form_of_the_rich_text_editor_is_read()
    {
        await using var audit = await StartAsync();
        await audit.RunAsync();
        Edit(audit, 1, text => System.Text.RegularExpressions.Regex.Replace(text, "<!--\\s*(.*?)\\s*-->", "<!--$1-->"));
        await audit.RunAsync();
        Assert.That(audit.Issues, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_issue_of_ours_that_somebody_made_public_is_made_confidential_before_anything_is_written([Values] bool hasNews)
    {
        await using var audit = await StartAsync();
        await audit.RunAsync();
        Tracker(audit).Edit(User(audit, Stranger), 1, issue => issue with { Confidential = false });
        if (hasNews)
        {
            audit.Sandbox.Vendor<CalendlyVendor>().Organization.Add("Eve", "eve@evil.example");
        }

        audit.Request = audit.Request with { Preview = true };
        await audit.RunAsync();
        var previewed = audit.Issues.Single();
        audit.Request = audit.Request with { Preview = false };
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(previewed.Confidential, Is.False, "a preview writes nothing");
            Assert.That(audit.Log.Sentences, Has.One.EndsWith("/issues/1 is public; it would be made confidential first."));
            Assert.That(audit.Issues.Single().Confidential, Is.True);
            Assert.That(
                ChangesOf(audit.Issues.Single()).Skip(1),
                Is.EqualTo(hasNews ? new[] { "made the issue confidential", "changed the description" } : ["made the issue confidential"])
            );
            Assert.That(audit.Log.Sentences, Has.One.EndsWith("/issues/1 is public; making it confidential before anything is written."));
        });
    }

    [Test]
    public async Task A_public_issue_stays_public_where_the_settings_allow_it_and_a_confidential_one_confidential()
    {
        await using var audit = await StartAsync("\n  confidential: false");
        await audit.RunAsync();
        var opened = audit.Issues.Single().Confidential;
        Tracker(audit).Edit(User(audit, Stranger), 1, issue => issue with { Confidential = true });
        audit.Sandbox.Vendor<CalendlyVendor>().Organization.Add("Eve", "eve@evil.example");
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(opened, Is.False);
            Assert.That(audit.Issues.Single().Confidential, Is.True, "never lowered");
        });
    }

    [Test]
    public async Task A_duplicate_is_closed_with_one_note_and_closed_again_without_another()
    {
        await using var audit = await StartAsync();
        await audit.RunAsync();
        Open(audit, audit.Sandbox.GitLab.Bot, Title, InventedToken, isConfidential: false);
        await audit.RunAsync();
        var closed = audit.Issues[1];
        Tracker(audit).Edit(User(audit, Stranger), 2, issue => issue with { Closed = false });
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(closed.Closed, Is.True);
            Assert.That(ChangesOf(closed), Is.EqualTo(new[] { "made the issue confidential" }), "also before a note");
            Assert.That(audit.Issues[1].Closed, Is.True);
            Assert.That(
                audit.Issues[1].Notes.Where(note => !note.System).Select(note => note.Body),
                Has.One.Items.And.All.StartsWith("Two runs opened an issue for the same audit at the same time. It goes on in #1;")
            );
        });
    }

    [Test]
    public async Task A_strangers_note_with_our_mark_is_neither_changed_nor_takes_the_place_of_ours()
    {
        await using var audit = await StartAsync();
        await audit.RunAsync();
        var stranger = User(audit, Stranger);
        Tracker(audit).Edit(stranger, 1, issue => issue with { Closed = true });
        audit.Sandbox.Vendor<CalendlyVendor>().Organization.Add("Eve", "eve@evil.example");
        var key = audit.Issues.Single().Description!;
        await audit.RunAsync();
        var said = Said(audit).Single();

        // The same once more, with the stranger's copy there first.
        Tracker(audit).Edit(stranger, 1, issue => issue with { Closed = true, Description = key, Notes = [] });
        Tracker(audit).Comment(stranger, 1, said.Body);
        await audit.RunAsync();
        var notes = Said(audit).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(said.Body, Does.StartWith("This issue was closed, and since then 1 finding has come up"));
            Assert.That(notes.Select(note => note.Author), Is.EqualTo(new[] { stranger, audit.Sandbox.GitLab.Bot }));
            Assert.That(notes.Select(note => note.Body), Is.All.EqualTo(said.Body));
        });
    }

    /// <summary>The notes that somebody wrote for people.</summary>
    private static IEnumerable<Note> Said(SandboxedAudit audit) =>
        audit.Issues.Single() is var issue ? issue.Notes.Where(note => !note.System).Except(SandboxedAudit.MemoriesOf(issue)) : [];

    [Test]
    public async Task Who_the_token_is_is_asked_once_a_run()
    {
        await using var audit = await StartAsync();
        await audit.RunAsync();
        Assert.That(audit.Sandbox.Requests.All.Count(request => request.Target == "/gitlab/api/v4/user"), Is.EqualTo(1));
    }

    private static FiscalPeriod Period => FiscalPeriod.Parse("FY27-Q4");

    private static async Task<SandboxedAudit> StartAsync(string tracker = "")
    {
        var audit = await SandboxedAudit.StartAsync();
        Settle(audit, tracker);
        return audit;
    }

    private static void Settle(SandboxedAudit audit, string tracker) =>
        audit.Request = audit.Request with
        {
            Period = Period,
            SettingsPath = audit.Write(
                "tracker.yaml",
                audit.Sandbox.SettingsYaml.Replace("sandbox/audits", $"sandbox/audits{tracker}", StringComparison.Ordinal)
            ),
        };

    private static Project Tracker(SandboxedAudit audit) => audit.Sandbox.GitLab.Tracker;

    private static GitLabUser User(SandboxedAudit audit, int person) => audit.Sandbox.GitLab.UserOf(person);

    private static Issue Open(SandboxedAudit audit, GitLabUser author, string title, string description, bool isConfidential = true) =>
        Tracker(audit).Open(author, title, issue => issue with { Description = description, Confidential = isConfidential });

    private static void Edit(SandboxedAudit audit, long iid, Func<string, string> change) =>
        Tracker(audit).Edit(User(audit, Stranger), iid, issue => issue with { Description = change(issue.Description!) });

    private static string UrlOf(SandboxedAudit audit, Issue issue) =>
        $"{audit.Variables["GITLAB_URL"]}/sandbox/audits/-/issues/{issue.Iid}";

    /// <summary>What GitLab has noted down, in order.</summary>
    /// <summary>What GitLab has noted down of changes to an issue, but for those of its due date and assignees.</summary>
    private static IEnumerable<string> ChangesOf(Issue issue) =>
        issue
            .Notes.Where(note => note.System)
            .Select(note => note.Body)
            .Where(body => !body.Contains("due date", StringComparison.Ordinal) && !body.Contains("assigned", StringComparison.Ordinal));
}
