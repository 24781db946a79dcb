using System.Net.Http.Headers;

namespace GitLabApiClient.Internal.Http;

/// <summary>The header that carries a token. Its length alone tells the two kinds of token apart.</summary>
internal static class TokenHeader
{
    private const int ShortestPrivateToken = 20;
    private const int OAuthToken = 64;

    public static void Set(HttpRequestHeaders headers, string token)
    {
        switch (token.Length)
        {
            case 0:
                break;
            case >= ShortestPrivateToken and < OAuthToken:
                headers.Add("PRIVATE-TOKEN", token);
                break;
            case OAuthToken:
                headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                break;
            default:
                throw new ArgumentException("Unsupported authentication token provide, please private an oauth or private token");
        }
    }
}
