using System.Text.Json;
using Scriban.Runtime;
using static Scriban.Tests.Rendering;

namespace Scriban.Tests;

/// <summary>What templates see of .NET objects.</summary>
[TestFixture]
public sealed class Models
{
    [TestCase("ProjectName", "project_name")]
    [TestCase("CWEId", "cweid")]
    [TestCase("HTMLBody", "htmlbody")]
    [TestCase("Item2Name", "item2_name")]
    [TestCase("URL", "url")]
    [TestCase("already_snake", "already_snake")]
    [TestCase("camelCase", "camel_case")]
    [TestCase("UserID", "user_id")]
    [TestCase("Html5Body", "html5_body")]
    [TestCase("_Private", "__private")]
    public void A_member_is_renamed_to_words_with_underscores(string name, string renamed) =>
        Assert.That(StandardMemberRenamer.Rename(name), Is.EqualTo(renamed));

    [Test]
    public void The_model_may_be_an_anonymous_object() => Assert.That(Render("{{ name }} {{ age + 1 }}", new { Name = "u", Age = 1 }), Is.EqualTo("u 2"));

    [Test]
    public void Keys_of_a_dictionary_are_not_renamed() =>
        Assert.That(Render("{{ Name }}/{{ name }}", new Dictionary<string, object> { ["Name"] = "u" }), Is.EqualTo("u/"));

    [Test]
    public void The_model_may_be_json() =>
        Assert.That(Render("{{ a }} {{ b[1].c }}", JsonDocument.Parse("""{"a":"z","b":[1,{"c":1.5}]}""").RootElement), Is.EqualTo("z 1.5"));

    [Test]
    public void A_text_as_the_model_is_refused() =>
        Assert.That(() => Render("x", "text"), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("Unsupported object type `System.String`."));

    [Test]
    public void Nested_objects_are_read_when_they_are_used()
    {
        var person = new Person { FullName = "Ada" };
        Assert.That(Render("{{ p.full_name = 'Eve' }}{{ p.full_name }} {{ p.secret }}|{{ p.shout }}", new { P = person }), Is.EqualTo("Eve |"));
        Assert.That(person.FullName, Is.EqualTo("Eve"));
    }

    [Test]
    public void A_filter_hides_members() =>
        Assert.That(Template.Parse("[{{ a }}][{{ b }}]").Render(new { A = 1, B = 2 }, memberFilter: member => member.Name != "A"), Is.EqualTo("[][2]"));

    [Test]
    public void A_getter_that_throws_is_an_error_with_its_place() =>
        Assert.That(
            () => Render("{{ p.broken }}", new { P = new Person() }),
            Throws.TypeOf<Scriban.Syntax.ScriptRuntimeException>().With.Message.StartsWith(
                "<input>(1,4) : error : Unexpected exception while accessing target expression: "));

    [Test]
    public void Static_properties_of_an_object_are_imported_and_static_methods_are_not() =>
        Assert.That(ScriptObject.From(new Counter()).GetMembers(), Is.EquivalentTo(new[] { "count", "start" }));

    [Test]
    public void A_readonly_member_keeps_its_value_in_its_object_and_in_copies()
    {
        var script = new ScriptObject { ["fixed"] = 1 };
        script.SetReadOnly("fixed", readOnly: true);
        script.SetReadOnly("missing", readOnly: true);
        script["fixed"] = 2;
        Assert.That(script["fixed"], Is.EqualTo(1));
        Assert.That(script.CanWrite("fixed") || script.Clone(deep: true).CanWrite("fixed"), Is.False);
        Assert.That(script.CanWrite("missing"), Is.True);
        script.Remove("fixed");
        script["fixed"] = 3;
        Assert.That(script["fixed"], Is.EqualTo(3));
    }

    [Test]
    public void Values_are_printed_as_the_package_prints_them() =>
        Assert.That(
            Render(
                "{{ set }} {{ list }} {{ money }} {{ span }} {{ day }} {{ pair }} {{ record }}",
                new
                {
                    Set = new HashSet<string> { "a" },
                    List = new object?[] { 1, "x", null, true },
                    Money = 1.50m,
                    Span = TimeSpan.FromMinutes(90),
                    Day = new DateOnly(2026, 1, 2),
                    Pair = new KeyValuePair<string, int>("k", 4),
                    Record = new Pet("Rex"),
                }),
            Is.EqualTo("[\"a\"] [1, \"x\", null, true] 1.50 01:30:00 01/02/2026 {key: \"k\", value: 4} Pet { Name = Rex }"));

    private sealed class Person
    {
        public string? FullName { get; set; }

        [ScriptMemberIgnore]
        public string? Secret => FullName;

        public string Broken => throw new InvalidOperationException(FullName);

        public string? Shout() => FullName;
    }

    private sealed class Counter
    {
        public static int Start => 0;

        public int Count { get; set; }

        public static int Next(int count) => count + 1;
    }

    private sealed record Pet(string Name);
}
