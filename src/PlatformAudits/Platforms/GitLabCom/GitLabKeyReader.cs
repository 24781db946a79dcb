using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Foundation;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>Reads a list of GitLab's to its end.</summary>
/// <param name="name">The list's name in the snapshot.</param>
/// <param name="what">What it holds.</param>
internal delegate Task<CountedRows<object>> ListReading(string name, string what, string path, Func<JsonRecord, object> read);

/// <summary>
/// Reads what programs sign in with: the access tokens and deploy tokens of the audited groups and of their projects, and the service
/// accounts of the groups at the top that are members of an audited group. What GitLab refuses is unknown, and no empty list.
/// </summary>
internal sealed class GitLabKeyReader(ListReading readAsync)
{
    private const string FullPage = "per_page=100";

    private readonly ConcurrentBag<UnreadList> _unread = [];
    private readonly ConcurrentBag<(bool IsWhole, long? Total)> _lists = [];
    private int _elsewhere;

    /// <summary>Reads everything.</summary>
    /// <param name="groups">The groups, with their members.</param>
    public async Task<GitLabKeys> ReadAsync(IReadOnlyList<GroupReading> groups)
    {
        var ofGroups = groups.Select((group, index) => OfGroupAsync(group, Number(index))).ToList();
        var members = groups.SelectMany(group => group.Members.Rows.Select(row => row.Account.Id)).ToHashSet(StringComparer.Ordinal);
        var ofTops = groups
            .Select(group => group.FullPath.Split('/')[0])
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select((path, index) => OfServiceAccountsAsync(path, Number(index), members))
            .ToList();
        await ConcurrentReads.CompleteAsync([.. ofGroups, .. ofTops]);
        return new GitLabKeys(
            [.. (await Task.WhenAll([.. ofGroups, .. ofTops])).SelectMany(keys => keys).DistinctBy(key => key.Id)],
            [.. _unread.OrderBy(list => list.What, StringComparer.Ordinal)],
            _elsewhere,
            [.. _lists]
        );
    }

    private async Task<IReadOnlyList<GitLabKey>> OfGroupAsync(GroupReading group, string number)
    {
        var path = $"groups/{group.Id}";
        var creators = group
            .Members.Rows.Where(row => row.AddedBy is not null)
            .DistinctBy(row => row.Account.Id)
            .ToDictionary(row => row.Account.Id, row => row.AddedBy!, StringComparer.Ordinal);
        var access = AccessTokensAsync(group.FullPath, $"group-tokens-{number}", path, "group access tokens", "an Owner", group.FullPath);
        var deploy = DeployTokensAsync(group.FullPath, $"group-deploy-tokens-{number}", path, "deploy tokens", group.FullPath);
        var projects = TryReadAsync(
            $"projects-{number}",
            $"the projects of {group.FullPath}",
            $"{path}/projects?simple=true&with_shared=false&{FullPage}",
            GitLabProject.Read,
            new Refusable("access tokens and deploy tokens in projects", group.FullPath, "a member")
        );
        await ConcurrentReads.CompleteAsync(access, deploy, projects);
        var ofProjects = (await projects ?? [])
            .OrderBy(project => project.FullPath, StringComparer.Ordinal)
            .Select(project => OfProjectAsync(project, group.FullPath, mayAsk: access.Result is not null))
            .ToList();
        await ConcurrentReads.CompleteAsync([.. ofProjects]);
        return
        [
            .. (await access ?? []).Select(token =>
                KeyOf(token, "group access token", group.FullPath) with
                {
                    Creator = creators.GetValueOrDefault(token.User),
                }
            ),
            .. (await deploy ?? []).Select(token => KeyOf(token, group.FullPath)),
            .. ofProjects.SelectMany(keys => keys.Result),
        ];
    }

    /// <param name="mayAsk">
    /// Whether the group's own access tokens were shown. Where they were not, those of its projects are not asked for: every refusal is a
    /// 401, and GitLab.com blocks an address after many of those.
    /// </param>
    private async Task<IReadOnlyList<GitLabKey>> OfProjectAsync(GitLabProject project, string group, bool mayAsk)
    {
        var path = $"projects/{project.Id}";
        const string Kind = "project access tokens";
        var what = WhatOf("access tokens", project.FullPath);
        if (!mayAsk)
        {
            _unread.Add(new UnreadList(what, Kind, group, "they were not asked for, because those of the group are refused"));
        }

        var access = mayAsk
            ? AccessTokensAsync(project.FullPath, $"project-tokens-{project.Id}", path, Kind, "a Maintainer", group)
            : Task.FromResult<IReadOnlyList<GitLabAccessToken>?>(null);
        var deploy = DeployTokensAsync(project.FullPath, $"project-deploy-tokens-{project.Id}", path, "deploy tokens in projects", group);
        await ConcurrentReads.CompleteAsync(access, deploy);
        var keys = (await access ?? [])
            .Select(token => KeyOf(token, "project access token", project.FullPath))
            .Concat((await deploy ?? []).Select(token => KeyOf(token, project.FullPath)));
        return [.. keys.Select(key => key with { IsOfProject = true })];
    }

    private async Task<IReadOnlyList<GitLabKey>> OfServiceAccountsAsync(string top, string number, HashSet<string> members)
    {
        var refusable = new Refusable("service accounts", top, "an Owner");
        var accounts = await TryReadAsync(
            $"service-accounts-{number}",
            $"the service accounts of {top}",
            $"groups/{Uri.EscapeDataString(top)}/service_accounts?{FullPage}",
            GitLabServiceAccount.Read,
            refusable
        );
        var ours = (accounts ?? [])
            .Where(account => members.Contains(account.Id))
            .OrderBy(account => account.Id.Length)
            .ThenBy(account => account.Id, StringComparer.Ordinal)
            .ToList();
        Interlocked.Add(ref _elsewhere, (accounts?.Count ?? 0) - ours.Count);
        var tokens = ours.ConvertAll(account =>
            TryReadAsync(
                $"service-account-tokens-{account.Id}",
                $"the tokens of the service account {account.Id}",
                $"groups/{Uri.EscapeDataString(top)}/service_accounts/{account.Id}/personal_access_tokens?state=active&{FullPage}",
                GitLabAccessToken.Read,
                refusable with
                {
                    Kind = "tokens of service accounts",
                }
            )
        );
        await ConcurrentReads.CompleteAsync([.. tokens]);
        return [.. ours.Zip(tokens, (account, read) => KeyOf(account, top, read.Result?.Where(token => token.IsActive).ToList()))];
    }

    private async Task<IReadOnlyList<GitLabAccessToken>?> AccessTokensAsync(
        string place,
        string name,
        string path,
        string kind,
        string role,
        string group
    ) =>
        (
            await TryReadAsync(
                name,
                WhatOf("access tokens", place),
                $"{path}/access_tokens?state=active&{FullPage}",
                GitLabAccessToken.Read,
                new Refusable(kind, group, role)
            )
        )
            ?.Where(token => token.IsActive)
            .OrderBy(token => token.Id.Length)
            .ThenBy(token => token.Id, StringComparer.Ordinal)
            .ToList();

    private async Task<IReadOnlyList<GitLabDeployToken>?> DeployTokensAsync(
        string place,
        string name,
        string path,
        string kind,
        string group
    ) =>
        (
            await TryReadAsync(
                name,
                WhatOf("deploy tokens", place),
                $"{path}/deploy_tokens?active=true&{FullPage}",
                GitLabDeployToken.Read,
                new Refusable(kind, group, "a Maintainer")
            )
        )
            ?.Where(token => token.IsActive)
            .OrderBy(token => token.Id.Length)
            .ThenBy(token => token.Id, StringComparer.Ordinal)
            .ToList();

    /// <summary>The rows of a list; null where GitLab refuses it, which is noted.</summary>
    private async Task<IReadOnlyList<T>?> TryReadAsync<T>(
        string name,
        string what,
        string path,
        Func<JsonRecord, T> read,
        Refusable refusable
    )
        where T : class
    {
        try
        {
            var rows = await readAsync(name, what, path, read);
            _lists.Add((rows.IsWhole, rows.Total));
            return [.. rows.Rows.Cast<T>()];
        }
        catch (AuditException refusal)
            when (refusal.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            var answer = ((int)refusal.Status.Value).ToString(CultureInfo.InvariantCulture);
            var reason =
                refusal.Status == HttpStatusCode.NotFound ? "as where the plan has none" : $"as to who is not {refusable.Role} there";
            _unread.Add(new UnreadList(what, refusable.Kind, refusable.Place, $"GitLab.com answered {answer}, {reason}"));
            return null;
        }
    }

    private static string WhatOf(string what, string place) => $"the {what} of {place}";

    private static string Number(int index) => (index + 1).ToString("00", CultureInfo.InvariantCulture);

    private static GitLabKey KeyOf(GitLabAccessToken token, string kind, string place) =>
        new()
        {
            Id = $"access_token/{token.Id}",
            Kind = kind,
            Place = place,
            Name = token.Name,
            Description = token.Description,
            User = token.User,
            Scopes = token.Scopes,
            Access = token.Access,
            Created = token.Created,
            LastUsed = token.LastUsed,
            TellsUse = token.TellsUse,
            Ends = token.Ends,
        };

    private static GitLabKey KeyOf(GitLabDeployToken token, string place) =>
        new()
        {
            Id = $"deploy_token/{token.Id}",
            Kind = "deploy token",
            Place = place,
            Name = token.Name,
            User = token.Username,
            Scopes = token.Scopes,
            Ends = token.Ends,
        };

    /// <param name="tokens">Its tokens that work; null where GitLab does not show them.</param>
    private static GitLabKey KeyOf(GitLabServiceAccount account, string place, List<GitLabAccessToken>? tokens) =>
        new()
        {
            Id = $"service_account/{account.Id}",
            Kind = "service account",
            Place = place,
            Name = account.Name ?? account.Username,
            Remark =
                tokens is null ? "with tokens that are unknown"
                : tokens.Count == 0 ? "without a token"
                : $"with {Sentence.Count(tokens.Count, "token")}, the last of which "
                    + (
                        tokens.TrueForAll(token => token.Ends is not null)
                            ? $"ends on {tokens.Max(token => token.Ends)!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"
                            : "never ends"
                    ),
            User = account.Username,
            Scopes = [.. (tokens ?? []).SelectMany(token => token.Scopes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            LastUsed = tokens?.Max(token => token.LastUsed),
            TellsUse = tokens is not null && tokens.TrueForAll(token => token.TellsUse),
        };

    /// <summary>What is said of a list that GitLab refuses.</summary>
    /// <param name="Role">Who sees it, with an article.</param>
    private sealed record Refusable(string Kind, string Place, string Role);
}
