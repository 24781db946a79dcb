using System.Collections.Frozen;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Newtonsoft.Json;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Sandbox.Http;
using PlatformAudits.Sandbox.Slack;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox;

/// <summary>The audited vendors and a GitLab on 127.0.0.1, each under its own path, as strict as the real ones.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly SandboxOptions _options;
    private readonly IReadOnlyList<Vendor> _vendors;
    private readonly Router _router;
    private KestrelServer? _kestrel;

    private SandboxServer(SandboxOptions options)
    {
        var clock = options.Clock ?? TimeProvider.System;
        var scenarios = VendorScenario.All(options.Size, options.Seed, options.Assemblies);
        _options = options;
        Requests = new RequestLog(clock);
        World = new World(options.Size, options.Seed, scenarios);
        var ahead = options.GitLabAhead;
        GitLab = new GitLabVendor(World, options, ahead == TimeSpan.Zero ? clock : new OffsetClock(clock, ahead));
        Slack = new SlackVendor();
        _vendors = [.. scenarios.Select(scenario => scenario.Open(World, options, clock)), GitLab, Slack];
        _router = new Router(_vendors, Requests, new Inspection(this), options);
    }

    /// <summary>The address of the sandbox itself; each vendor's is one path segment below.</summary>
    public Uri BaseAddress { get; private set; } = new("http://127.0.0.1/");

    /// <summary>The page that lists the issues, for people.</summary>
    public Uri IssuesPage => new(BaseAddress, $"{GitLab.Prefix}/{GitLab.Tracker.Path}/-/issues");

    /// <summary>The variables that point a program at the sandbox, such as <c>GITLAB_URL</c> and <c>GL_TOKEN</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; private set; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The team.</summary>
    public World World { get; }

    /// <summary>The GitLab that holds the team file and the issues.</summary>
    public GitLabVendor GitLab { get; }

    /// <summary>The Slack that direct messages go to.</summary>
    public SlackVendor Slack { get; }

    /// <summary>Every request to a vendor.</summary>
    public RequestLog Requests { get; }

    /// <summary>What a correct audit finds now, ordered by check and account.</summary>
    public IReadOnlyList<PlantedFault> Planted =>
        [
            .. _vendors
                .SelectMany(vendor => vendor.Planted)
                .OrderBy(fault => fault.Check, StringComparer.Ordinal)
                .ThenBy(fault => fault.Account, StringComparer.Ordinal),
        ];

    /// <summary>The <c>audits.yaml</c> that fits this world.</summary>
    public string SettingsYaml =>
        $"""
            follow_up:
              support_ops_managers: [{World.EmailOf(0)}]
              operators: [{World.EmailOf(Math.Min(1, World.Size - 1))}]
              reviewers: [{World.EmailOf(Math.Min(2, World.Size - 1))}, {World.EmailOf(0)}]
            team:
              project: {TeamRepository.ProjectPath}
              path: {(_options.TeamAsFolder ? TeamRepository.FolderPath : TeamRepository.FilePath)}
              ref: {TeamRepository.Branch}
            {string.Concat(_vendors.Select(vendor => vendor.TeamSettings))}tracker:
              project: {GitLabVendor.TrackerPath}
            platforms:

            """ + string.Concat(_vendors.Select(vendor => vendor.Settings));

    /// <summary>An audited vendor, to read it and to change what it has.</summary>
    /// <typeparam name="TVendor">Its class, such as <see cref="Calendly.CalendlyVendor"/>.</typeparam>
    public TVendor Vendor<TVendor>()
        where TVendor : Vendor => _vendors.OfType<TVendor>().Single();

    /// <summary>What a vendor has published of its limit.</summary>
    /// <param name="prefix">The first part of the path of its base address.</param>
    /// <exception cref="ArgumentException">There is no such vendor, or it states no limit; the message says which and what to
    /// do.</exception>
    internal VendorQuota QuotaOf(string prefix) =>
        _vendors.FirstOrDefault(vendor => vendor.Prefix == prefix) switch
        {
            null => throw new ArgumentException(
                $"The sandbox has no /{prefix}; it has {string.Join(", ", _vendors.Select(vendor => "/" + vendor.Prefix).Order())}."
            ),
            { Quota: { } quota } => quota,
            var vendor => throw new ArgumentException(
                $"The sandbox's /{prefix} states no limit; let {vendor.GetType().Name}.Quota give what the vendor has published."
            ),
        };

    /// <summary>Starts a sandbox.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message says which and what to choose.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellationToken = default)
    {
        options.Validate();
        var server = new SandboxServer(options);
        try
        {
            server._kestrel = NewKestrel(options.Port);
            await server._kestrel.StartAsync(server._router, cancellationToken);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        server.TakeAddress(new Uri(server._kestrel.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()));
        return server;
    }

    /// <summary>A sandbox that listens nowhere; it is asked through <see cref="NewHandler"/> alone.</summary>
    /// <param name="options">What it is made of; the port does not matter.</param>
    /// <exception cref="ArgumentException">An option is out of its range; the message says which and what to choose.</exception>
    public static SandboxServer Unplugged(SandboxOptions options)
    {
        options.Validate();
        var server = new SandboxServer(options);
        server.TakeAddress(new Uri("https://sandbox.invalid/"));
        return server;
    }

    /// <summary>Sends requests to the sandbox within the process. They are answered and logged like any other.</summary>
    public HttpMessageHandler NewHandler() => new Unplugged(_router);

    /// <summary>Writes <see cref="Planted"/> as a JSON array to a file.</summary>
    public Task WritePlantedAsync(string path, CancellationToken cancellationToken = default) =>
        File.WriteAllTextAsync(path, PlantedJson() + "\n", new UTF8Encoding(false), cancellationToken);

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_kestrel is null)
        {
            return;
        }

        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _kestrel.StopAsync(now.Token);
        _kestrel.Dispose();
    }

    private static KestrelServer NewKestrel(int port)
    {
        // Without a host there is no configuration, no logging and nothing that listens for Ctrl+C in the program that embeds this.
        var kestrelOptions = new KestrelServerOptions { AddServerHeader = false };
        kestrelOptions.Listen(System.Net.IPAddress.Loopback, port);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        return new KestrelServer(Options.Create(kestrelOptions), transport, NullLoggerFactory.Instance);
    }

    private void TakeAddress(Uri address)
    {
        BaseAddress = address;
        Environment = _vendors
            .SelectMany(vendor => vendor.EnvironmentAt(new Uri(address, vendor.Prefix).AbsoluteUri))
            .ToFrozenDictionary();
    }

    internal string PlantedJson() => JsonConvert.SerializeObject(Planted, Formatting.Indented);
}
