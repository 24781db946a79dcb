using NUnit.Framework;

namespace PlatformAudits.Build.Tests;

/// <summary>What becomes true a moment later.</summary>
internal static class Eventually
{
    /// <summary>Waits five minutes for it at the most: on a busy machine a moment is long.</summary>
    public static async Task IsTrueAsync(Func<bool> condition, string otherwise)
    {
        for (var i = 0; i < 6000 && !condition(); i++)
        {
            await Task.Delay(50);
        }

        Assert.That(condition(), Is.True, otherwise);
    }
}
