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
        body { background: Canvas; color: CanvasText; font: 15px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { margin-bottom: 0; }
        h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
        nav { display: flex; flex-wrap: wrap; gap: 0.3rem 1rem; }
        summary { margin-top: 2.5rem; border-bottom: 1px solid var(--line); cursor: pointer; }
        summary h2 { display: inline; border: 0; }
        fieldset { display: flex; flex-wrap: wrap; gap: 0.3rem 1rem; border: 1px solid var(--line); }
        .wide, pre { overflow-x: auto; }
        body:has(#only-open:checked) :is(tr.finding.decided, :is(.check, .remedy):not(:has(tr.finding:not(.decided)))) { display: none; }
        body:has(#only-high:checked) :is(tr.finding:not(.high), :is(.check, .remedy):not(:has(tr.high))) { display: none; }
        body:has(#only-strangers:checked) :is(tr.finding:not(.stranger), :is(.check, .remedy):not(:has(tr.stranger))) { display: none; }
        body:has(#only-admins:checked) :is(tr.finding:not(.admin), :is(.check, .remedy):not(:has(tr.admin))) { display: none; }
        table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 1.5rem; font-size: 0.9em; }
        th, td { text-align: start; vertical-align: top; padding: 0.3rem 0.6rem; border-bottom: 1px solid var(--line); overflow-wrap: break-word; unicode-bidi: plaintext; }
        th { overflow-wrap: normal; min-width: 4rem; }
        td a { display: inline-block; line-height: 1.5rem; }
        td code { overflow-wrap: normal; white-space: nowrap; }
        td.whole { white-space: nowrap; }
        td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; overflow-wrap: normal; white-space: nowrap; }
        meter { width: 8rem; }
        meter::-webkit-meter-bar { border: 0; background: var(--line); }
        meter::-webkit-meter-optimum-value { background: var(--bad); }
        meter::-moz-meter-bar { background: var(--bad); }
        .quiet, tr.decided { color: var(--quiet); }
        .verdict { font-size: 1.2rem; font-weight: 600; }
        .clear, .yes { color: var(--good); }
        .findings, .no { color: var(--bad); }
        .not-evaluated { color: var(--unknown); }
        p, li { overflow-wrap: break-word; }
        @media (max-width: 40rem) { .rows thead { display: none; } .rows :is(tr, td) { display: block; } .rows td { border: 0; overflow-wrap: anywhere; } .rows tr { border-bottom: 1px solid var(--line); } .labelled thead { display: none; } .labelled tr, .labelled td { display: block; } .labelled tr { border-bottom: 1px solid var(--line); padding: 0.5rem 0; } .labelled td { border: 0; padding: 0.1rem 0.6rem; text-align: start; white-space: normal; overflow-wrap: anywhere; } .labelled td:empty { display: none; } .labelled td[data-label]::before { content: attr(data-label) ": "; color: var(--quiet); } }
        @media print { body { max-width: none; margin: 0; font-size: 10px; } tr { break-inside: avoid; } thead { display: table-header-group; } h2, h3 { break-after: avoid; } nav, body:has(#all:checked) fieldset, label:not(:has(:checked)), input { display: none; } details:not([open])::details-content { content-visibility: visible; } .wide { overflow-x: visible; } td, td code { overflow-wrap: anywhere; } td code { white-space: normal; } }

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

    /// <summary>Where the sections of the page are.</summary>
    /// <param name="sections">Their ids, words of ours, and their titles.</param>
    public void Contents(IEnumerable<(string Id, string Title)> sections)
    {
        _text.Write("<nav aria-label=\"Contents\">");
        foreach (var (id, title) in sections)
        {
            _text.Write($"<a href=\"#{id}\">{HtmlEncoder.Encode(title)}</a> ");
        }

        _text.WriteLine("</nav>");
    }

    /// <summary>Begins a section.</summary>
    /// <param name="id">Its id, a word of ours.</param>
    /// <param name="isOfRows">Whether its tables become rows below one another where the page is narrow.</param>
    public void BeginSection(string id, string title, bool isOfRows = false)
    {
        _text.WriteLine($"<section id=\"{id}\"{Class(isOfRows ? "rows" : null)}>");
        Element("h2", title);
    }

    /// <summary>Ends a section.</summary>
    public void EndSection() => _text.WriteLine("</section>");

    /// <summary>Begins what belongs together.</summary>
    /// <param name="kind">Its class, a word of ours.</param>
    public void BeginBlock(string kind) => _text.WriteLine($"<div class=\"{kind}\">");

    /// <summary>Ends what belongs together.</summary>
    public void EndBlock() => _text.WriteLine("</div>");

    /// <summary>Begins a section that is folded until somebody opens it, or follows a link to it.</summary>
    /// <param name="id">Its id, a word of ours.</param>
    public void BeginFolded(string id, string title)
    {
        // A browser opens what is folded around a link's aim (html.spec.whatwg.org, "ancestor revealing algorithm").
        _text.WriteLine($"<details><summary><h2>{HtmlEncoder.Encode(title)}</h2></summary><div id=\"{id}\">");
    }

    /// <summary>Ends a folded section.</summary>
    public void EndFolded() => _text.WriteLine("</div></details>");

    /// <summary>Choices of which the style shows the rows, one at a time; the first one is chosen.</summary>
    /// <param name="choices">Their ids, words of ours, and what they are called.</param>
    public void Choices(string legend, params IReadOnlyList<(string Id, string Label)> choices)
    {
        _text.Write($"<fieldset><legend>{HtmlEncoder.Encode(legend)}</legend>");
        foreach (var ((id, label), index) in choices.Select((choice, index) => (choice, index)))
        {
            var state = index == 0 ? " checked" : "";
            _text.Write($"<label><input type=\"radio\" name=\"show\" id=\"{id}\"{state}> {HtmlEncoder.Encode(label)}</label> ");
        }

        _text.WriteLine("</fieldset>");
    }

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
    public void Table(string[] columns, IEnumerable<HtmlCell[]> rows, string without = "None.") =>
        Table(columns, rows.Select(cells => (cells, (string?)null)), without);

    /// <summary>A table of which a narrow page makes a block a row, in which every cell says its column.</summary>
    /// <inheritdoc cref="Table(string[],IEnumerable{HtmlCell[]},string)"/>
    public void LabelledTable(string[] columns, IEnumerable<HtmlCell[]> rows, string without = "None.") =>
        Table(columns, rows.Select(cells => (cells, (string?)null)), without, isLabelled: true);

    /// <summary>A table whose rows have classes.</summary>
    /// <param name="rows">The rows, which are written as they come, with their classes, words of ours; null for none.</param>
    /// <inheritdoc cref="Table(string[],IEnumerable{HtmlCell[]},string)"/>
    public void Table(string[] columns, IEnumerable<(HtmlCell[] Cells, string? Kind)> rows, string without = "None.") =>
        Table(columns, rows, without, isLabelled: false);

    private void Table(string[] columns, IEnumerable<(HtmlCell[] Cells, string? Kind)> rows, string without, bool isLabelled)
    {
        var isEmpty = true;
        foreach (var (row, kind) in rows)
        {
            if (isEmpty)
            {
                _text.WriteLine($"<div class=\"wide\" tabindex=\"0\"><table{Class(isLabelled ? "labelled" : null)}>");
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

            _text.Write($"<tr{Class(kind)}>");
            foreach (var (column, cell) in columns.Zip(row))
            {
                _text.Write("<td");
                _text.Write(Class(IsOfNumbers(column) ? "number" : cell.Kind));
                _text.Write(isLabelled && column.Length > 0 ? $" data-label=\"{HtmlEncoder.Encode(column.TrimStart('#'))}\"" : "");
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
            _text.WriteLine("</table></div>");
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
