namespace Cake.Core.IO;

/// <summary>Files and directories.</summary>
public interface IFileSystem
{
    IFile GetFile(FilePath path);

    IDirectory GetDirectory(DirectoryPath path);
}
