using System.Text;
using Newtonsoft.Json;

namespace GitLabApiClient.Models.Files.Responses;

/// <summary>A file of a repository with its content.</summary>
public sealed class File
{
    [JsonProperty("file_name")]
    public string Filename { get; set; }

    [JsonProperty("file_path")]
    public string FullPath { get; set; }

    /// <summary>The size of the decoded content in bytes.</summary>
    [JsonProperty("size")]
    public int Size { get; set; }

    /// <summary>GitLab's repository files API answers <c>base64</c> only.</summary>
    [JsonProperty("encoding")]
    public string Encoding { get; set; }

    [JsonProperty("content_sha256")]
    public string ContentSha256 { get; set; }

    [JsonProperty("ref")]
    public string Reference { get; set; }

    [JsonProperty("blob_id")]
    public string BlobId { get; set; }

    [JsonProperty("commit_id")]
    public string CommitId { get; set; }

    [JsonProperty("last_commit_id")]
    public string LastCommitId { get; set; }

    [JsonProperty("content")]
    public string Content { get; set; }

    /// <summary>The content as text: base64 of UTF-8.</summary>
    [JsonIgnore]
    public string ContentDecoded => new UTF8Encoding().GetString(Convert.FromBase64String(Content));
}
