using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Reporting;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests.Tracking;

public sealed class IssueBodyTests
{
    private static readonly FindingKey Ada = new("account-has-teammate", "u1");
    private static readonly FindingKey Bob = new("account-has-teammate", "u2");
    private static readonly string Mark = IssueMarks.Issue("calendly", FiscalPeriod.Parse("FY27-Q1"));

    [Test]
    public void The_same_result_again_changes_nothing() =>
        Assert.That(IssueBody.Parse(New(Region(Ada))).With(Region(Ada), Now()), Is.Null);

    [Test]
    public void Lines_about_the_run_alone_change_nothing() =>
        Assert.That(IssueBody.Parse(New(Region(Ada, read: "Monday"))).With(Region(Ada, read: "Tuesday"), Now()), Is.Null);

    [Test]
    public void A_new_finding_changes_the_region_and_nothing_else()
    {
        var before = New(Region(Ada)).Replace("Mine.", "Mine, with blanks  \r\nand 😀 <!-- a --> nested\r\n", StringComparison.Ordinal);
        var after = IssueBody.Parse(before).With(Region(Ada, Bob), Now())!;
        Assert.Multiple(() =>
        {
            Assert.That(after, Does.StartWith($"{Mark}\n<!-- platform-audits:begin 1 -->\n"));
            Assert.That(
                after[after.IndexOf(IssueMarks.End, StringComparison.Ordinal)..],
                Is.EqualTo(before[before.IndexOf(IssueMarks.End, StringComparison.Ordinal)..])
            );
            Assert.That(after, Does.Contain("Bob"));
        });
    }

    [Test]
    public void Ticks_are_carried_over_by_finding_when_rows_move()
    {
        var ticked = New(Region(Bob)).Replace("- [ ] Bob", "- [x] Bob", StringComparison.Ordinal);
        Assert.That(IssueBody.Parse(ticked).With(Region(Ada, Bob), Now()), Does.Contain("- [ ] Ada").And.Contain("- [x] Bob"));
    }

    [Test]
    public void A_tick_alone_is_no_reason_to_write()
    {
        var ticked = New(Region(Ada))
            .Replace("- [ ] Ada", "* [X] Ada", StringComparison.Ordinal)
            .Replace("* [X]", "- [X]", StringComparison.Ordinal);
        Assert.That(IssueBody.Parse(ticked).With(Region(Ada), Now()), Is.Null.Or.Contain("- [x] Ada"));
    }

    [TestCase("she runs the booking page")]
    [TestCase("see a\\|b and [this](x)")]
    public void What_people_type_into_their_cell_is_carried_over(string typed)
    {
        var filled = New(Region(Bob))
            .Replace("<!-- c:" + Bob.Digits + " -->  |", $"<!-- c:{Bob.Digits} --> {typed} |", StringComparison.Ordinal);
        Assert.That(filled, Does.Contain(typed), "else the test proves nothing");
        Assert.That(IssueBody.Parse(filled).With(Region(Ada, Bob), Now()), Does.Contain($"<!-- c:{Bob.Digits} --> {typed} |"));
    }

    [Test]
    public void Every_cell_of_a_row_is_carried_over_in_its_place()
    {
        string Rows(params FindingKey[] keys) =>
            "| Name | Owner | Comment |\n| --- | --- | --- |\n"
            + string.Join('\n', keys.Select(k => $"| x | {IssueMarks.Cell(k)}  | {IssueMarks.Cell(k)}  |"));
        var filled = New(Rows(Bob))
            .Replace($"{IssueMarks.Cell(Bob)}  |\n", $"{IssueMarks.Cell(Bob)} a comment |\n", StringComparison.Ordinal);
        Assert.That(
            IssueBody.Parse(filled).With(Rows(Ada, Bob), Now()),
            Does.Contain($"| {IssueMarks.Cell(Bob)}  | {IssueMarks.Cell(Bob)} a comment |")
        );
    }

    [Test]
    public void A_finding_that_is_gone_is_shown_as_fixed_with_the_run_and_what_people_wrote_beside_it()
    {
        var filled = New(Region(Ada, Bob))
            .Replace("<!-- c:" + Bob.Digits + " -->  |", $"<!-- c:{Bob.Digits} --> needed until May |", StringComparison.Ordinal);
        var after = IssueBody.Parse(filled).With(Region(Ada), Now(Ada))!;
        Assert.Multiple(() =>
        {
            Assert.That(
                after,
                Does.Contain(
                    "#### No longer found\n\n- [x] ~~Bob has an account.~~ Fixed: no longer found on Friday. Written beside it: <!-- "
                        + $"c:{Bob.Digits} --> needed until May <!-- /c --> <!-- g:{Bob.Digits}:o -->"
                )
            );
            Assert.That(IssueBody.Parse(after).With(Region(Ada), Now(Ada) with { Run = "Saturday" }), Is.Null, "and stays so");
        });
    }

    [Test]
    public void A_finding_that_is_waived_now_is_not_shown_as_fixed() =>
        Assert.That(
            IssueBody.Parse(New(Region(Ada, Bob))).With(Region(Ada), Now(Ada) with { Waived = new HashSet<string> { Bob.Digits } }),
            Does.Contain("~~Bob has an account.~~ Waived since Friday.")
        );

    [Test]
    public void Tick_and_cell_of_a_finding_that_was_gone_come_back_with_it([Values] bool isTicked)
    {
        var filled = New(Region(Ada, Bob))
            .Replace("<!-- c:" + Bob.Digits + " -->  |", $"<!-- c:{Bob.Digits} --> needed until May |", StringComparison.Ordinal);
        filled = isTicked ? filled.Replace("- [ ] Bob", "- [x] Bob", StringComparison.Ordinal) : filled;
        var gone = IssueBody.Parse(filled).With(Region(Ada), Now(Ada))!;
        var back = IssueBody.Parse(gone).With(Region(Ada, Bob), Now(Ada, Bob))!;
        Assert.Multiple(() =>
        {
            Assert.That(back, Does.Contain($"- [{(isTicked ? "x" : " ")}] Bob has an account."));
            Assert.That(back, Does.Contain($"<!-- c:{Bob.Digits} --> needed until May |"));
            Assert.That(back, Does.Not.Contain("No longer found"));
        });
    }

    [Test]
    public void What_is_open_but_has_no_room_is_not_called_fixed_and_keeps_its_tick()
    {
        var ticked = New(Region(Ada, Bob)).Replace("- [ ] Bob", "- [x] Bob", StringComparison.Ordinal);
        var without = IssueBody.Parse(ticked).With(Region(Ada), Now(Ada, Bob))!;
        Assert.Multiple(() =>
        {
            Assert.That(without, Does.Contain("- [x] Bob has an account.").And.Not.Contain("Fixed"));
            Assert.That(
                IssueBody.Parse(without).With(Region(Ada, Bob), Now(Ada, Bob)),
                Does.Contain("- [x] Bob").And.Not.Contain("Also open")
            );
        });
    }

    [Test]
    public void More_gone_findings_than_fit_are_counted_and_those_with_peoples_words_stay()
    {
        var keys = Enumerable.Range(0, 200).Select(i => new FindingKey("account-has-teammate", $"v{i}")).ToArray();
        var before = New(Region([Ada, .. keys])).Replace("- [ ] Bob", "- [x] Bob", StringComparison.Ordinal);
        before = before.Replace(
            $"- [x] Bob has an account. {IssueMarks.Finding(keys[7])}",
            $"- [ ] Bob has an account. {IssueMarks.Finding(keys[7])}",
            StringComparison.Ordinal
        );
        var tight = IssueBody.Parse(before).With(Region(Ada), Now(Ada), limit: 100)!;
        Assert.Multiple(() =>
        {
            Assert.That(tight, Does.Contain("- [x] and 1 more, for which there is no room"));
            Assert.That(System.Text.RegularExpressions.Regex.Count(tight, "<!-- g:[0-9a-f]{16}:x"), Is.EqualTo(199));
            Assert.That(IssueBody.Parse(tight).With(Region(Ada), Now(Ada)), Is.Null, "the count is kept");
        });
    }

    [Test]
    public void Anything_else_that_people_type_inside_the_region_is_moved_below_it()
    {
        var typed = New(Region(Ada)).Replace("### To do", "I have asked Ada.\n\n### To do", StringComparison.Ordinal);
        var after = IssueBody.Parse(typed).With(Region(Ada), Now())!;
        var end = after.IndexOf(IssueMarks.End, StringComparison.Ordinal);
        Assert.Multiple(() =>
        {
            Assert.That(after[..end], Does.Not.Contain("I have asked Ada."));
            Assert.That(after[end..], Does.Contain("\nI have asked Ada.\n"));
            Assert.That(IssueBody.Parse(after).With(Region(Ada), Now()), Is.Null, "and the next run leaves it there");
        });
    }

    [Test]
    public void An_edited_line_of_a_finding_is_kept_below_the_region()
    {
        var edited = New(Region(Ada)).Replace("Ada has an account.", "Ada has an account. ASKED ON FRIDAY", StringComparison.Ordinal);
        var after = IssueBody.Parse(edited).With(Region(Ada), Now())!;
        Assert.That(after[after.IndexOf(IssueMarks.End, StringComparison.Ordinal)..], Does.Contain("ASKED ON FRIDAY"));
    }

    [Test]
    public void A_description_without_the_marks_keeps_all_its_text_and_gets_a_region()
    {
        var after = IssueBody.Parse("All mine.\r\n").With(Region(Ada), Now())!;
        Assert.That(after, Does.EndWith("\n\nAll mine.\r\n").And.Contain("Ada"));
    }

    [TestCase("<!-- platform-audits:end -->", "")]
    [TestCase("<!-- platform-audits:end -->", "<!-- platform-audits:end")]
    [TestCase("<!-- platform-audits:end -->", "<!-- platform-audits:end --><!-- platform-audits:end -->")]
    [TestCase("<!-- platform-audits:begin 1 -->", "")]
    [TestCase("<!-- platform-audits:begin 1 -->", "platform-audits:begin 1 -->")]
    [TestCase("<!-- platform-audits:begin 1 -->", "<!-- platform-audits:begin 1 -->\n<!-- platform-audits:begin 1 -->")]
    public void Missing_or_doubled_marks_get_a_fresh_region_and_nothing_is_rewritten(string mark, string becomes)
    {
        var ticked = New(Region(Ada)).Replace("- [ ] Ada", "- [x] Ada", StringComparison.Ordinal);
        var broken = ticked.Replace(mark, becomes, StringComparison.Ordinal);
        var after = IssueBody.Parse(broken).With(Region(Ada), Now(Ada))!;
        Assert.Multiple(() =>
        {
            Assert.That(after, Does.EndWith(broken));
            Assert.That(after[..^broken.Length], Does.Contain("- [x] Ada"), "the tick is carried over");
            Assert.That(IssueBody.Parse(after).With(Region(Ada), Now(Ada)), Is.Null, "the new region is found again");
            Assert.That(IssueBody.Parse(after).With(Region(Ada, Bob), Now(Ada, Bob)), Does.EndWith(broken));
        });
    }

    [Test]
    public void A_copy_of_the_whole_region_is_peoples_own()
    {
        var once = New(Region(Ada));
        var twice = once + once;
        var after = IssueBody.Parse(twice).With(Region(Bob), Now(Bob))!;
        Assert.That(after, Does.EndWith(twice).And.Contain("Bob"));
    }

    [Test]
    public void A_line_of_the_run_that_people_wrote_on_is_kept()
    {
        var typed = New(Region(Ada)).Replace("Read on Monday.", "Read on Monday. I doubt that!", StringComparison.Ordinal);
        var after = IssueBody.Parse(typed).With(Region(Ada), Now(Ada))!;
        Assert.That(after[after.IndexOf(IssueMarks.End, StringComparison.Ordinal)..], Does.Contain("I doubt that!"));
    }

    [Test]
    public void Lines_of_ours_that_are_out_of_date_are_not_taken_for_peoples()
    {
        var typed = New(Region(Ada)).Replace("### To do", "Asked.  \r\n\r\n  twice\n\n### To do", StringComparison.Ordinal);
        var after = IssueBody.Parse(typed).With(Region(Ada, Bob), Now(Ada, Bob))!;
        Assert.That(
            after[(after.IndexOf(IssueMarks.End, StringComparison.Ordinal) + IssueMarks.End.Length)..],
            Is.EqualTo("\n\nAsked.  \r\n\r\n  twice\n\n\n## Notes\n\nMine.\n")
        );
    }

    [Test]
    public void Windows_line_ends_are_no_reason_to_write() =>
        Assert.That(IssueBody.Parse(New(Region(Ada)).ReplaceLineEndings("\r\n")).With(Region(Ada), Now()), Is.Null);

    [Test]
    public void A_platform_that_can_not_be_evaluated_keeps_its_last_rows_under_a_notice()
    {
        var ticked = New(Region(Ada)).Replace("- [ ] Ada", "- [x] Ada", StringComparison.Ordinal);
        var noticed = IssueBody.Parse(ticked).WithNotice($"> Not evaluated. {IssueMarks.Notice}")!;
        Assert.Multiple(() =>
        {
            Assert.That(noticed, Does.Contain("> Not evaluated.").And.Contain("- [x] Ada"));
            Assert.That(IssueBody.Parse(noticed).WithNotice($"> Not evaluated. {IssueMarks.Notice}"), Is.Null, "once is enough");
            Assert.That(
                IssueBody.Parse(noticed).With(Region(Ada), Now()),
                Does.Not.Contain("Not evaluated").And.Contain("- [x] Ada"),
                "the next good run takes it away"
            );
        });
    }

    private static FindingsNow Now(params FindingKey[] open) =>
        FindingsNow.None with
        {
            Open = open.Select(k => k.Digits).ToHashSet(),
            Run = "Friday",
        };

    private static string New(string region) => IssueBody.New(Mark, region, "## Notes\n\nMine.");

    private static string Region(params FindingKey[] keys) => Region("Monday", keys);

    private static string Region(FindingKey key, string read) => Region(read, key);

    private static string Region(string read, params FindingKey[] keys) =>
        $"""
            **{keys.Length} findings**

            ### To do

            {string.Join('\n', keys.Select(k => $"- [ ] {(k == Ada ? "Ada" : "Bob")} has an account. {IssueMarks.Finding(k)}"))}

            | Name | Justification |
            | --- | --- |
            {string.Join('\n', keys.Select(k => $"| {(k == Ada ? "Ada" : "Bob")} | {IssueMarks.Cell(k)}  |"))}

            Read on {read}. {IssueMarks.Run}
            """;
}
