namespace Scriban.Runtime;

/// <summary>The loop object of <c>tablerow</c>, which also knows its column. Rows and columns count from 1.</summary>
internal sealed class TableRowState(int length, int columns) : LoopState(length)
{
    public int Column => (Index % columns) + 1;

    public int Row => (Index / columns) + 1;

    public bool IsFirstOfRow => Column == 1;

    public bool IsLastOfRow => Column == columns;

    public override bool TryGet(string member, out object? value)
    {
        if (member == "col")
        {
            value = Column;
            return true;
        }

        return base.TryGet(member, out value);
    }
}
