using System.Buffers.Text;
using System.Text;

namespace PlatformAudits.Tests.Platforms.OnePassword;

/// <summary>
/// What the sandbox's <c>op</c> prints when a test says it, right or wrong: the program is the real process, the answer comes over a
/// socket.
/// </summary>
public sealed class ScriptedOp : IAsyncDisposable
{
    private readonly ScriptedServer _server;

    /// <summary>Answers commands.</summary>
    /// <param name="answer">Gives the answer to a command such as <c>user list</c>, and how many came before; null for that of a small
    /// company in order.</param>
    public ScriptedOp(Func<string, int, OpReply?> answer) =>
        _server = new ScriptedServer(
            (target, before) =>
            {
                var command = CommandOf(target);
                var (output, error, exitCode, stalls) = answer(command, before) ?? InOrder(command);
                var headers = FormattableString.Invariant(
                    $"X-Exit-Code: {exitCode}\r\nX-Error-Bytes: {Encoding.UTF8.GetByteCount(error)}\r\n"
                );
                return Reply.Text(error + output, headers) with { Stalls = stalls };
            }
        );

    /// <summary>A token that leads <c>op</c> here.</summary>
    public string Token =>
        "ops_" + Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"signInAddress":"{{_server.Address}}","secretKey":"A3-TEST"}"""));

    /// <summary>The commands that came, without their format.</summary>
    public IReadOnlyList<string> Commands => [.. _server.Requests.Select(head => CommandOf(head.Split(' ')[1]))];

    /// <summary>What an account in order answers: Ada and Max are in the group Support, which Ada manages.</summary>
    public static OpReply InOrder(string command) =>
        command switch
        {
            "--version" => new OpReply("2.30.3\n"),
            "whoami" => new OpReply(
                """{"url":"https://example.1password.com","user_uuid":"S","account_uuid":"A","user_type":"SERVICE_ACCOUNT"}"""
            ),
            "user list" => new OpReply($"[{Ada},{Max}]"),
            "group list" => new OpReply(
                """[{"id":"g1","name":"Owners","state":"ACTIVE"},{"id":"g2","name":"Support","description":"","state":"ACTIVE","created_at":"2017-07-17T15:54:00Z"}]"""
            ),
            "group user list g2" => new OpReply($"[{Ada[..^1]},\"role\":\"MANAGER\"}},{Max[..^1]},\"role\":\"MEMBER\"}}]"),
            _ => new OpReply("", $"[ERROR] 2026/11/21 12:00:00 unknown command \"{command}\" for \"op\"\n", 1),
        };

    public const string Ada = """{"id":"ADA","name":"Ada Lovelace","email":"ada@example.com","type":"MEMBER","state":"ACTIVE"}""";

    public const string Max = """{"id":"MAX","name":"Max Manager","email":"max@example.com","type":"MEMBER","state":"ACTIVE"}""";

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string CommandOf(string target) =>
        string.Join(' ', target.Split('/')[2..].Select(Uri.UnescapeDataString).Where(argument => argument != "--format=json"));
}

/// <summary>What a command prints, and how it ends.</summary>
/// <param name="Stalls">Whether it never ends.</param>
public sealed record OpReply(string Output, string Error = "", int ExitCode = 0, bool Stalls = false)
{
    /// <summary>A failure with the line that <c>op</c> writes for it.</summary>
    public static OpReply Failure(string text) => new("", $"[ERROR] 2026/11/21 12:02:34 {text}\n", 1);
}
