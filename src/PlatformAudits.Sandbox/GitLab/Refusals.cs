using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// What GitLab refuses until it is told otherwise, each as its own API does (lib/api in its source). Safe to use from several threads.
/// </summary>
public sealed class Refusals
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];

    internal Refusals() { }

    /// <summary>Refuses from now on.</summary>
    /// <param name="times">How many requests; those that it would not refuse don't count.</param>
    /// <param name="account">Whose requests; null is anybody's.</param>
    public void Add(RefusalKind kind, int times = int.MaxValue, GitLabUser? account = null)
    {
        lock (_lock)
        {
            _entries.Add(new Entry(kind, account, times));
        }
    }

    /// <summary>Refuses nothing any more.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
        }
    }

    internal bool Has(RefusalKind kind)
    {
        lock (_lock)
        {
            return _entries.Exists(entry => entry.Kind == kind && entry.Left > 0);
        }
    }

    /// <exception cref="Refusal">The account or its token is refused.</exception>
    internal void CheckAccount(Caller caller)
    {
        Check(caller, RefusalKind.ExpiredToken, GitLabRefusal.ExpiredToken);
        Check(caller, RefusalKind.RevokedToken, GitLabRefusal.RevokedToken);
        Check(caller, RefusalKind.Blocked, GitLabRefusal.Blocked);
    }

    /// <summary>A request to the project whose issues are the audits.</summary>
    /// <exception cref="Refusal">It is refused.</exception>
    internal void CheckTracker(Call call, Caller caller, string[] path)
    {
        Check(caller, RefusalKind.NoMember, () => GitLabRefusal.NotFound("Project"));
        if (path is ["members", ..])
        {
            Check(caller, RefusalKind.HiddenMembers, GitLabRefusal.Forbidden);
        }

        if (call.Method is "GET" or "HEAD")
        {
            return;
        }

        Check(caller, RefusalKind.Archived, GitLabRefusal.Forbidden);
        Check(caller, RefusalKind.LostRole, GitLabRefusal.Forbidden);
        if ((call.Method, path) is ("POST", ["issues"]) or ("PUT", ["issues", _]))
        {
            Check(caller, RefusalKind.Spam, GitLabRefusal.Spam);
        }

        Check(caller, RefusalKind.ResourceLock, () => GitLabRefusal.Conflict("409 Conflict: Resource lock"));
    }

    private void Check(Caller caller, RefusalKind kind, Func<Refusal> refusal)
    {
        lock (_lock)
        {
            if (_entries.Find(entry => entry.Kind == kind && entry.Left > 0 && (entry.Account ?? caller.User) == caller.User) is { } entry)
            {
                entry.Left--;
                throw refusal();
            }
        }
    }

    private sealed class Entry(RefusalKind kind, GitLabUser? account, int times)
    {
        public RefusalKind Kind => kind;

        public GitLabUser? Account => account;

        public int Left { get; set; } = times;
    }
}
