using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Reporting;
using PlatformAudits.Tracking.Regions;

namespace PlatformAudits.Tests.Tracking;

/// <summary>What is read from the rows of a region.</summary>
public sealed class IssueRegionTests
{
    private const string Id = "F79e8b29d";

    [TestCase("- [ ]", false)]
    [TestCase("- [x]", true)]
    [TestCase("* [X]", true)]
    [TestCase("  + [x]", true)]
    [TestCase("3) [x]", true)]
    public void A_row_of_an_open_finding_tells_which_it_is_what_it_says_and_whether_it_is_ticked(string box, bool isTicked)
    {
        var row = RegionReader.Read($"{box} `{Id}` @ada Ada has an account.\r").Single();
        Assert.Multiple(() =>
        {
            Assert.That(row.Id, Is.EqualTo(Id));
            Assert.That(row.IsOpen);
            Assert.That(row.IsTicked, Is.EqualTo(isTicked));
            Assert.That(row.Words, Is.EqualTo("Ada has an account."));
        });
    }

    [TestCase("- [ ] Ada `F79e8b29d`", TestName = "An id that does not begin the item is a value")]
    [TestCase("- [ ] `` `F79e8b29d` `` Ada", TestName = "An id within code of more backticks is a value")]
    [TestCase("- [ ] \\`F79e8b29d\\` Ada", TestName = "An id between escaped backticks is text")]
    [TestCase("- [ ] `F79e8b29da` Ada", TestName = "Nine digits are no id")]
    [TestCase("| Ada | `F79e8b29d` |", TestName = "An id in a later cell is a value")]
    [TestCase("| `F79e8b29d` and more | |", TestName = "A first cell that holds more is no id")]
    public void Only_what_we_put_first_is_an_id(string line) => Assert.That(RegionReader.Read(line).Single().Id, Is.Null);

    [Test]
    public void A_row_of_a_finding_that_ended_tells_how_and_when_and_mentions_nobody([Values] bool isWaived)
    {
        var open = RegionReader.Read($"- [ ] `{Id}` @ada Ada, ask @bob.").Single();
        var now = FindingsNow.None with { Run = "2026-11-21 13:40 UTC, run `0f6d976a76aa`" };
        var waived = now with { Waived = new Dictionary<string, string> { [Id] = "until 2026-12-31 by J. R. &#126;x." } };
        var rows = open.Ended(["needed until May"], isWaived ? waived : now, TaskBox.Empty).ToList();
        var read = RegionReader.Read(string.Join('\n', rows.Select(row => row.Raw)));
        Assert.Multiple(() =>
        {
            Assert.That(read[0].Id, Is.EqualTo(Id));
            Assert.That(read[0].IsGone);
            Assert.That(read[0].EndedWaived, Is.EqualTo(isWaived));
            Assert.That(read[0].EndedOn, Is.EqualTo("2026-11-21 13:40 UTC, run `0f6d976a76aa`"));
            Assert.That(read[0].WordsDigest, Is.EqualTo(open.WordsDigest), "what it is stays known");
            Assert.That(read[0].Source, Does.Not.Match("(?<!`)@[a-z]"));
            Assert.That(read[1].Id, Is.EqualTo(Id));
            Assert.That(read[1].Typed, Is.EqualTo(new[] { "needed until May" }));
        });
    }

    [Test]
    public void Cells_end_at_a_bar_without_a_backslash()
    {
        var rows = RegionReader.Read($"| Finding | Name | Justification |\n|--|:-:|--:|\n| `{Id}` | Ada | a \\| `b` |");
        Assert.Multiple(() =>
        {
            Assert.That(rows[2].Typed, Is.EqualTo(new[] { @"a \| `b`" }));
            Assert.That(rows[2].Filled(["new"]).Source, Is.EqualTo($"| `{Id}` | Ada | new |"));
        });
    }

    [Test]
    public void A_table_of_html_gives_the_same_rows_as_one_of_bars()
    {
        var bars = RegionReader.Read(
            $"| Finding | Name | Justification |\n| --- | --- | --- |\n| `{Id}` | A & b | one<br>two \\| three |"
        );
        var html = RegionReader.Read(
            $"<table>\n<tr>\n<th>Finding</th>\n<th>Name</th>\n<th>Justification</th>\n</tr>\n<tr>\n<td>\n\n`{Id}`\n</td>\n"
                + "<td>A &amp; b</td>\n<td>\n\none\n\ntwo | three\n</td>\n</tr>\n</table>"
        );
        Assert.That(
            html.Where(row => row.Kind == RowKind.Cells).Select(row => (row.Id, row.State)),
            Is.EqualTo(bars.Where(row => row.Kind == RowKind.Cells).Select(row => (row.Id, row.State)))
        );
    }

    [TestCase("`</td>`")]
    [TestCase("``<tr> ` </table>`` and `<td>`")]
    public void A_tag_in_code_ends_no_cell_of_a_table_of_html(string typed)
    {
        var rows = RegionReader.Read(
            $"<table>\n<tr>\n<th>Finding</th>\n<th>Justification</th>\n</tr>\n<tr>\n<td>\n\n`{Id}`\n</td>\n"
                + $"<td>\n\n{typed} two\n</td>\n</tr>\n</table>\n\nBelow"
        );
        Assert.Multiple(() =>
        {
            Assert.That(rows.Single(row => row.Id == Id).Typed, Is.EqualTo(new[] { $"{typed} two" }));
            Assert.That(rows[^1].Meaning, Is.EqualTo("Below"));
        });
    }

    [Test]
    public void Text_between_the_cells_of_a_table_of_html_is_read_as_well() =>
        Assert.That(
            RegionReader.Read("<table><tr>one<td>two</td>three</tr>four</table>").Select(row => row.Meaning).Where(m => m.Length > 0),
            Is.EquivalentTo(new[] { "two", "onethreefour" })
        );

    [TestCase(
        "- [ ] `F79e8b29d` Ada (`a@b.example`) has an account&#58; &#42;x&#42;",
        "* [x] `F79e8b29d` Ada (`a@b.example`) has an account: \\*x\\*"
    )]
    [TestCase("#### Every account &#64;\u2060home", "#### Every account @\u2060home")]
    [TestCase("| a | b |", "|   a |b|")]
    [TestCase("<details><summary>4 people</summary>", "<summary>4 people</summary>")]
    [TestCase("> **Not evaluated.** a", "> **Not evaluated.**  a")]
    [TestCase("> - because", "> * because")]
    [TestCase("~~Ada `x` b~~", "~~Ada~~ `x` ~~b~~")]
    public void A_row_means_the_same_after_an_editor(string before, string after) =>
        Assert.That(RegionReader.Read(after).Single().Meaning, Is.EqualTo(RegionReader.Read(before).Single().Meaning).And.Not.Empty);

    [TestCase("- [ ] `F79e8b29d` Ada", "- [ ] `F79e8b29d` Ada, asked")]
    [TestCase("Nobody.", "Nobody?")]
    public void A_word_or_sign_more_is_another_meaning(string before, string after) =>
        Assert.That(RegionReader.Read(after).Single().Meaning, Is.Not.EqualTo(RegionReader.Read(before).Single().Meaning));

    [Test]
    public void Tables_and_lists_of_a_hundred_thousand_rows_are_read_and_so_are_tables_without_an_end()
    {
        var cells = string.Concat(Enumerable.Repeat("<tr><td>x</td><td>y</td></tr>\n", 30_000));
        var items = string.Concat(Enumerable.Repeat($"- [ ] `{Id}` Ada\n", 70_000));
        var open = string.Concat(Enumerable.Repeat("<table>\n", 100_000));
        Assert.That(RegionReader.Read($"<table>{cells}</table>\n{items}{open}"), Has.Count.GreaterThanOrEqualTo(200_000));
    }

    [Test]
    public void Findings_whose_ids_would_be_alike_have_long_ones()
    {
        var ids = new FindingIds(["79e8b29d00000001", "79e8b29d00000002", "c130038300000003", "c130038300000003"]);
        Assert.That(
            new[] { "79e8b29d00000001", "79e8b29d00000002", "c130038300000003", "4e5dc2f500000004" }.Select(ids.Of),
            Is.EqualTo(new[] { "F79e8b29d00000001", "F79e8b29d00000002", "Fc1300383", "F4e5dc2f5" })
        );
    }
}
