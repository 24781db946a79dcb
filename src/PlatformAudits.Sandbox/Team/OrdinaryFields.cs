using PlatformAudits.Sandbox.GitLab;

namespace PlatformAudits.Sandbox.Team;

/// <summary>What the team file says of an ordinary person; each platform's <see cref="Cast"/> changes what its own cases need.</summary>
internal sealed class OrdinaryFields(int seed)
{
    private static readonly string[] Regions = ["AMER-W", "AMER-C", "AMER-E", "APAC", "EMEA"];
    private static readonly string[] Titles =
    [
        "Support Engineer",
        "Senior Support Engineer",
        "Staff Support Engineer",
        "Support Operations Specialist",
    ];
    private static readonly string[] Focuses =
    [
        "Onboarding",
        "SaaS",
        "License and Renewals",
        "Self-Managed",
        "Self-managed",
        "Operations",
        "US Federal",
    ];
    private static readonly string[] Pods = ["Baobab", "Ginkgo", "Kapok", "Maple", "Pine"];

    private readonly Draw _draw = new(seed, "team file");

    /// <summary>The teammate with these fields.</summary>
    public Teammate Of(Teammate teammate)
    {
        var index = teammate.Index;
        var bits = _draw.Bits(index);
        return teammate with
        {
            Title = TitleOf(index, bits),
            Region = Choose(Regions, bits >> 10),
            Focuses = FocusesOf(index, Choose(Focuses, bits >> 30)),
            PagerDutyId = index % 3 == 2 ? null : Code.Of('P', index),
            ZendeskMain = new ZendeskEntry(
                360_000_000_000 + index,
                "Support Staff",
                [$"SGG: {Choose(Pods, bits >> 34)}"],
                index % 5 == 3 ? "" : null
            ),
            ZendeskUsFederal = index % 12 == 2 ? new ZendeskEntry(1_500_000_000_000 + index, "Support US Federal Staff", []) : null,
            GitLabId = GitLabUser.IdOf(index),
            GitLabUsername = teammate.Handle,
        };
    }

    private static string TitleOf(int index, ulong bits) =>
        index switch
        {
            0 => "VP of Support",
            _ when index % 100 == 0 => "Director of Support",
            _ when World.IsManager(index) => "Support Manager",
            _ => Choose(Titles, bits),
        };

    private static IReadOnlyList<string> FocusesOf(int index, string focus) =>
        index % 3 == 1 && focus != "Onboarding" ? [focus, "Onboarding"] : [focus];

    private static string Choose(string[] items, ulong bits) => items[(int)((bits & 0xF) % (ulong)items.Length)];
}
