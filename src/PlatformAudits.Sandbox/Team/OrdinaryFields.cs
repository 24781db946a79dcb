namespace PlatformAudits.Sandbox.Team;

/// <summary>What the team file says of every person, whatever the platforms are.</summary>
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

    private readonly SeededRandom _draw = new(seed, "team file");

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
