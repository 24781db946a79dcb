using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.OnePassword;

/// <summary>
/// The SCIM bridge: people and groups that provisioning manages (RFC 7644). It knows no managers, and of states only whether somebody is
/// active.
/// </summary>
internal sealed class ScimBridge(Company company, RateLimit limit)
{
    /// <summary>The bridge's token.</summary>
    public const string Token = "scim-bridge-token-of-the-sandbox";

    /// <summary>A page has this many resources at the most, whatever is asked for, as the RFC allows.</summary>
    private const int LargestPage = 60;

    private const string Core = "urn:ietf:params:scim:schemas:core:2.0:";

    /// <summary>Answers a request whose path goes on behind the prefix.</summary>
    public Task AnswerAsync(Call call, string[] path)
    {
        if (call.Header("Authorization") != $"Bearer {Token}")
        {
            throw ScimRefusal.Unauthorized();
        }

        if (limit.Take(Token) is { Exceeded: true } exceeded)
        {
            call.Set("Retry-After", exceeded.SecondsToReset.ToString(CultureInfo.InvariantCulture));
            throw ScimRefusal.TooManyRequests();
        }

        if (call.Method != "GET")
        {
            throw ScimRefusal.NotFound();
        }

        if (call.Parameter("filter") is not null)
        {
            throw ScimRefusal.InvalidFilter();
        }

        return path switch
        {
            ["Users"] => ReplyAsync(call, company.Accounts.Where(account => account.Type != "SERVICE_ACCOUNT"), User),
            ["Groups"] => ReplyAsync(call, company.Groups, GroupResource),
            _ => throw ScimRefusal.NotFound(),
        };
    }

    private static Task ReplyAsync<T>(Call call, IEnumerable<T> all, Func<T, Call, JObject> resource)
    {
        var start = Math.Max(1, Number(call, "startIndex", 1));
        var count = Math.Clamp(Number(call, "count", LargestPage), 0, LargestPage);
        var total = all.Count();
        var page = new JArray(all.Skip(start - 1).Take(count).Select(item => resource(item, call)));
        return call.ReplyAsync(
            200,
            ScimRefusal.ContentType,
            new JObject
            {
                ["schemas"] = new JArray("urn:ietf:params:scim:api:messages:2.0:ListResponse"),
                ["totalResults"] = total,
                ["itemsPerPage"] = page.Count,
                ["startIndex"] = start,
                ["Resources"] = page,
            }.ToString(Formatting.None)
        );
    }

    private static int Number(Call call, string parameter, int fallback) =>
        call.Parameter(parameter) switch
        {
            null => fallback,
            var text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            _ => throw ScimRefusal.InvalidValue($"{parameter} is not a number."),
        };

    private static JObject User(Account account, Call call)
    {
        var names = account.Name.Split(' ', 2);
        var user = new JObject
        {
            ["schemas"] = new JArray(Core + "User"),
            ["id"] = account.Id,
            ["externalId"] = $"okta-{account.Number}",
            ["userName"] = account.Email,
            ["displayName"] = account.Name,
            ["name"] = new JObject
            {
                ["formatted"] = account.Name,
                ["givenName"] = names[0],
                ["familyName"] = names[^1],
            },
            ["emails"] = new JArray(
                new JObject
                {
                    ["value"] = account.Email,
                    ["type"] = "work",
                    ["primary"] = true,
                }
            ),
            ["active"] = account.State == "ACTIVE",
            ["meta"] = Meta("User", account.Id, call),
        };
        switch (account.Number % 5)
        {
            case 1:
                user.Remove("externalId");
                user.Remove("displayName");
                break;
            case 2:
                user.Remove("emails");
                user.Remove("name");
                break;
        }

        return user;
    }

    private JObject GroupResource(Group group, Call call)
    {
        var members = company
            .Accounts.Where(account => account.Roles.ContainsKey(group.Id))
            .Select(account => new JObject
            {
                ["value"] = account.Id,
                ["display"] = account.Email,
                ["$ref"] = $"{call.Address}/scim/Users/{account.Id}",
                ["type"] = "User",
            });
        var resource = new JObject
        {
            ["schemas"] = new JArray(Core + "Group"),
            ["id"] = group.Id,
            ["displayName"] = group.Name,
            ["members"] = new JArray(members),
            ["meta"] = Meta("Group", group.Id, call),
        };
        if (resource["members"]!.FirstOrDefault() is null)
        {
            resource.Remove("members");
        }

        return resource;
    }

    private static JObject Meta(string type, string id, Call call) =>
        new()
        {
            ["resourceType"] = type,
            ["created"] = "2021-05-03T08:00:00Z",
            ["lastModified"] = "2025-11-17T09:30:00Z",
            ["location"] = $"{call.Address}/scim/{type}s/{id}",
        };
}
