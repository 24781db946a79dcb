namespace Cake.Frosting.Tests.StandIn;

/// <summary>
/// The public surface of the package, as listed in <c>Vectors/</c>: namespaces at the margin, types and members indented below.
/// </summary>
public static class RecordedSurface
{
    private const string NamespacePrefix = "namespace ";
    private const string TypeIndentation = "  ";
    private const string MemberIndentation = "    ";

    private const string FileName = "Cake.Frosting.txt";

    public static IReadOnlyDictionary<string, Surface> Read() => Types().ToDictionary(type => type.Declaration);

    private static IEnumerable<Surface> Types()
    {
        var ns = "";
        Surface? type = null;
        var members = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", FileName)))
        {
            if (line.StartsWith(MemberIndentation, StringComparison.Ordinal))
            {
                members.Add(line.Trim());
            }
            else if (line.StartsWith(TypeIndentation, StringComparison.Ordinal))
            {
                if (type is not null)
                {
                    yield return type;
                }

                members = [];
                type = Declare(ns, line.Trim(), members);
            }
            else if (line.StartsWith(NamespacePrefix, StringComparison.Ordinal))
            {
                ns = line[NamespacePrefix.Length..];
            }
        }

        yield return type ?? throw new InvalidDataException($"No type is listed in {FileName}.");
    }

    private static Surface Declare(string ns, string line, List<string> members)
    {
        var declaration = line[(line.LastIndexOf("]] ", StringComparison.Ordinal) is var end and >= 0 ? end + "]] ".Length : 0)..];
        var parts = declaration.Split(" : ", 2);
        var name = parts[0].LastIndexOf(' ') + 1;
        return new Surface(parts[0].Insert(name, $"{ns}."), parts.Length == 1 ? [] : parts[1].Split(", "), members);
    }
}
