using System.Collections.Immutable;
using System.Text;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Calendly;

/// <summary>
/// The organization: accounts and invitations, made one at a time from the scenario, and an overlay of what was changed since.
/// Both are numbered; a number may stand for nothing. Safe to use from several threads.
/// </summary>
public sealed class Organization
{
    private static readonly string[] TimeZones =
    [
        "Europe/Amsterdam",
        "America/New_York",
        "America/New York",
        "Asia/Tokyo",
        "Australia/Brisbane",
        "Etc/UTC",
    ];

    private static readonly OutsideInvitation[] OutsideInvitations =
    [
        new("partner", "vendor.example", "pending"),
        new("starter", World.EmailDomain, "pending"),
        new("guest", "vendor.example", "declined"),
    ];

    private readonly World _world;
    private readonly CalendlyScenario _scenario;
    private readonly IReadOnlyList<string>? _displayNames;
    private readonly SeededRandom _decoration;
    private readonly Times _times;
    private readonly int _outsideInvitations;
    private ImmutableDictionary<int, Account?> _changedAccounts = ImmutableDictionary<int, Account?>.Empty;
    private ImmutableList<Account> _addedAccounts = [];
    private ImmutableList<Invitation> _addedInvitations = [];

    internal Organization(World world, CalendlyScenario scenario, IReadOnlyList<string>? displayNames)
    {
        _world = world;
        _scenario = scenario;
        _displayNames = displayNames;
        _decoration = new SeededRandom(world.Seed, "calendly decoration");
        _times = new Times(world.Seed);
        _outsideInvitations = (1 + (scenario.Size / 200)) * OutsideInvitations.Length;
        Ids = new CalendlyId(world.Seed);
        Uri = $"{CalendlyId.Host}/organizations/{Ids.Of(IdKind.Organization, 0)}";
    }

    /// <summary>The organization's URI.</summary>
    public string Uri { get; }

    /// <summary>Every account, made as the sequence is read.</summary>
    public IEnumerable<Account> Accounts => Enumerable.Range(0, AccountNumbers).Select(AccountAt).OfType<Account>();

    /// <summary>Every invitation, made as the sequence is read.</summary>
    public IEnumerable<Invitation> Invitations => Enumerable.Range(0, InvitationNumbers).Select(InvitationAt).OfType<Invitation>();

    /// <summary>The e-mails of those who are expected to be owner or admin of the organization, in lower case.</summary>
    public IEnumerable<string> ExpectedAdmins =>
        Enumerable
            .Range(0, _scenario.Size)
            .Where(index => index == 0 || _scenario[index] == Assignment.ExpectedAdmin)
            .Select(_world.EmailOf);

    /// <summary>The e-mails of those who are expected to be admin of a group, in lower case.</summary>
    public IEnumerable<string> ExpectedGroupAdmins =>
        Enumerable.Range(0, _scenario.Size).Where(index => _scenario[index] == Assignment.ExpectedGroupAdmin).Select(_world.EmailOf);

    internal CalendlyId Ids { get; }

    internal int AccountNumbers => MadeAccounts + _addedAccounts.Count;

    internal int InvitationNumbers => MadeInvitations + _addedInvitations.Count;

    /// <summary>Stays the same as long as no account and no invitation changes.</summary>
    internal (object, object, object) Version => (_changedAccounts, _addedAccounts, _addedInvitations);

    /// <summary>The number of accounts that were there from the start, of teammates or of nobody.</summary>
    internal int MadeAccounts => _scenario.Size + _scenario.Strangers.Count;

    internal int MadeInvitations => _scenario.Size + _outsideInvitations;

    /// <summary>The account with an e-mail, in any letter case; null when there is none.</summary>
    public Account? Find(string email) =>
        Accounts.FirstOrDefault(account => account.Email.Equals(email, StringComparison.OrdinalIgnoreCase));

    /// <summary>Adds a member to the organization.</summary>
    public Account Add(string name, string email, string role = "user")
    {
        Account? account = null;
        ImmutableInterlocked.Update(
            ref _addedAccounts,
            added =>
            {
                var number = MadeAccounts + added.Count;
                return added.Add(account = NewAccount(number, name, $"added-{number}", email, role));
            }
        );
        return account!;
    }

    /// <summary>Changes an account's name, e-mail, slug or role.</summary>
    public void Change(Account account, Func<Account, Account> change) =>
        ImmutableInterlocked.AddOrUpdate(
            ref _changedAccounts,
            account.Number,
            _ => change(account),
            (_, current) => change(current ?? account)
        );

    /// <summary>Removes a member from the organization.</summary>
    public void Remove(Account account) =>
        ImmutableInterlocked.AddOrUpdate(ref _changedAccounts, account.Number, _ => null, (_, _) => null);

    /// <summary>Invites an address; the invitation is pending.</summary>
    public Invitation Invite(string email)
    {
        Invitation? invitation = null;
        ImmutableInterlocked.Update(
            ref _addedInvitations,
            added => added.Add(invitation = NewInvitation(MadeInvitations + added.Count, email, "pending"))
        );
        return invitation!;
    }

    internal Account? AccountAt(int number) => _changedAccounts.TryGetValue(number, out var changed) ? changed : OriginalAccount(number);

    internal Invitation? InvitationAt(int number)
    {
        if (number >= MadeInvitations)
        {
            return number < InvitationNumbers ? _addedInvitations[number - MadeInvitations] : null;
        }

        if (number >= _scenario.Size)
        {
            var made = OutsideInvitations[(number - _scenario.Size) % OutsideInvitations.Length];
            return NewInvitation(number, $"{made.Mailbox}{number - _scenario.Size}@{made.Domain}", made.Status);
        }

        return _scenario[number] switch
        {
            Assignment.InvitedOnly => NewInvitation(number, _world.EmailOf(number), "pending"),
            Assignment.InvitedAgain => NewInvitation(number, _world.EmailOf(number).ToUpperInvariant(), "pending"),
            Assignment.OnceDeclined => NewInvitation(number, _world.EmailOf(number), "declined"),
            Assignment.OnceInvited => NewInvitation(number, _world.EmailOf(number), "accepted") with { UserUri = UserUri(number) },
            _ => null,
        };
    }

    private Account? OriginalAccount(int number)
    {
        if (number >= MadeAccounts)
        {
            return number < AccountNumbers ? _addedAccounts[number - MadeAccounts] : null;
        }

        return number < _scenario.Size
            ? AccountOfTeammate(number)
            : AccountOfStranger(number, _scenario.Strangers[number - _scenario.Size]);
    }

    private Account? AccountOfTeammate(int index)
    {
        var assignment = _scenario[index];
        if (
            assignment is Assignment.NoAccount or Assignment.InvitedOnly or Assignment.SharesNameWithoutAccount or Assignment.ContestedName
        )
        {
            return null;
        }

        var slug = _scenario.SlugOf(index);
        var name = _world.NameOf(index);
        var byName = assignment is Assignment.MatchedByNameWithoutLink or Assignment.MatchedByNameWithOtherLink;
        return NewAccount(
            index,
            byName || assignment == Assignment.NameSpelledDifferently ? Respell(name, index) : name,
            slug,
            assignment switch
            {
                Assignment.EmailSpelledDifferently => _world.EmailOf(index).ToUpperInvariant(),
                Assignment.MatchedByLink => $"{slug}@mail.example",
                _ when byName => $"{slug}.calendar@{World.EmailDomain}",
                _ => _world.EmailOf(index),
            },
            assignment switch
            {
                _ when index == 0 => "owner",
                Assignment.ExpectedAdmin => "admin",
                Assignment.UnexpectedAdmin => _decoration.Chance(25, index) ? "owner" : "admin",
                Assignment.UnknownRole => "billing_contact",
                _ => "user",
            }
        );
    }

    private Account AccountOfStranger(int number, Stranger stranger)
    {
        var handle = _world.HandleOf(number);
        var foreign = stranger.Kind is StrangerKind.Outsider or StrangerKind.ForeignNamesake;
        return NewAccount(
            number,
            stranger.Kind is StrangerKind.Outsider or StrangerKind.Leaver or StrangerKind.NamedByTeammate
                ? _world.NameOf(number)
                : _world.NameOf(stranger.Teammate),
            CalendlyScenario.SlugOf(stranger, handle),
            $"{handle}@{(foreign ? "contractor.example" : World.EmailDomain)}",
            stranger.Kind == StrangerKind.Leaver ? "admin" : "user"
        );
    }

    private Account NewAccount(int number, string name, string slug, string email, string role)
    {
        var (created, updated) = _times.Of(IdKind.Membership, number);
        return new Account
        {
            Number = number,
            UserUri = UserUri(number),
            MembershipUri = $"{CalendlyId.Host}/organization_memberships/{Ids.Of(IdKind.Membership, number)}",
            Name = _displayNames is null || number >= MadeAccounts ? name : _displayNames[number % _displayNames.Count],
            Slug = slug,
            Email = email,
            Role = role,
            TimeZone = _decoration.Pick(TimeZones, number),
            AvatarUrl = _decoration.Chance(50, number) ? $"https://pictures.example/avatar/{number}.png" : null,
            CreatedAt = created,
            UpdatedAt = updated,
        };
    }

    private Invitation NewInvitation(int number, string email, string status)
    {
        var (created, updated) = _times.Of(IdKind.Invitation, number);
        return new Invitation
        {
            Number = number,
            Uri = $"{Uri}/invitations/{Ids.Of(IdKind.Invitation, number)}",
            Email = email,
            Status = status,
            CreatedAt = created,
            UpdatedAt = updated,
        };
    }

    private string UserUri(int number) => $"{CalendlyId.Host}/users/{Ids.Of(IdKind.User, number)}";

    private string Respell(string name, int index) =>
        _decoration.Below(3, ~index) switch
        {
            0 => PlainText.WithoutMarks(name),
            1 => name.Normalize(NormalizationForm.FormD).Replace(" ", "  ", StringComparison.Ordinal),
            _ => $" {name.ToLowerInvariant().Replace(' ', '\u00A0')} ",
        };

    private sealed record OutsideInvitation(string Mailbox, string Domain, string Status);
}
