using NUnit.Framework;

namespace Cake.Frosting.Tests.Recordings;

/// <summary>Every recorded session of the package, run again.</summary>
public sealed class ReplayTests
{
    private static readonly Dictionary<string, string> Excluded = new()
    {
        ["Build --info"] = "It prints the package's logo, which is not ours to copy; HostTests looks at the rest.",
    };

    [TestCaseSource(nameof(Sessions))]
    public async Task A_session_prints_and_ends_as_recorded(Session session)
    {
        var process = new SampleProcess(session.Sample);
        _ = session.Sample == Sample.Build
            ? process.With("TERM", "xterm")
            : process.With("HOME", "/root").WithMergedStreams();

        var transcript = await process.RunAsync(session.Arguments);

        // The recordings leave out the directory that they were made in.
        Assert.That(transcript.Masked().Replace(process.Directory, "", StringComparison.Ordinal), Is.EqualTo(session.Transcript.Masked()));
    }

    [Test]
    public void Every_excluded_session_was_recorded() =>
        Assert.That(AllSessions().Select(session => session.Name), Is.SupersetOf(Excluded.Keys));

    private static IEnumerable<TestCaseData> Sessions() =>
        AllSessions().Where(session => !Excluded.ContainsKey(session.Name)).Select(session => new TestCaseData(session).SetArgDisplayNames(session.Name));

    private static IEnumerable<Session> AllSessions() =>
        SessionFile.Separate(Sample.Build, "frosting-runs.txt").Concat(SessionFile.Merged(Sample.Lifetime, "frosting-lifetime-runs.txt"));
}
