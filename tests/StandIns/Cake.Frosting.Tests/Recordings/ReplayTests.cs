using NUnit.Framework;

namespace Cake.Frosting.Tests.Recordings;

/// <summary>
/// Recorded sessions, run again. They are those of the package 6.0.0 where Cake 7 does not print otherwise: plain lines have colours as
/// well, a task that several targets depend on runs once, the descriptions stand in a table, and a failure ends with 1 or the exception's
/// own code in place of -1.
/// </summary>
public sealed class ReplayTests
{
    [TestCaseSource(nameof(Sessions))]
    public async Task A_session_prints_and_ends_as_recorded(Session session)
    {
        var process = new SampleProcess(session.Sample);
        _ = session.Sample == Sample.Build ? process.With("TERM", "xterm") : process.With("HOME", "/root").WithMergedStreams();

        var transcript = await process.RunAsync(session.Arguments);

        // The recordings leave out the directory that they were made in.
        Assert.That(transcript.Masked().Replace(process.Directory, "", StringComparison.Ordinal), Is.EqualTo(session.Transcript.Masked()));
    }

    private static IEnumerable<TestCaseData> Sessions() =>
        AllSessions().Select(session => new TestCaseData(session).SetArgDisplayNames(session.Name));

    private static IEnumerable<Session> AllSessions() =>
        SessionFile.Separate(Sample.Build, "frosting-runs.txt").Concat(SessionFile.Merged(Sample.Lifetime, "frosting-lifetime-runs.txt"));
}
