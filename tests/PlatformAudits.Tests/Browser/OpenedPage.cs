using Microsoft.Playwright;

namespace PlatformAudits.Tests.Browser;

/// <summary>A file that a browser shows. Whatever it asks for besides gets an empty page, and is remembered.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    /// <summary>The height of the window: what people see without scrolling.</summary>
    public const int Height = 900;

    /// <summary>How long a page may take, in milliseconds: other tests run beside this one.</summary>
    private const int LongestWait = 180_000;

    private readonly IBrowserContext _context;
    private readonly List<IRequest> _requests = [];
    private readonly List<string> _messages = [];

    private OpenedPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>What was asked for besides the file.</summary>
    public IReadOnlyList<IRequest> Requests => _requests;

    /// <summary>What the console says, among it each refusal by the content security policy, and dialogs and errors of scripts.</summary>
    public IReadOnlyList<string> Messages => _messages;

    public static async Task<OpenedPage> OpenAsync(IBrowser browser, string path, int width, ColorScheme scheme)
    {
        var context = await browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = Height },
                ColorScheme = scheme,
            }
        );
        context.SetDefaultTimeout(LongestWait);
        var opened = new OpenedPage(context, await context.NewPageAsync());
        var address = new Uri(path).AbsoluteUri;
        await context.RouteAsync("**/*", route => opened.AnswerAsync(route, address));
        opened.Page.Console += (_, message) => opened._messages.Add(message.Text);
        opened.Page.PageError += (_, error) => opened._messages.Add(error);
        opened.Page.Dialog += async (_, dialog) =>
        {
            opened._messages.Add(dialog.Message);
            await dialog.DismissAsync();
        };
        await opened.Page.GotoAsync(address);
        return opened;
    }

    /// <summary>How many pixels the page is wider than the window.</summary>
    public Task<int> OverflowAsync() => Page.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth - window.innerWidth");

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private Task AnswerAsync(IRoute route, string address)
    {
        if (route.Request.Url.Split('#')[0] == address)
        {
            return route.ContinueAsync();
        }

        _requests.Add(route.Request);
        return route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html", Body = "<title>elsewhere</title>" });
    }
}
