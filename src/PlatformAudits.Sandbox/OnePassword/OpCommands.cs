using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.OnePassword;

/// <summary>
/// What <c>op</c> answers (developer.1password.com/docs/cli/reference; recorded with 2.x to 2.30.3). Only what reads people and groups is
/// there.
/// </summary>
internal sealed class OpCommands(Company company, RateLimit limit, TimeProvider clock)
{
    private const int ChunkLength = 32 * 1024;
    private volatile bool _isAuthenticated;

    /// <summary>What <c>op --version</c> prints.</summary>
    public string Version { get; set; } = "2.30.3";

    /// <summary>Carries out one command, whose arguments stand in the request's path behind <c>op</c>.</summary>
    public async Task AnswerAsync(Call call)
    {
        IEnumerable<string> output;
        try
        {
            output = Run(call.Segments[1..], (call.Header("Authorization") ?? "").Replace("Bearer ", "", StringComparison.Ordinal));
        }
        catch (OpFailure failure)
        {
            var said = Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"[ERROR] {clock.GetUtcNow():yyyy/MM/dd HH:mm:ss} {failure.Message}\n")
            );
            Begin(call, 1, said.Length);
            await call.WriteAsync(said);
            return;
        }

        Begin(call, 0, 0);
        var chunk = new StringBuilder();
        foreach (var piece in output)
        {
            chunk.Append(piece);
            if (chunk.Length >= ChunkLength)
            {
                await call.WriteAsync(Encoding.UTF8.GetBytes(chunk.ToString()));
                chunk.Clear();
            }
        }

        await call.WriteAsync(Encoding.UTF8.GetBytes(chunk.ToString()));
    }

    private static void Begin(Call call, int exitCode, int errorBytes)
    {
        call.Set("X-Exit-Code", exitCode.ToString(CultureInfo.InvariantCulture));
        call.Set("X-Error-Bytes", errorBytes.ToString(CultureInfo.InvariantCulture));
        call.Begin(200, Call.Text);
    }

    private IEnumerable<string> Run(string[] arguments, string token)
    {
        if (arguments is ["--version"])
        {
            return [Version, "\n"];
        }

        var words = arguments.TakeWhile(word => !word.StartsWith('-')).ToArray();
        var isJson = FlagsAskForJson(arguments[words.Length..]);
        var state = ServiceAccount.StateOf(token);
        if (words is ["whoami"])
        {
            return Document(WhoAmI(state), isJson);
        }

        Authenticate(state, token);
        return words switch
        {
            ["user", "list"] => List(company.Accounts.Select(account => Of(account)), isJson),
            ["group", "list"] => List(company.Groups.Select(Of), isJson),
            ["group", "user", "list", var group] => List(MembersOf(GroupOf(group)), isJson),
            _ => throw OpFailure.UnknownCommand(words),
        };
    }

    private static bool FlagsAskForJson(string[] flags) =>
        flags switch
        {
            ["--format", "json"] or ["--format=json"] => true,
            [] => false,
            _ => throw new OpFailure($"unknown flag: {flags[0]}"),
        };

    private JObject WhoAmI(ServiceAccountState? state) =>
        state switch
        {
            // Recorded: the account is gone, and whoami, which asks nobody, still succeeds.
            ServiceAccountState.Deleted => new JObject
            {
                ["URL"] = "https://sandbox.1password.com",
                ["ServiceAccountType"] = "SERVICE_ACCOUNT",
            },
            _ when !_isAuthenticated => throw OpFailure.NotAuthenticatedYet(),
            _ => new JObject
            {
                ["url"] = "https://sandbox.1password.com",
                ["user_uuid"] = "SANDBOXSERVICEACCOUNTAUDIT",
                ["account_uuid"] = company.Id,
                ["user_type"] = "SERVICE_ACCOUNT",
            },
        };

    private void Authenticate(ServiceAccountState? state, string token)
    {
        if (state is null or ServiceAccountState.Deleted)
        {
            throw OpFailure.Deleted();
        }

        if (limit.Take(token) is { Exceeded: true } exceeded)
        {
            throw OpFailure.TooManyRequests(exceeded.SecondsToReset);
        }

        if (state == ServiceAccountState.Denied)
        {
            throw OpFailure.Denied();
        }

        _isAuthenticated = true;
    }

    private Group GroupOf(string asked) =>
        company.Groups.FirstOrDefault(group => group.Id == asked)
        ?? company.Groups.Where(group => group.Name == asked).Take(2).ToList() switch
        {
            [] => throw OpFailure.NoSuchGroup(asked),
            [var group] => group,
            _ => throw OpFailure.SeveralGroups(asked),
        };

    private IEnumerable<JObject> MembersOf(Group group)
    {
        foreach (var account in company.Accounts)
        {
            if (account.Roles.TryGetValue(group.Id, out var role))
            {
                var member = Of(account);
                member["role"] = role;
                yield return member;
            }
        }
    }

    private static JObject Of(Account account) =>
        new()
        {
            ["id"] = account.Id,
            ["name"] = account.Name,
            ["email"] = account.Email,
            ["type"] = account.Type,
            ["state"] = account.State,
        };

    private static JObject Of(Group group) =>
        new()
        {
            ["id"] = group.Id,
            ["name"] = group.Name,
            ["description"] = group.Description,
            ["state"] = "ACTIVE",
            ["created_at"] = group.CreatedAt,
        };

    private static IEnumerable<string> Document(JObject document, bool isJson) =>
        isJson
            ? [document.ToString(Formatting.Indented), "\n"]
            : document.Properties().Select(property => $"{property.Name}: {property.Value}\n");

    /// <summary>The rows as <c>op</c> prints them; nothing at all where there are none.</summary>
    private static IEnumerable<string> List(IEnumerable<JObject> rows, bool isJson)
    {
        var before = "[\n";
        foreach (var row in rows)
        {
            yield return isJson
                ? before + "  " + row.ToString(Formatting.Indented).ReplaceLineEndings("\n  ")
                : $"{row["id"]}    {row["name"]}\n";
            before = ",\n";
        }

        if (isJson && before == ",\n")
        {
            yield return "\n]\n";
        }
    }
}
