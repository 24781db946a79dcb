using System.Collections.Immutable;
using System.Text;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.OnePassword;

/// <summary>
/// The company's 1Password account: people and groups, made from the scenario one at a time, and an overlay of what was changed since.
/// People are numbered; a number may stand for nobody. Safe to use from several threads.
/// </summary>
public sealed class Company
{
    /// <summary>The region that has a group of its own.</summary>
    internal const string Region = "EMEA";

    private const string Manager = "MANAGER";
    private const string Member = "MEMBER";

    private static readonly (string Name, string Description)[] GroupsMade =
    [
        ("Owners", "Access to billing and account administration."),
        ("Administrators", "Administration of users, groups, and vaults."),
        ("Recovery", "Can reset user passwords if account recovery is enabled."),
        ("Support", "Everybody in customer support."),
        ("Support EMEA", ""),
        ("Support (old)", "Not in use, do not join."),
        ("Supporters", "The football club."),
    ];

    private static readonly string[] OtherStates =
    [
        "RECOVERY_STARTED",
        "TRANSFER_PENDING",
        "TRANSFER_SUSPENDED",
        "EMAIL_VERIFIED_BUT_REGISTRATION_INCOMPLETE",
        "SOMETHING_NEW",
    ];

    private readonly World _world;
    private readonly OnePasswordScenario _scenario;
    private readonly IReadOnlyList<string>? _displayNames;
    private readonly Base32Id _ids;
    private readonly Base32Id _groupIds;
    private readonly SeededRandom _decoration;
    private ImmutableDictionary<int, Account?> _changed = ImmutableDictionary<int, Account?>.Empty;
    private ImmutableList<Account> _added = [];
    private ImmutableList<Group> _groups;
    private volatile KnownNumbers? _numbers;

    internal Company(World world, OnePasswordScenario scenario, IReadOnlyList<string>? displayNames)
    {
        _world = world;
        _scenario = scenario;
        _displayNames = displayNames;
        _ids = new Base32Id(world.Seed, "people");
        _groupIds = new Base32Id(world.Seed, "groups");
        _decoration = new SeededRandom(world.Seed, "1password decoration");
        Id = new Base32Id(world.Seed, "account").Of(0);
        _groups = [.. GroupsMade.Select((made, number) => NewGroup(number, made.Name, made.Description))];
        Support = _groups.Single(group => group.Name == "Support");
        RegionSupport = _groups.Single(group => group.Name == "Support EMEA");
        LookAlike = _groups.Single(group => group.Name == "Support (old)");
    }

    /// <summary>The company's own id.</summary>
    public string Id { get; }

    /// <summary>The group that everybody in the team belongs into.</summary>
    public Group Support { get; }

    /// <summary>The group that those of one region belong into.</summary>
    public Group RegionSupport { get; }

    /// <summary>Every group.</summary>
    public IReadOnlyList<Group> Groups => _groups;

    /// <summary>Every account, made as the sequence is read.</summary>
    public IEnumerable<Account> Accounts => Numbers.Select(number => AccountAt(number)!);

    /// <summary>The e-mails of those who are expected to manage a group, in lower case.</summary>
    public IEnumerable<string> ExpectedManagers =>
        Enumerable
            .Range(0, _scenario.Size)
            .Where(index => index == 0 || _scenario[index] == Assignment.ExpectedManager)
            .Select(_world.EmailOf);

    /// <summary>The groups of the settings.</summary>
    internal IReadOnlyList<ExpectedGroup> ExpectedGroups =>
        [new(Support, Support.Name, null), new(RegionSupport, RegionSupport.Id, Region)];

    /// <summary>Stays the same as long as no account changes.</summary>
    internal (object, object) Version => (_changed, _added);

    /// <summary>The numbers that stand for somebody, in order.</summary>
    internal IReadOnlyList<int> Numbers
    {
        get
        {
            var version = Version;
            var known =
                _numbers is { } numbers && numbers.Version == version
                    ? numbers
                    : new KnownNumbers(
                        version,
                        [.. Enumerable.Range(0, MadeAccounts + _added.Count).Where(number => AccountAt(number) is not null)]
                    );
            _numbers = known;
            return known.Numbers;
        }
    }

    private Group LookAlike { get; }

    private int MadeAccounts => _scenario.Size + _scenario.Strangers.Count;

    /// <summary>The account with an e-mail, in any letter case; null when there is none.</summary>
    public Account? Find(string email) =>
        Accounts.FirstOrDefault(account => account.Email.Equals(email.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>Adds somebody to the company.</summary>
    public Account Add(string name, string email, params IEnumerable<Group> groups)
    {
        Account? account = null;
        ImmutableInterlocked.Update(
            ref _added,
            added =>
            {
                var number = MadeAccounts + added.Count;
                account = new Account
                {
                    Number = number,
                    Id = _ids.Of(number),
                    Name = name,
                    Email = email,
                    Roles = RolesIn(groups.Select(group => (group, Member))),
                };
                return added.Add(account);
            }
        );
        return account!;
    }

    /// <summary>Changes an account's name, e-mail, type, state or roles.</summary>
    public void Change(Account account, Func<Account, Account> change) =>
        ImmutableInterlocked.AddOrUpdate(ref _changed, account.Number, _ => change(account), (_, current) => change(current ?? account));

    /// <summary>Removes an account from the company.</summary>
    public void Remove(Account account) => ImmutableInterlocked.AddOrUpdate(ref _changed, account.Number, _ => null, (_, _) => null);

    /// <summary>Makes a group, whose name another may have.</summary>
    public Group AddGroup(string name)
    {
        Group? group = null;
        ImmutableInterlocked.Update(ref _groups, groups => groups.Add(group = NewGroup(GroupsMade.Length + groups.Count, name, "")));
        return group!;
    }

    /// <summary>Removes a group; people keep their roles in it, which nobody sees any more.</summary>
    public void Remove(Group group) => ImmutableInterlocked.Update(ref _groups, groups => groups.Remove(group));

    internal Account? AccountAt(int number) => _changed.TryGetValue(number, out var changed) ? changed : OriginalAccount(number);

    private static ImmutableSortedDictionary<string, string> RolesIn(IEnumerable<(Group Group, string Role)> roles) =>
        roles.ToImmutableSortedDictionary(role => role.Group.Id, role => role.Role, StringComparer.Ordinal);

    private Group NewGroup(int number, string name, string description) =>
#pragma warning disable CA1308 // Ids of groups are in small letters.
        new(_groupIds.Of(number).ToLowerInvariant(), name, description, $"20{17 + (number % 8)}-07-17T15:54:00Z");
#pragma warning restore CA1308

    private Account? OriginalAccount(int number)
    {
        if (number >= MadeAccounts)
        {
            return number - MadeAccounts < _added.Count ? _added[number - MadeAccounts] : null;
        }

        return number < _scenario.Size
            ? AccountOfTeammate(number)
            : AccountOfStranger(number, _scenario.Strangers[number - _scenario.Size]);
    }

    private Account? AccountOfTeammate(int index)
    {
        var assignment = _scenario[index];
        if (assignment is Assignment.NoAccount or Assignment.SharesNameWithoutAccount or Assignment.ContestedName)
        {
            return null;
        }

        var name = _world.NameOf(index);
        return NewAccount(
            index,
            assignment is Assignment.NameSpelledDifferently or Assignment.MatchedByName ? Respell(name, index) : name,
            assignment switch
            {
                Assignment.EmailSpelledDifferently => _world.EmailOf(index).ToUpperInvariant(),
                Assignment.MatchedByName => $"{_world.HandleOf(index)}.vault@{World.EmailDomain}",
                _ => _world.EmailOf(index),
            },
            RolesOfTeammate(index, assignment)
        ) with
        {
            Type = assignment == Assignment.UnknownType ? "CONTRACTOR" : "MEMBER",
            State = assignment switch
            {
                Assignment.Suspended => "SUSPENDED",
                Assignment.Pending => "PENDING",
                Assignment.OtherState => _decoration.Pick(OtherStates, index),
                _ => "ACTIVE",
            },
        };
    }

    private IEnumerable<(Group Group, string Role)> RolesOfTeammate(int index, Assignment assignment)
    {
        if (index == 0)
        {
            yield return (_groups[0], Manager);
        }

        if (assignment == Assignment.NotInGroup)
        {
            yield return (LookAlike, Member);
            yield break;
        }

        yield return (Support, index == 0 || assignment is Assignment.ExpectedManager or Assignment.UnexpectedManager ? Manager : Member);
        if (
            assignment == Assignment.VisitsRegion
            || (assignment != Assignment.NotInRegionGroup && _world.Original(index).Region == Region)
        )
        {
            yield return (RegionSupport, Member);
        }
    }

    private Account AccountOfStranger(int number, OnePasswordStranger stranger)
    {
        var handle = _world.HandleOf(number);
        var domain = stranger.Kind switch
        {
            OnePasswordStrangerKind.Outsider or OnePasswordStrangerKind.Guest or OnePasswordStrangerKind.ForeignNamesake =>
                "contractor.example",
            OnePasswordStrangerKind.Automation => "1passwordserviceaccounts.com",
            _ => World.EmailDomain,
        };
        return NewAccount(
            number,
            stranger.Teammate < 0 ? _world.NameOf(number) : _world.NameOf(stranger.Teammate),
            $"{handle}@{domain}",
            stranger.Kind switch
            {
                OnePasswordStrangerKind.Colleague or OnePasswordStrangerKind.Automation => [],
                OnePasswordStrangerKind.SuspendedColleague => [(LookAlike, Member)],
                OnePasswordStrangerKind.Leaver => [(Support, Manager), (RegionSupport, Member)],
                _ => [(Support, Member)],
            }
        ) with
        {
            Type = stranger.Kind switch
            {
                OnePasswordStrangerKind.Guest => "GUEST",
                OnePasswordStrangerKind.Automation => "SERVICE_ACCOUNT",
                _ => "MEMBER",
            },
            State = stranger.Kind switch
            {
                OnePasswordStrangerKind.Guest => "PENDING",
                OnePasswordStrangerKind.SuspendedColleague => "SUSPENDED",
                _ => "ACTIVE",
            },
        };
    }

    private Account NewAccount(int number, string name, string email, IEnumerable<(Group Group, string Role)> roles) =>
        new()
        {
            Number = number,
            Id = _ids.Of(number),
            Name = _displayNames is null ? name : _displayNames[number % _displayNames.Count],
            Email = email,
            Roles = RolesIn(roles),
        };

    private string Respell(string name, int index) =>
        _decoration.Below(3, ~index) switch
        {
            0 => PlainText.WithoutMarks(name),
            1 => name.Normalize(NormalizationForm.FormD).Replace(" ", "  ", StringComparison.Ordinal),
            _ => $" {name.ToLowerInvariant().Replace(' ', '\u00A0')} ",
        };

    private sealed record KnownNumbers((object, object) Version, IReadOnlyList<int> Numbers);
}
