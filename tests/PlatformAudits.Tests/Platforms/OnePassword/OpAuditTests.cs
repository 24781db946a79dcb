using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.OnePassword;

namespace PlatformAudits.Tests.Platforms.OnePassword;

/// <summary>The audit with <c>op</c>: what it reads, what it proves, what it leaves behind.</summary>
public sealed class OpAuditTests
{
    [Test]
    public async Task Only_commands_that_read_are_run_and_nobody_is_looked_up_one_at_a_time()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, "1password");
        await audit.RunAsync();
        var company = audit.Sandbox.Vendor<OnePasswordVendor>().Company;
        var asked = audit
            .Sandbox.Requests.All.Where(r => r.Target.StartsWith("/1password", StringComparison.Ordinal))
            .Select(r => $"{r.Method} {r.Target}");
        Assert.That(
            asked,
            Is.EquivalentTo(
                new[]
                {
                    "GET /1password/op/--version",
                    "GET /1password/op/user/list/--format%3Djson",
                    "GET /1password/op/group/list/--format%3Djson",
                    "GET /1password/op/whoami/--format%3Djson",
                    $"GET /1password/op/group/user/list/{company.Support.Id}/--format%3Djson",
                    $"GET /1password/op/group/user/list/{company.RegionSupport.Id}/--format%3Djson",
                }
            )
        );
    }

    [Test]
    public async Task No_vault_is_listed_because_the_list_has_only_those_that_the_caller_sees()
    {
        await using var op = await OpAudit.StartAsync((_, _) => null);
        await op.Audit.RunAsync();
        Assert.That(
            op.Commands,
            Has.Count.EqualTo(10).And.None.Contains("vault").And.None.Contains("item"),
            "twice five: nothing is open, which no vendor counts"
        );
    }

    [Test]
    public async Task A_replay_needs_no_program_and_gives_the_same_bytes()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, "1password");
        await audit.RunAsync();
        var before = Written(audit);
        var asked = audit.Sandbox.Requests.Received;
        audit.Variables.Clear();
        audit.Request = audit.Request with
        {
            ReplayFolder = audit.Output("snapshot"),
            OutputFolder = audit.Output("replayed"),
            SettingsPath = "/nowhere",
        };
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(Written(audit), Is.EqualTo(before));
            Assert.That(audit.Sandbox.Requests.Received, Is.EqualTo(asked));
        });
    }

    [TestCase("ops_garbled!")]
    [TestCase("denied")]
    [TestCase("deleted")]
    [TestCase("no program")]
    public async Task A_replay_of_a_run_that_failed_tells_the_same_reason(string failure)
    {
        await using var audit = await SandboxedAudit.StartAsync(platform: "1password");
        var vendor = audit.Sandbox.Vendor<OnePasswordVendor>();
        audit.Variables["OP_SERVICE_ACCOUNT_TOKEN"] = failure switch
        {
            "denied" => vendor.DeniedToken,
            "deleted" => vendor.DeletedToken,
            "no program" => vendor.Token,
            _ => failure,
        };
        audit.Variables["OP_COMMAND"] = failure == "no program" ? "/nowhere/op" : audit.Variables["OP_COMMAND"];
        var reasons = (await audit.RunAsync()).Report.Reasons;
        var before = Written(audit);
        audit.Variables.Clear();
        audit.Request = audit.Request with { ReplayFolder = audit.Output("snapshot"), OutputFolder = audit.Output("replayed") };
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(reasons, Has.Count.EqualTo(1));
            Assert.That(Written(audit), Is.EqualTo(before));
        });
    }

    [Test]
    public async Task The_manifest_tells_each_command_as_it_tells_a_request()
    {
        await using var audit = await SandboxedAudit.StartAsync(platform: "1password");
        await audit.RunAsync();
        var manifest = JObject.Parse(await File.ReadAllTextAsync(Path.Combine(audit.Output("snapshot"), "manifest.json")));
        var users = manifest["exchanges"]!.Single(e => (string?)e["list"] == "users");
        var system = manifest["systems"]!.Single(s => (string?)s["name"] == "1Password");
        Assert.Multiple(() =>
        {
            Assert.That(
                ((string?)users["method"], (string?)users["path"], (int?)users["status"]),
                Is.EqualTo(("RUN", "user list --format=json", 0))
            );
            Assert.That((int?)users["rows"], Is.EqualTo(audit.Sandbox.Vendor<OnePasswordVendor>().Company.Accounts.Count()));
            Assert.That((string?)users["sha256"], Does.Match("^[0-9a-f]{64}$"));
            Assert.That((string?)system["credentialVariable"], Is.EqualTo("OP_SERVICE_ACCOUNT_TOKEN"));
            Assert.That(
                (string?)system["credentialIdentity"],
                Does.Match("^SERVICE_ACCOUNT of https://sandbox\\.1password\\.com, account [A-Z2-7]{26}$")
            );
        });
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task No_token_reaches_a_file_or_the_log_even_if_op_repeats_it(bool onError)
    {
        string? token = null;
        await using var op = await OpAudit.StartAsync(
            (command, _) =>
                command != "whoami" ? null
                : onError ? OpReply.Failure($"cannot use {token}")
                : new OpReply(
                    $$"""{"url":"https://example.1password.com","user_type":"SERVICE_ACCOUNT","session_token":"hush","note":"{{token}}"}"""
                )
        );
        token = op.Audit.Variables["OP_SERVICE_ACCOUNT_TOKEN"];
        var outcome = await op.Audit.RunAsync();
        var written = Directory
            .EnumerateFiles(op.Audit.Request.OutputFolder, "*", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .Concat(op.Audit.Log.Sentences)
            .ToList();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(onError ? Verdict.NotEvaluated : Verdict.Clear));
            Assert.That(written, Has.None.Contains(token).And.None.Contains("hush"));
            Assert.That(written, Has.Some.Contains("[redacted]"));
        });
    }

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("\n")]
    public async Task A_group_for_which_op_prints_nothing_has_no_members(string output)
    {
        await using var op = await OpAudit.StartAsync("group user list g2", new OpReply(output));
        var outcome = await op.Audit.RunAsync();
        Assert.That(
            outcome.Report.Findings.Select(f => f.Key.ToString()),
            Is.EqualTo(new[] { "teammate-is-in-group:g2/ada@example.com", "teammate-is-in-group:g2/max@example.com" })
        );
    }

    [Test]
    public async Task Documents_printed_one_after_the_other_are_one_list()
    {
        await using var op = await OpAudit.StartAsync("user list", new OpReply($"{ScriptedOp.Ada}\n{ScriptedOp.Max}\n[]"));
        var outcome = await op.Audit.RunAsync();
        Assert.That(
            (outcome.Report.Verdict, outcome.Report.Population.Single(c => c.What == "accounts").Count),
            Is.EqualTo((Verdict.Clear, 2))
        );
    }

    [Test]
    public async Task A_connect_server_in_the_runs_own_environment_does_not_come_between()
    {
        await using var audit = await SandboxedAudit.StartAsync(platform: "1password");
        audit.Variables["OP_CONNECT_HOST"] = "http://127.0.0.1:1";
        audit.Variables["OP_CONNECT_TOKEN"] = "connect";
        audit.Variables["OP_ACCOUNT"] = "another";
        await audit.RunAsync();
        Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
    }

    [TestCase("""{"URL":"https://example.1password.com","ServiceAccountType":"SERVICE_ACCOUNT"}""", null)]
    [TestCase(
        """{"url":"https://example.1password.com/","email":"ada@example.com","user_uuid":"U","account_uuid":"A"}""",
        "The token is that of a service account: this does not hold (its type is not told)."
    )]
    [TestCase(
        """{"url":"https://other.1password.com","user_type":"SERVICE_ACCOUNT"}""",
        "The account is the one that is meant: this does not hold (it is other.1password.com, and example.1password.com is expected)."
    )]
    public async Task The_identity_is_proved(string whoami, string? reason)
    {
        await using var op = await OpAudit.StartAsync(
            "whoami",
            new OpReply(whoami),
            "{expected_managers: [ada@example.com], account: Example.1password.com}"
        );
        var report = (await op.Audit.RunAsync()).Report;
        Assert.Multiple(() =>
        {
            Assert.That(report.Verdict, Is.EqualTo(reason is null ? Verdict.Clear : Verdict.NotEvaluated));
            Assert.That(string.Concat(report.Reasons), Does.StartWith(reason ?? ""));
        });
    }

    [Test]
    public async Task A_group_that_is_not_shown_is_no_empty_group()
    {
        await using var op = await OpAudit.StartAsync(
            "group list",
            new OpReply("""[{"id":"g1","name":"Owners"},{"id":"g3","name":"Support (old)"}]""")
        );
        Assert.That(
            await op.ReasonAsync(),
            Is.EqualTo(
                "Each group of the settings stands for exactly one group of the account: this does not hold (no group Support among 2 "
                    + "groups). Correct platforms.1password.groups in audits.yaml, with the id of the group where several have its "
                    + "name; if the group is there and is not shown, the credential may not see it."
            )
        );
    }

    [Test]
    public async Task Of_two_groups_of_one_name_none_is_guessed_and_the_id_decides()
    {
        await using var audit = await SandboxedAudit.StartAsync(platform: "1password");
        var company = audit.Sandbox.Vendor<OnePasswordVendor>().Company;
        company.AddGroup("support");
        var guessed = await audit.RunAsync();
        audit.Change("group: Support", $"group: {company.Support.Id}");
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(guessed.Report.Reasons.Single(), Does.Contain("(2 groups Support among 8 groups)"));
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
        });
    }

    [Test]
    public async Task A_member_who_is_not_in_the_list_of_accounts_proves_that_a_list_is_cut_off()
    {
        await using var op = await OpAudit.StartAsync("user list", new OpReply($"[{ScriptedOp.Ada}]"));
        Assert.That(
            await op.ReasonAsync(),
            Does.StartWith(
                "Everybody in a group is in the list of accounts: this does not hold (2 members, 1 people among them not in the list)."
            )
        );
    }

    [Test]
    public async Task A_missing_program_is_one_clear_sentence()
    {
        await using var audit = await SandboxedAudit.StartAsync(platform: "1password");
        audit.Variables.Remove("OP_COMMAND");
        audit.Variables["PATH"] = Path.GetTempPath();
        var onPath = (await audit.RunAsync()).Report.Reasons.Single();
        audit.Variables["OP_COMMAND"] = "/nowhere/op";
        var named = (await audit.RunAsync()).Report.Reasons.Single();
        const string install =
            "Install the 1Password CLI 2.18 or later (developer.1password.com/docs/cli/get-started), "
            + "or put the path of op into OP_COMMAND.";
        Assert.Multiple(() =>
        {
            Assert.That(onPath, Is.EqualTo($"Starting op: there is no program op on the PATH. {install}"));
            Assert.That(named, Is.EqualTo($"Starting op: there is no program /nowhere/op, which OP_COMMAND names. {install}"));
        });
    }

    [Test]
    public async Task Op_is_found_on_the_path()
    {
        await using var audit = await SandboxedAudit.StartAsync(platform: "1password");
        audit.Variables["PATH"] = $"relative{Path.PathSeparator}{Path.GetDirectoryName(audit.Variables["OP_COMMAND"])}";
        audit.Variables.Remove("OP_COMMAND");
        await audit.RunAsync();
        Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
    }

    [Test]
    public async Task Missing_variables_are_named_with_the_other_way_in()
    {
        await using var audit = await SandboxedAudit.StartAsync(platform: "1password");
        audit.Variables.Remove("OP_SERVICE_ACCOUNT_TOKEN");
        Assert.That(
            (await audit.RunAsync()).Report.Reasons.Single(),
            Is.EqualTo(
                "Preparing the 1Password audit: OP_SERVICE_ACCOUNT_TOKEN is not set. OP_SERVICE_ACCOUNT_TOKEN: the token of a "
                    + "1Password service account with read access to one empty vault and no more; op 2.18 or later must be on the "
                    + "PATH, or be named by OP_COMMAND. "
                    + "Instead of OP_SERVICE_ACCOUNT_TOKEN, OP_SCIM_URL and OP_SCIM_TOKEN would do. To try "
                    + "the audit without any credential, add --sandbox."
            )
        );
    }

    [Test]
    public async Task A_check_that_is_switched_off_is_named_and_finds_nothing()
    {
        await using var op = await OpAudit.StartAsync("group user list g2", new OpReply(""), "{checks: {teammate-is-in-group: false}}");
        var report = (await op.Audit.RunAsync()).Report;
        Assert.That((report.Verdict, string.Join(',', report.SwitchedOff)), Is.EqualTo((Verdict.Clear, "teammate-is-in-group")));
    }

    [Test]
    public async Task Hostile_display_names_change_no_finding_and_activate_nothing()
    {
        string[] names =
        [
            "@all",
            "/close",
            "a | b",
            "--> x",
            "<!-- platform-audits:end -->",
            "{{ 1/0 }}",
            "\u202eevil",
            "`",
            "- [x] done",
            "A\nB",
            "",
        ];
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150, DisplayNames = names }, "1password");
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
            Assert.That(audit.Sandbox.Requests.Writes.SelectMany(w => w.Mentions.Concat(w.QuickActions)), Is.Empty);
        });
    }

    [Test]
    public async Task The_plant_follows_people_who_come_go_and_change()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 30 }, "1password");
        var company = audit.Sandbox.Vendor<OnePasswordVendor>().Company;
        company.Add("Eve", "eve@evil.example", company.Support);
        company.Remove(company.Accounts.ElementAt(12));
        company.Change(company.Accounts.ElementAt(15), account => account with { State = "SUSPENDED" });
        company.Change(
            company.Accounts.ElementAt(16),
            account => account with { Roles = account.Roles.SetItem(company.Support.Id, "OWNER_OF_SORTS") }
        );
        company.Change(company.Accounts.ElementAt(17), account => account with { Roles = account.Roles.Clear() });
        audit.Sandbox.World.Remove(21);
        var outcome = await audit.RunAsync();
        Assert.That(audit.Found(), Is.EqualTo(audit.Planted), string.Concat(outcome.Report.Reasons));
    }

    private static List<string> Written(SandboxedAudit audit) =>
        [.. new[] { "report.json", "issue.md", "junit.xml" }.Select(name => File.ReadAllText(audit.Output(name)))];
}
