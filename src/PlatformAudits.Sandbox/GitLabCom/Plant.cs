using System.Globalization;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.GitLabCom;

/// <summary>The faults that are in the world now, by the definitions of the checks.</summary>
internal sealed class Plant(World world, Members members, Tokens tokens, DateOnly today)
{
    public IEnumerable<PlantedFault> Faults()
    {
        var seats = Groups.All.SelectMany(group => members.Seats(group.Number).Select(seat => (group, seat))).ToList();
        var matching = new Matching<User>(
            world.Teammates,
            seats.Select(at => at.seat.User).DistinctBy(user => user.Id),
            new Identities<User>(user => user.KnownEmail, user => user.Name)
            {
                NamesTell = false,
                IdOf = user => Number(user.Id),
                IdOfTeammate = teammate => GitLabComScenario.IdOf(teammate) is { } id ? Number(id) : null,
                ClaimOn = user => user.Username.ToLowerInvariant(),
                ClaimOf = teammate =>
                    GitLabComScenario.IdOf(teammate) is null ? GitLabComScenario.UsernameOf(teammate)?.ToLowerInvariant() : null,
            }
        );
        var owners = matching.Accounts.ToDictionary(pair => pair.Account.Id, pair => pair.Teammate);
        var seconds = matching
            .Teammates.Where(teammate => GitLabComScenario.UsernameOf(teammate) is not null)
            .ToDictionary(teammate => $"{GitLabComScenario.UsernameOf(teammate)}-auditor", StringComparer.OrdinalIgnoreCase);
        return seats
            .SelectMany(at => FaultsOf(at.group, at.seat, owners[at.seat.User.Id], seconds.ContainsKey(at.seat.User.Username)))
            .Concat(Absent(matching, seats, owners))
            .Concat(FaultsOfInvitations(matching))
            .Concat(FaultsOfShares())
            .Concat(tokens.Subjects().Select(subject => new PlantedFault(GitLabComVendor.Name, "token-is-justified", subject)))
            .Concat(matching.WithOtherEmails.Select(user => new PlantedFault(GitLabComVendor.Name, "email-matches", Number(user.Id))));
    }

    private static IEnumerable<PlantedFault> Absent(
        Matching<User> matching,
        IEnumerable<(Group Group, Seat Seat)> seats,
        Dictionary<long, Teammate?> owners
    )
    {
        var present = seats
            .Where(at => owners[at.Seat.User.Id] is not null)
            .Select(at => (at.Group.Number, owners[at.Seat.User.Id]!.Index))
            .ToHashSet();
        return from teammate in matching.Teammates
            from theirs in Groups.All
            where Rules.BaselineOf(teammate, theirs.Number) is not null && !present.Contains((theirs.Number, teammate.Index))
            select Fault("teammate-is-a-member", theirs, Identity.OfEmail(teammate.Email));
    }

    private static IEnumerable<PlantedFault> FaultsOfShares() =>
        from shared in Groups.All
        from share in shared.Shares
        where share.Allowed is not { } allowed || share.Level > allowed
        select Fault("shared-group-is-expected", shared, Number(share.Id));

    private IEnumerable<PlantedFault> FaultsOf(Group group, Seat seat, Teammate? owner, bool isSecond)
    {
        var service = Members.ServiceOf(seat.User);
        var allowed =
            owner is not null ? Rules.BaselineOf(owner, group.Number)
            : isSecond ? Rules.OfSecondAccount(group.Number)
            : service is { } number ? Rules.OfServiceAccount(number, group.Number)
            : null;
        var isKnown = owner is not null || isSecond || service is not null;
        var id = Number(seat.User.Id);
        var exceeds = seat.Access.Exceeds(allowed);
        if (!isKnown)
        {
            yield return Fault("member-is-on-the-team", group, id);
        }
        else if (exceeds)
        {
            yield return Fault("access-is-not-above-baseline", group, id);
        }

        if (owner is not null && allowed is not null && seat.Access.LacksSomethingOf(allowed))
        {
            yield return Fault("member-has-baseline-access", group, id);
        }

        if (seat.User.State != "active" || seat.User.Locked == true || seat.State is not (null or "active"))
        {
            yield return Fault("member-is-active", group, id);
        }

        if (seat.Ends < today || (exceeds && (seat.Ends is not { } ends || ends > today.AddDays(Rules.TemporaryDays))))
        {
            yield return Fault("access-does-not-outlive", group, id);
        }
    }

    private IEnumerable<PlantedFault> FaultsOfInvitations(Matching<User> matching)
    {
        var emails = matching.Teammates.Select(teammate => Identity.OfEmail(teammate.Email)).ToHashSet();
        return from invited in Groups.All
            from invitation in members.Invitations(invited.Number)
            where !emails.Contains(Identity.OfEmail(invitation.Email))
            select Fault("invitation-has-teammate", invited, Identity.OfEmail(invitation.Email));
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static PlantedFault Fault(string check, Group group, string subject) =>
        new(GitLabComVendor.Name, check, $"{Number(group.Id)}#{subject}");
}
