namespace Cake.Core;

/// <summary>The operating system of this process.</summary>
public sealed class CakePlatform : ICakePlatform
{
    public PlatformFamily Family { get; } =
        OperatingSystem.IsLinux() ? PlatformFamily.Linux
        : OperatingSystem.IsWindows() ? PlatformFamily.Windows
        : OperatingSystem.IsMacOS() ? PlatformFamily.OSX
        : OperatingSystem.IsFreeBSD() ? PlatformFamily.FreeBSD
        : PlatformFamily.Unknown;

    public bool Is64Bit => Environment.Is64BitOperatingSystem;
}
