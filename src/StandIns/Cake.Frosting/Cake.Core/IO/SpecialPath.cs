namespace Cake.Core.IO;

/// <summary>A directory that the operating system has a name for.</summary>
public enum SpecialPath
{
    ApplicationData = 0,
    CommonApplicationData = 1,
    LocalApplicationData = 2,
    ProgramFiles = 3,
    ProgramFilesX86 = 4,
    Windows = 5,
    LocalTemp = 6,
    UserProfile = 7,
}
