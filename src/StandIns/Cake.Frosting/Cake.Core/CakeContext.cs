using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.Core;

/// <summary>The context that the host hands to the constructor of the build's own context.</summary>
internal sealed class CakeContext(
    IFileSystem fileSystem,
    ICakeEnvironment environment,
    ICakeLog log,
    ICakeArguments arguments,
    ICakeConfiguration configuration) : ICakeContext
{
    public IFileSystem FileSystem => fileSystem;

    public ICakeEnvironment Environment => environment;

    public IGlobber Globber { get; } = new UncoveredGlobber();

    public ICakeLog Log => log;

    public ICakeArguments Arguments => arguments;

    public IProcessRunner ProcessRunner { get; } = new UncoveredProcessRunner();

    public IRegistry Registry { get; } = new UncoveredRegistry();

    public IToolLocator Tools { get; } = new UncoveredToolLocator();

    public ICakeDataResolver Data { get; } = new UncoveredDataResolver();

    public ICakeConfiguration Configuration => configuration;
}
