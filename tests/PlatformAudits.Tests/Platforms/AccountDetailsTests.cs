using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Platforms.Calendly;
using PlatformAudits.Platforms.OnePassword;
using PlatformAudits.Platforms.PagerDuty;
using PlatformAudits.Platforms.Zendesk;

namespace PlatformAudits.Tests.Platforms;

/// <summary>What a vendor tells of an account: what is absent, null and false are three answers.</summary>
public sealed class AccountDetailsTests
{
    [TestCase("", "unknown")]
    [TestCase("\"last_login_at\": null", "never")]
    [TestCase("\"last_login_at\": \"2026-10-31T23:59:59Z\"", "2026-10-31")]
    [TestCase("\"last_login_at\": \"some day\"", "unknown")]
    public void A_last_sign_in_that_is_absent_is_unknown_and_one_that_is_null_never_was(string field, string expected)
    {
        using var text = new JsonTextReader(
            new StringReader($$"""{"id": 1, "role": "agent"{{(field.Length > 0 ? ", " : "")}}{{field}}}""")
        )
        {
            DateParseHandling = DateParseHandling.None,
        };
        var row = JObject.Load(text);
        var account = ZendeskAccount.Read(new JsonRecord(row));
        var use = account.HasNeverSignedIn ? LastUse.Never : LastUse.On(account.LastSignIn);
        Assert.That(use.IsNever ? "never" : use.Day?.ToString("yyyy-MM-dd", null) ?? "unknown", Is.EqualTo(expected));
    }

    [TestCase("owner", true)]
    [TestCase("admin", true)]
    [TestCase("user", false)]
    [TestCase("superuser", null)]
    public void A_role_of_Calendly_that_nobody_knows_may_be_a_privileged_one(string role, bool? isPrivileged)
    {
        var account = new CalendlyAccount { Id = "1", Role = role };
        var population = new CalendlyPopulation("1", [account], [], [], new CalendlyGroupParts.Builder().Build(["1"]));
        Assert.That(CalendlyDetails.Of(account, population).IsPrivileged, Is.EqualTo(isPrivileged));
    }

    [TestCase("owner", true, true, "invited")]
    [TestCase("limited_user", false, false, "accepted")]
    [TestCase("new_role", null, null, null)]
    [TestCase(null, null, null, null)]
    public void What_PagerDuty_does_not_tell_stays_unknown(string? role, bool? isInvited, bool? isPrivileged, string? state)
    {
        var details = PagerDutyDetails.Of(
            new PagerDutyAccount
            {
                Id = "1",
                Role = role,
                IsInvited = isInvited,
            }
        );
        Assert.That((details.Role, details.IsPrivileged, details.State), Is.EqualTo((role, isPrivileged, state)));
    }

    [TestCase("MANAGER", true, "MEMBER; MANAGER of Support")]
    [TestCase("MEMBER", null, "MEMBER")]
    public void Nobody_in_1Password_is_known_to_be_without_privilege(string role, bool? isPrivileged, string told)
    {
        var account = new OnePasswordAccount { Id = "1", Type = "MEMBER" };
        var group = new OnePasswordGroup("g", "Support");
        var population = new OnePasswordPopulation(
            [account],
            [group],
            [new AuditedGroup(new GroupRule("Support", [], [], []), group, [new GroupMember("1", role)])]
        );
        var details = OnePasswordDetails.Of(account, population);
        Assert.That((details.IsPrivileged, details.Role, details.State), Is.EqualTo((isPrivileged, told, (string?)null)));
    }
}
