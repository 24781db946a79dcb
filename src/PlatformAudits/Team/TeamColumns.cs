using System.Globalization;

namespace PlatformAudits.Team;

/// <summary>
/// What the team file says of some people under the keys of a format. It stands in a column for each key: for 100,000 people an object
/// each, with ids in objects of their own, would take some MB more.
/// </summary>
internal sealed class TeamColumns
{
    private readonly Array[] _columns;

    /// <summary>Columns without values.</summary>
    /// <param name="rows">For how many people.</param>
    public TeamColumns(TeamFormat format, int rows)
    {
        Format = format;
        _columns =
        [
            .. format.Keys.Select(key =>
                key.Kind switch
                {
                    TeamKeyKind.Id => new long[rows],
                    TeamKeyKind.Text => new string?[rows],
                    _ => (Array)new string[]?[rows],
                }
            ),
        ];
    }

    public TeamFormat Format { get; }

    public string? Text(int column, int row) =>
        _columns[column] switch
        {
            string?[] texts => texts[row],
            long[] ids => ids[row] == 0 ? null : ids[row].ToString(CultureInfo.InvariantCulture),
            _ => throw new InvalidOperationException($"{Format.Keys[column].Path} of the team file is a list."),
        };

    public IReadOnlyList<string> Texts(int column, int row) =>
        _columns[column] is string[]?[] lists ? lists[row] ?? []
        : Text(column, row) is { } text ? [text]
        : [];

    public void Set(int column, int row, string? text) => ((string?[])_columns[column])[row] = text;

    public void Set(int column, int row, long? id) => ((long[])_columns[column])[row] = id ?? 0;

    public void Set(int column, int row, string[] texts) => ((string[]?[])_columns[column])[row] = texts;

    /// <summary>Sets a value of any kind from the texts that <see cref="Texts"/> gives of it.</summary>
    public void SetTexts(int column, int row, IReadOnlyList<string> texts)
    {
        switch (_columns[column])
        {
            case long[] ids:
                ids[row] = texts is [var digits] ? long.Parse(digits, CultureInfo.InvariantCulture) : 0;
                break;
            case string?[] values:
                values[row] = texts.Count == 0 ? null : texts[0];
                break;
            default:
                Set(column, row, [.. texts]);
                break;
        }
    }
}
