namespace Cake.Core;

/// <summary>A family of operating systems.</summary>
public enum PlatformFamily
{
    Unknown = 0,
    Windows = 1,
    Linux = 2,
    OSX = 3,
    FreeBSD = 4,
}
