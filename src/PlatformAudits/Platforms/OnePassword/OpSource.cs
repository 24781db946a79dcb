using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Commands;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Foundation;

namespace PlatformAudits.Platforms.OnePassword;

/// <summary>Reads 1Password with <c>op</c>, which only ever lists (developer.1password.com/docs/cli/reference).</summary>
internal static class OpSource
{
    private const string Json = "--format=json";

    /// <summary>
    /// From this version on a service account may read people and groups
    /// (developer.1password.com/docs/service-accounts/use-with-1password-cli).
    /// </summary>
    private static readonly Version LeastVersion = new(2, 18);

    /// <summary>Reads everything to its end.</summary>
    public static async Task<OnePasswordPopulation> ReadAsync(
        OnePasswordSettings settings,
        Collector collector,
        CancellationToken cancellationToken
    )
    {
        using var op = collector.Open(
            new CommandOptions
            {
                System = OnePassword.Name,
                Program = "op",
                ProgramVariable = "OP_COMMAND",
                SecretVariable = "OP_SERVICE_ACCOUNT_TOKEN",
                Install =
                    "Install the 1Password CLI 2.18 or later (developer.1password.com/docs/cli/get-started), or put "
                    + "the path of op into OP_COMMAND.",
                Limits = settings.Limits,
                ErrorText = OpErrors.TextOf,
                Advice = OpErrors.AdviceOn,
                MayPass = OpErrors.MayPass,
                WaitAskedFor = OpErrors.WaitAskedFor,
                SecretFields = ["token", "session_token", "access_token", "secret", "secret_key", "password", "credential"],
            }
        );
        await op.TextAsync("version", "the version of op", ["--version"], VersionIn, cancellationToken);
        var accounts = op.ListAsync("users", "people", ["user", "list", Json], OnePasswordAccount.Read, cancellationToken);
        var groups = op.ListAsync("groups", "groups", ["group", "list", Json], OnePasswordGroup.Read, cancellationToken);
        await ConcurrentReads.CompleteAsync(accounts, groups);

        // Some versions know who they are only after a command that asked the server; and of a deleted service account whoami still tells.
        var identity = op.GetAsync("whoami", "whom the token belongs to", ["whoami", Json], OnePasswordIdentity.Read, cancellationToken);
        var found = GroupRule.Found(settings.Groups, await groups);
        var members = found
            .Select(f =>
                op.ListAsync(
                    "group-members",
                    $"the members of the group {f.Group.Label}",
                    ["group", "user", "list", f.Group.Id, Json],
                    GroupMember.Read,
                    cancellationToken
                )
            )
            .ToList();
        await ConcurrentReads.CompleteAsync([.. members, identity]);
        var audited = found.Zip(members, (f, m) => new AuditedGroup(f.Rule, f.Group, m.Result)).ToList();
        var whom = await identity;
        collector.Identify(
            OnePassword.Name,
            $"{whom.Type ?? "a person"} of {whom.Url}{(whom.AccountId is { } id ? $", account {id}" : "")}"
        );
        return new OnePasswordPopulation(await accounts, await groups, audited) { Identity = whom };
    }

    /// <summary>The version that <c>op --version</c> prints, such as <c>2.30.3</c> or <c>2.31.0-beta.01</c>.</summary>
    private static Version VersionIn(string text)
    {
        if (!Version.TryParse(text.Trim().Split('-')[0], out var version))
        {
            throw new BadAnswerException("the output is not a version");
        }

        return version >= LeastVersion
            ? version
            : throw new AuditException(
                $"Reading the version of op (op --version): it is {version}, and service accounts can read people and "
                    + $"groups from {LeastVersion} on. Install a later 1Password CLI, or name one in OP_COMMAND."
            );
    }
}
