namespace Scriban.Runtime;

/// <summary>The loop object: <c>for.index</c> and so on. Indices count from 0 and only over the turns that are made.</summary>
/// <param name="length">The number of turns, or null for <c>while</c>.</param>
internal class LoopState(int? length)
{
    private object? _item;

    /// <summary>The number of turns; of a loop that knows it.</summary>
    public int Length => length ?? 0;

    public int Index { get; private set; }

    public bool IsLast => length is { } count && Index == count - 1;

    private bool HasChanged { get; set; } = true;

    public void MoveTo(int index, object? item)
    {
        HasChanged = index == 0 || !Equals(_item, item);
        Index = index;
        _item = item;
    }

    public virtual bool TryGet(string member, out object? value)
    {
        value = member switch
        {
            "index" => Index,
            "first" => Index == 0,
            "even" => Index % 2 == 0,
            "odd" => Index % 2 != 0,
            "last" when length is not null => IsLast,
            "length" => length,
            "rindex" => length - Index - 1,
            "changed" when length is not null => HasChanged,
            _ => null,
        };
        return value is not null;
    }
}
