using System.Buffers;
using System.Text;
using NUnit.Framework;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tests.Collecting;

public sealed class JsonRedactorTests
{
    private const string Secret = "s3cret-t0ken";

    [TestCase("""{"token":"abc","name":"Ada"}""", """{"token":"[redacted]","name":"Ada"}""")]
    [TestCase("""{ "token" : "abc" }""", """{ "token" : "[redacted]" }""")]
    [TestCase("""{"deep":[{"token":"a\"b\\"}]}""", """{"deep":[{"token":"[redacted]"}]}""")]
    [TestCase("""{"token":{"a":["}","]"],"b":"\"}"},"name":"Ada"}""", """{"token":"[redacted]","name":"Ada"}""")]
    [TestCase("""{"token":["a",["b"]],"name":1}""", """{"token":"[redacted]","name":1}""")]
    [TestCase("""{"token":-12.5e3,"name":1}""", """{"token":0,"name":1}""")]
    [TestCase("""{"token":null,"a":{"token":false},"b":{"token":true}}""", """{"token":null,"a":{"token":false},"b":{"token":true}}""")]
    [TestCase("""{"to\u006ben":"abc"}""", """{"to\u006ben":"[redacted]"}""")]
    [TestCase("""["token","abc",{"x":"token"}]""", """["token","abc",{"x":"token"}]""")]
    [TestCase("""{"tokens":"abc","Token":"x"}""", """{"tokens":"abc","Token":"x"}""")]
    public void Only_the_values_of_named_fields_are_redacted(string received, string kept) =>
        Assert.That(Redacted(received, chunk: int.MaxValue), Is.EqualTo(kept));

    [TestCase("""{"message":"token s3cret-t0ken is no good"}""", """{"message":"token [redacted] is no good"}""")]
    [TestCase("<html>Authorization: Bearer s3cret-t0ken</html>", "<html>Authorization: Bearer [redacted]</html>")]
    [TestCase("s3cret-s3cret-t0ken s3cret-t0ke", "s3cret-[redacted] s3cret-t0ke")]
    public void The_credential_is_redacted_wherever_it_stands(string received, string kept) =>
        Assert.That(Redacted(received, chunk: int.MaxValue), Is.EqualTo(kept));

    [Test]
    public void Everything_else_is_kept_to_the_byte()
    {
        var received = "\ufeff{ \"a\" :\t\"\\u00e9\\n é 😀\",\r\n \"b\":[1.0e5, -0, {} ,[] ],\"c\":null }\n";
        Assert.That(Redacted(received, chunk: int.MaxValue), Is.EqualTo(received));
    }

    [Test]
    public void It_does_not_matter_where_the_network_cuts_the_response()
    {
        const string received = """{"token":"abc","x":{"token":{"y":[1]}},"n":{"token":77},"said":"s3cret-t0ken!","end":"s3cret"}""";
        var whole = Redacted(received, chunk: int.MaxValue);
        Assert.Multiple(() =>
        {
            for (var chunk = 1; chunk < received.Length; chunk++)
            {
                Assert.That(Redacted(received, chunk), Is.EqualTo(whole), $"chunks of {chunk}");
            }
        });
    }

    private static string Redacted(string received, int chunk)
    {
        var secrets = new Secrets();
        secrets.Add(Secret);
        var redactor = new JsonRedactor(["token"], secrets);
        var kept = new ArrayBufferWriter<byte>();
        foreach (var part in Encoding.UTF8.GetBytes(received).Chunk(chunk))
        {
            redactor.Process(part, kept);
        }

        redactor.Finish(kept);
        return Encoding.UTF8.GetString(kept.WrittenSpan);
    }
}
