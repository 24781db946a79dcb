using System.Text;

namespace PlatformAudits.Sandbox.GitLab.RichText;

/// <summary>Writes what stands in one paragraph, heading or cell.</summary>
internal sealed class RichLineWriter(RichInline[] content, bool keepsLineBreaks, bool isInTable)
{
    private readonly StringBuilder _out = new();
    private readonly List<(RichMark Mark, string Close)> _open = [];
    private bool _isAtBlockStart;

    public string Write(bool isFromBlockStart)
    {
        _isAtBlockStart = isFromBlockStart;
        var expelled = "";
        for (var place = 0; place < content.Length; place++)
        {
            var inline = content[place];
            var marks = Ordered(MarksOf(place));
            var kept = 0;
            while (kept < Math.Min(_open.Count, marks.Count) && _open[kept].Mark == marks[kept])
            {
                kept++;
            }

            var (leading, text) = (expelled, inline.Text);
            expelled = "";
            if (inline.Kind == RichInlineKind.Text)
            {
                if (marks.Skip(kept).Any(mark => mark.ExpelsBlanks))
                {
                    var rest = text.TrimStart();
                    leading += text[..^rest.Length];
                    text = rest;
                }

                if (marks.Any(mark => mark.ExpelsBlanks && !IsAhead(place, mark)))
                {
                    var rest = text.TrimEnd();
                    expelled = text[rest.Length..];
                    text = rest;
                }

                if (text.Length == 0)
                {
                    expelled = leading + expelled;
                    continue;
                }
            }

            Close(kept);
            Put(leading);
            foreach (var mark in marks.Skip(kept))
            {
                Open(mark, place, text);
            }

            switch (inline.Kind)
            {
                case RichInlineKind.Break when content.Skip(place + 1).Any(other => other.Kind != RichInlineKind.Break):
                    _out.Append(isInTable ? "<br>" : "\\\n");
                    break;
                case RichInlineKind.Image:
                    _out.Append(text);
                    break;
                case RichInlineKind.Text when marks.Exists(mark => mark.Name == "code"):
                    _out.Append(Shown(text));
                    break;
                case RichInlineKind.Text when marks.Exists(mark => IsAutomatic(place, mark)):
                    _out.Append(Shown(text));
                    break;
                case RichInlineKind.Text:
                    Put(text);
                    break;
            }

            _isAtBlockStart = false;
        }

        Close(0);
        Put(expelled);
        return _out.ToString();
    }

    /// <summary>A break that is the last thing in a mark stands outside of it.</summary>
    private List<RichMark> MarksOf(int place) =>
        content[place].Kind == RichInlineKind.Break
            ? [.. content[place].Marks.Where(mark => place + 1 < content.Length && content[place + 1].Marks.Contains(mark))]
            : [.. content[place].Marks];

    /// <summary>Marks that are open stay open, whatever their order; code is always the innermost.</summary>
    private List<RichMark> Ordered(List<RichMark> marks) =>
        [
            .. _open.Select(one => one.Mark).TakeWhile(mark => mark.Name != "code" && marks.Contains(mark)),
            .. marks.Except(_open.Select(one => one.Mark).TakeWhile(mark => mark.Name != "code" && marks.Contains(mark))),
        ];

    private bool IsAhead(int place, RichMark mark)
    {
        for (var next = place + 1; next < content.Length; next++)
        {
            if (content[next].Kind != RichInlineKind.Break)
            {
                return content[next].Marks.Contains(mark);
            }
        }

        return false;
    }

    private void Open(RichMark mark, int place, string text)
    {
        var (open, close) = mark.Name switch
        {
            "a" when IsAutomatic(place, mark) => ("", ""),
            "a" => ("[", $"]({Address(mark)})"),
            "em" => ("_", "_"),
            "strong" => ("**", "**"),
            "del" => ("~~", "~~"),
            "code" => Ticks(text),
            var name => ($"<{name}>", $"</{name}>"),
        };
        if (open == "[" && _out is [.., '!'] && _out is not [.., '\\', '!'])
        {
            _out.Insert(_out.Length - 1, '\\');
        }

        _out.Append(open);
        _open.Add((mark, close));
        _isAtBlockStart = false;
    }

    private void Close(int kept)
    {
        while (_open.Count > kept)
        {
            _out.Append(_open[^1].Close);
            _open.RemoveAt(_open.Count - 1);
        }
    }

    private void Put(string text)
    {
        if (text.Length > 0)
        {
            _out.Append(string.Join('\n', Shown(text).Split('\n').Select(line => RichTextWriter.Escaped(line, _isAtBlockStart))));
        }
    }

    private string Shown(string text) => keepsLineBreaks ? text : text.Replace('\n', ' ');

    /// <summary>Whether the address is all that is shown, so that GitLab makes it a link again by itself.</summary>
    private bool IsAutomatic(int place, RichMark mark)
    {
        if (mark.Name != "a" || mark.Title.Length > 0 || !mark.Address.Contains(':', StringComparison.Ordinal))
        {
            return false;
        }

        var shown = content.Skip(place).TakeWhile(inline => inline.Marks.Contains(mark)).ToList();
        return shown is [{ Kind: RichInlineKind.Text } only] && Normal(only.Text) == Normal(mark.Address);
    }

    private static string Normal(string address)
    {
        var colon = address.IndexOf(':', StringComparison.Ordinal);
        var rest = colon > 0 && address[..colon].All(char.IsAsciiLetterOrDigit) ? address[(colon + 1)..].TrimStart('/') : address;
        return Uri.UnescapeDataString(rest.TrimEnd('/'));
    }

    private static string Address(RichMark mark)
    {
        var address = string.Concat(mark.Address.Select(sign => sign is '(' or ')' or '"' ? $"\\{sign}" : sign.ToString()));
        return mark.Title.Length == 0 ? address : $"{address} \"{mark.Title.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>A fence that is longer than any run of backticks inside, and a blank where one stands at an end.</summary>
    private static (string Open, string Close) Ticks(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var sign in text)
        {
            run = sign == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', longest + 1);
        return text is ['`', ..] or [.., '`'] ? ($"{fence} ", $" {fence}") : (fence, fence);
    }
}
