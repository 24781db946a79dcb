using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tests.Collecting;

public sealed class OffsetPagerTests
{
    private static readonly Dictionary<string, string> NoHeaders = [];

    [TestCase("""{"limit":100,"offset":0,"more":true,"total":null}""", "/users?limit=100&total=true&offset=100")]
    [TestCase(
        """{"limit":25,"offset":0,"more":true}""",
        "/users?limit=100&total=true&offset=25",
        Description = "the vendor's own limit counts, else rows are lost"
    )]
    [TestCase("""{"limit":100,"offset":0,"more":false,"total":7}""", null)]
    [TestCase("""{"limit":100,"offset":0,"total":2}""", null, Description = "old answers have no more")]
    [TestCase("""{"limit":100,"offset":0,"total":101}""", "/users?limit=100&total=true&offset=100")]
    public void The_next_page_begins_after_the_limit_that_the_vendor_tells(string body, string? next) =>
        Assert.That(new OffsetPager("users", "users").Next(At(0), JObject.Parse(body), NoHeaders)?.PathAndQuery, Is.EqualTo(next));

    [TestCase(
        """{"limit":100,"offset":0,"more":true}""",
        "the page begins at offset 0, and 100 was asked for; the list counts as cut off",
        Description = "a page argument that is accepted and ignored"
    )]
    [TestCase(
        """{"limit":100,"offset":100}""",
        "the page says neither more nor total, so nobody knows whether it is the last; the list counts as cut off"
    )]
    [TestCase(
        """{"offset":100,"more":true}""",
        "the page does not say its limit, so nobody knows where the next one begins; the list counts as cut off"
    )]
    [TestCase(
        """{"limit":0,"offset":100,"more":true}""",
        "the page does not say its limit, so nobody knows where the next one begins; the list counts as cut off"
    )]
    [TestCase("""{"limit":100,"offset":100,"more":"yes"}""", "a record's more is string, and true or false was expected")]
    public void A_page_that_may_lose_rows_stops_the_audit(string body, string problem) =>
        Assert.That(
            () => new OffsetPager("users", "users").Next(At(100), JObject.Parse(body), NoHeaders),
            Throws.TypeOf<BadAnswerException>().With.Message.EqualTo(problem)
        );

    [Test]
    public void The_last_page_before_the_10_000th_row_is_still_read() =>
        Assert.That(new OffsetPager("users", "users").Next(At(9_800), Page(9_800), NoHeaders)?.Query, Does.EndWith("offset=9900"));

    [Test]
    public void A_list_beyond_the_10_000th_row_is_not_evaluated_instead_of_cut_off()
    {
        var failure = Assert.Throws<AuditException>(() => new OffsetPager("users", "users").Next(At(9_900), Page(9_900), NoHeaders))!;
        Assert.That(
            (failure.Message, failure.Kind),
            Is.EqualTo(
                (
                    "Reading users (GET https://api.pagerduty.com/users): there are more than 10,000 (12,345), and PagerDuty gives no "
                        + "more than the first 10,000 of a list. A part of them proves nothing, so nothing was judged.",
                    FailureKind.NotEvaluated
                )
            )
        );
    }

    [Test]
    public void The_vendors_own_count_is_that_of_the_last_page_that_told_it()
    {
        var pager = new OffsetPager("users", "users");
        pager.Next(At(0), JObject.Parse("""{"limit":100,"offset":0,"more":true,"total":150}"""), NoHeaders);
        pager.Next(At(100), JObject.Parse("""{"limit":100,"offset":100,"more":false,"total":151}"""), NoHeaders);
        Assert.That(pager.Total, Is.EqualTo(151));
    }

    private static Uri At(int offset) => new($"https://api.pagerduty.com/users?limit=100&offset={offset}&total=true");

    private static JObject Page(int offset) =>
        new()
        {
            ["limit"] = 100,
            ["offset"] = offset,
            ["more"] = true,
            ["total"] = 12_345,
        };
}
