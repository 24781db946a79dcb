using System.Globalization;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tests.Checking;

/// <summary>What <c>waivers.yaml</c> may say, and when a waiver counts.</summary>
public sealed class WaiversTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);
    private static readonly WaiverRules Rules = new(
        Today,
        90,
        new Dictionary<string, IReadOnlyList<string>>
        {
            ["calendly"] = ["account-has-teammate", "teammate-has-account"],
            ["other"] = ["account-has-teammate"],
        }
    );

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase(
        "check: account-has-teammate, account: a, owner: o, reason: r, link: 'https://x/1', expires: 2027-01-01",
        ":2:5: waivers[1].platform is missing; mend it."
    )]
    [TestCase(
        "platform: calendly, account: a, owner: o, reason: r, link: 'https://x/1', expires: 2027-01-01",
        ":2:5: waivers[1].check is missing; mend it."
    )]
    [TestCase(
        "platform: calendly, check: account-has-teammate, owner: o, reason: r, link: 'https://x/1', expires: 2027-01-01",
        ":2:5: waivers[1].account is missing; mend it."
    )]
    [TestCase(
        "platform: calendly, check: account-has-teammate, account: a, reason: r, link: 'https://x/1', expires: 2027-01-01",
        ":2:5: waivers[1].owner is missing; mend it."
    )]
    [TestCase(
        "platform: calendly, check: account-has-teammate, account: a, owner: '', reason: r, link: 'https://x/1', expires: 2027-01-01",
        ":2:74: waivers[1].owner is missing; mend it."
    )]
    [TestCase(
        "platform: calendly, check: account-has-teammate, account: a, owner: o, link: 'https://x/1', expires: 2027-01-01",
        ":2:5: waivers[1].reason is missing; mend it."
    )]
    [TestCase(
        "platform: calendly, check: account-has-teammate, account: a, owner: o, reason: r, expires: 2027-01-01",
        ":2:5: waivers[1].link is missing; mend it."
    )]
    [TestCase(
        "platform: calendly, check: account-has-teammate, account: a, owner: o, reason: r, link: 'https://x/1'",
        ":2:5: waivers[1].expires is missing; mend it."
    )]
    [TestCase(
        "platform: calendly, check: account-has-teammate, account: a, owner: o, reason: r, link: javascript:x, expires: 2027-01-01",
        ":2:94: waivers[1].link must be the address of the request, beginning with https://; mend it."
    )]
    [TestCase(
        "platform: calendly, check: account-has-teammate, account: a, owner: o, reason: r, link: 'https://x/1', expires: 2026-02-30",
        ":2:118: waivers[1].expires must be a date such as 2027-01-31; mend it."
    )]
    [TestCase(
        "platform: calendly, check: account-has-teammate, account: a, owner: o, reason: r, link: 'https://x/1', expires: 2027-02-20",
        ":2:118: waivers[1].expires is 2027-02-20, 91 days after the day of this run, and a waiver may last 90 days "
            + "(waivers.longest_days in audits.yaml); write 2027-02-19 or an earlier day."
    )]
    [TestCase(
        "platform: calndly, check: account-has-teammate, account: a, owner: o, reason: r, link: 'https://x/1', expires: 2027-01-01",
        ":2:16: waivers[1].platform is calndly, and there is no such platform; did you mean calendly?"
    )]
    [TestCase(
        "platform: zzzzzzzzzzz, check: account-has-teammate, account: a, owner: o, reason: r, link: 'https://x/1', expires: 2027-01-01",
        ":2:16: waivers[1].platform is zzzzzzzzzzz, and there is no such platform; the platforms are calendly and other."
    )]
    [TestCase(
        "platform: other, check: teammate-has-account, account: a, owner: o, reason: r, link: 'https://x/1', expires: 2027-01-01",
        ":2:30: waivers[1].check is teammate-has-account, and other has no such check; its checks are account-has-teammate."
    )]
    [TestCase(
        "platform: calendly, check: account-has-*, account: a, owner: o, reason: r, link: 'https://x/1', expires: 2027-01-01",
        ":2:33: waivers[1].check is account-has-*, and calendly has no such check; did you mean account-has-teammate?"
    )]
    [TestCase(
        "platform: calendly, check: account-has-teammate, account: a, owner: o, reason: r, link: "
            + "'https://x/1', expires: 2027-01-01, expire: 1",
        ":2:130: there is no setting waivers[1].expire; did you mean expires?"
    )]
    public void A_waiver_that_is_not_whole_or_not_sound_is_an_error_with_its_place(string waiver, string problem)
    {
        var path = _folder.Write("waivers.yaml", $"waivers:\n  - {{{waiver}}}\n");
        Assert.That(
            () => Waivers.Read(path, Rules),
            Throws
                .TypeOf<AuditException>()
                .With.Message.EqualTo($"Reading the waivers: {path}{problem}")
                .And.Property("Kind")
                .EqualTo(FailureKind.ConfigurationOrInfrastructure)
        );
    }

    [TestCase("[", 200_000)]
    [TestCase("{a: ", 60_000)]
    public void Waivers_that_are_nested_without_end_are_one_sentence(string opening, int times)
    {
        var path = _folder.Write("waivers.yaml", $"waivers: {string.Concat(Enumerable.Repeat(opening, times))}");
        Assert.That(
            () => Waivers.Read(path, Rules),
            Throws
                .TypeOf<AuditException>()
                .With.Message.StartsWith($"Reading the waivers: {path}:1:")
                .And.Message.EndsWith("lists and mappings are nested more than 64 deep; mend the brackets or the indentation.")
        );
    }

    [Test]
    public void The_same_finding_is_not_waived_twice_but_may_be_on_another_platform()
    {
        var waivers = Read(Entry(), Entry(platform: "other"));
        var path = _folder.File("waivers.yaml");
        Assert.Multiple(() =>
        {
            Assert.That(waivers.Of("calendly").Concat(waivers.Of("other")).Select(w => w.Line), Is.EqualTo(new[] { 2, 3 }));
            Assert.That(
                () => Read(Entry(), Entry()),
                Throws
                    .TypeOf<AuditException>()
                    .With.Message.EqualTo(
                        $"Reading the waivers: {path}:3:64: waivers[2].account is waived twice for account-has-teammate; mend it."
                    )
            );
        });
    }

    [Test]
    public void A_waiver_may_end_on_the_last_allowed_day_and_may_have_ended() =>
        Assert.That(
            Read(Entry(expires: "2027-02-19"), Entry(platform: "other", expires: "2020-01-01")).Of("calendly"),
            Has.Count.EqualTo(1)
        );

    [TestCase("u1", "2026-11-21", true)]
    [TestCase("u1", "2026-11-20", false)]
    [TestCase("u11", "2026-12-31", false)]
    [TestCase("U1", "2026-12-31", false)]
    [TestCase("u", "2026-12-31", false)]
    [TestCase("u*", "2026-12-31", false)]
    [TestCase("*", "2026-12-31", false)]
    public void A_waiver_fits_one_finding_exactly_and_until_its_last_day(string account, string expires, bool isWaived)
    {
        var review = new WaiverReview(Read(Entry(account: account, expires: expires)).Of("calendly"), Today);
        Assert.That(review.For("account-has-teammate", Found("u1")), isWaived ? Is.Not.Null : Is.Null);
    }

    [Test]
    public void A_waiver_fits_its_own_check_only()
    {
        var review = new WaiverReview(Read(Entry(account: "u1")).Of("calendly"), Today);
        Assert.That(review.For("teammate-has-account", Found("u1", "teammate-has-account")), Is.Null);
    }

    [TestCase("2026-12-05", WaiverState.EndsSoon, 14, "ends on 2026-12-05, within 14 days")]
    [TestCase("2026-11-29", WaiverState.EndsSoon, 14, "ends on 2026-11-29, within 14 days")]
    [TestCase("2026-11-28", WaiverState.EndsSoon, 7, "ends on 2026-11-28, within 7 days")]
    [TestCase("2026-11-22", WaiverState.EndsSoon, 1, "ends on 2026-11-22, within 1 day")]
    [TestCase("2026-11-21", WaiverState.EndsSoon, 1, "ends on 2026-11-21, within 1 day")]
    [TestCase("2026-11-20", WaiverState.Expired, null, "ended on 2026-11-20 and counts no more")]
    public void A_waiver_that_has_ended_or_is_about_to_is_told(string expires, WaiverState state, int? withinDays, string text)
    {
        var review = new WaiverReview(Read(Entry(account: "u1", expires: expires)).Of("calendly"), Today);
        review.For("account-has-teammate", Found("u1"));
        var remark = review.Warnings([], isEvaluated: true).Single();
        Assert.That((remark.State, remark.WithinDays, remark.Text), Is.EqualTo((state, withinDays, text)));
    }

    [Test]
    public void A_waiver_that_is_needed_and_lasts_is_not_told()
    {
        var review = new WaiverReview(Read(Entry(account: "u1", expires: "2026-12-06")).Of("calendly"), Today);
        review.For("account-has-teammate", Found("u1"));
        Assert.That(review.Warnings([], isEvaluated: true), Is.Empty);
    }

    [Test]
    public void A_waiver_that_fits_nothing_is_told_with_the_reason()
    {
        var waivers = Read(
            Entry(account: "well"),
            Entry(account: "gone"),
            Entry(account: "u*"),
            Entry(check: "teammate-has-account", account: "any")
        );
        var review = new WaiverReview(waivers.Of("calendly"), Today);
        review.For("account-has-teammate", new CheckResult("well", "well", null));
        review.For("account-has-teammate", Found("u1"));
        Assert.That(
            review.Warnings(["teammate-has-account"], isEvaluated: true).Select(r => (r.Waiver.Key.Subject, r.State)),
            Is.EqualTo(
                new[]
                {
                    ("gone", WaiverState.NoSuchAccount),
                    ("u*", WaiverState.NoSuchAccount),
                    ("well", WaiverState.Unused),
                    ("any", WaiverState.SwitchedOff),
                }
            )
        );
    }

    [Test]
    public void When_nobody_knows_no_waiver_is_called_unused()
    {
        var review = new WaiverReview(Read(Entry(account: "gone", expires: "2026-12-31")).Of("calendly"), Today);
        Assert.That(review.Warnings([], isEvaluated: false), Is.Empty);
    }

    private static CheckResult Found(string account, string check = "account-has-teammate") =>
        new(account, account, new Finding { Key = new FindingKey(check, account), Text = "" });

    private static string Entry(
        string platform = "calendly",
        string check = "account-has-teammate",
        string account = "a",
        string expires = "2026-12-31"
    ) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{{platform: {platform}, check: {check}, account: '{account}', owner: o, reason: r, link: 'https://x/1', expires: {expires}}}"
        );

    [Test]
    public void An_account_and_a_link_are_read_without_what_nobody_sees_and_a_reason_as_it_is()
    {
        var waivers = Read(
            "{platform: calendly, check: account-has-teammate, account: 'a\u2060b', owner: o\u00adp, reason: r\u00ads, "
                + "link: 'https://x/\u200b1', expires: 2026-12-31}"
        );
        var waiver = waivers.Of("calendly").Single();
        Assert.Multiple(() =>
        {
            Assert.That(
                (waiver.Key.Subject, waiver.Owner, waiver.Reason, waiver.Link),
                Is.EqualTo(("ab", "o\u00adp", "r\u00ads", "https://x/1"))
            );
            Assert.That(
                waivers.Notices,
                Is.EqualTo(
                    new[] { "2:64: waivers[1].account is read without U+2060", "2:102: waivers[1].link is read without U+200B" }.Select(
                        notice => $"Reading the waivers: waivers.yaml:{notice}, which nobody sees; type it anew."
                    )
                )
            );
        });
    }

    [TestCase("folder")]
    [TestCase("link")]
    public void What_is_there_and_can_not_be_read_is_not_taken_for_no_waivers(string kind)
    {
        var path = _folder.File("waivers");
        _ = kind == "folder" ? Directory.CreateDirectory(path) : File.CreateSymbolicLink(path, "nowhere");
        Assert.Multiple(() =>
        {
            Assert.That(
                () => Waivers.Read(path, Rules),
                Throws.TypeOf<AuditException>().With.Message.StartsWith($"Reading the waivers: {path} can't be read (")
            );
            Assert.That(Waivers.Read(_folder.File("none.yaml"), Rules), Is.SameAs(Waivers.None));
        });
    }

    private Waivers Read(params string[] entries) =>
        Waivers.Read(_folder.Write("waivers.yaml", "waivers:\n" + string.Concat(entries.Select(e => $"  - {e}\n"))), Rules);
}
