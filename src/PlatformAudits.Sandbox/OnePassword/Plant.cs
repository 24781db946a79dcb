using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.OnePassword;

/// <summary>
/// The faults that are in the world now, by the definitions of the checks. A subject is a group with an account or a teammate.
/// </summary>
internal sealed class Plant(World world, Company company)
{
    public IEnumerable<PlantedFault> Faults()
    {
        var matching = new Matching<Account>(
            world.Teammates,
            company.Accounts,
            new Identities<Account>(account => account.Email, account => account.Name)
        );
        return company
            .ExpectedGroups.SelectMany(expected => FaultsIn(expected, matching))
            .Concat(matching.WithOtherEmails.Select(account => new PlantedFault(OnePasswordVendor.Name, "email-matches", account.Id)));
    }

    private IEnumerable<PlantedFault> FaultsIn(ExpectedGroup expected, Matching<Account> matching)
    {
        var group = expected.Group.Id;
        var managers = company.ExpectedManagers.ToHashSet();
        var present = new HashSet<Teammate>(ReferenceEqualityComparer.Instance);
        foreach (var (account, teammate) in matching.Accounts)
        {
            if (!account.Roles.TryGetValue(group, out var role))
            {
                continue;
            }

            if (teammate is null)
            {
                yield return Fault("group-member-is-on-the-team", group, account.Id);
            }
            else
            {
                present.Add(teammate);
            }

            if (account.State != "ACTIVE")
            {
                yield return Fault("member-is-active", group, account.Id);
            }

            if (role != "MEMBER" && !managers.Contains(Identity.OfEmail(account.Email)))
            {
                yield return Fault("group-manager-is-expected", group, account.Id);
            }
        }

        foreach (var teammate in matching.Teammates)
        {
            if ((expected.Region is null || teammate.Region == expected.Region) && !present.Contains(teammate))
            {
                yield return Fault("teammate-is-in-group", group, Identity.OfEmail(teammate.Email));
            }
        }
    }

    private static PlantedFault Fault(string check, string group, string whom) => new(OnePasswordVendor.Name, check, $"{group}/{whom}");
}
