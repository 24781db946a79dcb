namespace PlatformAudits.Tests;

/// <summary>Lets a clock stand while a request is under way, until its answer is there to the end.</summary>
internal sealed class StandingRequests(SteeredClock clock, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var standing = clock.Stand();
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        return response;
    }
}
