namespace Cake.Core.IO;

/// <summary>A path to a directory, which need not exist.</summary>
public sealed class DirectoryPath(string path) : Path(path), IEquatable<DirectoryPath>
{
    public static implicit operator DirectoryPath(string path) => path is null ? null : FromString(path);

    public static DirectoryPath FromString(string path) => new(path);

    public string GetDirectoryName() => System.IO.Path.GetFileName(FullPath);

    /// <summary>The path of a file of the same name in this directory.</summary>
    public FilePath GetFilePath(FilePath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return CombineWithFilePath(path.GetFilename());
    }

    public FilePath CombineWithFilePath(FilePath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new FilePath(Combined(path));
    }

    public DirectoryPath Combine(DirectoryPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new DirectoryPath(Combined(path));
    }

    public DirectoryPath MakeAbsolute(ICakeEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return MakeAbsolute(environment.WorkingDirectory);
    }

    public DirectoryPath MakeAbsolute(DirectoryPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return IsRelative ? path.Absolute().Combine(this).Collapse() : this;
    }

    public DirectoryPath Collapse() => new(WithoutDots());

    public bool Equals(DirectoryPath other) => other is not null && Comparer.Equals(FullPath, other.FullPath);

#pragma warning disable CA1725 // The parameter is called what it is called in the package.
    public override bool Equals(object other) => Equals(other as DirectoryPath);
#pragma warning restore CA1725

    public override int GetHashCode() => Comparer.GetHashCode(FullPath);

    internal DirectoryPath Absolute() => IsRelative
        ? throw new InvalidOperationException($"The directory '{FullPath}' is relative; a path can only be made absolute with an absolute directory.")
        : this;

    private string Combined(Path path) => path.IsRelative
        ? System.IO.Path.Combine(FullPath, path.FullPath)
        : throw new InvalidOperationException($"The path '{path}' is absolute; only a relative path can be combined with the directory '{FullPath}'.");
}
