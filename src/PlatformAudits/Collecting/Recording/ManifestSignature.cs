using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Recording;

/// <summary>
/// The signature beside a manifest: a DSSE envelope (github.com/secure-systems-lab/dsse) without its payload, which is the manifest.
/// The signature is ECDSA over P-256 with SHA-256, in the DER form that <c>openssl dgst -verify</c> takes.
/// </summary>
internal static class ManifestSignature
{
    /// <summary>What is signed, as the envelope names it.</summary>
    public const string PayloadType = "application/vnd.platform-audits.manifest+json";

    private static readonly JsonSerializerSettings Format = new()
    {
        Formatting = Formatting.Indented,
        ContractResolver = new DefaultContractResolver { NamingStrategy = new CamelCaseNamingStrategy() },
        MissingMemberHandling = MissingMemberHandling.Error,
    };

    /// <summary>The bytes that are signed: DSSE's pre-authentication encoding of the manifest.</summary>
    public static byte[] Encoded(ReadOnlySpan<byte> manifest) =>
        [
            .. Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"DSSEv1 {PayloadType.Length} {PayloadType} {manifest.Length} ")
            ),
            .. manifest,
        ];

    /// <summary>The envelope's file.</summary>
    public static string EnvelopeOf(string keyId, byte[] publicKey, byte[] signature) =>
        JsonConvert.SerializeObject(
            new Envelope(PayloadType, "", [new Signature(keyId, Convert.ToBase64String(publicKey), Convert.ToBase64String(signature))]),
            Format
        ) + "\n";

    /// <summary>What is wrong with the signature of a manifest, as a clause; null where nothing is.</summary>
    /// <param name="signer">The id of the key that the manifest names; null where it names none.</param>
    /// <param name="manifest">The manifest's bytes.</param>
    /// <param name="envelope">The bytes of the signature's file; null where there is none.</param>
    /// <param name="trusted">The key that must have signed; null for whichever the manifest names.</param>
    public static string? DifferenceOf(string? signer, byte[] manifest, byte[]? envelope, VerificationKey? trusted)
    {
        if (signer is null)
        {
            return envelope is not null ? $"{Snapshot.SignatureName} is there, and {Snapshot.ManifestName} says that nobody signed it"
                : trusted is not null ? $"it is unsigned, and should be signed by {trusted.Shown}"
                : null;
        }

        if (envelope is null)
        {
            return $"{Snapshot.SignatureName} is missing, and {Snapshot.ManifestName} says that it was signed";
        }

        if (Read(envelope) is not { } signature)
        {
            return $"{Snapshot.SignatureName} was changed after it was written";
        }

        using var named = VerificationKey.Of(Convert.FromBase64String(signature.PublicKey));
        return named is null || named.Id != signature.Keyid || signature.Keyid != signer
                ? $"{Snapshot.SignatureName} is of another key than {Snapshot.ManifestName} names"
            : trusted is not null && trusted.Id != named.Id ? $"it is signed by {named.Shown}, and should be by {trusted.Shown}"
            : named.Fits(Encoded(manifest), Convert.FromBase64String(signature.Sig)) ? null
            : $"{Snapshot.SignatureName} does not fit {Snapshot.ManifestName}: one of them was changed after it was signed";
    }

    /// <summary>An envelope in the one form that the program writes, so that no bit of it can be another; null for any other.</summary>
    private static Signature? Read(byte[] envelope)
    {
        try
        {
            return
                JsonConvert.DeserializeObject<Envelope>(Encoding.UTF8.GetString(envelope), Format)
                    is { Signatures: [{ Keyid: { } id, PublicKey: { } key, Sig: { } sig } signature] }
                && EnvelopeOf(id, Convert.FromBase64String(key), Convert.FromBase64String(sig)) is { } own
                && Encoding.UTF8.GetBytes(own).AsSpan().SequenceEqual(envelope)
                ? signature
                : null;
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            return null;
        }
    }

    private sealed record Envelope(string PayloadType, string Payload, IReadOnlyList<Signature> Signatures);

    private sealed record Signature(string Keyid, string PublicKey, string Sig);
}

/// <summary>The key that signs manifests: the private half of an ECDSA key over P-256.</summary>
internal sealed class SigningKey : IDisposable
{
    /// <summary>The environment variable with the path of its file, in PEM.</summary>
    public const string Variable = "AUDITS_SIGNING_KEY";

    private readonly ECDsa _key;

    private SigningKey(ECDsa key)
    {
        _key = key;
        Id = VerificationKey.IdOf(key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>SHA-256 of the public half (SubjectPublicKeyInfo, DER), in lower-case hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>Reads the key.</summary>
    /// <param name="path">What the variable holds, or null.</param>
    /// <returns>The key; null where none is given.</returns>
    /// <exception cref="AuditException">It is no such key, or can't be read. No text of the file is told.</exception>
    public static SigningKey? Read(string? path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            return null;
        }

        if (path.Contains("-----BEGIN", StringComparison.Ordinal))
        {
            throw Failure("it holds a key, and must hold the path of a file: make it a variable of the type File");
        }

        var key = EcKey.Read(path.Trim(), Failure, "a private key in PEM, such as openssl genpkey writes it, without a password");
        try
        {
            // Fails where there is no private half.
            key.SignData([], HashAlgorithmName.SHA256);
            return new SigningKey(key);
        }
        catch (CryptographicException error)
        {
            key.Dispose();
            throw Failure("its file holds only a public key, and a private one signs", error);
        }
    }

    /// <summary>The envelope with the signature of a manifest.</summary>
    /// <param name="manifest">The manifest's bytes.</param>
    public string Sign(ReadOnlySpan<byte> manifest) =>
        ManifestSignature.EnvelopeOf(
            Id,
            _key.ExportSubjectPublicKeyInfo(),
            _key.SignData(ManifestSignature.Encoded(manifest), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
        );

    public void Dispose() => _key.Dispose();

    private static AuditException Failure(string problem, Exception? cause = null) =>
        new($"Reading {Variable}: {problem}.", FailureKind.ConfigurationOrInfrastructure, cause);
}

/// <summary>The key that signatures are checked with: the public half.</summary>
internal sealed class VerificationKey : IDisposable
{
    private const int ShownDigits = 12;

    private readonly ECDsa _key;

    private VerificationKey(ECDsa key)
    {
        _key = key;
        Id = IdOf(key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>SHA-256 of the key (SubjectPublicKeyInfo, DER), in lower-case hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>The key as sentences name it.</summary>
    public string Shown => ShownOf(Id);

    /// <summary>A key as sentences name it.</summary>
    public static string ShownOf(string id) => $"the key {id[..Math.Min(ShownDigits, id.Length)]}";

    /// <summary>Reads a key from a file in PEM.</summary>
    /// <exception cref="AuditException">It is no such key, or can't be read.</exception>
    public static VerificationKey Read(string path) =>
        new(
            EcKey.Read(
                path,
                (problem, cause) => Failure(path, problem, cause),
                "a public key in PEM, such as openssl pkey -pubout writes it"
            )
        );

    /// <summary>A key from its SubjectPublicKeyInfo; null where that is none over P-256.</summary>
    public static VerificationKey? Of(byte[] publicKey)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(publicKey, out var read);
            if (read == publicKey.Length && EcKey.IsP256(key))
            {
                return new VerificationKey(key);
            }
        }
        catch (Exception error) when (error is CryptographicException or PlatformNotSupportedException)
        {
            // It is none, or over a curve that this machine does not know.
        }

        key.Dispose();
        return null;
    }

    /// <summary>Whether a signature is this key's.</summary>
    /// <param name="signature">The signature in DER.</param>
    public bool Fits(byte[] signed, byte[] signature)
    {
        try
        {
            return _key.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public void Dispose() => _key.Dispose();

    internal static string IdOf(byte[] publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey));

    private static AuditException Failure(string path, string problem, Exception? cause) =>
        new($"Reading the key {path}: {problem}.", FailureKind.ConfigurationOrInfrastructure, cause);
}

/// <summary>Reads keys.</summary>
internal static class EcKey
{
    private const int LongestFile = 64 * 1024;

    /// <summary>Reads a key over P-256 from a file in PEM.</summary>
    /// <param name="failure">Makes the failure of a problem, a clause.</param>
    /// <param name="wanted">What the file must hold.</param>
    public static ECDsa Read(string path, Func<string, Exception?, AuditException> failure, string wanted)
    {
        var key = ECDsa.Create();
        try
        {
            if (RegularFile.LengthOf(path) is not (> 0 and <= LongestFile))
            {
                throw failure($"there is no file {path}, or it is empty or no key; give {wanted}", null);
            }

            key.ImportFromPem(File.ReadAllText(path));
            return IsP256(key) ? key : throw failure("the key is not one over P-256 (prime256v1), which is what is signed with", null);
        }
        catch (Exception error)
            when (error
                    is ArgumentException
                        or CryptographicException
                        or PlatformNotSupportedException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            key.Dispose();
            throw failure(
                error is IOException or UnauthorizedAccessException
                    ? $"its file can't be read ({error.Message.TrimEnd('.')})"
                    : $"its file is not {wanted}",
                error
            );
        }
        catch (AuditException)
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Whether a key is one over P-256.</summary>
    public static bool IsP256(ECDsa key) => key.ExportParameters(false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value;
}
