using System.Text.RegularExpressions;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Settings;

namespace PlatformAudits.Platforms.OnePassword;

/// <summary>The team's groups in the company's 1Password account, read with <c>op</c> or through a SCIM bridge.</summary>
internal sealed partial class OnePassword : Platform<OnePasswordSettings, OnePasswordPopulation>
{
    /// <summary>The name as people write it.</summary>
    internal const string Name = "1Password";

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
        : base("1password", settings.Platform("1password"), OnePasswordSettings.Read) { }

    public override string Title => Name;

    public override string DefaultPolicy => "operator-fixes";

    public override string? KeysAreShownIn =>
        "1Password.com, Developer for service accounts, and Integrations for Connect servers, SCIM bridges and event reporting";

    public override IReadOnlyList<Access> Accesses => [_op, _scim];

    protected override IReadOnlyList<Check> SharedChecks => [new EmailMatches()];

    /// <summary>The list of people in the company's account; op does not tell the address of one.</summary>
    protected override VendorPage? PageOf(Account account, OnePasswordPopulation population) =>
        population.Identity is { Host: var host } && Host().IsMatch(host)
            ? new VendorPage("account", new Uri($"https://{host}/people"))
            : null;

    protected override Task<OnePasswordPopulation> ReadAsync(Collector collector, CancellationToken cancellationToken) =>
        collector.Choose(Accesses) == _op
            ? OpSource.ReadAsync(Settings, collector, cancellationToken)
            : ScimSource.ReadAsync(Settings, IsOn<GroupManagerIsExpected>(), collector, cancellationToken);

    protected override IReadOnlyList<CompletenessAssertion> CompletenessOf(OnePasswordPopulation population) =>
        OnePasswordCompleteness.Of(population, Settings, asksWhoIsActive: IsOn<MemberIsActive>());

    protected override Func<Account, AccountDetails> DetailsIn(Comparison comparison, OnePasswordPopulation population) =>
        account => OnePasswordDetails.Of((OnePasswordAccount)account, population);

    protected override IEnumerable<IssueTable> Tables(Comparison comparison, OnePasswordPopulation population, AuditReport report) =>
        OnePasswordTables.Of(comparison, population, report);

    /// <summary>A host of 1Password's (support.1password.com/regions).</summary>
    [GeneratedRegex(@"^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})?\.1password\.(?:com|ca|eu)\z")]
    private static partial Regex Host();
}
