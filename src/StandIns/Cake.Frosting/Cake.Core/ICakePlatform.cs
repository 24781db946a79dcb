namespace Cake.Core;

/// <summary>The operating system that the build runs on.</summary>
public interface ICakePlatform
{
    PlatformFamily Family { get; }

    bool Is64Bit { get; }
}
