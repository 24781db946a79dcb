using NUnit.Framework;
using PlatformAudits.FollowUp;
using PlatformAudits.FollowUp.Reading;

namespace PlatformAudits.Tests.FollowUp;

/// <summary>What the lists of several notes say together, in whatever order they are read.</summary>
public sealed class NotificationLogTests
{
    private static readonly DateTimeOffset Early = new(2026, 2, 2, 8, 15, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Late = Early.AddMinutes(1);

    [TestCase(
        NotificationStage.Written,
        NotificationStage.Ahead,
        NotificationStage.Written,
        TestName = "What was written is not ahead again"
    )]
    [TestCase(
        NotificationStage.Written,
        NotificationStage.Withdrawn,
        NotificationStage.Written,
        TestName = "What was written is not taken back"
    )]
    [TestCase(
        NotificationStage.Ahead,
        NotificationStage.Withdrawn,
        NotificationStage.Withdrawn,
        TestName = "What was about to be written is taken back by whoever took back its reservation"
    )]
    [TestCase(
        NotificationStage.Withdrawn,
        NotificationStage.Ahead,
        NotificationStage.Ahead,
        TestName = "What was taken back may be written later"
    )]
    [TestCase(
        NotificationStage.Withdrawn,
        NotificationStage.Written,
        NotificationStage.Written,
        TestName = "What was taken back and is written counts as written"
    )]
    public void Of_two_lists(NotificationStage early, NotificationStage late, NotificationStage expected)
    {
        var (one, other) = (ListOf(Early, early), ListOf(Late, late));
        Assert.That(Together(one, other), Is.EqualTo(expected));
        Assert.That(Together(other, one), Is.EqualTo(expected), "in the other order");
    }

    [Test]
    public void Of_what_was_written_the_latest_time_counts()
    {
        var list = ListOf(Late, NotificationStage.Written);
        list.Add(ListOf(Early, NotificationStage.Written));
        Assert.That(list.Entries.Single().At, Is.EqualTo(Late));
    }

    private static NotificationLog ListOf(DateTimeOffset at, NotificationStage stage)
    {
        var list = new NotificationLog();
        list.Add(["48fda821e611bdf6:1"], at, ["59b5a2946b53c807"], stage);
        return NotificationLog.In(NoteHead.Write("A note.", list.Line()));
    }

    private static NotificationStage Together(NotificationLog one, NotificationLog other)
    {
        var list = new NotificationLog();
        list.Add(one);
        list.Add(other);
        return list.Entries.Single().Stage;
    }
}
