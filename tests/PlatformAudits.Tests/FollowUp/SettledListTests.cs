using NUnit.Framework;
using PlatformAudits.FollowUp.Reading;

namespace PlatformAudits.Tests.FollowUp;

/// <summary>What the lists of several notes say together, in whatever order they are read.</summary>
public sealed class SettledListTests
{
    private static readonly DateTimeOffset Early = new(2026, 2, 2, 8, 15, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Late = Early.AddMinutes(1);

    [TestCase(SettledStage.Written, SettledStage.Ahead, SettledStage.Written, TestName = "What was written is not ahead again")]
    [TestCase(SettledStage.Written, SettledStage.Withdrawn, SettledStage.Written, TestName = "What was written is not taken back")]
    [TestCase(
        SettledStage.Ahead,
        SettledStage.Withdrawn,
        SettledStage.Withdrawn,
        TestName = "What was about to be written is taken back by whoever took back its claim"
    )]
    [TestCase(SettledStage.Withdrawn, SettledStage.Ahead, SettledStage.Ahead, TestName = "What was taken back may be written later")]
    [TestCase(
        SettledStage.Withdrawn,
        SettledStage.Written,
        SettledStage.Written,
        TestName = "What was taken back and is written counts as written"
    )]
    public void Of_two_lists(SettledStage early, SettledStage late, SettledStage expected)
    {
        var (one, other) = (ListOf(Early, early), ListOf(Late, late));
        Assert.That(Together(one, other), Is.EqualTo(expected));
        Assert.That(Together(other, one), Is.EqualTo(expected), "in the other order");
    }

    [Test]
    public void Of_what_was_written_the_latest_time_counts()
    {
        var list = ListOf(Late, SettledStage.Written);
        list.Add(ListOf(Early, SettledStage.Written));
        Assert.That(list.Entries.Single().At, Is.EqualTo(Late));
    }

    private static SettledList ListOf(DateTimeOffset at, SettledStage stage)
    {
        var list = new SettledList();
        list.Add(["48fda821e611bdf6:1"], at, ["59b5a2946b53c807"], stage);
        return SettledList.In($"A note.\n{list.Line()}\n");
    }

    private static SettledStage Together(SettledList one, SettledList other)
    {
        var list = new SettledList();
        list.Add(one);
        list.Add(other);
        return list.Entries.Single().Stage;
    }
}
