using System.Net;
using Newtonsoft.Json.Linq;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Foundation;

namespace PlatformAudits.Platforms.OnePassword;

/// <summary>
/// Reads 1Password through a SCIM bridge (RFC 7643 and 7644), which knows the people and groups that provisioning manages.
/// </summary>
internal static class ScimSource
{
    private const int PageSize = 100;

    /// <summary>Reads everything to its end.</summary>
    /// <param name="asksWhoManages">Whether a check needs the managers of groups, whom a bridge does not tell.</param>
    public static async Task<OnePasswordPopulation> ReadAsync(
        OnePasswordSettings settings,
        bool asksWhoManages,
        Collector collector,
        CancellationToken cancellationToken
    )
    {
        using var client = collector.Open(
            new VendorSystem
            {
                UrlVariable = "OP_SCIM_URL",
                DefaultUrl = new Uri("https://scim.example.com"),
                Credential = valueOf => Credential.Bearer("OP_SCIM_TOKEN", valueOf("OP_SCIM_TOKEN")),
                Options = (address, credential) =>
                    new ApiOptions
                    {
                        System = OnePassword.Name,
                        BaseAddress = address,
                        Credential = credential,
                        ErrorText = ErrorText,
                        Advice = Advice,
                        SecretFields =
                        [
                            "token",
                            "access_token",
                            "secret",
                            "password",
                            "phoneNumbers",
                            "addresses",
                            "ims",
                            "photos",
                            "x509Certificates",
                        ],
                    },
            }
        );
        if (asksWhoManages)
        {
            var managers = Check.IdOf<GroupManagerIsExpected>();
            throw new AuditException(
                $"Reading who manages the groups: a SCIM bridge does not tell, so {managers} can't be answered. "
                    + $"Read with op (OP_SERVICE_ACCOUNT_TOKEN), or set platforms.1password.checks.{managers} to false "
                    + "in audits.yaml to do without it."
            );
        }

        var accounts = new List<OnePasswordAccount>();
        var groups = new List<ScimGroup>();
        var (accountPager, groupPager) = (new ScimPager(), new ScimPager());
        await ConcurrentReads.CompleteAsync(
            ReadAllAsync("users", "people", "Users", accountPager, OnePasswordAccount.ReadScim, accounts.Add),
            ReadAllAsync("groups", "groups with their members", "Groups", groupPager, ScimGroup.Read, groups.Add)
        );
        var all = groups.Select(g => g.Group).ToList();
        var audited = GroupRule
            .Found(settings.Groups, all)
            .Select(f => new AuditedGroup(f.Rule, f.Group, groups.First(g => g.Group == f.Group).Members))
            .ToList();
        collector.Identify(OnePassword.Name, "the SCIM bridge's own token");
        return new OnePasswordPopulation(accounts, all, audited)
        {
            Totals = [("accounts", accountPager.Total ?? 0, accounts.Count), ("groups", groupPager.Total ?? 0, groups.Count)],
        };

        Task ReadAllAsync<T>(string name, string what, string resource, ScimPager pager, Func<JsonRecord, T> read, Action<T> sink)
        {
            var list = new ListRequest(name, what, ScimPager.FirstPage($"{settings.ScimPrefix}/{resource}".TrimStart('/'), PageSize));
            return client.ReadAllAsync(list, pager, read, sink, cancellationToken);
        }
    }

    /// <summary>SCIM's errors are <c>{"schemas":[…],"status":"404","scimType":…,"detail":…}</c> (RFC 7644, section 3.12).</summary>
    private static string? ErrorText(JObject body)
    {
        var parts = new[] { body["scimType"], body["detail"], body["message"] }
            .Where(t => t?.Type == JTokenType.String)
            .Select(t => ((string)t!).TrimEnd('.'));
        return string.Join(": ", parts) is { Length: > 0 } text ? text : null;
    }

    private static string? Advice(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.Unauthorized => "Put the SCIM bridge's bearer token into OP_SCIM_TOKEN.",
            HttpStatusCode.Forbidden =>
                "The token in OP_SCIM_TOKEN may not read people and groups, so nobody knows who is in them; take the "
                    + "token that the bridge was set up with, or read with op (OP_SERVICE_ACCOUNT_TOKEN).",
            HttpStatusCode.NotFound =>
                "Check OP_SCIM_URL, and platforms.1password.scim_prefix in audits.yaml: some bridges answer at /scim, some at /scim/v2.",
            _ => null,
        };
}
