using System.Diagnostics;
using System.Text.RegularExpressions;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Reporting;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests.Tracking;

public sealed class IssueBodyTests
{
    private const string Moved = "Typed into the generated part, and kept here as it was:";

    private static readonly FindingKey Ada = new("account-has-teammate", "u1");
    private static readonly FindingKey Bob = new("account-has-teammate", "u2");
    private static readonly string Mark = IssueMarks.Issue("calendly", FiscalPeriod.Parse("FY27-Q1"));
    private static readonly string End = IssueMarks.EndOf(1);

    [Test]
    public void The_same_result_again_changes_nothing() =>
        Assert.That(IssueBody.Parse(New(Region(Ada))).With(Region(Ada), Now()), Is.Null);

    [Test]
    public void Lines_about_the_run_alone_change_nothing() =>
        Assert.That(IssueBody.Parse(New(Region(Ada, read: "Monday"))).With(Region(Ada, read: "Tuesday"), Now()), Is.Null);

    [Test]
    public void Nothing_hidden_stands_in_a_list_item_or_a_table_and_every_mark_stands_alone_between_blank_lines()
    {
        var lines = $"\n{New(Region(Ada, Bob))}\n".Split('\n');
        Assert.That(
            lines.Index().Where(line => line.Item.Contains("<!--", StringComparison.Ordinal)),
            Has.Exactly(5)
                .Items.And.All.Matches<(int Index, string Item)>(line =>
                    line.Item.StartsWith("<!--platform-audits:", StringComparison.Ordinal)
                    && line.Item.IndexOf("-->", StringComparison.Ordinal) == line.Item.Length - 3
                    && lines[line.Index - 1].Length == 0
                    && lines[line.Index + 1].Length == 0
                )
        );
    }

    [Test]
    public void A_new_finding_changes_the_region_and_nothing_else()
    {
        var before = New(Region(Ada)).Replace("Mine.", "Mine, with blanks  \r\nand 😀 <!-- a --> nested\r\n", StringComparison.Ordinal);
        var after = IssueBody.Parse(before).With(Region(Ada, Bob), Now())!;
        Assert.Multiple(() =>
        {
            Assert.That(after, Does.StartWith($"{Mark}\n\n<!--platform-audits:begin 1-->\n\n"));
            Assert.That(Below(after), Is.EqualTo(Below(before)));
            Assert.That(after, Does.Contain("Bob"));
        });
    }

    [Test]
    public void Ticks_are_carried_over_by_finding_when_rows_move()
    {
        var ticked = New(Region(Bob)).Replace($"- [ ] `{Id(Bob)}`", $"- [x] `{Id(Bob)}`", StringComparison.Ordinal);
        Assert.That(
            IssueBody.Parse(ticked).With(Region(Ada, Bob), Now()),
            Does.Contain($"- [ ] `{Id(Ada)}`").And.Contain($"- [x] `{Id(Bob)}`")
        );
    }

    [TestCase("- [x] ")]
    [TestCase("* [X] ")]
    [TestCase("  + [x]   ")]
    [TestCase("1. [x] ")]
    public void A_tick_alone_is_no_reason_to_write_whatever_the_bullet(string box)
    {
        var ticked = New(Region(Ada)).Replace("- [ ] ", box, StringComparison.Ordinal);
        var body = IssueBody.Parse(ticked);
        Assert.That(body.With(Region(Ada), Now()), Is.Null);
        Assert.That(body.With(Region(Ada, Bob), Now()), Does.Contain($"- [x] `{Id(Ada)}` Ada"));
    }

    [TestCase("she runs the booking page")]
    [TestCase("see a\\|b and [this](x)")]
    public void What_people_type_into_their_cell_is_carried_over(string typed)
    {
        var filled = Filled(New(Region(Bob)), Bob, typed);
        Assert.That(filled, Does.Contain(typed), "else the test proves nothing");
        Assert.That(IssueBody.Parse(filled).With(Region(Ada, Bob), Now()), Does.Contain($"| `{Id(Bob)}` | Bob | {typed} |"));
    }

    [Test]
    public void Every_row_of_a_finding_keeps_its_own_cell()
    {
        string Rows(params FindingKey[] keys) =>
            "| Finding | Name | Justification |\n| --- | --- | --- |\n"
            + string.Join('\n', keys.Select(k => $"| `{Id(k)}` | x |  |\n| `{Id(k)}` | y |  |"));
        var filled = New(Rows(Bob)).Replace("| y |  |\n", "| y | a comment |\n", StringComparison.Ordinal);
        Assert.That(
            IssueBody.Parse(filled).With(Rows(Ada, Bob), Now()),
            Does.Contain($"| `{Id(Bob)}` | x |  |\n| `{Id(Bob)}` | y | a comment |")
        );
        var before = Rows(Bob)
            .Replace($"| `{Id(Bob)}` | x |  |", $"| `{Id(Bob)}` | a |  |\n| `{Id(Bob)}` | x |  |", StringComparison.Ordinal);
        Assert.That(IssueBody.Parse(filled).With(before, Now()), Does.Contain("| x |  |").And.Contain("| y | a comment |"));
        var renamed = Rows(Bob).Replace("| y |", "| z |", StringComparison.Ordinal);
        Assert.That(Regex.Count(IssueBody.Parse(filled).With(renamed, Now())!, "a comment"), Is.EqualTo(1));
    }

    [Test]
    public void A_finding_that_is_gone_is_shown_as_fixed_with_the_run_and_what_people_wrote_beside_it()
    {
        var after = IssueBody.Parse(Filled(New(Region(Ada, Bob)), Bob, "needed until May")).With(Region(Ada), Now(Ada))!;
        Assert.Multiple(() =>
        {
            Assert.That(
                after,
                Does.Contain(
                    $"#### No longer open\n\n- [x] `{Id(Bob)}` Fixed: no longer found on Friday. ~~Bob has an account.~~\n"
                        + "  - Written beside it: needed until May\n"
                )
            );
            Assert.That(IssueBody.Parse(after).With(Region(Ada), Now(Ada) with { Run = "Saturday" }), Is.Null, "and stays so");
        });
    }

    [Test]
    public void A_finding_that_is_waived_now_is_not_shown_as_fixed()
    {
        var waived = IssueBody.Parse(New(Region(Ada, Bob))).With(Region(Ada), Waived("until 2026-12-31 by J. R. Lee"))!;
        var longer = IssueBody.Parse(waived).With(Region(Ada), Waived("until 2027-01-31 by J. R. Lee") with { Run = "Saturday" })!;
        Assert.Multiple(() =>
        {
            Assert.That(
                waived,
                Does.Contain(
                    $"#### No longer open\n\n- [x] `{Id(Bob)}` Waived since Friday, until 2026-12-31 by J. R. Lee. "
                        + "~~Bob has an account.~~\n"
                )
            );
            Assert.That(
                longer,
                Does.Contain($"`{Id(Bob)}` Waived since Friday, until 2027-01-31 by J. R. Lee. ~~Bob has an account.~~"),
                "a waiver that is renewed keeps its beginning"
            );
        });
    }

    [Test]
    public void A_finding_that_ends_in_another_way_than_before_says_so()
    {
        var waived = IssueBody.Parse(New(Region(Ada, Bob))).With(Region(Ada), Waived("until 2026-12-31 by Lee"))!;
        var removed = IssueBody.Parse(waived).With(Region(Ada), Now(Ada) with { Run = "Saturday" })!;
        var waivedAgain = IssueBody.Parse(removed).With(Region(Ada), Waived("until 2026-12-31 by Lee") with { Run = "Sunday" })!;
        Assert.Multiple(() =>
        {
            Assert.That(removed, Does.Contain($"`{Id(Bob)}` Fixed: no longer found on Saturday. ~~Bob has an account.~~"));
            Assert.That(waivedAgain, Does.Contain($"`{Id(Bob)}` Waived since Sunday, until 2026-12-31 by Lee. ~~Bob"));
        });
    }

    [Test]
    public void The_row_of_a_waived_finding_keeps_its_cell_and_is_not_open()
    {
        var filled = Filled(Filled(New(Region(Ada, Bob)), Bob, "needed until May"), Ada, "asked");
        var region = $"""
            **1 finding**

            - [ ] `{Id(Ada)}` Ada has an account.

            | Finding | Name | Waived | Justification |
            | --- | --- | --- | --- |
            | `{Id(Ada)}` | Ada |  |  |
            | `{Id(Bob)}` | Bob | until 2026-12-31 by Lee |  |
            """;
        var now = Waived("until 2026-12-31 by Lee");
        var waived = IssueBody.Parse(filled).With(region, now)!;
        var back = IssueBody.Parse(waived).With(Region(Ada, Bob), Now(Ada, Bob))!;
        Assert.Multiple(() =>
        {
            Assert.That(IssueBody.Parse(waived).OpenIds, Is.EquivalentTo(new[] { Id(Ada) }));
            Assert.That(waived, Does.Contain($"| `{Id(Bob)}` | Bob | until 2026-12-31 by Lee | needed until May |"));
            Assert.That(waived, Does.Not.Contain("Written beside").And.Not.Contain(Moved), "and what is in the cell stands there alone");
            Assert.That(IssueBody.Parse(waived).With(region, now with { Run = "Saturday" }), Is.Null, "and stays so");
            Assert.That(back, Does.Contain($"| `{Id(Bob)}` | Bob | needed until May |").And.Contain($"| `{Id(Ada)}` | Ada | asked |"));
        });
    }

    [Test]
    public void Tick_and_cell_of_a_finding_that_was_gone_come_back_with_it([Values(" ", "x", "~")] string box)
    {
        var filled = Filled(New(Region(Ada, Bob)), Bob, "needed until May")
            .Replace($"- [ ] `{Id(Bob)}`", $"- [{box}] `{Id(Bob)}`", StringComparison.Ordinal);
        var gone = IssueBody.Parse(filled).With(Region(Ada), Now(Ada))!;
        var back = IssueBody.Parse(gone).With(Region(Ada, Bob), Now(Ada, Bob))!;
        Assert.Multiple(() =>
        {
            Assert.That(back, Does.Contain($"- [{box}] `{Id(Bob)}` Bob has an account."));
            Assert.That(back, Does.Contain($"| `{Id(Bob)}` | Bob | needed until May |"));
            Assert.That(back, Does.Not.Contain("No longer open").And.Not.Contain("Written beside"));
        });
    }

    [Test]
    public void What_is_typed_beside_a_finding_that_is_gone_comes_back_into_its_cell_bars_and_all()
    {
        var gone = IssueBody.Parse(Filled(New(Region(Ada, Bob)), Bob, "asked")).With(Region(Ada), Now(Ada))!;
        var typed = gone.Replace("Written beside it: asked", "Written beside it: asked | twice \\| x", StringComparison.Ordinal);
        var back = IssueBody.Parse(typed).With(Region(Ada, Bob), Now(Ada, Bob))!;
        Assert.Multiple(() =>
        {
            Assert.That(back, Does.Contain($"| `{Id(Bob)}` | Bob | asked \\| twice \\| x |"));
            Assert.That(IssueBody.Parse(back).With(Region(Ada, Bob), Now(Ada, Bob)), Is.Null, "and stays there");
        });
    }

    [Test]
    public void A_word_behind_a_finding_that_is_gone_is_kept_below_also_where_the_mark_of_lines_is_deleted()
    {
        var gone = IssueBody.Parse(New(Region(Ada, Bob))).With(Region(Ada), Now(Ada))!;
        var typed = Regex
            .Replace(gone, "<!--platform-audits:rows [^>]*-->", "")
            .Replace("~~Bob has an account.~~", "~~Bob has an account.~~ ASKED", StringComparison.Ordinal);
        var again = IssueBody.Parse(typed).With(Region(Ada), Now(Ada))!;
        var back = IssueBody.Parse(again).With(Region(Ada, Bob), Now(Ada, Bob))!;
        Assert.That(Below(back), Does.Contain("ASKED"));
    }

    [Test]
    public void A_name_that_reads_like_the_end_of_a_finding_ends_nothing()
    {
        var region = Region(Ada).Replace("Ada has", "Fixed: no longer found on Monday. Ada has", StringComparison.Ordinal);
        var body = IssueBody.Parse(New(region));
        Assert.Multiple(() =>
        {
            Assert.That(body.OpenIds, Is.EquivalentTo(new[] { Id(Ada) }));
            Assert.That(body.With(region, Now(Ada)), Is.Null);
        });

        // The tick is written into the new row, which stays the open one that it is.
        var ticked = New(region).Replace($"- [ ] `{Id(Ada)}`", $"- [x] `{Id(Ada)}`", StringComparison.Ordinal);
        var news = region.Replace("### To do", "### To do now", StringComparison.Ordinal);
        Assert.That(
            Regex.Count(IssueBody.Parse(ticked).With(news, Now(Ada))!, $"(?m)^- \\[x\\] `{Id(Ada)}`"),
            Is.EqualTo(1),
            "and it is not listed a second time"
        );
    }

    [TestCase("&#60;img src=x&#62;", "<img src=x>")]
    [TestCase("&#96;&#60;img src=x&#62;&#96;", "\\`<img src=x>\\`")]
    [TestCase("&#36;x&#36;", "$x$")]
    [TestCase("&#38;commat;all", "&commat;all")]
    public void A_name_that_an_editor_brought_to_life_is_written_anew(string still, string alive)
    {
        var region = Region(Ada).Replace("Ada has", $"{still} has", StringComparison.Ordinal);
        var decoded = New(region).Replace(still, alive, StringComparison.Ordinal);
        var after = IssueBody.Parse(decoded).With(region, Now(Ada), Mark)!;
        Assert.Multiple(() =>
        {
            Assert.That(after, Is.EqualTo(New(region)));
            Assert.That(IssueBody.Parse(after).With(region, Now(Ada), Mark), Is.Null);
        });
    }

    [Test]
    public void Backticks_behind_a_row_do_not_hold_up_the_run()
    {
        var typed = New(Region(Ada))
            .Replace("Ada has an account.", "Ada has an account." + new string('`', 60_000), StringComparison.Ordinal);
        var watch = Stopwatch.StartNew();
        IssueBody.Parse(typed).With(Region(Ada), Now(Ada));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)), "a minute where each of them may begin a code span");
    }

    [Test]
    public void What_was_moved_below_once_is_not_moved_there_again()
    {
        var typed = New(Region(Ada)).Replace("### To do", "Asked on Friday.\n\n### To do", StringComparison.Ordinal);
        var moved = IssueBody.Parse(typed).With(Region(Ada), Now(Ada))!;
        var again = moved.Replace("### To do", "Asked on Friday.\n\n### To do", StringComparison.Ordinal);
        Assert.That(IssueBody.Parse(again).With(Region(Ada, Bob), Now(Ada, Bob)), Has.Length.LessThan(moved.Length + 300));
    }

    [Test]
    public void What_is_open_but_has_no_room_is_not_called_fixed_and_keeps_its_tick()
    {
        var ticked = New(Region(Ada, Bob)).Replace($"- [ ] `{Id(Bob)}`", $"- [x] `{Id(Bob)}`", StringComparison.Ordinal);
        var without = IssueBody.Parse(ticked).With(Region(Ada), Now(Ada, Bob))!;
        Assert.Multiple(() =>
        {
            Assert.That(without, Does.Contain($"- [x] `{Id(Bob)}` Bob has an account.").And.Not.Contain("Fixed"));
            Assert.That(
                IssueBody.Parse(without).With(Region(Ada, Bob), Now(Ada, Bob)),
                Does.Contain($"- [x] `{Id(Bob)}` Bob").And.Not.Contain("Also open")
            );
        });
    }

    [Test]
    public void More_gone_findings_than_fit_are_counted_and_those_with_peoples_ticks_stay()
    {
        var keys = Enumerable.Range(0, 200).Select(i => new FindingKey("account-has-teammate", $"v{i}")).ToArray();
        var before = New(Region([Ada, .. keys]));
        foreach (var key in keys.Where((_, i) => i != 7))
        {
            before = before.Replace($"- [ ] `{Id(key)}`", $"- [x] `{Id(key)}`", StringComparison.Ordinal);
        }

        var tight = IssueBody.Parse(before).With(Region(Ada), Now(Ada), limit: 100)!;
        Assert.Multiple(() =>
        {
            Assert.That(tight, Does.Contain("- [x] and 1 more, for which there is no room"));
            Assert.That(Regex.Count(tight, "Fixed: no longer found"), Is.EqualTo(199));
            Assert.That(IssueBody.Parse(tight).With(Region(Ada), Now(Ada)), Is.Null, "the count is kept");
        });
    }

    [Test]
    public void Anything_else_that_people_type_inside_the_region_is_moved_below_it_once()
    {
        var typed = New(Region(Ada)).Replace("### To do", "I have asked Ada.\n\n### To do", StringComparison.Ordinal);
        var after = IssueBody.Parse(typed).With(Region(Ada), Now())!;
        Assert.Multiple(() =>
        {
            Assert.That(after[..^Below(after).Length], Does.Not.Contain("I have asked Ada."));
            Assert.That(Below(after), Does.StartWith($"\n\n{Moved}\n\n```text\nI have asked Ada.\n```\n"));
            Assert.That(IssueBody.Parse(after).With(Region(Ada), Now()), Is.Null, "and the next run leaves it there");
        });
    }

    [TestCase("/close")]
    [TestCase("@all, see #1")]
    [TestCase("````")]
    [TestCase("<!-- begins and never ends")]
    public void What_is_moved_out_of_the_region_does_nothing_there(string typed)
    {
        var before = New(Region(Ada))
            .Replace("### To do", $"```mermaid\nxychart-beta\n{typed}\n```\n\n### To do", StringComparison.Ordinal);
        var after = Below(IssueBody.Parse(before).With(Region(Ada), Now())!);
        var written = new WrittenText(after);
        Assert.Multiple(() =>
        {
            Assert.That(after, Does.Contain(typed));
            Assert.That(written.QuickActions.Concat(written.Mentions).Concat(written.References), Is.Empty);
            Assert.That(after, Does.EndWith("\n\n## Notes\n\nMine.\n"));
        });
    }

    [Test]
    public void An_edited_line_of_a_finding_is_kept_below_the_region()
    {
        var edited = New(Region(Ada)).Replace("Ada has an account.", "Ada has an account. ASKED ON FRIDAY", StringComparison.Ordinal);
        Assert.That(Below(IssueBody.Parse(edited).With(Region(Ada), Now())!), Does.Contain("ASKED ON FRIDAY"));
    }

    [Test]
    public void A_description_without_the_marks_keeps_all_its_text_and_gets_a_region()
    {
        var after = IssueBody.Parse("All mine.\r\n").With(Region(Ada), Now())!;
        Assert.That(after, Does.EndWith("\n\nAll mine.\r\n").And.Contain("Ada"));
    }

    [TestCase("<!--platform-audits:end 1-->", "")]
    [TestCase("<!--platform-audits:end 1-->", "<!--platform-audits:end 1")]
    [TestCase("<!--platform-audits:end 1-->", "<!--platform-audits:end 1--><!--platform-audits:end 1-->")]
    [TestCase("<!--platform-audits:begin 1-->", "")]
    [TestCase("<!--platform-audits:begin 1-->", "platform-audits:begin 1-->")]
    [TestCase("<!--platform-audits:begin 1-->", "<!--platform-audits:begin 1-->\n<!--platform-audits:begin 1-->")]
    public void Missing_or_doubled_marks_get_a_fresh_region_and_nothing_is_rewritten(string mark, string becomes)
    {
        var ticked = New(Region(Ada)).Replace($"- [ ] `{Id(Ada)}`", $"- [x] `{Id(Ada)}`", StringComparison.Ordinal);
        var broken = ticked.Replace(mark, becomes, StringComparison.Ordinal);
        var after = IssueBody.Parse(broken).With(Region(Ada), Now(Ada))!;
        Assert.Multiple(() =>
        {
            Assert.That(after, Does.EndWith(broken));
            Assert.That(after[..^broken.Length], Does.Contain($"- [x] `{Id(Ada)}`"), "the tick is carried over");
            Assert.That(IssueBody.Parse(after).With(Region(Ada), Now(Ada)), Is.Null, "the new region is found again");
            Assert.That(IssueBody.Parse(after).With(Region(Ada, Bob), Now(Ada, Bob)), Does.EndWith(broken));
        });
    }

    [TestCase("<!-- platform-audits:begin 1 999999 -->", "")]
    [TestCase("", "<!--platform-audits:end 1 999999-->")]
    [TestCase("<!-- platform-audits:begin 1 9999999 -->", "<!-- platform-audits:end 1 9999999 -->")]
    [TestCase("<!-- platform-audits:begin 1 999999 -->", "<!-- platform-audits:begin 1 999999 -->")]
    public void No_number_that_people_write_makes_the_issue_grow_from_run_to_run(string above, string below)
    {
        var description = $"{above}\n{New(Region(Ada))}\n{below}";
        var first = IssueBody.Parse(description).With(Region(Ada, Bob), Now())!;
        var second = IssueBody.Parse(first).With(Region(Ada), Now())!;
        Assert.Multiple(() =>
        {
            Assert.That(IssueBody.Parse(first).With(Region(Ada, Bob), Now()), Is.Null);
            Assert.That(second, Has.Length.LessThan(description.Length + 500));
        });
    }

    [Test]
    public void A_number_that_can_not_be_counted_on_gives_the_fresh_region_a_free_one()
    {
        var broken = $"{IssueMarks.BeginOf(999_999)}\n{New(Region(Ada)).Replace(End, "", StringComparison.Ordinal)}";
        var once = IssueBody.Parse(broken).With(Region(Ada), Now())!;
        Assert.Multiple(() =>
        {
            Assert.That(once, Does.StartWith(IssueMarks.BeginOf(2)));
            Assert.That(IssueBody.Parse(once).With(Region(Ada), Now()), Is.Null, "and is found again");
        });
    }

    [Test]
    public void A_copy_of_the_whole_region_is_peoples_own()
    {
        var once = New(Region(Ada));
        var twice = once + once;
        Assert.That(IssueBody.Parse(twice).With(Region(Bob), Now(Bob))!, Does.EndWith(twice).And.Contain("Bob"));
    }

    [Test]
    public void A_line_of_the_run_that_people_wrote_on_is_kept()
    {
        var typed = New(Region(Ada)).Replace("Read on Monday.", "Read on Monday. I doubt that!", StringComparison.Ordinal);
        Assert.That(Below(IssueBody.Parse(typed).With(Region(Ada), Now(Ada))!), Does.Contain("I doubt that!"));
    }

    [Test]
    public void Lines_of_ours_that_are_out_of_date_are_not_taken_for_peoples()
    {
        var typed = New(Region(Ada)).Replace("### To do", "Asked.  \r\n\r\n  twice\n\n### To do", StringComparison.Ordinal);
        var after = IssueBody.Parse(typed).With(Region(Ada, Bob), Now(Ada, Bob))!;
        Assert.That(Below(after), Is.EqualTo($"\n\n{Moved}\n\n```text\nAsked.  \n\r\n  twice\n```\n\n\n## Notes\n\nMine.\n"));
    }

    [Test]
    public void Windows_line_ends_are_no_reason_to_write() =>
        Assert.That(IssueBody.Parse(New(Region(Ada)).ReplaceLineEndings("\r\n")).With(Region(Ada), Now()), Is.Null);

    [Test]
    public void A_platform_that_can_not_be_evaluated_keeps_its_last_rows_under_a_notice()
    {
        var notice = $"> **Not evaluated.** {IssueMarks.Notice}\n> - Because. {IssueMarks.Notice}";
        var ticked = Filled(New(Region(Ada)), Ada, "asked")
            .Replace($"- [ ] `{Id(Ada)}`", $"- [x] `{Id(Ada)}`", StringComparison.Ordinal)
            .Replace("### To do", "Typed.\n\n### To do", StringComparison.Ordinal);
        var noticed = IssueBody.Parse(ticked).WithNotice(notice)!;
        var good = IssueBody.Parse(noticed).With(Region(Ada), Now())!;
        Assert.Multiple(() =>
        {
            Assert.That(noticed, Does.Contain("> **Not evaluated.**\n> - Because.\n").And.Contain($"- [x] `{Id(Ada)}`"));
            Assert.That(noticed, Does.Contain("| asked |").And.Contain("Typed.\n\n### To do"));
            Assert.That(IssueBody.Parse(noticed).Region.HasNotice);
            Assert.That(IssueBody.Parse(noticed).WithNotice(notice), Is.Null, "once is enough");
            Assert.That(
                good,
                Does.Not.Contain("Not evaluated").And.Not.Contain("Because").And.Contain($"- [x] `{Id(Ada)}`").And.Contain("| asked |"),
                "the next good run takes it away"
            );
            Assert.That(Below(good), Does.Contain("Typed."));
        });
    }

    [Test]
    public void Under_a_notice_above_damaged_marks_ticks_and_cells_stay_known_to_the_next_good_run([Values("x", "~")] string box)
    {
        var done = Filled(New(Region(Ada, Bob)), Ada, "asked")
            .Replace($"- [ ] `{Id(Bob)}`", $"- [{box}] `{Id(Bob)}`", StringComparison.Ordinal)
            .Replace(End, "", StringComparison.Ordinal);
        var notice = $"> **Not evaluated.** {IssueMarks.Notice}";
        var noticed = IssueBody.Parse(done).WithNotice(notice)!;
        var good = IssueBody.Parse(noticed).With(Region(Ada, Bob), Now(Ada, Bob))!;
        Assert.Multiple(() =>
        {
            Assert.That(noticed, Does.EndWith(done));
            Assert.That(IssueBody.Parse(noticed).WithNotice(notice), Is.Null, "once is enough");
            Assert.That(good, Does.EndWith(done).And.Not.Contain("Not evaluated"));
            Assert.That(good[..^done.Length], Does.Contain($"- [{box}] `{Id(Bob)}`").And.Contain($"| `{Id(Ada)}` | Ada | asked |"));
        });
    }

    private static string Below(string description) => description[(description.IndexOf(End, StringComparison.Ordinal) + End.Length)..];

    private static string Id(FindingKey key) => $"F{key.Digits[..8]}";

    private static string Filled(string description, FindingKey key, string typed) =>
        description.Replace(
            $"| `{Id(key)}` | {(key == Ada ? "Ada" : "Bob")} |  |",
            $"| `{Id(key)}` | {(key == Ada ? "Ada" : "Bob")} | {typed} |",
            StringComparison.Ordinal
        );

    private static FindingsNow Now(params FindingKey[] open) =>
        FindingsNow.None with
        {
            Open = open.Select(Id).ToHashSet(),
            Run = "Friday",
        };

    private static FindingsNow Waived(string acceptance) =>
        Now(Ada) with
        {
            Waived = new Dictionary<string, string> { [Id(Bob)] = acceptance },
        };

    private static string New(string region) => IssueBody.New(Mark, region, "## Notes\n\nMine.");

    private static string Region(params FindingKey[] keys) => Region("Monday", keys);

    private static string Region(FindingKey key, string read) => Region(read, key);

    private static string Region(string read, params FindingKey[] keys) =>
        $"""
            **{keys.Length} findings**

            ### To do

            {string.Join('\n', keys.Select(k => $"- [ ] `{Id(k)}` {(k == Ada ? "Ada" : "Bob")} has an account."))}

            | Finding | Name | Justification |
            | --- | --- | --- |
            {string.Join('\n', keys.Select(k => $"| `{Id(k)}` | {(k == Ada ? "Ada" : "Bob")} |  |"))}

            Read on {read}. {IssueMarks.Run}
            """;
}
