using NUnit.Framework;
using PlatformAudits.FollowUp;
using PlatformAudits.FollowUp.Reading;

namespace PlatformAudits.Tests.FollowUp;

/// <summary>The hidden lines of a note keep their meaning whatever editor saved it.</summary>
public sealed class NoteMarkTests
{
    private static readonly NoteMark Mark = new(
        NoteKind.Step,
        "4f8ad2a01b187713",
        NoteStage.Sent,
        new DateTimeOffset(2026, 2, 2, 8, 15, 5, 600, TimeSpan.Zero),
        Due: null,
        ["b383bdf584542cfa:1"],
        ["59b5a2946b53c807"],
        "17949cbb91ec305e"
    );

    [Test]
    public void A_note_is_written_as_the_rich_text_editor_would_write_it()
    {
        Assert.That(
            NoteHead.Write("The text.", Mark.Line, Log().Line()),
            Is.EqualTo(
                "<!--platform-audits:follow-up 1 step 4f8ad2a01b187713 sent 2026-02-02T08:15:05.600Z due= to=59b5a2946b53c807 "
                    + "run=17949cbb91ec305e covers=b383bdf584542cfa:1-->\n\n"
                    + "<!--platform-audits:notified 1 2026-02-02T08:15:05.600Z/59b5a2946b53c807/b383bdf584542cfa:1-->\n\n"
                    + "The text."
            )
        );
    }

    [TestCase("{0}\n\n{1}\n\nThe text.", TestName = "as written")]
    [TestCase("{0}\n{1}\nThe text.", TestName = "without blank lines")]
    [TestCase("\n \n{0}\n\n\n\n{1}\n\nThe text.", TestName = "with more blank lines")]
    [TestCase("\r\n{0}\r\n\r\n{1}\r\n\r\nThe text.", TestName = "with CRLF")]
    [TestCase("{0}{1}The text.", TestName = "in one line")]
    [TestCase("{0}\n\n<!--somebody's-->\n\n{1}\n\nThe text.", TestName = "with somebody's comment between")]
    public void Both_lines_are_read_with_and_without_blanks_inside(string form)
    {
        foreach (var (before, after) in new[] { ("<!--", "-->"), ("<!-- ", " -->"), ("<!--  ", "\t-->"), ("<!--", " -->") })
        {
            var body = form.Replace("{0}", Spaced(Mark.Line, before, after), StringComparison.Ordinal)
                .Replace("{1}", Spaced(Log().Line(), before, after), StringComparison.Ordinal);
            Assert.Multiple(() =>
            {
                Assert.That(NoteMark.In(body)?.Line, Is.EqualTo(Mark.Line), body);
                Assert.That(NotificationLog.In(body).Line(), Is.EqualTo(Log().Line()), body);
                Assert.That(NoteHead.Of(body).Text, Is.EqualTo("The text."), body);
            });
        }
    }

    [TestCase("A word.\n\n{0}\n\n{1}\n\nThe text.")]
    [TestCase("> {0}\n\n{1}\n\nThe text.")]
    [TestCase("`{0}`")]
    [TestCase("&lt;!--{0}")]
    public void Anywhere_else_than_at_the_beginning_they_mean_nothing(string form)
    {
        var body = form.Replace("{0}", Mark.Line, StringComparison.Ordinal).Replace("{1}", Log().Line(), StringComparison.Ordinal);
        Assert.That(NoteMark.In(body), Is.Null);
        Assert.That(NotificationLog.In(body).Entries, Is.Empty);
    }

    private static string Spaced(string line, string before, string after) => $"{before}{line[4..^3]}{after}";

    private static NotificationLog Log()
    {
        var log = new NotificationLog();
        log.Add(Mark.Covers, Mark.At, Mark.To, NotificationStage.Written);
        return log;
    }
}
