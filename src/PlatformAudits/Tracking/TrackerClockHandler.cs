using PlatformAudits.Foundation;

namespace PlatformAudits.Tracking;

/// <summary>
/// Lets every answer of GitLab's, each repeat on its own, tell its time, and lets none through where the clocks differ too much.
/// </summary>
internal sealed class TrackerClockHandler(TrackerClock clock, RunLog log, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        clock.EnsureRight();
        var sent = clock.Now;
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            if (clock.Take(sent, response) is { } warning)
            {
                log.Warning(warning);
            }

            clock.EnsureRight();
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
