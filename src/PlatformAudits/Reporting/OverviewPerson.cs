using PlatformAudits.Checking;

namespace PlatformAudits.Reporting;

/// <summary>Somebody with open findings, or an account with some that is nobody's, over all platforms.</summary>
/// <param name="Name">The name, as it came; null where nobody gives one.</param>
/// <param name="Value">The address; of an account without one, its id.</param>
/// <param name="Platforms">The ids of the platforms, in a lasting order.</param>
/// <param name="IsStranger">Whether they are on no team file.</param>
internal sealed record OverviewPerson(string? Name, string Value, IReadOnlyList<string> Platforms, int Findings, int High, bool IsStranger)
{
    /// <summary>
    /// Those who have open findings in reports whose accounts are known. Whoever has an address is one, whatever the letter case; an
    /// account without one is one by itself.
    /// </summary>
    /// <returns>The people, the worst first; and how many findings are about no person and no account.</returns>
    public static (IReadOnlyList<OverviewPerson> People, int OfThings) In(IEnumerable<KeptReport> reports)
    {
        var people = new Dictionary<string, Found>(StringComparer.OrdinalIgnoreCase);
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var ofThings = 0;
        foreach (var report in reports)
        {
            if (report.Accounts is not { } known)
            {
                continue;
            }

            var accounts = new Dictionary<(string Check, string Subject), KeptAccount>();
            foreach (var account in known)
            {
                if (account.Teammate is { } owner)
                {
                    names.TryAdd(owner.Address, owner.Name);
                }

                foreach (var finding in account.Findings)
                {
                    accounts.TryAdd((finding.Check, finding.Subject), account);
                }
            }

            foreach (var finding in report.Findings)
            {
                var account = accounts.GetValueOrDefault((finding.Check, finding.Subject));
                var address = finding.Teammate ?? account?.Address ?? (account is null ? AddressIn(finding.Subject) : null);
                if (address is null && account is null)
                {
                    ofThings++;
                    continue;
                }

                var key = address ?? $"{report.Platform} {account!.Id}";
                if (!people.TryGetValue(key, out var person))
                {
                    people[key] = person = new Found(address ?? account!.Id);
                }

                person.Add(report.Platform, finding, account);
            }
        }

        return (
            [
                .. people
                    .Values.Select(person => person.As(names.GetValueOrDefault(person.Value)))
                    .OrderByDescending(person => person.High)
                    .ThenByDescending(person => person.Findings)
                    .ThenBy(person => person.Value, StringComparer.OrdinalIgnoreCase)
                    .ThenBy(person => person.Value, StringComparer.Ordinal),
            ],
            ofThings
        );
    }

    /// <summary>
    /// The address that a subject is, or that stands in it behind a number sign and what was shared: of an invitation nothing else is
    /// known.
    /// </summary>
    private static string? AddressIn(string subject)
    {
        var address = subject[(subject.LastIndexOf('#') + 1)..];
        return address.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < address.Length - 1 ? address : null;
    }

    /// <summary>Somebody while findings are gathered.</summary>
    private sealed class Found(string value)
    {
        private readonly List<string> _platforms = [];
        private string _value = value;
        private string? _name;
        private bool _isTeammate;
        private int _findings;
        private int _high;

        public string Value => _value;

        public void Add(string platform, KeptReportFinding finding, KeptAccount? account)
        {
            if (finding.Teammate is { } teammate)
            {
                (_value, _isTeammate) = (teammate, true);
            }

            if (!_platforms.Contains(platform))
            {
                _platforms.Add(platform);
            }

            _name ??= account?.Name;
            _findings++;
            _high += finding.Severity == Severity.High ? 1 : 0;
        }

        public OverviewPerson As(string? nameInTeam) => new(nameInTeam ?? _name, _value, _platforms, _findings, _high, !_isTeammate);
    }
}
