using PlatformAudits.Collecting.Commands;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting;

/// <summary>What a platform reads with: clients whose answers are recorded, or come from a recording.</summary>
public abstract class Collector
{
    /// <summary>When the run began, UTC, or in a replay the recorded one: what dates are held against.</summary>
    public abstract DateTimeOffset Started { get; }

    /// <summary>Begins a confirmation read of the platform; false in a replay of a run that read once.</summary>
    public abstract bool BeginAgain();

    /// <summary>A client for a system; the caller disposes it.</summary>
    /// <exception cref="AuditException">Its base address is none, or the snapshot to replay does not have the system.</exception>
    public abstract ApiClient Open(VendorSystem system);

    /// <summary>A runner for a system that is read with a command-line program; the caller disposes it.</summary>
    /// <exception cref="AuditException">The snapshot to replay does not have the system.</exception>
    public abstract CommandRunner Open(CommandOptions system);

    /// <summary>
    /// The way to get at a system that this run goes: the first one that is given, or in a replay the one that the recorded run went.
    /// </summary>
    public abstract Access Choose(IReadOnlyList<Access> accesses);

    /// <summary>Brings another file of the team's project, as it is beside the team file that was read, into the snapshot.</summary>
    /// <exception cref="AuditException">It could not be read.</exception>
    public abstract Task<ProjectFile> ReadTeamProjectAsync(string path, CancellationToken cancellationToken);

    /// <summary>Notes whom a system said the credential belongs to.</summary>
    public abstract void Identify(string system, string identity);
}

/// <summary>A file of the team's project, as it stands in the snapshot.</summary>
/// <param name="Source">Where it came from, as people know it.</param>
public sealed record ProjectFile(string Path, string Source);

/// <summary>A system with the variables that say where it is and who asks.</summary>
public sealed record VendorSystem
{
    /// <summary>The environment variable of the base address, such as <c>CALENDLY_URL</c>.</summary>
    public required string UrlVariable { get; init; }

    /// <summary>The base address where that variable is not set.</summary>
    public required Uri DefaultUrl { get; init; }

    /// <summary>Makes the credential; it is given what tells a variable's value, which is empty in a replay.</summary>
    public required Func<Func<string, string>, Credential> Credential { get; init; }

    /// <summary>Everything else; base address and credential are filled in.</summary>
    public required Func<Uri, Credential, ApiOptions> Options { get; init; }
}
