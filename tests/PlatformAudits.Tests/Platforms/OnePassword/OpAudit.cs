using PlatformAudits.Sandbox;

namespace PlatformAudits.Tests.Platforms.OnePassword;

/// <summary>An audit of 1Password whose <c>op</c> answers as a test says; team file and issues are the sandbox's GitLab's.</summary>
public sealed class OpAudit : IAsyncDisposable
{
    private const string Team =
        "- {name: Ada Lovelace, email: ada@example.com, title: Support Engineer, region: EMEA}\n"
        + "- {name: Max Manager, email: max@example.com, title: Support Manager, region: APAC}\n";

    private readonly ScriptedOp _op;

    private OpAudit(SandboxedAudit audit, ScriptedOp op)
    {
        Audit = audit;
        _op = op;
    }

    public SandboxedAudit Audit { get; }

    public IReadOnlyList<string> Commands => _op.Commands;

    /// <summary>An audit with one command that answers otherwise than in order.</summary>
    public static Task<OpAudit> StartAsync(string command, OpReply reply, string settings = "{expected_managers: [ada@example.com]}") =>
        StartAsync((asked, _) => asked == command ? reply : null, settings);

    /// <summary>An audit.</summary>
    public static async Task<OpAudit> StartAsync(
        Func<string, int, OpReply?> answer,
        string settings = "{expected_managers: [ada@example.com]}"
    )
    {
        var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 1 }, "1password");
        var op = new ScriptedOp(answer);
        audit.Variables["OP_SERVICE_ACCOUNT_TOKEN"] = op.Token;
        audit.Request = audit.Request with
        {
            TeamPath = audit.Write("team.yaml", Team),
            SettingsPath = audit.Write("op.yaml", $"tracker: {{project: sandbox/audits}}\nplatforms:\n  1password: {settings}\n"),
        };
        return new OpAudit(audit, op);
    }

    /// <summary>The one reason why nobody knows.</summary>
    public async Task<string> ReasonAsync() => (await Audit.RunAsync()).Report.Reasons.Single();

    public async ValueTask DisposeAsync()
    {
        await Audit.DisposeAsync();
        await _op.DisposeAsync();
    }
}
