using NUnit.Framework;
using PlatformAudits.Collecting;

namespace PlatformAudits.Tests.Collecting;

public sealed class SideBySideTests
{
    [Test]
    public async Task The_first_failure_stops_the_other_readings_and_is_the_one_that_counts()
    {
        var stopped = false;
        var failure = await Assert.ThrowsAsync<AuditException>(() => SideBySide.RunAsync(
            CancellationToken.None,
            async token =>
            {
                try
                {
                    await Task.Delay(Timeout.Infinite, token);
                }
                finally
                {
                    stopped = true;
                }
            },
            async _ =>
            {
                await Task.Yield();
                throw new AuditException("refused");
            }));
        Assert.That((failure?.Message, stopped), Is.EqualTo(("refused", true)));
    }
}
