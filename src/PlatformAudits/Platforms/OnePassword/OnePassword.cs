using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Foundation;
using PlatformAudits.Settings;

namespace PlatformAudits.Platforms.OnePassword;

/// <summary>The team's groups in the company's 1Password account, read with <c>op</c> or through a SCIM bridge.</summary>
public sealed class OnePassword : Platform
{
    /// <summary>
    /// 1,000 reads an hour for each service account of the smallest plan; 10,000 of 1Password Business (developer.1password.com/docs/service-accounts/rate-limits). <c>op</c> tells of a limit only
    /// when it refuses.
    /// </summary>
    private static readonly RateLimits PublishedLimits = RateLimits.PerHour(1000);

    private readonly Access _op = new(
        new Variable(
            "OP_SERVICE_ACCOUNT_TOKEN",
            "the token of a 1Password service account",
            "with read access to one empty vault and no more; op 2.18 or later must be on the PATH, or be named by OP_COMMAND"
        )
    );

    private readonly Access _scim = new(
        new Variable("OP_SCIM_URL", "the HTTPS address", "of the company's SCIM bridge"),
        new Variable("OP_SCIM_TOKEN", "the bearer token", "of the SCIM bridge, which can't be limited to reading")
    );

    /// <summary>1Password with its part of the settings.</summary>
    public OnePassword(AuditSettings settings)
        : this(settings.Platform("1password")) { }

    private OnePassword(SettingsSection settings)
        : base("1password", settings)
    {
        var groups = settings.Sections("groups").Select(GroupRule.Read).ToList();
        Groups = groups.Count > 0 ? groups : [new GroupRule("Support", [], [], [])];
        Limits = PublishedLimits.Or(settings);
        ExpectedManagers = [.. settings.Texts("expected_managers").Select(email => email.Trim())];
        ExpectedAccount = settings.Text("account");
        ScimPrefix = settings.Text("scim_prefix", "/scim")!.Trim('/');
        if (ScimPrefix.AsSpan().IndexOfAny("?#:\\ ") >= 0)
        {
            throw settings.Wrong("scim_prefix", "must be a path such as /scim or /scim/v2");
        }
    }

    public override string Title => "1Password";

    public override IReadOnlyList<Access> Accesses => [_op, _scim];

    /// <summary>The groups to audit, with those who belong into each.</summary>
    public IReadOnlyList<GroupRule> Groups { get; }

    /// <summary>How many commands a service account may run.</summary>
    public RateLimits Limits { get; }

    /// <summary>E-mail addresses of those who may manage a group.</summary>
    public IReadOnlyList<string> ExpectedManagers { get; }

    /// <summary>The sign-in address of the account that is meant, such as <c>example.1password.com</c>; null when any is.</summary>
    public string? ExpectedAccount { get; }

    /// <summary>The path between the SCIM bridge's address and <c>Users</c>, without slashes around it.</summary>
    public string ScimPrefix { get; }

    protected override IReadOnlyList<Check> SharedChecks => [];

    public override Task<Population> CollectAsync(Collector collector, CancellationToken cancellationToken) =>
        collector.Choose(Accesses) == _op
            ? OpSource.ReadAsync(this, collector, cancellationToken)
            : ScimSource.ReadAsync(this, collector, cancellationToken);

    public override IEnumerable<IssueTable> Tables(Comparison comparison, AuditReport report) => OnePasswordTables.Of(comparison, report);
}
