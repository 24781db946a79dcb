namespace Scriban.Runtime;

/// <summary>The loop object of <c>tablerow</c>, which also knows its column. Rows and columns count from 1.</summary>
internal sealed class TableRowState(int length, int columns) : LoopState(length)
{
    public int Column => (Index % columns) + 1;

    public int Row => (Index / columns) + 1;

    public bool IsFirstOfRow => Column == 1;

    public bool IsLastOfRow => Column == columns;

    /// <summary>Templates see columns that count from 0.</summary>
    public override bool TryGet(string member, out object? value)
    {
        value = member switch
        {
            "col" or "col0" => Column - 1,
            "col_first" => IsFirstOfRow,
            "col_last" => IsLastOfRow,
            _ => null,
        };
        return value is not null || base.TryGet(member, out value);
    }
}
