namespace PlatformAudits.Sandbox.GitLab;

/// <summary>What identifies the content of a file: size in bytes, SHA-256 and Git's object id, both as hexadecimal digits.</summary>
internal sealed record BlobFacts(long Size, string Sha256, string BlobId);
