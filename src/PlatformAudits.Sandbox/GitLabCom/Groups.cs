namespace PlatformAudits.Sandbox.GitLabCom;

/// <summary>The tree of groups.</summary>
internal static class Groups
{
    public const int Support = 0;
    public const int Amer = 1;
    public const int Apac = 2;
    public const int Emea = 3;
    public const int Dotcom = 4;
    public const int Licensing = 5;
    public const int Managers = 6;
    public const int Automation = 7;

    /// <summary>The path of the group above all of them.</summary>
    public const string RootPath = "gitlab-com";

    /// <summary>The id of <c>gitlab-com</c>, which is above all of them and not audited.</summary>
    public const int RootId = 8_000;

    public static IReadOnlyList<Group> All { get; } =
    [
        new(Support, "gitlab-com/support")
        {
            Shares =
            [
                new(7_001, "gitlab-com/customer-success", 20, 20),
                new(7_002, "gitlab-com/contractors", 30, null),
                new(7_003, "gitlab-com/security/audit", 10, 10) { IsPrivate = true, DaysLeft = 120 },
            ],
        },
        new(Amer, "gitlab-com/support/amer"),
        new(Apac, "gitlab-com/support/apac"),
        new(Emea, "gitlab-com/support/emea"),
        new(Dotcom, "gitlab-com/support/dotcom") { Shares = [new(7_004, "gitlab-com/gl-infra", 40, 30)] },
        new(Licensing, "gitlab-com/support/licensing-subscription") { FormerPath = "gitlab-com/support/licensing" },
        new(Managers, "gitlab-com/support/managers") { Shares = [new(7_005, "gitlab-com/people-group", 10, 20)] },
        new(Automation, "gitlab-com/support/automation"),
    ];
}
