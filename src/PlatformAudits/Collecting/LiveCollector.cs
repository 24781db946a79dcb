using PlatformAudits.Collecting.Commands;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting;

/// <summary>Reads over the network and records.</summary>
internal sealed class LiveCollector : Collector
{
    private readonly Snapshot _snapshot;
    private readonly Func<string, string?> _environment;
    private readonly HttpMessageHandler _transport;
    private readonly TimeProvider _clock;
    private readonly RunLog _log;
    private readonly RateBudgets _budgets;
    private readonly Func<CommandOptions, string, Credential, CommandTransport> _commands;
    private readonly HashSet<string> _warnings = [];
    private Func<string, CancellationToken, Task<ProjectFile>>? _readTeamProject;

    /// <param name="environment">Gives an environment variable's value, or null.</param>
    /// <param name="transport">Sends the requests; see <see cref="ApiClient.NewTransport"/>.</param>
    /// <param name="budgets">The budgets of requests, shared with the audits that run at the same time; null for budgets of the
    /// collector's own.</param>
    /// <param name="commands">
    /// Gives what carries out the commands of a system, of a program and with a credential; null for processes.
    /// </param>
    public LiveCollector(
        Snapshot snapshot,
        Func<string, string?> environment,
        HttpMessageHandler transport,
        TimeProvider clock,
        RunLog log,
        RateBudgets? budgets = null,
        Func<CommandOptions, string, Credential, CommandTransport>? commands = null
    )
    {
        _snapshot = snapshot;
        _environment = environment;
        _transport = transport;
        _clock = clock;
        _log = log;
        _budgets = budgets ?? new RateBudgets(clock);
        _commands = commands ?? ((system, program, credential) => new ProcessTransport(system, program, credential, environment));
    }

    public override DateTimeOffset Started => _snapshot.Started;

    public override bool BeginAgain()
    {
        _snapshot.BeginAgain();
        return true;
    }

    public override ApiClient Open(VendorSystem system)
    {
        var address = Addresses.Base(system.UrlVariable, _environment, system.DefaultUrl, WarnOnce);
        var credential = system.Credential(name => _environment(name) ?? "");
        var options = system.Options(address, credential);
        return new ApiClient(
            options,
            _snapshot,
            _transport,
            _clock,
            _log,
            _budgets.Of(options.Limits, options.BaseAddress.AbsoluteUri, credential)
        );
    }

    public override CommandRunner Open(CommandOptions system)
    {
        var program = _environment(system.ProgramVariable)?.Trim() is { Length: > 0 } named ? named : system.Program;
        var credential = Credential.OfChild(system.SecretVariable, _environment(system.SecretVariable) ?? "");
        return new CommandRunner(
            system,
            program,
            credential,
            _snapshot,
            _commands(system, program, credential),
            _clock,
            _log,
            _budgets.Of(system.Limits, program, credential)
        );
    }

    public override Access Choose(IReadOnlyList<Access> accesses)
    {
        var access = accesses.First(a => a.IsGiven(_environment));
        if (access.Warning is { } warning)
        {
            WarnOnce(warning);
        }

        return access;
    }

    public override Task<ProjectFile> ReadTeamProjectAsync(string path, CancellationToken cancellationToken) =>
        _readTeamProject is { } read
            ? read(path, cancellationToken)
            : throw new InvalidOperationException("The team file is read before anything else of its project.");

    public override void Identify(string system, string identity) => _snapshot.Identify(system, identity);

    /// <summary>Takes over where the team file came from.</summary>
    /// <param name="source">The source, when it has read the team file.</param>
    internal void ReadTeamProjectFrom(TeamSource source) =>
        _readTeamProject = (path, cancellationToken) => source.ReadBesideAsync(path, cancellationToken);

    private void WarnOnce(string warning)
    {
        lock (_warnings)
        {
            if (!_warnings.Add(warning))
            {
                return;
            }
        }

        _log.Warning(warning);
    }
}
