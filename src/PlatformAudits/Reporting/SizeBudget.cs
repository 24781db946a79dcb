using Scriban.Runtime;

namespace PlatformAudits.Reporting;

/// <summary>The characters that are left in a region, by estimate; findings take first.</summary>
internal sealed class SizeBudget(int characters)
{
    /// <summary>What a template puts around a finding or a row: box, id and the table's bars.</summary>
    private const int MarkupOfItem = 40;

    private int _left = characters;

    /// <summary>Whether something other than an appendix found no room.</summary>
    public bool IsUsedUp { get; private set; }

    /// <summary>
    /// Whether all of these items may fit, by their texts as they came, which are never longer than the encoded ones but where these are
    /// cut.
    /// </summary>
    public bool Fits(IEnumerable<IEnumerable<string?>> items)
    {
        var left = (long)_left;
        foreach (var texts in items)
        {
            left -= MarkupOfItem + texts.Sum(text => Math.Min(text?.Length ?? 0, MarkdownEncoder.LongestText));
            if (left < 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes an item whose texts have so many characters, if there is room for it.</summary>
    public bool TryTake(int length)
    {
        var fits = MarkupOfItem + length <= _left;
        _left -= fits ? MarkupOfItem + length : 0;
        IsUsedUp |= !fits;
        return fits;
    }

    /// <summary>Takes items as long as there is room for them.</summary>
    /// <param name="shown">The members that a template shows; null for all.</param>
    /// <param name="counts">Whether leaving one out means that the budget is used up.</param>
    public ScriptArray Take<T>(IEnumerable<T> items, Func<T, ScriptObject> model, string[]? shown, out int leftOut, bool counts = true)
    {
        var taken = new ScriptArray();
        leftOut = 0;
        foreach (var item in items)
        {
            if (leftOut == 0)
            {
                var made = model(item);
                var cost =
                    MarkupOfItem
                    + (shown is null ? made.Values : shown.Select(name => made[name])).Sum(value => (value as string)?.Length ?? 0);
                if (cost <= _left)
                {
                    _left -= cost;
                    taken.Add(made);
                    continue;
                }
            }

            leftOut++;
        }

        IsUsedUp |= counts && leftOut > 0;
        return taken;
    }
}
