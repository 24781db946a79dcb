namespace Cake.Core.IO;

/// <summary>A path to a file, which need not exist.</summary>
public sealed class FilePath(string path) : Path(path), IEquatable<FilePath>
{
    private string Name => System.IO.Path.GetFileName(FullPath);

    public bool HasExtension => Name.Contains('.');

    public static implicit operator FilePath(string path) => path is null ? null : FromString(path);

    public static FilePath FromString(string path) => new(path);

    public DirectoryPath GetDirectory()
    {
        var directory = System.IO.Path.GetDirectoryName(FullPath);
        return new DirectoryPath(string.IsNullOrEmpty(directory) ? "./" : directory);
    }

    public FilePath GetFilename() => new(Name);

    public FilePath GetFilenameWithoutExtension() => new(System.IO.Path.GetFileNameWithoutExtension(FullPath));

    /// <summary>The extension with its dot; a dot alone for a name that ends with one, null when there is no dot.</summary>
    public string GetExtension() => HasExtension ? Name[Name.LastIndexOf('.')..] : null;

    public FilePath ChangeExtension(string extension) => new(System.IO.Path.ChangeExtension(FullPath, extension));

    public FilePath AppendExtension(string extension)
    {
        ArgumentNullException.ThrowIfNull(extension);
        return new FilePath(extension.StartsWith('.') ? FullPath + extension : $"{FullPath}.{extension}");
    }

    public FilePath MakeAbsolute(ICakeEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return MakeAbsolute(environment.WorkingDirectory);
    }

    public FilePath MakeAbsolute(DirectoryPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return IsRelative ? path.Absolute().CombineWithFilePath(this).Collapse() : this;
    }

    public FilePath Collapse() => new(WithoutDots());

    public bool Equals(FilePath other) => other is not null && Comparer.Equals(FullPath, other.FullPath);

#pragma warning disable CA1725 // The parameter is called what it is called in the package.
    public override bool Equals(object other) => Equals(other as FilePath);
#pragma warning restore CA1725

    public override int GetHashCode() => Comparer.GetHashCode(FullPath);
}
