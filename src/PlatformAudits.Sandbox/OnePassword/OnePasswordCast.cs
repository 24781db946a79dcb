using PlatformAudits.Sandbox.Http;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.OnePassword;

/// <summary>Who plays which <see cref="Case"/>, and the accounts that belong to nobody in the team. The team file says nothing of 1Password.</summary>
internal sealed class OnePasswordCast : Cast<Case>
{
    private static readonly (Case Case, int Times)[] Deal =
    [
        (Case.NoAccount, 1),
        (Case.Suspended, 1),
        (Case.UnexpectedManager, 1),
        (Case.NotInGroup, 1),
        (Case.EmailSpelledDifferently, 8),
        (Case.NameSpelledDifferently, 4),
        (Case.MatchedByName, 2),
        (Case.ExpectedManager, 2),
        (Case.VisitsRegion, 3),
        (Case.UnknownType, 1),
        (Case.Pending, 1),
        (Case.OtherState, 2),
        (Case.NotInRegionGroup, 6),
        (Case.ContestedName, 1),
    ];

    // Which case the teammate of a stranger must play; a stranger whose teammate the team is too small for is left out.
    private static readonly (OnePasswordStrangerKind Kind, Case? Teammate)[] StrangersOfBlock =
    [
        (OnePasswordStrangerKind.Outsider, null),
        (OnePasswordStrangerKind.Leaver, null),
        (OnePasswordStrangerKind.Guest, null),
        (OnePasswordStrangerKind.ForeignNamesake, Case.NoAccount),
        (OnePasswordStrangerKind.SecondAccount, Case.EmailSpelledDifferently),
        (OnePasswordStrangerKind.SharedNamesake, Case.SharesNameWithoutAccount),
        (OnePasswordStrangerKind.FirstContender, Case.ContestedName),
        (OnePasswordStrangerKind.SecondContender, Case.ContestedName),
        (OnePasswordStrangerKind.Colleague, null),
        (OnePasswordStrangerKind.SuspendedColleague, null),
        (OnePasswordStrangerKind.Automation, null),
    ];

    private readonly List<OnePasswordStranger> _strangers = [];

    public OnePasswordCast(int size, int seed)
        : base(size, seed, OnePasswordVendor.Name, Deal)
    {
        for (var start = 0; start < size; start += Block)
        {
            foreach (var index in Enumerable.Range(start + (Block / 4), Block / 4).Where(World.SharesName))
            {
                Assign(index, Case.SharesNameWithoutAccount);
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
