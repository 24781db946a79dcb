using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Calendly;

/// <summary>The faults that are in the world now, by the definitions of the checks.</summary>
internal sealed class Plant(World world, Organization organization, Groups groups)
{
    public IEnumerable<PlantedFault> Faults()
    {
        var matching = new Matching<Account>(
            world.Teammates,
            organization.Accounts,
            new Identities<Account>(account => account.Email, account => account.Name)
            {
                ClaimOn = account => Link.Identity(account.SchedulingUrl),
                ClaimOf = teammate => Link.Identity(CalendlyScenario.LinkOf(teammate)),
            }
        );
        return FaultsOfTeammates(matching)
            .Concat(FaultsOfAccounts(matching))
            .Concat(FaultsOfInvitations(matching))
            .Concat(FaultsOfAdmins(matching))
            .Concat(matching.WithOtherEmails.Select(account => Fault("email-matches", account.UserUri)));
    }

    private static IEnumerable<PlantedFault> FaultsOfTeammates(Matching<Account> matching)
    {
        foreach (var teammate in matching.Teammates)
        {
            if (Link.Identity(CalendlyScenario.LinkOf(teammate)) is null)
            {
                yield return Fault("teammate-has-calendly-link", Identity.OfEmail(teammate.Email));
            }

            if (!matching.HasAccount(teammate))
            {
                yield return Fault("teammate-has-account", Identity.OfEmail(teammate.Email));
            }
        }
    }

    private static IEnumerable<PlantedFault> FaultsOfAccounts(Matching<Account> matching)
    {
        foreach (var (account, teammate) in matching.Accounts)
        {
            if (teammate is null)
            {
                yield return Fault("account-has-teammate", account.UserUri);
            }
            else if (Link.Identity(CalendlyScenario.LinkOf(teammate)) is { } link && link != Link.Identity(account.SchedulingUrl))
            {
                yield return Fault("link-matches-account", account.UserUri);
            }
        }
    }

    private IEnumerable<PlantedFault> FaultsOfInvitations(Matching<Account> matching)
    {
        var emails = matching.Teammates.Select(teammate => Identity.OfEmail(teammate.Email)).ToHashSet();
        return organization
            .Invitations.Where(invitation => invitation.Status == "pending" && !emails.Contains(Identity.OfEmail(invitation.Email)))
            .Select(invitation => Fault("invitation-has-teammate", invitation.Uri));
    }

    private IEnumerable<PlantedFault> FaultsOfAdmins(Matching<Account> matching)
    {
        var expected = organization.ExpectedAdmins.ToHashSet();
        var expectedOfGroups = organization.ExpectedGroupAdmins.Concat(expected).ToHashSet();
        var groupAdmins = groups.Admins.ToHashSet();
        return from pair in matching.Accounts
            let account = pair.Account
            let email = Identity.OfEmail(account.Email)
            where
                (account.Role is "owner" or "admin" && !expected.Contains(email))
                || (groupAdmins.Contains(account.Number) && !expectedOfGroups.Contains(email))
            select Fault("admin-is-expected", account.UserUri);
    }

    private static PlantedFault Fault(string check, string account) => new(CalendlyVendor.Name, check, account);
}
