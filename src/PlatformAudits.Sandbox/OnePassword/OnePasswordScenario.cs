using PlatformAudits.Sandbox.Http;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.OnePassword;

/// <summary>
/// Who has which <see cref="Assignment"/>, and the accounts that belong to nobody in the team. The team file says nothing of 1Password.
/// </summary>
internal sealed class OnePasswordScenario : VendorScenario<Assignment>
{
    private static readonly (Assignment Assignment, int Times)[] Distribution =
    [
        (Assignment.NoAccount, 1),
        (Assignment.Suspended, 1),
        (Assignment.UnexpectedManager, 1),
        (Assignment.NotInGroup, 1),
        (Assignment.MatchedByName, 2),
        (Assignment.EmailSpelledDifferently, 8),
        (Assignment.NameSpelledDifferently, 4),
        (Assignment.ExpectedManager, 2),
        (Assignment.VisitsRegion, 3),
        (Assignment.UnknownType, 1),
        (Assignment.Pending, 1),
        (Assignment.OtherState, 2),
        (Assignment.NotInRegionGroup, 6),
        (Assignment.ContestedName, 1),
    ];

    // Which assignment the teammate of a stranger must have; a stranger whose teammate the team is too small for is left out.
    private static readonly (OnePasswordStrangerKind Kind, Assignment? Teammate)[] StrangersOfBlock =
    [
        (OnePasswordStrangerKind.Outsider, null),
        (OnePasswordStrangerKind.Leaver, null),
        (OnePasswordStrangerKind.Guest, null),
        (OnePasswordStrangerKind.ForeignNamesake, Assignment.NoAccount),
        (OnePasswordStrangerKind.SecondAccount, Assignment.EmailSpelledDifferently),
        (OnePasswordStrangerKind.SharedNamesake, Assignment.SharesNameWithoutAccount),
        (OnePasswordStrangerKind.FirstContender, Assignment.ContestedName),
        (OnePasswordStrangerKind.SecondContender, Assignment.ContestedName),
        (OnePasswordStrangerKind.Colleague, null),
        (OnePasswordStrangerKind.SuspendedColleague, null),
        (OnePasswordStrangerKind.Automation, null),
    ];

    private readonly List<OnePasswordStranger> _strangers = [];

    public OnePasswordScenario(int size, int seed)
        : base(size, seed, OnePasswordVendor.Name, Distribution)
    {
        for (var start = 0; start < size; start += Block)
        {
            foreach (var index in Enumerable.Range(start + (Block / 4), Block / 4).Where(World.SharesName))
            {
                Assign(index, Assignment.SharesNameWithoutAccount);
            }

            _strangers.AddRange(
                StrangersFrom(start, StrangersOfBlock).Select(found => new OnePasswordStranger(found.Kind, found.Teammate))
            );
        }
    }

    /// <summary>The accounts that belong to nobody in the team.</summary>
    public IReadOnlyList<OnePasswordStranger> Strangers => _strangers;

    public override Vendor Open(World world, SandboxOptions options, TimeProvider clock) =>
        new OnePasswordVendor(world, this, options, clock);
}
