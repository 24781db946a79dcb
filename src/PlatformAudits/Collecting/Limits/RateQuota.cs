using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Limits;

/// <summary>So many requests in any stretch of time of a length.</summary>
/// <param name="Requests">The requests, at least 1.</param>
/// <param name="Window">The length of the stretch, such as a minute or an hour.</param>
public sealed record RateQuota(int Requests, TimeSpan Window)
{
    /// <summary>As people say it, such as <c>500 requests a minute</c>.</summary>
    public override string ToString() => $"{Sentence.Count(Requests, "request")} {Span}";

    /// <summary>The stretch as people say it.</summary>
    private string Span =>
        Window.TotalMinutes switch
        {
            1 => "a minute",
            60 => "an hour",
            _ => $"in {Sentence.Duration(Window)}",
        };
}

/// <summary>A quota of its own that a vendor has for a kind of requests, besides the one for all.</summary>
/// <param name="What">What is asked for, such as <c>a single group</c>.</param>
/// <param name="Fits">Whether a request is of the kind, by method and path without its query.</param>
public sealed record EndpointQuota(string What, Func<string, string, bool> Fits, RateQuota Quota);
