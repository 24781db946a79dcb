using System.Globalization;
using PlatformAudits.Sandbox.Faults;

namespace PlatformAudits.Tests.Faults;

/// <summary>One thing that goes wrong at one request of one audit.</summary>
/// <param name="Request">The request, from 0, in the order of the undisturbed run.</param>
/// <param name="Kind">What goes wrong: a fault of the sandbox, or <c>clock</c> with the days that the run's clock jumps.</param>
/// <param name="GoesOn">Whether it goes on with every later request to the same system.</param>
public sealed record FaultCell(FaultFixture Fixture, int Request, string Kind, bool GoesOn)
{
    private const string Clock = "clock";
    private const string OfOp = "op-";
    private const string Echoed = "echo";

    /// <summary>The lists of GitLab.com's that may be refused.</summary>
    private static readonly string[] OfTokens = ["/access_tokens", "/deploy_tokens", "/service_accounts", "/projects"];

    /// <summary>All that can go wrong.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [.. Sandbox.Faults.Fault.Kinds.Order(StringComparer.Ordinal), Clock + "+400", Clock + "-400"];

    /// <summary>Every cell of a fixture.</summary>
    public static IEnumerable<FaultCell> All(FaultFixture fixture) =>
        from request in Enumerable.Range(0, fixture.Requests)
        from kind in Kinds
        from goesOn in new[] { false, true }
        where
            !(goesOn && kind.StartsWith(Clock, StringComparison.Ordinal))
            && (fixture.IsOp || !kind.StartsWith(OfOp, StringComparison.Ordinal))
        select new FaultCell(fixture, request, kind == Echoed ? WayAt(request, goesOn).ToString() : kind, goesOn);

    /// <summary>A cell for every encoding in which a credential may come back, spread over the requests of some fixtures.</summary>
    public static IEnumerable<FaultCell> Echoes(IReadOnlyList<FaultFixture> fixtures) =>
        Echo.Encodings.Select(
            (encoding, number) =>
            {
                var fixture = fixtures[number % fixtures.Count];
                var place = Echo.Places[number / fixtures.Count % Echo.Places.Count];
                return new FaultCell(fixture, number * 7 % fixture.Requests, new Echo(place, encoding).ToString(), number % 3 == 0);
            }
        );

    /// <summary>Whether a credential comes back.</summary>
    public bool IsEcho => Kind.StartsWith(Echoed, StringComparison.Ordinal);

    /// <summary>The days that the run's clock jumps, or null.</summary>
    public int? ClockJump =>
        Kind.StartsWith(Clock, StringComparison.Ordinal) ? int.Parse(Kind[Clock.Length..], CultureInfo.InvariantCulture) : null;

    /// <summary>The sandbox's fault, or null.</summary>
    public Fault? Fault => ClockJump is null ? Fixture.FaultAt(Request, Kind, GoesOn) : null;

    /// <summary>
    /// Whether the run must come to the same end as without the fault: a repeat brings the whole answer, or it was whole and only slow.
    /// </summary>
    public bool IsHealed =>
        ClockJump is not null
        || (
            !GoesOn
            && !Fixture.IsOp
            && (
                Kind
                    is "408"
                        or "429"
                        or "429-date"
                        or "429-reset"
                        or "429-bare"
                        or "429-negative"
                        or "500"
                        or "502"
                        or "503"
                        or "504"
                        or "reset"
                        or "reset-in-body"
                        or "stall"
                        or "drip"
                || (Kind == "truncated" && !Fault!.Path!.Contains("/raw?", StringComparison.Ordinal))
                || (Kind == "429-epoch" && (Fault!.Vendor is "gitlab" or "gitlab-com"))
            )
        );

    /// <summary>
    /// Whether nobody could tell: a list that its vendor does not count is short, and it is so each time, or there is no earlier report to
    /// hold it against. Then a verdict may lack findings; it may still not be an all-clear that is none. Zendesk says with 404, and one
    /// day with 410, that an instance has no API tokens any more, which is taken for its word. GitLab refuses by role and plan what
    /// programs sign in with, which is unknown then; where an earlier run has read it, it is no answer.
    /// </summary>
    public bool IsBeyondAssertions =>
        (
            (GoesOn || Fixture.Past == Past.None)
            && (Kind is "empty-list" or "skipped-rows" or "cut-list" or "empty")
            && Fault!.Vendor is not ("gitlab" or "gitlab-com" or "pagerduty")
            && Fixture.Access != "1password-scim"
            && (Kind != "empty" || Fixture.IsOp)
        )
        || (
            Kind is "404" or "410"
            && Fault!.Vendor.StartsWith("zendesk", StringComparison.Ordinal)
            && (GoesOn || Fault.Path!.Contains("/api_tokens", StringComparison.Ordinal))
        )
        || (
            (IsEcho || Kind is "401" or "403" or "404")
            && Fixture.Past == Past.None
            && Fixture.FaultAt(Request, Kind, goesOn: false) is { Vendor: "gitlab-com", Path: { } path }
            && OfTokens.Any(list => path.Contains(list, StringComparison.Ordinal))
        );

    /// <summary>Another way for each request, so that the whole matrix knows them all.</summary>
    private static Echo WayAt(int request, bool goesOn) => Echo.Ways[((request * 2) + (goesOn ? 1 : 0)) * 37 % Echo.Ways.Count];

    /// <summary>As a line for <c>--sandbox-faults</c>, with the audit before it.</summary>
    public override string ToString()
    {
        var place =
            Fault is not { } fault ? FormattableString.Invariant($"request {Request + 1}")
            : GoesOn ? FormattableString.Invariant($"{fault.Vendor} {fault.First}-")
            : FormattableString.Invariant($"{fault.Vendor} {fault.Path}#{fault.First}");
        return $"{Fixture.Name}: {place} {Kind}";
    }
}
