using System.Runtime.Versioning;
using Cake.Core.Polyfill;

namespace Cake.Core;

/// <summary>The runtime of this process.</summary>
public sealed class CakeRuntime : ICakeRuntime
{
    public Runtime Runtime => Runtime.CoreClr;

    public FrameworkName BuiltFramework { get; } = new(AppContext.TargetFrameworkName);

    public Version CakeVersion { get; } = typeof(CakeRuntime).Assembly.GetName().Version;

    public bool IsCoreClr => Runtime == Runtime.CoreClr;
}
