using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Scriban.Tests.Golden;

namespace Scriban.Tests.Generated;

/// <summary>Templates that are made up of the language's pieces, and vectors with a few of their pieces changed.</summary>
public static partial class Templates
{
    private static readonly string[] Pieces =
    [
        "{{ ", " }}", "{{- ", " ~}}", "{%{", "}%}", "text\n", "(", ")", "[", "]", "{", "}", "'", "\"", "`", "$\"{", "\\", " | ", "|>", "..", "..<", " ? ", " : ", ".", "?.",
        " = ", " += ", " ?? ", " == ", " && ", " || ", "!", "@", "^", " - ", "++", "#", "##", ";", "\n", "\r\n", ",", " end ", " else ", " when ", " if ", " for ", " in ",
        "{{ for x in 1..3 }}", "{{ if x }}", "{{ end }}", "{{ else }}", " do ", "func f(a)", " ret ", " case ", " with ", " wrap ", " capture c ", " import ", " readonly ",
        " tablerow ", " while ", " break ", "this", "null", "true", "1", "2.5", "1e9", "0x", "1_", "'a b'", "x", "y", "$", "$0", "$$", "string.upcase", "array.map 'a'",
        "{a: 1, b: 'x'}", "[1, 2]", "math.plus 1", ".size", ".empty?", "date.now", "\0", "é", "😀",
    ];

    private static readonly Lazy<string[]> Vectors = new(() =>
        [.. Vector.ReadAll(Path.Combine(TestContext.CurrentContext.TestDirectory, "Vectors")).Select(vector => vector.Template)]);

    /// <summary>Any sequence of pieces, most of which are no templates.</summary>
    public static Arbitrary<TemplateText> Anything => Arb.From(
        from length in Gen.Choose(1, 30)
        from pieces in Gen.Elements(Pieces).ListOf(length)
        select new TemplateText([.. pieces]),
        Shrink);

    /// <summary>A vector of which up to four pieces were taken out, doubled or replaced.</summary>
    public static Arbitrary<TemplateText> Mutated => Arb.From(
        from template in Gen.Elements(Vectors.Value)
        from changes in (from place in Gen.Choose(0, 10_000) from kind in Gen.Choose(0, 2) from piece in Gen.Elements(Pieces) select (place, kind, piece)).ListOf(4)
        from count in Gen.Choose(1, 4)
        select new TemplateText(changes.Take(count).Aggregate(
            (IReadOnlyList<string>)[.. Piece().Matches(template).Select(match => match.Value)], (pieces, change) => Change(pieces, change.place, change.kind, change.piece))),
        Shrink);

    private static List<string> Change(IReadOnlyList<string> pieces, int place, int kind, string piece)
    {
        var changed = pieces.ToList();
        place %= changed.Count + 1;
        if (kind > 0)
        {
            changed.Insert(place, piece);
        }

        var taken = place + (kind > 0 ? 1 : 0);
        if (kind != 1 && taken < changed.Count)
        {
            changed.RemoveAt(taken);
        }

        return changed;
    }

    /// <summary>Without a half, or without one of the pieces.</summary>
    private static IEnumerable<TemplateText> Shrink(TemplateText template)
    {
        var pieces = template.Pieces;
        if (pieces.Count > 3)
        {
            yield return new TemplateText([.. pieces.Take(pieces.Count / 2)]);
            yield return new TemplateText([.. pieces.Skip(pieces.Count / 2)]);
        }

        for (var i = 0; i < pieces.Count; i++)
        {
            yield return new TemplateText([.. pieces.Take(i), .. pieces.Skip(i + 1)]);
        }
    }

    [GeneratedRegex(@"\{\{[-~]?|[-~]?\}\}|\w+|\s+|[^\w\s]")]
    private static partial Regex Piece();
}
