using System.Runtime.Versioning;
using Cake.Core.Polyfill;

namespace Cake.Core;

/// <summary>The runtime that the build runs on.</summary>
public interface ICakeRuntime
{
    Runtime Runtime { get; }

    FrameworkName BuiltFramework { get; }

    Version CakeVersion { get; }

    bool IsCoreClr { get; }
}
