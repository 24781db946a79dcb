namespace Scriban.Runtime.Accessors;

/// <summary>Access by position, counted from 0.</summary>
internal interface IListAccess
{
    int GetLength(object target);

    object? GetItem(object target, int index);

    bool TrySetItem(object target, int index, object? value);
}
