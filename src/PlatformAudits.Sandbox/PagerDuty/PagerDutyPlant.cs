using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.PagerDuty;

/// <summary>The faults that are in the world now, by the definitions of the checks.</summary>
internal sealed class PagerDutyPlant
{
    private const string SkippedTitle = "VP of Support";

    private readonly Rota _rota;
    private readonly Matching<PagerDutyAccount> _matching;
    private readonly Dictionary<string, Teammate?> _ownerOf;
    private readonly Dictionary<string, Teammate> _byEmail;
    private readonly Func<int, string> _emailOf;

    public PagerDutyPlant(World world, PagerDutyDirectory directory, Rota rota)
    {
        _rota = rota;
        _emailOf = world.EmailOf;
        _matching = new Matching<PagerDutyAccount>(
            world.Teammates,
            directory.Accounts,
            new Identities<PagerDutyAccount>(account => account.Email, account => account.Name)
            {
                IdOf = account => account.Id,
                IdOfTeammate = teammate => PagerDutyScenario.IdOf(teammate),
            }
        );
        _ownerOf = _matching.Accounts.ToDictionary(pair => pair.Account.Id, pair => pair.Teammate);
        _byEmail = _matching.Teammates.ToDictionary(teammate => Identity.OfEmail(teammate.Email));
    }

    public IEnumerable<PlantedFault> Faults() =>
        OfTeammates().Concat(OfAccounts()).Concat(OfEmails()).Concat(OfRotations()).Concat(OfSchedules()).Concat(OfDuties());

    private static bool IsSkipped(Teammate teammate) => teammate.Title == SkippedTitle;

    private IEnumerable<PlantedFault> OfTeammates()
    {
        foreach (var teammate in _matching.Teammates.Where(teammate => !IsSkipped(teammate)))
        {
            if (PagerDutyScenario.IdOf(teammate) is not { } id)
            {
                yield return Fault("teammate-has-pagerduty-id", Identity.OfEmail(teammate.Email));
            }
            else if (!_ownerOf.ContainsKey(id))
            {
                yield return Fault("pagerduty-id-exists", Identity.OfEmail(teammate.Email));
            }
        }
    }

    private IEnumerable<PlantedFault> OfAccounts()
    {
        foreach (var (account, teammate) in _matching.Accounts)
        {
            if (teammate is null)
            {
                if (account.Teams.Contains(PagerDutyId.SupportTeam))
                {
                    yield return Fault("account-has-teammate", account.Id);
                }
            }
            else if (
                !IsSkipped(teammate)
                && account.Role != (teammate.Title.StartsWith("Support Operations", StringComparison.Ordinal) ? "admin" : "limited_user")
            )
            {
                yield return Fault("role-matches", account.Id);
            }
        }
    }

    private IEnumerable<PlantedFault> OfEmails() => _matching.WithOtherEmails.Select(account => Fault("email-matches", account.Id));

    private IEnumerable<PlantedFault> OfRotations()
    {
        var accountsOf = _matching
            .Accounts.Where(pair => pair.Teammate is not null)
            .ToLookup(pair => pair.Teammate!.Index, pair => pair.Account.Id);
        var schedules = _rota.Audited.ToList();
        bool IsIn(RotaSchedule schedule, Teammate teammate) =>
            schedule.IsInPagerDuty && _rota.MembersOf(schedule).Select(PagerDutyId.OfPerson).Intersect(accountsOf[teammate.Index]).Any();
        var faults = new HashSet<string>();
        foreach (var schedule in schedules.Where(schedule => schedule.IsInSettings))
        {
            foreach (var email in _rota.ExpectedBySettings(schedule).Select(_emailOf))
            {
                var teammate = _byEmail.GetValueOrDefault(email);
                if (teammate is null || (!IsSkipped(teammate) && !IsIn(schedule, teammate)))
                {
                    faults.Add($"{schedule.Id}/{email}");
                }
            }
        }

        foreach (var teammate in _matching.Teammates.Where(teammate => !IsSkipped(teammate)))
        {
            foreach (var named in PagerDutyScenario.RotationsOf(teammate))
            {
                var found = schedules
                    .Where(schedule => schedule.Id == named || schedule.Name.Equals(named, StringComparison.OrdinalIgnoreCase))
                    .ToList();
                if (found is not [var schedule])
                {
                    faults.Add($"{named}/{Identity.OfEmail(teammate.Email)}");
                }
                else if (!IsIn(schedule, teammate))
                {
                    faults.Add($"{schedule.Id}/{Identity.OfEmail(teammate.Email)}");
                }
            }
        }

        return faults.Select(subject => Fault("rotation-is-in-pagerduty", subject));
    }

    private IEnumerable<PlantedFault> OfSchedules() =>
        _rota.Audited.Where(schedule => !schedule.IsInPagerDuty).Select(schedule => Fault("schedule-exists", schedule.Id));

    private IEnumerable<PlantedFault> OfDuties()
    {
        var places = _rota
            .Audited.Where(schedule => schedule.IsInPagerDuty)
            .Select(schedule => (schedule.Id, People: _rota.MembersOf(schedule)))
            .Concat(
                Enumerable
                    .Range(0, _rota.Policies)
                    .Where(Rota.IsAudited)
                    .Select(policy => (Id: PagerDutyId.OfPolicy(policy), People: _rota.TargetsOf(policy)))
            );
        foreach (var (place, people) in places)
        {
            foreach (var person in people.Select(PagerDutyId.OfPerson))
            {
                if (!_ownerOf.TryGetValue(person, out var owner))
                {
                    yield return Fault("scheduled-user-exists", $"{place}/{person}");
                }
                else if (owner is null)
                {
                    yield return Fault("schedule-member-is-on-the-team", $"{place}/{person}");
                }
            }
        }
    }

    private static PlantedFault Fault(string check, string account) => new(PagerDutyVendor.Name, check, account);
}
