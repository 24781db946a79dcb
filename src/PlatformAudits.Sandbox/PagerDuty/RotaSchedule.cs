using System.Globalization;

namespace PlatformAudits.Sandbox.PagerDuty;

/// <summary>The schedules that every block of people has.</summary>
internal enum RotaSlot
{
    /// <summary>Layer-based; the settings name it and who must be in it.</summary>
    Settings,

    /// <summary>Layer-based; a file of the team's project names it, and the team file who must be in it.</summary>
    TeamFile,

    /// <summary>Shift-based; the settings name it and who must be in it.</summary>
    Shifts,

    /// <summary>Layer-based, and nobody audits it.</summary>
    OtherLayers,

    /// <summary>Shift-based, and nobody audits it.</summary>
    OtherShifts,

    /// <summary>The settings or the file name it, and PagerDuty does not have it.</summary>
    Absent,
}

/// <summary>A schedule of a block.</summary>
internal readonly record struct RotaSchedule(int Block, RotaSlot Slot)
{
    private const int Slots = 6;

    public int Number => (Block * Slots) + (int)Slot;

    public string Id => PagerDutyId.OfSchedule(Number);

    public string Name =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Slot switch
    {
        RotaSlot.Settings => "Customer Emergencies - AMER Group",
        RotaSlot.TeamFile => "Customer Emergencies - APAC Group",
        RotaSlot.Shifts => "Support Manager - EMEA Group",
        RotaSlot.OtherLayers => "Platform Engineering",
        RotaSlot.OtherShifts => "Security On-Call",
        _ => "Retired On-Call",
    }} {Block + 1}"
        );

    public bool IsShifts => Slot is RotaSlot.Shifts or RotaSlot.OtherShifts;

    public bool IsInPagerDuty => Slot != RotaSlot.Absent;

    public bool IsInData => Slot == RotaSlot.TeamFile || (Slot == RotaSlot.Absent && Block % 2 == 1);

    public bool IsInSettings => Slot is RotaSlot.Settings or RotaSlot.Shifts || (Slot == RotaSlot.Absent && Block % 2 == 0);

    public bool IsAudited => IsInData || IsInSettings;

    public static IEnumerable<RotaSchedule> OfBlock(int block) => Enum.GetValues<RotaSlot>().Select(slot => new RotaSchedule(block, slot));
}
