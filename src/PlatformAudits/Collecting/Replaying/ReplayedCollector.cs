using PlatformAudits.Collecting.Commands;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Replaying;

/// <summary>Reads from a snapshot, without a network.</summary>
internal sealed class ReplayedCollector : Collector
{
    private readonly string _folder;
    private readonly Manifest _manifest;
    private readonly RunLog _log;

    // One a system: a confirmation read goes on where the first one ended.
    private readonly Dictionary<string, ReplayHandler> _handlers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RecordedTransport> _transports = new(StringComparer.Ordinal);

    /// <param name="manifest">Its manifest, which <see cref="SnapshotReader.Read"/> gave.</param>
    public ReplayedCollector(string folder, Manifest manifest, RunLog log)
    {
        _folder = folder;
        _manifest = manifest;
        _log = log;
    }

    public override DateTimeOffset Started => _manifest.Started;

    public override bool BeginAgain() => _manifest.Readings > 1;

    public override ApiClient Open(VendorSystem system)
    {
        // The recorded base address and no secret: nothing of the environment can change what a replay gives.
        var options = system.Options(system.DefaultUrl, system.Credential(_ => ""));
        var asked = Asked(options.System);
        options = options with
        {
            BaseAddress = new Uri(asked.BaseUrl),
            ResponseLimit = Timeout.InfiniteTimeSpan,
            StallLimit = Timeout.InfiniteTimeSpan,
            PageLimit = Timeout.InfiniteTimeSpan,
        };
        return new ApiClient(options, snapshot: null, HandlerOf(asked), new ReplayClock(_manifest.Started), _log, RateBudget.Unlimited);
    }

    public override CommandRunner Open(CommandOptions system)
    {
        var asked = Asked(system.System);
        if (!_transports.TryGetValue(asked.Name, out var transport))
        {
            _transports[asked.Name] = transport = new RecordedTransport(_folder, _manifest, asked.Name);
        }

        system = system with { TimeLimit = Timeout.InfiniteTimeSpan };
        return new CommandRunner(
            system,
            asked.BaseUrl,
            Credential.OfChild(system.SecretVariable, ""),
            snapshot: null,
            transport,
            new ReplayClock(_manifest.Started),
            _log,
            RateBudget.Unlimited
        );
    }

    public override Access Choose(IReadOnlyList<Access> accesses)
    {
        var recorded = _manifest.Systems.Select(s => s.CredentialVariable).ToHashSet(StringComparer.Ordinal);
        return accesses.FirstOrDefault(a => a.Variables.Any(v => recorded.Contains(v.Name))) ?? accesses[0];
    }

    public override Task<ProjectFile> ReadTeamProjectAsync(string path, CancellationToken cancellationToken)
    {
        var file = Snapshot.ProjectFile(path);
        if (_manifest.Inputs.FirstOrDefault(i => i.File == file) is { } input)
        {
            return Task.FromResult(new ProjectFile(Path.Combine(_folder, file), input.Source));
        }

        var problem = _manifest.Exchanges.LastOrDefault(e => e.List == TeamSource.BesideList)?.Problem;
        throw new AuditException(
            problem
                ?? $"Replaying {_folder}: the recorded run did not read {path} of the team's project. Replay with the settings that "
                    + "it had."
        );
    }

    public override void Identify(string system, string identity) { }

    private ReplayHandler HandlerOf(AskedSystem system)
    {
        lock (_handlers)
        {
            return _handlers.TryGetValue(system.Name, out var handler)
                ? handler
                : _handlers[system.Name] = new ReplayHandler(_folder, _manifest, system);
        }
    }

    private AskedSystem Asked(string system) =>
        _manifest.Systems.FirstOrDefault(s => s.Name == system)
        ?? throw new AuditException(
            $"Replaying {_folder}: the recorded run did not ask {system}. Replay with the version that recorded it."
        );
}
