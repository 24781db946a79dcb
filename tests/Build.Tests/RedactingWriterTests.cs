using NUnit.Framework;
using PlatformAudits.Foundation;

namespace PlatformAudits.Build.Tests;

public sealed class RedactingWriterTests
{
    private const string Secret = "u+canary-at-a-gate-0002";

    [TestCase(true, 100)]
    [TestCase(true, 5)]
    [TestCase(true, 1)]
    [TestCase(false, 100)]
    public async Task A_console_shows_no_secret(bool holdsLines, int length)
    {
        Secrets.Begin(_ => null);
        Secrets.Current.Add(Secret);
        await Task.Yield();
        using var console = new StringWriter();
        await using (var gate = new RedactingWriter(console, holdsLines, new SandboxAddress()))
        {
            foreach (var piece in $"It was {Secret}.\nAnd {Secret}".Chunk(length))
            {
                await gate.WriteAsync(new string(piece));
            }
        }

        Assert.That(console.ToString(), Is.EqualTo("It was [redacted].\nAnd [redacted]"));
    }
}
