using System.Net;
using NUnit.Framework;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Foundation;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests.Collecting;

[NonParallelizable]
public sealed class RetryHandlerTests
{
    [Test]
    public async Task A_write_without_an_answer_is_sent_once_and_may_have_been_carried_out()
    {
        using var transport = new SilentTransport();
        var (_, lost) = await WriteAsync(transport);
        Assert.Multiple(() =>
        {
            Assert.That(transport.Requests, Is.EqualTo(1));
            Assert.That(
                lost?.Message,
                Is.EqualTo(
                    "Writing a note in support/audits: GitLab did not answer in time. "
                        + "Run again: what was written after all is found by its mark."
                )
            );
        });
    }

    [TestCase("GET")]
    [TestCase("POST")]
    public async Task A_lock_that_stays_ends_the_request_after_six_tries_with_what_GitLab_said(string method)
    {
        var requests = 0;
        using var transport = new AlteringHandler(
            new SilentTransport(),
            _ =>
            {
                requests++;
                return (409, """{"message":"409 Conflict: Resource lock"}""");
            }
        );
        var clock = new SteeredClock();
        await Assert.ThatAsync(
            () => clock.RunAsync(() => SendAsync(transport, clock, new HttpMethod(method))),
            Throws
                .TypeOf<AuditException>()
                .With.Message.EqualTo(
                    $"{method} https://gitlab.example/notes: GitLab answered 409 (409 Conflict: Resource lock) after 6 tries; "
                        + "try again later."
                )
        );
        Assert.That(requests, Is.EqualTo(6));
    }

    private static async Task<int> SendAsync(HttpMessageHandler transport, TimeProvider clock, HttpMethod method)
    {
        using var handler = new RetryHandler(
            "GitLab",
            new RetryOptions(),
            RateLimits.Unknown,
            new RateBudget(RateLimits.Unknown, clock),
            clock,
            RunLog.Silent,
            transport
        );
        using var http = new HttpMessageInvoker(handler, disposeHandler: false);
        using var request = new HttpRequestMessage(method, "https://gitlab.example/notes");
        using var response = await http.SendAsync(request, CancellationToken.None);
        return (int)response.StatusCode;
    }

    private static Task<(string? Result, AuditException? Lost)> WriteAsync(HttpMessageHandler transport)
    {
        var clock = new SteeredClock();
        return clock.RunAsync(async () =>
        {
            using var handler = new RetryHandler(
                "GitLab",
                new RetryOptions(),
                RateLimits.Unknown,
                new RateBudget(RateLimits.Unknown, clock),
                clock,
                RunLog.Silent,
                transport
            );
            using var client = new TrackerClient(new Uri("https://gitlab.example"), handler, Timeout.InfiniteTimeSpan);
            return await new TrackerCalls("support/audits").WriteAsync(
                "Writing a note",
                async () =>
                {
                    await client.AddNoteAsync("support/audits", 1, "A note.");
                    return "written";
                }
            );
        });
    }

    private sealed class SilentTransport : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }
}
