using PlatformAudits.Checking;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>What an account is to the team.</summary>
internal enum HolderKind
{
    /// <summary>Nobody's that is known.</summary>
    Nobody,

    /// <summary>A teammate's own.</summary>
    Teammate,

    /// <summary>A teammate's second one.</summary>
    SecondAccount,

    /// <summary>Nobody's, and expected by the settings.</summary>
    Expected,
}

/// <summary>Whose an account is.</summary>
/// <param name="Teammate">The teammate that it belongs to, or null.</param>
/// <param name="Rules">What the settings allow an account that is not a teammate's own; null for others.</param>
internal sealed record Holder(HolderKind Kind, Teammate? Teammate, AccessRules? Rules);

/// <summary>Whose each account of a population is, and what it may have.</summary>
internal sealed class Holders
{
    private static readonly Holder Nobody = new(HolderKind.Nobody, null, null);

    private readonly GitLabComSettings _settings;
    private readonly Dictionary<GitLabAccount, Holder> _holders = new(ReferenceEqualityComparer.Instance);

    /// <summary>The holders of a comparison's accounts.</summary>
    public Holders(Comparison comparison, GitLabComSettings settings)
    {
        _settings = settings;
        var seconds = SecondAccounts(comparison.Roster);
        foreach (var (account, teammate) in comparison.Accounts)
        {
            var own = (GitLabAccount)account;
            _holders[own] = teammate is not null
                ? new Holder(HolderKind.Teammate, teammate, null)
                : seconds.GetValueOrDefault(own.Username) ?? Expected(own) ?? Nobody;
        }
    }

    /// <summary>Whose an account is.</summary>
    public Holder Of(GitLabAccount account) => _holders[account];

    /// <summary>What a membership may allow at the most; null for nothing.</summary>
    public GitLabAccess? Allowed(GitLabMembership membership)
    {
        var holder = Of(membership.Account);
        return holder.Kind == HolderKind.Teammate
            ? _settings.BaselineOf(holder.Teammate!, membership.Group.Path)
            : holder.Rules?.In(membership.Group.Path);
    }

    private Dictionary<string, Holder> SecondAccounts(Roster roster)
    {
        var seconds = new Dictionary<string, Holder>(StringComparer.OrdinalIgnoreCase);
        foreach (
            var (kind, teammate) in _settings.SecondAccounts.SelectMany(kind => roster.Teammates.Select(teammate => (kind, teammate)))
        )
        {
            if (kind.UsernameOf(teammate) is { } username)
            {
                seconds.TryAdd(username, new Holder(HolderKind.SecondAccount, teammate, kind.Access));
            }
        }

        return seconds;
    }

    private Holder? Expected(GitLabAccount account) =>
        (
            _settings.ExpectedAccounts.FirstOrDefault(e => e.Ids.Contains(account.Id))
            ?? _settings.ExpectedAccounts.FirstOrDefault(e => e.Usernames.Contains(account.Username))
        )
            is { } expected
            ? new Holder(HolderKind.Expected, null, expected.Access)
            : null;
}
