using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.PagerDuty;

/// <summary>Ids as PagerDuty's: one space of ids for everything.</summary>
internal static class PagerDutyId
{
    private const int Kinds = 10_000_000;

    /// <summary>The team in PagerDuty whose members must be teammates.</summary>
    public static string SupportTeam { get; } = Of(6, 0);

    /// <summary>Another team.</summary>
    public static string OtherTeam { get; } = Of(6, 1);

    public static string OfPerson(int person) => Of(0, person);

    public static string OfSchedule(int schedule) => Of(1, schedule);

    public static string OfPolicy(int policy) => Of(2, policy);

    public static string OfLayer(int layer) => Of(3, layer);

    public static string OfRule(int rule) => Of(4, rule);

    /// <summary>An id that nobody has.</summary>
    public static string OfNobody(int person) => Of(5, person);

    public static string OfContactMethod(int person) => Of(7, person);

    private static string Of(int kind, int number) => Code.Of('P', (kind * Kinds) + number);
}
