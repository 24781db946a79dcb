using System.Net;
using System.Text;
using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.FollowUp.Policies;
using PlatformAudits.FollowUp.Writing;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tests.Foundation;

/// <summary>Each gate by itself, whatever has redacted what comes to it: a file, a sentence, a log, what is sent.</summary>
public sealed class LastGatesTests
{
    private const string Secret = "u+canary-at-a-gate-0001";

    private static readonly string Said = $"It was {Secret}, or {Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret))}.";
    private const string Kept = "It was [redacted], or [redacted].";

    [Test]
    public Task A_file_that_is_written_in_pieces_holds_no_secret() =>
        WithTheSecretAsync(() =>
        {
            using var folder = new TemporaryFolder();
            AtomicFile.Write(
                folder.File("pieces"),
                file =>
                {
                    foreach (var piece in Encoding.UTF8.GetBytes(Said).Chunk(3))
                    {
                        file.Write(piece);
                    }
                }
            );
            folder.Write("original", Said);
            AtomicFile.Copy(folder.File("original"), folder.File("copy"));
            Assert.Multiple(() =>
            {
                Assert.That(File.ReadAllText(folder.File("pieces")), Is.EqualTo(Kept));
                Assert.That(File.ReadAllText(folder.File("copy")), Is.EqualTo(Kept));
            });
        });

    [Test]
    public Task A_failure_holds_no_secret() => WithTheSecretAsync(() => Assert.That(new AuditException(Said).Message, Is.EqualTo(Kept)));

    [Test]
    public Task A_log_is_told_no_secret() =>
        WithTheSecretAsync(() =>
        {
            var recorded = new Recorded();
            using var nobody = new Sent();
            var log = new RunServices(_ => null, nobody, TimeProvider.System, recorded).Log;
            log.Step(Said);
            log.Warning(Said);
            Assert.That(recorded.Sentences, Is.EqualTo(new[] { Kept, Kept }));
        });

    [Test]
    public async Task Nothing_is_sent_that_holds_a_secret()
    {
        Secrets.Begin(_ => null);
        Secrets.Current.Add(Secret);
        using var sent = new Sent();
        var slack = SlackClient.Open(name => name == SlackClient.TokenVariable ? "xoxb-the-token-of-a-bot" : null, sent, RunLog.Silent)!;
        await slack.SendAsync(new Contact("erin", "Erin Benoit", null, "U123"), Said);
        Assert.That(sent.Bodies.Single(), Does.Contain($"\"text\":\"{Kept}\""));
    }

    private static async Task WithTheSecretAsync(Action test)
    {
        Secrets.Begin(_ => null);
        Secrets.Current.Add(Secret);
        await Task.Yield();
        test();
    }

    /// <summary>Keeps what it is sent.</summary>
    private sealed class Sent : HttpMessageHandler
    {
        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{\"ok\": true}") };
        }
    }
}
