using NUnit.Framework;

namespace GitLabApiClient.Tests.Wire;

/// <summary>A test of the client against a server of its own. The expected requests are recordings of GitLabApiClient 1.8.0.</summary>
public abstract class WireTest
{
    protected const string Token = "EXAMPLE-TOKEN-OF-26-LETTERS";

    protected RecordingServer Server { get; private set; } = null!;

    protected GitLabClient Client { get; private set; } = null!;

    [SetUp]
    public async Task Start()
    {
        Server = await RecordingServer.StartAsync();
        Client = new GitLabClient(Server.Address.ToString(), Token);
    }

    [TearDown]
    public async Task Stop() => await Server.DisposeAsync();

    protected void Answer(string body, int status = 200) => Server.Answer = _ => new Reply(body, status);

    /// <summary>Asserts the one request that was sent, line by line.</summary>
    protected void AssertSent(params string[] lines) => Assert.That(Server.Requests, Is.EqualTo([string.Join('\n', lines)]));

    /// <summary>Asserts the requests without body that were sent, in their order, each with the private token.</summary>
    protected void AssertSentInOrder(params string[] requestLines) =>
        Assert.That(Server.Requests, Is.EqualTo(requestLines.Select(WithToken)));

    protected static string WithToken(string requestLine) => $"{requestLine}\n  PRIVATE-TOKEN: {Token}";
}
