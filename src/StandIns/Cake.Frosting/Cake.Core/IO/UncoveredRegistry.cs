using System.Runtime.CompilerServices;

namespace Cake.Core.IO;

/// <summary>Refuses every key of the registry.</summary>
internal sealed class UncoveredRegistry : IRegistry
{
    public IRegistryKey CurrentUser => throw Key();

    public IRegistryKey LocalMachine => throw Key();

    public IRegistryKey ClassesRoot => throw Key();

    public IRegistryKey Users => throw Key();

    public IRegistryKey PerformanceData => throw Key();

    public IRegistryKey CurrentConfig => throw Key();

    private static NotSupportedException Key([CallerMemberName] string name = "") => NotCovered.Member($"{nameof(IRegistry)}.{name}");
}
