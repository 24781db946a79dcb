using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests.Tracking;

public sealed class IssueBodyTests
{
    private static readonly FindingKey Ada = new("account-has-teammate", "u1");
    private static readonly FindingKey Bob = new("account-has-teammate", "u2");

    [Test]
    public void The_same_result_again_changes_nothing() =>
        Assert.That(IssueBody.Parse(New(Region(Ada))).With(Region(Ada)), Is.Null);

    [Test]
    public void Lines_about_the_run_alone_change_nothing() =>
        Assert.That(IssueBody.Parse(New(Region(Ada, read: "Monday"))).With(Region(Ada, read: "Tuesday")), Is.Null);

    [Test]
    public void A_new_finding_changes_the_region_and_nothing_else()
    {
        var before = New(Region(Ada)).Replace("Mine.", "Mine, with blanks  \r\nand 😀 <!-- a --> nested\r\n", StringComparison.Ordinal);
        var after = IssueBody.Parse(before).With(Region(Ada, Bob))!;
        Assert.Multiple(() =>
        {
            Assert.That(after, Does.StartWith("<!-- mark -->\n<!-- platform-audits:begin "));
            Assert.That(after[after.IndexOf(IssueMarks.End, StringComparison.Ordinal)..], Is.EqualTo(before[before.IndexOf(IssueMarks.End, StringComparison.Ordinal)..]));
            Assert.That(after, Does.Contain("Bob"));
        });
    }

    [Test]
    public void Ticks_are_carried_over_by_finding_when_rows_move()
    {
        var ticked = New(Region(Bob)).Replace("- [ ] Bob", "- [x] Bob", StringComparison.Ordinal);
        Assert.That(IssueBody.Parse(ticked).With(Region(Ada, Bob)), Does.Contain("- [ ] Ada").And.Contain("- [x] Bob"));
    }

    [Test]
    public void A_tick_alone_is_no_reason_to_write()
    {
        var ticked = New(Region(Ada)).Replace("- [ ] Ada", "* [X] Ada", StringComparison.Ordinal).Replace("* [X]", "- [X]", StringComparison.Ordinal);
        Assert.That(IssueBody.Parse(ticked).With(Region(Ada)), Is.Null.Or.Contain("- [x] Ada"));
    }

    [TestCase("she runs the booking page")]
    [TestCase("see a\\|b and [this](x)")]
    public void What_people_type_into_their_cell_is_carried_over(string typed)
    {
        var filled = New(Region(Bob)).Replace("<!-- c:" + Bob.Digits + " -->  |", $"<!-- c:{Bob.Digits} --> {typed} |", StringComparison.Ordinal);
        Assert.That(filled, Does.Contain(typed), "else the test proves nothing");
        Assert.That(IssueBody.Parse(filled).With(Region(Ada, Bob)), Does.Contain($"<!-- c:{Bob.Digits} --> {typed} |"));
    }

    [Test]
    public void The_cell_of_a_finding_that_is_gone_is_moved_below_the_region()
    {
        var filled = New(Region(Ada, Bob)).Replace("<!-- c:" + Bob.Digits + " -->  |", $"<!-- c:{Bob.Digits} --> needed until May |", StringComparison.Ordinal);
        var after = IssueBody.Parse(filled).With(Region(Ada))!;
        Assert.That(after[after.IndexOf(IssueMarks.End, StringComparison.Ordinal)..], Does.Contain("needed until May"));
    }

    [Test]
    public void Anything_else_that_people_type_inside_the_region_is_moved_below_it()
    {
        var typed = New(Region(Ada)).Replace("### To do", "I have asked Ada.\n\n### To do", StringComparison.Ordinal);
        var after = IssueBody.Parse(typed).With(Region(Ada))!;
        var end = after.IndexOf(IssueMarks.End, StringComparison.Ordinal);
        Assert.Multiple(() =>
        {
            Assert.That(after[..end], Does.Not.Contain("I have asked Ada."));
            Assert.That(after[end..], Does.Contain("\nI have asked Ada.\n"));
            Assert.That(IssueBody.Parse(after).With(Region(Ada)), Is.Null, "and the next run leaves it there");
        });
    }

    [Test]
    public void An_edited_line_of_a_finding_is_kept_below_the_region()
    {
        var edited = New(Region(Ada)).Replace("Ada has an account.", "Ada has an account. ASKED ON FRIDAY", StringComparison.Ordinal);
        var after = IssueBody.Parse(edited).With(Region(Ada))!;
        Assert.That(after[after.IndexOf(IssueMarks.End, StringComparison.Ordinal)..], Does.Contain("ASKED ON FRIDAY"));
    }

    [Test]
    public void A_description_without_the_marks_keeps_all_its_text_and_gets_a_region()
    {
        var after = IssueBody.Parse("All mine.\r\n").With(Region(Ada))!;
        Assert.That(after, Does.StartWith("All mine.\r\n").And.Contain("Ada"));
    }

    [Test]
    public void Half_deleted_marks_lose_nothing()
    {
        var broken = New(Region(Ada)).Replace(IssueMarks.End, "", StringComparison.Ordinal);
        var after = IssueBody.Parse(broken).With(Region(Ada))!;
        Assert.Multiple(() =>
        {
            Assert.That(after, Does.StartWith(broken));
            Assert.That(IssueBody.Parse(after).With(Region(Ada)), Is.Null, "the new region is found again");
        });
    }

    [Test]
    public void Windows_line_ends_are_no_reason_to_write() =>
        Assert.That(IssueBody.Parse(New(Region(Ada)).ReplaceLineEndings("\r\n")).With(Region(Ada)), Is.Null);

    [Test]
    public void A_platform_that_can_not_be_evaluated_keeps_its_last_rows_under_a_notice()
    {
        var ticked = New(Region(Ada)).Replace("- [ ] Ada", "- [x] Ada", StringComparison.Ordinal);
        var noticed = IssueBody.Parse(ticked).WithNotice($"> Not evaluated. {IssueMarks.Notice}")!;
        Assert.Multiple(() =>
        {
            Assert.That(noticed, Does.Contain("> Not evaluated.").And.Contain("- [x] Ada"));
            Assert.That(IssueBody.Parse(noticed).WithNotice($"> Not evaluated. {IssueMarks.Notice}"), Is.Null, "once is enough");
            Assert.That(IssueBody.Parse(noticed).With(Region(Ada)), Does.Not.Contain("Not evaluated").And.Contain("- [x] Ada"), "the next good run takes it away");
        });
    }

    private static string New(string region) => IssueBody.New("<!-- mark -->", region, "## Notes\n\nMine.");

    private static string Region(params FindingKey[] keys) => Region("Monday", keys);

    private static string Region(FindingKey key, string read) => Region(read, key);

    private static string Region(string read, params FindingKey[] keys) => $"""
        **{keys.Length} findings**

        ### To do

        {string.Join('\n', keys.Select(k => $"- [ ] {(k == Ada ? "Ada" : "Bob")} has an account. {IssueMarks.Finding(k)}"))}

        | Name | Justification |
        | --- | --- |
        {string.Join('\n', keys.Select(k => $"| {(k == Ada ? "Ada" : "Bob")} | {IssueMarks.Cell(k)}  |"))}

        Read on {read}. {IssueMarks.Run}
        """;
}
