using YamlDotNet.Core;

namespace PlatformAudits.Foundation;

/// <summary>What a kind of YAML file may hold, and how its errors are told.</summary>
internal abstract class YamlRules
{
    /// <summary>How deep lists and mappings may be nested, in any kind of file.</summary>
    public const int DepthLimit = 64;

    /// <summary>The most anchors that a file may have.</summary>
    public virtual int AnchorLimit => int.MaxValue;

    /// <summary>The most keys and values that an item of the document's list, or the whole of another document, may have.</summary>
    public virtual int ValueLimit => int.MaxValue;

    /// <summary>Whether the key <c>&lt;&lt;</c> takes over what another mapping holds (yaml.org/type/merge).</summary>
    public virtual bool HasMerges => false;

    /// <summary>A key as it is looked up; null for what is no text, which nothing looks up.</summary>
    /// <param name="place">Where it stands; an alias has another place than its value.</param>
    /// <exception cref="AuditException">The file may not have such a key.</exception>
    public abstract string? KeyOf(YamlValue key, FilePlace place);

    /// <summary>An error at a place.</summary>
    /// <param name="advice">What to do, as a clause.</param>
    public abstract AuditException At(FilePlace place, string problem, string advice);

    /// <summary>The error of values that are nested too deep.</summary>
    public abstract AuditException TooDeep(FilePlace place);

    /// <summary>The error of more values than <see cref="ValueLimit"/>.</summary>
    public virtual AuditException TooManyValues(FilePlace place) =>
        throw new InvalidOperationException("These files have no limit of values.");

    /// <summary>The error of a key that is there twice.</summary>
    public abstract AuditException SecondKey(FilePlace place, string key);

    /// <summary>The error of an alias that stands for nothing above it.</summary>
    public abstract AuditException UnknownAlias(FilePlace place, string anchor);

    /// <summary>The error of a file with more than one document.</summary>
    /// <param name="place">Where the second one begins.</param>
    /// <param name="count">Counts them, reading on to the end of the file.</param>
    public abstract AuditException SecondDocument(FilePlace place, Func<int> count);

    /// <summary>The error of what the scanner or parser does not take for YAML.</summary>
    /// <param name="error">
    /// What was thrown: a <see cref="YamlException"/>, or for a bracket that is never closed, and for a malformed tag, another one.
    /// </param>
    /// <param name="reached">Where the scanner is.</param>
    public abstract AuditException NotYaml(Exception error, FilePlace reached);
}
