using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Reporting;
using PlatformAudits.Tracking.Regions;

namespace PlatformAudits.Tests.Tracking;

/// <summary>What is read from the rows of a region.</summary>
public sealed class IssueRegionTests
{
    private static readonly FindingKey Ada = new("account-has-teammate", "u1");
    private static readonly FindingSubject Whose = new("account-has-teammate", "0123456789abcdef", null, "2026-10");

    [TestCase("- [ ]", false)]
    [TestCase("- [x]", true)]
    [TestCase("* [X]", true)]
    [TestCase("  + [x]", true)]
    public void A_row_of_an_open_finding_tells_whose_it_is_what_it_says_and_whether_it_is_ticked(string box, bool isTicked)
    {
        var row = RegionRow.Parse($"{box} @ada Ada has an account. {IssueMarks.Finding(Ada)} {Whose.Mark}\r");
        Assert.Multiple(() =>
        {
            Assert.That(row.OpenKey, Is.EqualTo(Ada.Digits));
            Assert.That(row.IsGone, Is.False);
            Assert.That(row.IsTicked, Is.EqualTo(isTicked));
            Assert.That(row.Words, Is.EqualTo("Ada has an account."));
            Assert.That(row.Subject, Is.EqualTo(Whose));
        });
    }

    [Test]
    public void A_row_of_a_finding_that_ended_tells_how_and_when_and_that_people_had_ticked_it(
        [Values] bool isTicked,
        [Values] bool isWaived
    )
    {
        var open = RegionRow.Parse($"- [{(isTicked ? "x" : " ")}] @ada Ada, ask @bob. {IssueMarks.Finding(Ada)} {Whose.Mark}");
        var row = open.Ended(["needed until May"], isWaived, "2026-11-21 13:40 UTC, run `0f6d976a76aa`");
        Assert.Multiple(() =>
        {
            Assert.That(row.Key, Is.EqualTo(Ada.Digits));
            Assert.That(row.IsGone, Is.True);
            Assert.That(row.IsTicked, Is.EqualTo(isTicked));
            Assert.That(row.EndedWaived, Is.EqualTo(isWaived));
            Assert.That(row.EndedOn, Is.EqualTo("2026-11-21 13:40 UTC, run `0f6d976a76aa`"));
            Assert.That(row.Words, Is.EqualTo("ada Ada, ask bob."), "it mentions nobody");
            Assert.That(row.Subject, Is.EqualTo(Whose));
            Assert.That(row.Cells.Select(cell => cell.Typed), Is.EqualTo(new[] { "needed until May" }));
        });
    }

    [Test]
    public void Cells_end_at_a_bar_without_a_backslash_and_at_the_next_mark()
    {
        var cell = IssueMarks.Cell(Ada);
        var row = RegionRow.Parse($@"| Ada | {cell} a \| `b` | {cell} c {IssueMarks.CellEnd} d |");
        Assert.Multiple(() =>
        {
            Assert.That(row.Cells.Select(c => c.Typed), Is.EqualTo(new[] { @"a \| `b`", "c" }));
            Assert.That(
                row.Filled(_ => "new").Text,
                Is.EqualTo($"| Ada | {cell} new | {cell} new {IssueMarks.CellEnd} d |"),
                "and are filled in their places"
            );
        });
    }

    [Test]
    public void A_fingerprint_stays_with_the_row_whatever_people_tick_or_fill_in()
    {
        var row = RegionRow.Parse($"- [ ] Ada {IssueMarks.Finding(Ada)} {IssueMarks.Cell(Ada)}  |");
        Assert.Multiple(() =>
        {
            Assert.That(row.Ticked().Filled(_ => "typed").Fingerprint(), Is.EqualTo(row.Fingerprint()));
            Assert.That(RegionRow.Parse(row.Text + " more").Fingerprint(), Is.Not.EqualTo(row.Fingerprint()));
        });
    }

    [Test]
    public void A_line_with_ten_thousand_marks_is_read_in_no_time()
    {
        var line = string.Concat(Enumerable.Repeat($"{IssueMarks.Cell(Ada)} typed ", 10_000));
        Assert.That(RegionRow.Parse(line).Cells, Has.Count.EqualTo(10_000));
    }
}
