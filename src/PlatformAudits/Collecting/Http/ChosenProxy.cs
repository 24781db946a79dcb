using System.Net;

namespace PlatformAudits.Collecting.Http;

/// <summary>
/// The proxy of the environment, but for what goes to this machine, and without its user and password in its address: .NET puts the
/// address into its messages.
/// </summary>
/// <param name="inner">The proxy as the environment names it.</param>
internal sealed class ChosenProxy(IWebProxy inner) : IWebProxy, ICredentials
{
    public ICredentials? Credentials
    {
        get => this;
        set => inner.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) =>
        IsBypassed(destination) || inner.GetProxy(destination) is not { } proxy
            ? null
            : new UriBuilder(proxy) { UserName = "", Password = "" }.Uri;

    public bool IsBypassed(Uri host) =>
        Addresses.IsLoopback(host) || inner.IsBypassed(host) || inner.GetProxy(host) is not { } proxy || proxy == host;

    public NetworkCredential? GetCredential(Uri uri, string authType) => inner.Credentials?.GetCredential(uri, authType);
}
