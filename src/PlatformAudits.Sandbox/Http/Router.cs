using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PlatformAudits.Sandbox.Faults;

namespace PlatformAudits.Sandbox.Http;

/// <summary>Receives every request and hands it to the vendor whose prefix its path begins with.</summary>
internal sealed class Router : IHttpApplication<HttpContext>
{
    private readonly FrozenDictionary<string, Vendor> _vendors;
    private readonly RequestLog _requests;
    private readonly Inspection _inspection;
    private readonly TimeSpan _latency;
    private readonly bool _hidesLimits;
    private readonly TimeProvider _clock;
    private readonly FaultPlan _faults;

    public Router(IEnumerable<Vendor> vendors, RequestLog requests, Inspection inspection, SandboxOptions options)
    {
        _vendors = vendors.ToFrozenDictionary(vendor => vendor.Prefix);
        _requests = requests;
        _inspection = inspection;
        _latency = options.Latency;
        _hidesLimits = options.HidesLimits;
        _clock = options.Clock ?? TimeProvider.System;
        _faults = new FaultPlan(options.Faults);
    }

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception) { }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        // The raw target, because a resolved %2F could no longer be told from a slash.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.Split('?', 2)[0].Trim('/').Split('/');
        var segments = path[1..].Select(Uri.UnescapeDataString).ToArray();
        if (path[0] == Inspection.Prefix)
        {
            await _inspection.AnswerAsync(
                new Call(context, new LoggedRequest(0, context.Request.Method, target, default), path[0], segments)
            );
            return;
        }

        var call = new Call(context, _requests.Add(context.Request.Method, target), path[0], segments) { HidesLimits = _hidesLimits };
        await Task.Delay(_latency, _clock, call.Aborted);
        var vendor = _vendors.GetValueOrDefault(path[0]);

        // Kestrel would tell the machine's time.
        context.Response.Headers.Date = (vendor?.Clock ?? _clock).GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        if (vendor is null)
        {
            await call.ReplyAsync(
                StatusCodes.Status404NotFound,
                Call.Text,
                $"The sandbox has no /{path[0]}; it has {string.Join(", ", _vendors.Keys.Order().Select(prefix => "/" + prefix))}.\n"
            );
            return;
        }

        var fault = _faults.For(path[0], target[(path[0].Length + 1)..]);
        using var held = fault is null ? null : new HeldAnswer(context, call, _clock);
        if (fault is null || HttpMethods.IsGet(call.Method) || !FaultKinds.Refuses(fault.Kind))
        {
            await AnswerAsync(vendor, call, context);
        }

        if (held is not null)
        {
            held.Take();
            call.Logged.Fault = fault!.Kind;
            call.Logged.Fault = await FaultKinds.Of(fault.Kind)!(held) ? fault.Kind : null;
        }
    }

    private static async Task AnswerAsync(Vendor vendor, Call call, HttpContext context)
    {
        try
        {
            await vendor.AnswerAsync(call);
        }
        catch (Refusal refusal)
        {
            await call.ReplyAsync(refusal.Status, refusal.ContentType, refusal.Body);
        }
        catch (Exception defect) when (defect is not OperationCanceledException && !context.Response.HasStarted)
        {
            await call.ReplyAsync(
                StatusCodes.Status500InternalServerError,
                Call.Text,
                $"This is a defect of the sandbox, not of {vendor.Prefix}: {defect}\n"
            );
        }
    }
}
