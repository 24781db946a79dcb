namespace PlatformAudits.Platforms.OnePassword;

/// <summary>A group of the settings with its members.</summary>
internal sealed class AuditedGroup
{
    private readonly Dictionary<string, GroupMember> _members;

    /// <summary>A group as it was read.</summary>
    /// <param name="rule">What the settings say of it.</param>
    public AuditedGroup(GroupRule rule, OnePasswordGroup group, IReadOnlyList<GroupMember> members)
    {
        Rule = rule;
        Group = group;
        Rows = members.Count;
        _members = new Dictionary<string, GroupMember>(members.Count, StringComparer.Ordinal);
        foreach (var member in members)
        {
            _members[member.AccountId] = member;
        }
    }

    /// <summary>What the settings say of it.</summary>
    public GroupRule Rule { get; }

    /// <summary>The group.</summary>
    public OnePasswordGroup Group { get; }

    /// <summary>How many rows the list of members had.</summary>
    public int Rows { get; }

    /// <summary>The members; an account is among them once.</summary>
    public IReadOnlyCollection<GroupMember> Members => _members.Values;

    /// <summary>What identifies somebody in this group in findings.</summary>
    /// <param name="whom">An account's id, or a teammate's e-mail address in lower case.</param>
    public string SubjectOf(string whom) => $"{Group.Id}/{whom}";

    /// <summary>What people call somebody in this group in findings.</summary>
    /// <param name="whom">The account's label, or the teammate's name.</param>
    public string LabelOf(string whom) => $"{whom}, {Group.Label}";

    /// <summary>An account's part in the group, or null.</summary>
    public GroupMember? Find(OnePasswordAccount account) => _members.GetValueOrDefault(account.Id);
}
