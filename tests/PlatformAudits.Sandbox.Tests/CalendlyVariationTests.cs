using NUnit.Framework;
using PlatformAudits.Sandbox.Calendly;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Tests;

/// <summary>Each harmless variation and each nasty fault is there, and the plant says of it what a person would say.</summary>
public sealed class CalendlyVariationTests
{
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(77)]
    public async Task Links_differ_in_ways_that_do_not_matter(int seed)
    {
        var contents = await CalendlyContents.ReadAsync(seed);
        var harmless = contents
            .Pairs.Where(pair =>
                pair.Link is not null
                && pair.Link != pair.Account.SchedulingUrl
                && !contents.Faults("link-matches-account").Contains(pair.Account.UserUri)
            )
            .ToList();
        Assert.That(harmless.Count(pair => pair.Link!.Contains("www.", StringComparison.OrdinalIgnoreCase)), Is.GreaterThanOrEqualTo(1));
        Assert.That(
            harmless.Count(pair =>
                pair.Link!.EndsWith('/')
                || pair.Link.Contains("/?", StringComparison.Ordinal)
                || pair.Link.Contains("/#", StringComparison.Ordinal)
            ),
            Is.GreaterThanOrEqualTo(1)
        );
        Assert.That(
            harmless.Count(pair => pair.Link!.StartsWith("http:", StringComparison.OrdinalIgnoreCase)),
            Is.GreaterThanOrEqualTo(1)
        );
        Assert.That(harmless.Count(pair => pair.Link!.Contains('?', StringComparison.Ordinal)), Is.GreaterThanOrEqualTo(1));
    }

    [Test]
    public async Task An_event_link_is_not_the_main_page()
    {
        var contents = await CalendlyContents.ReadAsync();
        var events = contents
            .Pairs.Where(pair =>
                pair.Link?.StartsWith(pair.Account.SchedulingUrl + "/", StringComparison.Ordinal) == true
                && pair.Link.Length > pair.Account.SchedulingUrl.Length + 1
            )
            .ToList();
        Assert.That(events, Is.Not.Empty);
        Assert.That(events.Select(pair => pair.Account.UserUri), Is.SubsetOf(contents.Faults("link-matches-account")));
    }

    [Test]
    public async Task An_account_with_a_private_email_is_found_by_its_link()
    {
        var contents = await CalendlyContents.ReadAsync();
        var accounts = contents.Accounts.Where(account => account.Email.EndsWith("@mail.example", StringComparison.Ordinal)).ToList();
        Assert.That(accounts, Has.Count.GreaterThanOrEqualTo(4));
        Assert.That(
            accounts
                .Select(account => account.UserUri)
                .Intersect(contents.Faults("account-has-teammate").Concat(contents.Faults("link-matches-account"))),
            Is.Empty
        );
    }

    [Test]
    public async Task An_account_found_only_by_its_name_lacks_nothing_but_the_link()
    {
        var contents = await CalendlyContents.ReadAsync();
        var accounts = contents.Accounts.Where(account => account.Email.Contains(".calendar@", StringComparison.Ordinal)).ToList();
        Assert.That(accounts, Has.Count.EqualTo(2));
        var people = accounts
            .Select(account => contents.Team.Single(person => account.Email.StartsWith(person.Handle + ".", StringComparison.Ordinal)))
            .ToList();
        Assert.That(people.Select(person => contents.Email(person)).Intersect(contents.Faults("teammate-has-account")), Is.Empty);
        Assert.That(accounts.Select(account => account.UserUri).Intersect(contents.Faults("account-has-teammate")), Is.Empty);
        Assert.That(people.Count(person => contents.Faults("teammate-has-calendly-link").Contains(contents.Email(person))), Is.EqualTo(1));
        Assert.That(accounts.Count(account => contents.Faults("link-matches-account").Contains(account.UserUri)), Is.EqualTo(1));
    }

    [Test]
    public async Task A_stranger_with_a_teammates_name_stays_a_stranger()
    {
        var contents = await CalendlyContents.ReadAsync();
        var names = contents.Team.ToLookup(person => person.Name);
        var strangers = contents.Accounts.Where(account => contents.Faults("account-has-teammate").Contains(account.UserUri)).ToList();
        Assert.That(
            strangers.Count(account => names[account.Name].Any() && account.Email.EndsWith(".example", StringComparison.Ordinal)),
            Is.EqualTo(1),
            "a foreign domain"
        );
        Assert.That(strangers.Count(account => names[account.Name].Count() == 2), Is.EqualTo(1), "a name that two share");
        var inDomain = strangers
            .Where(account => names[account.Name].Count() == 1 && account.Email.EndsWith(World.EmailDomain, StringComparison.Ordinal))
            .ToList();
        Assert.That(
            inDomain.GroupBy(account => account.Name).Select(group => group.Count()),
            Is.EquivalentTo([1, 2]),
            "a second account, and a contested name"
        );
    }

    [Test]
    public async Task A_strangers_page_that_a_teammate_links_to_does_not_make_it_theirs()
    {
        var contents = await CalendlyContents.ReadAsync();
        var linked = contents
            .Pairs.Where(pair => pair.Link is not null)
            .Join(contents.Accounts, pair => pair.Link, account => account.SchedulingUrl, (pair, account) => (pair, account))
            .Single(found => found.pair.Account != found.account);
        Assert.That(contents.Faults("account-has-teammate"), Has.Member(linked.account.UserUri));
        Assert.That(contents.Faults("link-matches-account"), Has.Member(linked.pair.Account.UserUri));
    }

    [Test]
    public async Task Two_teammates_share_a_name_and_each_has_an_account_by_email()
    {
        var contents = await CalendlyContents.ReadAsync();
        var pairs = contents.Pairs.GroupBy(pair => pair.Teammate.Name).Where(group => group.Count() == 2).ToList();
        Assert.That(pairs, Is.Not.Empty);
        Assert.That(
            pairs.SelectMany(pair => pair).Select(pair => pair.Account.UserUri).Intersect(contents.Faults("account-has-teammate")),
            Is.Empty
        );
    }

    [Test]
    public async Task Of_the_invitations_only_pending_ones_of_nobody_count()
    {
        var contents = await CalendlyContents.ReadAsync();
        var planted = contents.Faults("invitation-has-teammate");
        Assert.That(planted, Has.Count.EqualTo(2));
        Assert.That(
            contents.Invitations.Where(invitation => planted.Contains(invitation.Uri)).Select(invitation => invitation.Status),
            Is.All.EqualTo("pending")
        );
        var emails = contents
            .Invitations.Where(invitation => invitation.Status == "pending")
            .Select(invitation => invitation.Email.ToLowerInvariant())
            .ToHashSet();
        Assert.That(contents.Faults("teammate-has-account").Count(emails.Contains), Is.EqualTo(1), "invited, but without account");
        Assert.That(
            contents.Team.Select(contents.Email).Except(contents.Faults("teammate-has-account")).Count(emails.Contains),
            Is.EqualTo(2),
            "invited again"
        );
    }

    [Test]
    public async Task Roles_are_those_expected_those_not_and_one_unknown()
    {
        var contents = await CalendlyContents.ReadAsync();
        var planted = contents.Faults("admin-is-expected");
        Assert.That(planted, Is.Unique);
        Assert.That(planted, Has.Count.EqualTo(3), "an admin, an admin of groups and one who left");
        Assert.That(
            contents.Accounts.Single(account => account.Role is not ("user" or "admin" or "owner")).UserUri,
            Is.Not.AnyOf([.. planted])
        );
        Assert.That(
            contents.Accounts.Count(account => account.Role is "admin" or "owner" && !planted.Contains(account.UserUri)),
            Is.EqualTo(2),
            "the owner and an expected admin"
        );
    }

    [Test]
    public async Task Emails_differ_in_letter_case_and_outer_blanks()
    {
        var contents = await CalendlyContents.ReadAsync();
        Assert.That(contents.Pairs.Count(pair => !pair.Account.Email.Any(char.IsLower)), Is.GreaterThanOrEqualTo(1));
        Assert.That(contents.Team.Count(person => person.Email != person.Email.Trim()), Is.GreaterThanOrEqualTo(1));
        Assert.That(contents.Team.Count(person => person.Email.Trim() != contents.Email(person)), Is.GreaterThanOrEqualTo(1));
    }

    /// <summary>One sandbox of 150 people, as it was when it was stopped.</summary>
    private sealed record CalendlyContents(
        IReadOnlyList<Teammate> Team,
        IReadOnlyList<Account> Accounts,
        IReadOnlyList<Invitation> Invitations,
        IReadOnlyList<PlantedFault> Plant
    )
    {
        /// <summary>Teammates with the account that has their e-mail.</summary>
        public IReadOnlyList<Pair> Pairs =>
            [
                .. Team.Join(
                    Accounts,
                    Email,
                    account => account.Email.ToLowerInvariant(),
                    (teammate, account) => new Pair(teammate, account)
                ),
            ];

        public static async Task<CalendlyContents> ReadAsync(int seed = 1)
        {
            await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = seed });
            return new CalendlyContents(
                [.. Enumerable.Range(0, 150).Select(index => sandbox.World.TeammateAt(index)!)],
                [.. sandbox.Vendor<CalendlyVendor>().Organization.Accounts],
                [.. sandbox.Vendor<CalendlyVendor>().Organization.Invitations],
                [.. sandbox.Planted.Where(fault => fault.Platform == CalendlyVendor.Name)]
            );
        }

        public string Email(Teammate teammate) => teammate.Email.Trim().ToLowerInvariant();

        public IReadOnlyList<string> Faults(string check) =>
            [.. Plant.Where(fault => fault.Check == check).Select(fault => fault.Account)];
    }

    private sealed record Pair(Teammate Teammate, Account Account)
    {
        public string? Link => CalendlyScenario.LinkOf(Teammate);
    }
}
