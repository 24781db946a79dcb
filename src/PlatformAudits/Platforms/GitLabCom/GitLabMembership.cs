namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>Somebody's direct membership of an audited group.</summary>
/// <param name="Account">The account: one object however many groups it is in.</param>
/// <param name="Row">What the group's list says.</param>
internal sealed record GitLabMembership(GroupReading Group, GitLabAccount Account, GitLabMember Row)
{
    /// <summary>What the membership allows.</summary>
    public GitLabAccess Access => Row.Access;

    /// <summary>
    /// The membership's lasting name in findings: the ids of group and user, as <c>9970#4000001</c>. Paths and user names change.
    /// </summary>
    public string Subject => $"{Group.Id}#{Account.Id}";

    /// <summary>The membership for people, such as <c>Ada Lovelace (@ada) in gitlab-com/support</c>.</summary>
    public string Label => $"{Account.Handle} in {Group.FullPath}";
}
