using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Tests.Reporting;

/// <summary>Any text at all, hostile pieces among it, wherever a name may stand in an issue, judged by the sandbox's GitLab.</summary>
public sealed class AnyTextTests
{
    private SandboxServer _sandbox = null!;
    private HttpClient _http = null!;
    private LoggedRequest _plain = null!;

    [SetUp]
    public async Task OpenTheIssue()
    {
        _sandbox = SandboxServer.Unplugged(new SandboxOptions { Size = 1 });
        _http = EncodedTextTests.Client(_sandbox);
        _sandbox.GitLab.Tracker.Open(_sandbox.GitLab.Bot, "T");
        _plain = await EncodedTextTests.WriteAsync(_http, _sandbox, ["Ada"]);
    }

    [TearDown]
    public async Task CloseTheSandbox()
    {
        _http.Dispose();
        await _sandbox.DisposeAsync();
    }

    [SearchedProperty(Replay = "20261121,1", Arbitrary = [typeof(AnyText)], QuietOnSuccess = true)]
    [Category(Search.Category)]
    public async Task Any_text_at_all_does_nothing_in_an_issue(string name)
    {
        if (Activity.Difference(await EncodedTextTests.WriteAsync(_http, _sandbox, [name]), _plain) is { } does)
        {
            throw new AssertionException($"{EncodedTextTests.Shown(name)}: {does}");
        }
    }

    private static class AnyText
    {
        public static Arbitrary<string> Name()
        {
            var pieces = Gen.Elements(HostileNames.Pieces).Or(ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get));
            return Arb.From(pieces.ListOf().Select(string.Concat), ArbMap.Default.ArbFor<string>().Shrinker);
        }
    }

    /// <summary>A property that is tried as often as the search has time for.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class SearchedPropertyAttribute : FsCheck.NUnit.PropertyAttribute
    {
        public SearchedPropertyAttribute() => MaxTest = Search.Of(200, 50_000);
    }
}
