using System.Net.Http.Headers;
using System.Text;
using GitLabApiClient.Internal.Json;

namespace GitLabApiClient.Internal.Http;

/// <summary>
/// Sends requests relative to the API's base address, one by one or page by page. Nothing is retried; an answer that is
/// not a success becomes a <see cref="GitLabException"/> with the raw body as its message.
/// </summary>
internal sealed class ApiConnection(HttpClient http)
{
    private const int RowsPerPage = 100;

    public async Task<T> GetAsync<T>(string path)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, path);
        return await ReadAsync<T>(response);
    }

    public async Task<T> PostAsync<T>(string path, object body)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Post, path, body);
        return await ReadAsync<T>(response);
    }

    public async Task<T> PutAsync<T>(string path, object body)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Put, path, body);
        return await ReadAsync<T>(response);
    }

    /// <summary>
    /// Reads every page of a list: the pages that <c>X-Total-Pages</c> promises side by side, otherwise one after the
    /// other along <c>X-Next-Page</c>. A <c>Link</c> header is not followed.
    /// </summary>
    public async Task<IList<T>> GetAllPagesAsync<T>(string path)
    {
        Page<T> first = await GetPageAsync<T>(path, 1);
        var rows = new List<T>(first.Rows);

        if (first.TotalPages is int total)
        {
            foreach (int[] numbers in Enumerable.Range(2, Math.Max(total - 1, 0)).Chunk(Environment.ProcessorCount))
            {
                Page<T>[] pages = await Task.WhenAll(numbers.Select(number => GetPageAsync<T>(path, number)));
                rows.AddRange(pages.SelectMany(page => page.Rows));
            }

            return rows;
        }

        for (int? next = first.NextPage; next is int number; )
        {
            Page<T> page = await GetPageAsync<T>(path, number);
            rows.AddRange(page.Rows);
            next = page.NextPage;
        }

        return rows;
    }

    private async Task<Page<T>> GetPageAsync<T>(string path, int number)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"{path}&per_page={RowsPerPage}&page={number}");
        List<T> rows = await ReadAsync<List<T>>(response);
        return new Page<T>(rows, Number(response.Headers, "X-Total-Pages"), Number(response.Headers, "X-Next-Page"));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(WireJson.Write(body), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        HttpResponseMessage response = await http.SendAsync(request);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw new GitLabException(response.StatusCode, await response.Content.ReadAsStringAsync());
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response) =>
        WireJson.Read<T>(await response.Content.ReadAsStringAsync());

    private static int? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out IEnumerable<string> values) && int.TryParse(values.First(), out int number) ? number : null;

    private sealed record Page<T>(List<T> Rows, int? TotalPages, int? NextPage);
}
