using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Sandbox.OnePassword;

namespace PlatformAudits.Tests.Platforms.OnePassword;

/// <summary>Every way in which <c>op</c> was seen to fail: one sentence with what to do, and never an empty list.</summary>
public sealed class OpErrorsTests
{
    private const string SetToken = "Put the token of a service account into OP_SERVICE_ACCOUNT_TOKEN.";
    private const string NotAllowed =
        "The service account may not read people and groups, so nobody knows who is in them: let an owner or administrator make one "
        + "that may, or use the SCIM bridge (OP_SCIM_URL, OP_SCIM_TOKEN).";
    private const string CheckGroups =
        "Check platforms.1password.groups in audits.yaml; if the group is there, run again when nobody is changing groups.";

    [TestCase("account is not signed in", SetToken)]
    [TestCase("You are not currently signed in. Please run `op signin --help` for instructions", SetToken)]
    [TestCase("no account found for filter 5GHHPJK5HZC5BAT7WDUXW57G44", SetToken)]
    [TestCase("service account token set, but not authenticated yet", SetToken)]
    [TestCase("(401) Unauthorized: You aren't authorized to perform this action.", SetToken)]
    [TestCase("\"X\" isn't a group in this account. Specify the group with its UUID or name.", CheckGroups)]
    [TestCase("(404) Not Found: The requested resource was not found.", CheckGroups)]
    [TestCase("(403) Forbidden: You don't have permission to perform this action.", NotAllowed)]
    [TestCase("this command isn't supported with service accounts.", NotAllowed)]
    [TestCase("unknown command \"user\" for \"group\"", "Install a later 1Password CLI, or name one in OP_COMMAND.")]
    [TestCase("something that nobody has seen yet", "Run the same command by hand with OP_SERVICE_ACCOUNT_TOKEN to see more.")]
    public async Task An_error_is_told_without_its_time_and_with_what_to_do(string text, string advice)
    {
        await using var op = await OpAudit.StartAsync("group user list g2", OpReply.Failure(text));
        Assert.That(
            await op.ReasonAsync(),
            Is.EqualTo(
                "Reading the members of the group Support (op group user list g2 --format=json): op ended with exit code 1 "
                    + $"({text.TrimEnd('.')}). {advice}"
            )
        );
    }

    [TestCase("--version", "the version of op (op --version)")]
    [TestCase("user list", "people (op user list --format=json)")]
    [TestCase("group list", "groups (op group list --format=json)")]
    [TestCase("group user list g2", "the members of the group Support (op group user list g2 --format=json)")]
    [TestCase("whoami", "whom the token belongs to (op whoami --format=json)")]
    public async Task A_failed_command_is_never_an_empty_list_whichever_it_is(string command, string place)
    {
        await using var op = await OpAudit.StartAsync(command, OpReply.Failure("account is not signed in"));
        var outcome = await op.Audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.NotEvaluated));
            Assert.That(
                outcome.Report.Reasons.Single(),
                Does.StartWith($"Reading {place}: op ended with exit code 1 (account is not signed in). ")
            );
            Assert.That(outcome.Report.Findings, Is.Empty);
        });
    }

    [Test]
    public async Task A_token_that_is_cut_off_makes_op_break_down_and_that_is_one_sentence()
    {
        await using var audit = await SandboxedAudit.StartAsync(platform: "1password");
        audit.Variables["OP_SERVICE_ACCOUNT_TOKEN"] = "ops_garbled!";
        var outcome = await audit.RunAsync();
        Assert.That(
            outcome.Report.Reasons,
            Is.EqualTo(
                new[]
                {
                    (
                        "Reading the version of op (op --version): op ended with exit code 2 "
                        + "(it broke down: panic: runtime error: invalid "
                        + "memory address or nil pointer dereference). OP_SERVICE_ACCOUNT_TOKEN is probably cut off or garbled: set it "
                        + "again, whole. If it is right, update op."
                    ).Replace("panic: ", "", StringComparison.Ordinal),
                }
            )
        );
    }

    [Test]
    public async Task A_deleted_service_account_is_noticed_although_whoami_still_succeeds()
    {
        await using var audit = await SandboxedAudit.StartAsync(platform: "1password");
        audit.Variables["OP_SERVICE_ACCOUNT_TOKEN"] = audit.Sandbox.Vendor<OnePasswordVendor>().DeletedToken;
        var outcome = await audit.RunAsync();
        Assert.That(
            outcome.Report.Reasons.Single(),
            Does.StartWith("Reading people (op user list --format=json): op ended with exit code 1 (error initializing client: ")
                .And.Contain("Forbidden (Service Account Deleted)")
                .And.EndsWith(
                    "The service account was deleted: make another one in 1Password, and put its token into OP_SERVICE_ACCOUNT_TOKEN."
                )
        );
    }

    [Test]
    public async Task A_service_account_that_may_not_read_people_is_not_evaluated()
    {
        await using var audit = await SandboxedAudit.StartAsync(platform: "1password");
        audit.Variables["OP_SERVICE_ACCOUNT_TOKEN"] = audit.Sandbox.Vendor<OnePasswordVendor>().DeniedToken;
        var outcome = await audit.RunAsync();
        Assert.That(outcome.Report.Reasons.Single(), Does.Contain("(403) Forbidden").And.EndsWith(NotAllowed));
    }

    [Test]
    public async Task A_limit_of_requests_that_passes_soon_is_waited_for()
    {
        var refusals = 0;
        await using var op = await OpAudit.StartAsync(
            (command, _) =>
                command == "user list" && refusals++ == 0
                    ? OpReply.Failure(
                        "(429) Too Many Requests: You've reached the maximum number of this type of requests this service account is "
                            + "allowed to make. Please retry in 1 seconds or try other requests."
                    )
                    : null
        );
        var outcome = await op.Audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.Clear));
            Assert.That(
                op.Audit.Log.Sentences,
                Has.Some.Match("\\(429\\) Too Many Requests: .*; waiting 1(\\.\\d)? s before the next try\\.")
            );
        });
    }

    [Test]
    public async Task A_limit_of_requests_that_lasts_an_hour_ends_the_audit_at_once()
    {
        await using var op = await OpAudit.StartAsync(
            "user list",
            OpReply.Failure(
                "(429) Too Many Requests: You've reached the maximum number of this type of requests this service account is allowed "
                    + "to make. Please retry in 58 minutes or try other requests."
            )
        );
        Assert.That(
            await op.ReasonAsync(),
            Does.Match("; the next try would have to wait (5[89]|6\\d) min, and a request may wait 15 min in all\\. Try again later\\.$")
        );
    }

    [Test]
    public async Task A_connection_that_broke_once_is_tried_again()
    {
        var failures = 0;
        await using var op = await OpAudit.StartAsync(
            (command, _) =>
                command == "group list" && failures++ == 0
                    ? OpReply.Failure(
                        "error initializing client: Network: (failed to request.DoUnencrypted), dial tcp 10.0.0.1:443: i/o timeout"
                    )
                    : null
        );
        Assert.That((await op.Audit.RunAsync()).Report.Verdict, Is.EqualTo(Verdict.Clear));
    }

    [Test]
    public async Task A_command_that_fails_without_a_word_is_a_failure()
    {
        await using var op = await OpAudit.StartAsync("user list", new OpReply("", "", 3));
        Assert.That(
            await op.ReasonAsync(),
            Does.StartWith("Reading people (op user list --format=json): op ended with exit code 3 and said nothing. ")
        );
    }

    [Test]
    public async Task What_a_failed_command_printed_before_it_failed_is_not_used()
    {
        await using var op = await OpAudit.StartAsync(
            "group user list g2",
            ScriptedOp.InOrder("group user list g2") with
            {
                ExitCode = 1,
            }
        );
        Assert.That(await op.ReasonAsync(), Does.Contain("op ended with exit code 1 and said nothing."));
    }

    [Test]
    public async Task An_error_is_believed_even_if_the_exit_code_says_success()
    {
        await using var op = await OpAudit.StartAsync(
            "group user list g2",
            OpReply.Failure("(500) Internal trouble with no number") with
            {
                ExitCode = 0,
                Error = "[ERROR] 2026/11/21 12:00:00 cannot be read\n",
            }
        );
        Assert.That(await op.ReasonAsync(), Does.Contain("op ended with exit code 0 (cannot be read)."));
    }

    [Test]
    public async Task Advice_on_standard_error_is_no_error()
    {
        await using var op = await OpAudit.StartAsync(
            "user list",
            ScriptedOp.InOrder("user list") with
            {
                Error = "There's a newer version of the CLI available.\n",
            }
        );
        Assert.That((await op.Audit.RunAsync()).Report.Verdict, Is.EqualTo(Verdict.Clear));
    }

    [TestCase("[{\"id\":\"ADA\",\"name\":\"Ada", "the output is not whole JSON.")]
    [TestCase("[", "the output is not whole JSON.")]
    [TestCase("ID    NAME\nADA   Ada\n", "the output is not whole JSON.")]
    [TestCase("null", "the rows are not a JSON array.")]
    [TestCase("[1]", "row 1 is not a JSON object.")]
    [TestCase("[{\"id\":\"ADA\",\"type\":\"MEMBER\"}]", "row 1: a record has no state.")]
    [TestCase("[{\"id\":null,\"type\":\"MEMBER\",\"state\":\"ACTIVE\"}]", "row 1: a record has no id.")]
    public async Task Output_that_is_not_what_it_should_be_is_no_list(string output, string problem)
    {
        await using var op = await OpAudit.StartAsync("user list", new OpReply(output));
        Assert.That(await op.ReasonAsync(), Does.StartWith($"Reading people (op user list --format=json): {problem}"));
    }

    [TestCase("2.17.0\n", "it is 2.17.0, and service accounts can read people and groups from 2.18 on.")]
    [TestCase("1.12.9\n", "it is 1.12.9, and service accounts can read people and groups from 2.18 on.")]
    [TestCase("1Password\n", "the output is not a version.")]
    public async Task An_op_that_is_too_old_is_refused_before_anything_is_read(string printed, string problem)
    {
        await using var op = await OpAudit.StartAsync("--version", new OpReply(printed));
        Assert.That(await op.ReasonAsync(), Does.StartWith($"Reading the version of op (op --version): {problem}"));
        Assert.That(op.Commands, Is.EqualTo(new[] { "--version" }));
    }

    [TestCase("2.18.0\n")]
    [TestCase("2.31.0-beta.01\n")]
    [TestCase("3.0\n")]
    public async Task A_later_op_will_do(string printed)
    {
        await using var op = await OpAudit.StartAsync("--version", new OpReply(printed));
        Assert.That((await op.Audit.RunAsync()).Report.Verdict, Is.EqualTo(Verdict.Clear));
    }
}
