using Scriban.Syntax;
using Scriban.Tests.Golden;

namespace Scriban.Tests.StandIn;

/// <summary>Whatever the text, parsing ends with a tree or with messages, and rendering with a text or with an error that has a place.</summary>
[TestFixture]
public sealed class Robustness
{
    private const int MutationsPerSeed = 500;

    private static readonly string[] Fragments =
    [
        "{{", "}}", "{{-", "~}}", "{%{", "}%}", "(", ")", "[", "]", "{", "}", "'", "\"", "`", "$\"{", "\\", "|", "|>", "..", "..<", "?", ":", ".", "?.",
        "=", "+=", "??", "!", "@", "^", "-", "++", "#", "##", ";", "\n", "\r\n", ",", "end", "else", "when", "if", "for", "in", "do", "func f(a)", "ret",
        "case", "with", "wrap", "capture", "import", "readonly", "tablerow", "while", "break", "this", "null", "1e9", "0x", "1_", "$", "$0", "$$", "\0", "é", "😀",
    ];

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    [TestCase(5)]
    [TestCase(6)]
    [TestCase(7)]
    [TestCase(8)]
    [CancelAfter(20_000)]
    public void A_mutated_template_is_read_and_rendered_or_refused_with_a_place(int seed, CancellationToken cancellation)
    {
        var random = new Random(seed);
        var templates = Vector.ReadAll(Path.Combine(TestContext.CurrentContext.TestDirectory, "Vectors")).Select(vector => vector.Template).ToArray();
        for (var i = 0; i < MutationsPerSeed; i++)
        {
            var text = Mutate(random, templates[random.Next(templates.Length)], templates);
            Assert.That(() => ParseAndRender(text, cancellation), Throws.Nothing, () => $"seed {seed}, mutation {i}: {text}");
        }
    }

    [TestCase("{{ ", "(", "")]
    [TestCase("{{ ", "[", "")]
    [TestCase("{{ ", "{a:", "")]
    [TestCase("{{ ", "!", "x }}")]
    [TestCase("{{ ", "f(", "")]
    [TestCase("{{ ", "$\"{", "")]
    [TestCase("{{ x", " | f", " }}")]
    [TestCase("{{ x", ".a", " }}")]
    [TestCase("{{ x", "[0]", " }}")]
    [TestCase("{{ x ? 1 : ", "x ? 1 : ", "2 }}")]
    [TestCase("", "{{ if true }}", "")]
    [TestCase("{{ if false }}", "{{ else if false }}", "{{ end }}")]
    [TestCase("{{ f = ", "do; ret ", "")]
    [CancelAfter(20_000)]
    public void Deep_nesting_ends_in_an_answer(string start, string repeated, string end, CancellationToken cancellation) =>
        Assert.That(() => ParseAndRender(start + string.Concat(Enumerable.Repeat(repeated, 20_000)) + end, cancellation), Throws.Nothing);

    private static void ParseAndRender(string text, CancellationToken cancellation)
    {
        var template = Template.Parse(text);
        if (template.HasErrors)
        {
            Assert.That(template.Messages.Select(message => message.ToString()), Is.All.StartsWith("<input>("));
            return;
        }

        var context = new TemplateContext { LoopLimit = 50, LimitToString = 10_000, RecursiveLimit = 20, CancellationToken = cancellation };
        try
        {
            template.Render(context);
        }
        catch (ScriptRuntimeException exception) when (exception is not ScriptAbortException)
        {
            Assert.That(exception.Message, Does.Contain(" : error : "));
        }
    }

    private static string Mutate(Random random, string text, string[] templates)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var place = random.Next(text.Length + 1);
            var length = random.Next(Math.Min(6, text.Length - place) + 1);
            text = random.Next(4) switch
            {
                0 => text.Remove(place, length),
                1 => text.Insert(place, Fragments[random.Next(Fragments.Length)]),
                2 => text.Remove(place, length).Insert(place, Fragments[random.Next(Fragments.Length)]),
                _ => text[..place] + templates[random.Next(templates.Length)],
            };
        }

        return text;
    }
}
