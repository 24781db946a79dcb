using System.Text;

namespace PlatformAudits.Tests.Reporting;

/// <summary>Names made to do something: the pieces that GitLab, Markdown, HTML, XML, Mermaid, a terminal or a template would act on, put together by chance.</summary>
public static class HostileNames
{
    /// <summary>How many are tried: AUDIT_NAMES, or as many as the search has time for.</summary>
    public static int Count { get; } = Search.Count("AUDIT_NAMES", 2_000, 1_000_000);

    public static readonly string[] Pieces =
    [
        "@all", "@here", "@jane.doe", "@group/sub", "/close", "/assign @me", "/label ~x", "\n/close", "\r\n/reopen\r\n", "#1", "group/project#12", "!2", "$3", "&4", "%5", "%\"v 1\"", "~6",
        "~\"a b\"", "~label", "^alert#7", "*iteration:8", "[vulnerability:9]", "[issue:1]", "gitlab-org/gitlab>", "a/b@deadbeef", "deadbeefcafe", "1234567", "abc1234...def5678", "GL-10", "ABC-11",
        "[x](https://evil.example)", "[x][y]", "[y]: https://evil.example", "![x](https://evil.example/x.png)", "<https://evil.example>", "https://evil.example", "www.evil.example",
        "mailto:a@evil.example", "a@evil.example", "javascript:alert(1)", "data:text/html,x", "<img src=x onerror=alert(1)>", "<script>", "</details>", "<!--", "-->", "<!-- platform-audits:end -->",
        "<!-- f:0123456789abcdef -->", "<a href='x'>", "<b", "|", "||", "\\|", "\\", "`", "``", "```", "\n```\n", "~~~", "\n~~~\n", "$`x`$", "$x$", "$$x$$", "[^1]", "[^1]: x", "**b**", "*i*", "_u_",
        "__u__", "~~s~~", "{+ a +}", "[- d -]", ":tada:", ":+1:", "# h", "\n# h", "===", "---", "***", "> q", ">>>", "\n>>>\n", "- x", "+ x", "1. x", "1) x", "- [x] done", "[ ]", "[[_TOC_]]", "[TOC]",
        "[[page]]", "{{ 1/0 }}", "{{", "}}", "{% x %}", "&#64;all", "&commat;all", "&lt;", "&amp;", "&", "\u202e", "\u2066", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u3164", "\ud800", "\u0000",
        "\u0007", "\u001b[31m", "\u001b]0;x\u0007", "section_start:1:x\r\u001b[0K", "section_end:1:x\r\u001b[0K", "\u2028", "\u0085", "\t", "    ", "\n", "\r", "\"", "'", "]]>", "<![CDATA[", "%% x", "end",
        "click A href", "graph TD", "\"]", "#quot;", "Ada", "Seán", "李", "ольга", "😀", "é", "x", "7", ".", ",", ":", ";", "!", "?", "-", "_", "(", ")", "@", "#", "%", "~", "^", "*", "[", "]", "{", "}",
        "<", ">", "=", "+", "$", "/",
    ];

    /// <summary>Names that people have.</summary>
    public static readonly string[] Ordinary =
    [
        "Ada Lovelace", "Seán O'Brien", "D’Angelo Müller-Lüdenscheidt", "Jean-Luc Picard", "José María de la Cruz", "Ольга Петрова", "李小龙", "直樹 佐藤", "Nguyễn Thị Ánh", "محمد علی", "علی‌رضا", "अमित कुमार", "क्‍ष",
        "Björk Guðmundsdóttir", "Martin Luther King, Jr.", "Dr. Who", "J. R. R. Tolkien", "X Æ A-12 Musk", "Zoë (she/her)", "Łukasz Żółć", "Anne-Marie d'Arc", "Ng", "R2-D2", "Tim \"Tiny\" Smith", "Team 7; night",
        "👩‍💻 Kim", "Ștefan",
    ];

    public static string Next(Random random)
    {
        var name = new StringBuilder();
        for (var pieces = random.Next(1, 5); pieces > 0; pieces--)
        {
            name.Append(random.Next(12) == 0 ? ((char)random.Next(1, 0xD7FF)).ToString() : Pieces[random.Next(Pieces.Length)]);
        }

        return name.ToString();
    }
}
