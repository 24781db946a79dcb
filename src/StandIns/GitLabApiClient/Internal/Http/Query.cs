using System.Globalization;

namespace GitLabApiClient.Internal.Http;

/// <summary>The query of a request: its parameters in the order in which they were added, without those that have no value.</summary>
internal sealed class Query
{
    private readonly List<string> _parameters = [];

    public Query Add(string name, string value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return this;
        }

        // The package takes a path that holds a percent sign for an encoded one; what it does in a query was not recorded.
        if (value.Contains('%'))
        {
            throw NotCovered.ByStandIn($"A percent sign in the query parameter '{name}'");
        }

        _parameters.Add($"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}");
        return this;
    }

    public Query Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public Query Add(string name, DateTime? value)
    {
        if (value is { Kind: not DateTimeKind.Utc })
        {
            throw NotCovered.ByStandIn($"A time that is not in UTC in the query parameter '{name}'");
        }

        return Add(name, value?.ToString("o", CultureInfo.InvariantCulture));
    }

    public Query AddEach(string name, IEnumerable<int> values)
    {
        foreach (int value in values ?? [])
        {
            Add(name, value);
        }

        return this;
    }

    public string AppendTo(string path) => $"{path}?{string.Join('&', _parameters)}";
}
