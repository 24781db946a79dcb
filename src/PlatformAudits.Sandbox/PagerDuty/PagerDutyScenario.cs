using System.Globalization;
using System.Text;
using PlatformAudits.Sandbox.Http;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.PagerDuty;

/// <summary>
/// Who has which <see cref="PagerDutyAssignment"/>, who belongs into which schedule, and who in PagerDuty is no teammate.
/// </summary>
internal sealed class PagerDutyScenario : VendorScenario<PagerDutyAssignment>
{
    /// <summary>The file of the team's project that names schedules.</summary>
    public const string DataPath = "data/static_data.yaml";

    /// <summary>The key of the team file that lists rotations.</summary>
    public const string RotationsKey = "rotations";

    private const string IdKey = "pagerduty.id";

    /// <summary>The most blocks of people that have schedules: a company has dozens of them, however many people it has.</summary>
    private const int LargestBlocks = 25;

    private static readonly (PagerDutyAssignment Assignment, int Times)[] Distribution =
    [
        (PagerDutyAssignment.NoId, 1),
        (PagerDutyAssignment.IdOfNobody, 1),
        (PagerDutyAssignment.NotScheduled, 1),
        (PagerDutyAssignment.OtherRole, 1),
        (PagerDutyAssignment.Deleted, 1),
        (PagerDutyAssignment.OtherEmail, 4),
        (PagerDutyAssignment.NameSpelledDifferently, 4),
        (PagerDutyAssignment.Pending, 2),
        (PagerDutyAssignment.InComingLayer, 3),
        (PagerDutyAssignment.InOtherSchedules, 4),
        (PagerDutyAssignment.MatchedByName, 1),
        (PagerDutyAssignment.NoAccount, 1),
        (PagerDutyAssignment.DeletedSilently, 2),
        (PagerDutyAssignment.Stakeholder, 2),
        (PagerDutyAssignment.UnknownRole, 1),
        (PagerDutyAssignment.NotScheduled, 2),
        (PagerDutyAssignment.InEndedLayer, 3),
        (PagerDutyAssignment.UnknownRotation, 1),
    ];

    private readonly List<PagerDutyStranger> _strangers = [];
    private readonly SeededRandom _homes;

    public PagerDutyScenario(int size, int seed)
        : base(size, seed, PagerDutyVendor.Name, Distribution)
    {
        _homes = new SeededRandom(seed, "pagerduty schedules");
        for (var start = 0; start < size; start += Block)
        {
            AddStrangers(start);
        }
    }

    /// <summary>Those who are no teammates.</summary>
    public IReadOnlyList<PagerDutyStranger> Strangers => _strangers;

    /// <summary>The number of blocks of people that have schedules.</summary>
    public int ScheduleBlocks => Math.Min(LargestBlocks, ((Size - 1) / Block) + 1);

    public override IReadOnlyDictionary<string, string> ProjectFiles => new Dictionary<string, string> { [DataPath] = Data() };

    /// <summary>The block of a teammate.</summary>
    public static int BlockOf(int teammate) => teammate / Block;

    /// <summary>The first teammate of a block, who is a manager.</summary>
    public static int FirstOf(int block) => block * Block;

    /// <summary>The teammates of a block.</summary>
    public IEnumerable<int> PeopleOf(int block) => Enumerable.Range(FirstOf(block), Math.Min(Block, Size - FirstOf(block)));

    /// <summary>The schedule that a teammate belongs into; null for none.</summary>
    public RotaSlot? HomeOf(int teammate)
    {
        if (BlockOf(teammate) >= ScheduleBlocks)
        {
            return null;
        }

        var drawn = _homes.Below(4, teammate);
        return this[teammate] switch
        {
            _ when teammate == 0 => RotaSlot.Settings,
            PagerDutyAssignment.Deleted => RotaSlot.Settings,
            PagerDutyAssignment.DeletedSilently => drawn % 2 == 0 ? RotaSlot.Shifts : RotaSlot.TeamFile,
            PagerDutyAssignment.UnknownRotation => null,
            PagerDutyAssignment.NotScheduled or PagerDutyAssignment.InEndedLayer or PagerDutyAssignment.InComingLayer => (RotaSlot)(
                drawn % 3
            ),
            _ => drawn == 3 ? null : (RotaSlot)drawn,
        };
    }

    public override TeamFilePlace Place => TeamFilePlace.AfterModules;

    /// <summary>The user id in the team file; null for none.</summary>
    public static string? IdOf(Teammate teammate) => teammate.ValueOf<string>(IdKey);

    /// <summary>The on-call rotations in the team file, as old entries have them: ids or names of schedules.</summary>
    public static IReadOnlyList<string> RotationsOf(Teammate teammate) => teammate.ValueOf<IReadOnlyList<string>>(RotationsKey) ?? [];

    public override IEnumerable<(string Key, object? Value)> FieldsOf(Teammate teammate)
    {
        var index = teammate.Index;
        return
        [
            (
                IdKey,
                this[index] switch
                {
                    _ when index == 0 => null,
                    PagerDutyAssignment.NoId or PagerDutyAssignment.MatchedByName or PagerDutyAssignment.NoAccount => null,
                    PagerDutyAssignment.IdOfNobody => PagerDutyId.OfNobody(index),
                    _ => PagerDutyId.OfPerson(index),
                }
            ),
            (RotationsKey, RotationsOf(index)),
        ];
    }

    public override Vendor Open(World world, SandboxOptions options, TimeProvider clock) =>
        new PagerDutyVendor(world, this, options, clock);

    private string[]? RotationsOf(int index)
    {
        if (this[index] == PagerDutyAssignment.UnknownRotation)
        {
            return [$"Weekend Rotation {index}"];
        }

        var schedule = new RotaSchedule(BlockOf(index), RotaSlot.TeamFile);
        return HomeOf(index) == RotaSlot.TeamFile
            ?
            [
                _homes.Below(3, ~index) switch
                {
                    0 => schedule.Id,
                    1 => schedule.Name,
                    _ => schedule.Name.ToUpperInvariant(),
                },
            ]
            : null;
    }

    private string Data()
    {
        var yaml = new StringBuilder(
            "# Lists that several programs share.\nskill_sets:\n  - Runners\n  - {name: Geo, level: 2}\npagerduty:\n  schedules:\n"
        );
        for (var block = 0; block < ScheduleBlocks; block++)
        {
            foreach (var schedule in RotaSchedule.OfBlock(block).Where(schedule => schedule.IsInData))
            {
                yaml.Append(CultureInfo.InvariantCulture, $"    \"{schedule.Name}\": {schedule.Id}\n");
            }
        }

        return yaml.ToString();
    }

    private void AddStrangers(int start)
    {
        var block = BlockOf(start);
        foreach (var kind in Enum.GetValues<PagerDutyStrangerKind>())
        {
            var teammate = kind switch
            {
                PagerDutyStrangerKind.ForeignNamesake => FirstWith(PagerDutyAssignment.NoAccount, start),
                PagerDutyStrangerKind.SecondAccount => FirstWith(PagerDutyAssignment.OtherEmail, start),
                _ => -1,
            };
            if (teammate >= 0 || kind is not (PagerDutyStrangerKind.ForeignNamesake or PagerDutyStrangerKind.SecondAccount))
            {
                _strangers.Add(new PagerDutyStranger(kind, block, teammate));
            }
        }
    }
}
