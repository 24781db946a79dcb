using Microsoft.Playwright;
using Microsoft.Playwright.NUnit;
using NUnit.Framework;

namespace PlatformAudits.Tests.Browser;

/// <summary>Tests in the installed browser, which a fixture starts once; skipped where there is none.</summary>
public abstract class BrowserTest : PlaywrightTest
{
    private IBrowser? _browser;

    [OneTimeSetUp]
    public void EnsureInstalled()
    {
        if (InstalledBrowser.Path is null)
        {
            Assert.Ignore($"no Chromium is on the PATH, and {InstalledBrowser.Variable} names none");
        }
    }

    [SetUp]
    public async Task StartBrowserAsync() =>
        _browser ??= await Playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = InstalledBrowser.Path,
                // Chromium has no sandbox for root, and none of its services is asked for.
                Args =
                [
                    .. Environment.IsPrivilegedProcess ? ["--no-sandbox"] : Array.Empty<string>(),
                    "--disable-gpu",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--no-first-run",
                ],
            }
        );

    [OneTimeTearDown]
    public async Task StopBrowserAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
    }

    internal Task<OpenedPage> OpenAsync(string path, int width = 1280, ColorScheme scheme = ColorScheme.Light) =>
        OpenedPage.OpenAsync(_browser!, path, width, scheme);
}
