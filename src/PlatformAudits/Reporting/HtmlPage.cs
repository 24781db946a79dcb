using System.Security.Cryptography;
using System.Text;

namespace PlatformAudits.Reporting;

/// <summary>
/// Writes an HTML page that stands alone: its style is within it, and its content security policy lets nothing else in, neither a script
/// nor anything from elsewhere, and only this one style. Whatever is given as text is encoded (<see cref="HtmlEncoder"/>), so no element
/// and no attribute can come of it.
/// </summary>
internal sealed class HtmlPage : IDisposable
{
    /// <summary>As browsers hash it: with the line ends that their parser makes of any.</summary>
    private static readonly string Style = """

        :root { color-scheme: light dark; --line: #8884; --quiet: light-dark(#666, #aaa); --bad: light-dark(#b3340a, #ff9a6b); --good: light-dark(#14742f, #6fd08c); --unknown: light-dark(#8a5300, #f0c060); }
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { margin-bottom: 0; }
        h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
        table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 1.5rem; font-size: 0.9em; }
        th, td { text-align: start; vertical-align: top; padding: 0.3rem 0.6rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; unicode-bidi: plaintext; }
        th { overflow-wrap: normal; min-width: 4rem; }
        td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; overflow-wrap: normal; white-space: nowrap; }
        meter { width: 8rem; }
        meter::-webkit-meter-bar { border: 0; background: var(--line); }
        meter::-webkit-meter-optimum-value { background: var(--bad); }
        meter::-moz-meter-bar { background: var(--bad); }
        .quiet { color: var(--quiet); }
        .verdict { font-size: 1.2rem; font-weight: 600; }
        .clear, .yes { color: var(--good); }
        .findings, .no { color: var(--bad); }
        .not-evaluated { color: var(--unknown); }
        @media print { body { max-width: none; margin: 0; font-size: 10px; } tr { break-inside: avoid; } thead { display: table-header-group; } h2, h3 { break-after: avoid; } }

        """.ReplaceLineEndings("\n");

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "base-uri 'none'; form-action 'none'";

    private readonly StreamWriter _text;

    private HtmlPage(Stream file) => _text = new StreamWriter(file, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };

    /// <summary>Begins a page.</summary>
    /// <param name="file">Takes its bytes, and is left open.</param>
    public static HtmlPage Begin(Stream file, string title)
    {
        var page = new HtmlPage(file);
        page._text.WriteLine("<!DOCTYPE html>");
        page._text.WriteLine("<html lang=\"en\">");
        page._text.WriteLine("<head>");
        page._text.WriteLine("<meta charset=\"utf-8\">");
        page._text.WriteLine($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\">");
        page._text.WriteLine("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page._text.WriteLine("<meta name=\"referrer\" content=\"no-referrer\">");
        page.Element("title", title);
        page._text.WriteLine($"<style>{Style}</style>");
        page._text.WriteLine("</head>");
        page._text.WriteLine("<body>");
        page.Element("h1", title);
        return page;
    }

    /// <summary>An element that holds a text.</summary>
    /// <param name="kind">Its class, a word of ours; null for none.</param>
    public void Element(string name, string text, string? kind = null) =>
        _text.WriteLine($"<{name}{Class(kind)}>{HtmlEncoder.Encode(text)}</{name}>");

    /// <summary>Texts in a list; nothing where there are none.</summary>
    public void List(IReadOnlyList<string> items)
    {
        if (items.Count > 0)
        {
            _text.WriteLine("<ul>");
            foreach (var item in items)
            {
                Element("li", item);
            }

            _text.WriteLine("</ul>");
        }
    }

    /// <summary>A table; a sentence where it has no row.</summary>
    /// <param name="columns">The columns; a name that begins with <c>#</c> is that of a column of numbers.</param>
    /// <param name="rows">The rows, which are written as they come.</param>
    /// <param name="without">What is said in place of an empty table.</param>
    public void Table(string[] columns, IEnumerable<HtmlCell[]> rows, string without = "None.")
    {
        var isEmpty = true;
        foreach (var row in rows)
        {
            if (isEmpty)
            {
                _text.WriteLine("<table>");
                _text.Write("<thead><tr>");
                foreach (var column in columns)
                {
                    _text.Write(
                        $"<th scope=\"col\"{Class(IsOfNumbers(column) ? "number" : null)}>{HtmlEncoder.Encode(column.TrimStart('#'))}</th>"
                    );
                }

                _text.WriteLine("</tr></thead>");
                _text.WriteLine("<tbody>");
                isEmpty = false;
            }

            _text.Write("<tr>");
            foreach (var (column, cell) in columns.Zip(row))
            {
                _text.Write("<td");
                _text.Write(Class(IsOfNumbers(column) ? "number" : cell.Kind));
                _text.Write('>');
                _text.Write(cell.Html);
                _text.Write("</td>");
            }

            _text.WriteLine("</tr>");
        }

        if (isEmpty)
        {
            Element("p", without);
        }
        else
        {
            _text.WriteLine("</tbody>");
            _text.WriteLine("</table>");
        }
    }

    /// <summary>Ends the page.</summary>
    public void Dispose()
    {
        _text.WriteLine("</body>");
        _text.WriteLine("</html>");
        _text.Dispose();
    }

    private static bool IsOfNumbers(string column) => column.StartsWith('#');

    private static string Class(string? kind) => kind is null ? "" : $" class=\"{kind}\"";
}
