namespace Cake.Core.IO;

/// <summary>The registry of Windows. The stand-in refuses it.</summary>
public interface IRegistry
{
    IRegistryKey CurrentUser { get; }

    IRegistryKey LocalMachine { get; }

    IRegistryKey ClassesRoot { get; }

    IRegistryKey Users { get; }

    IRegistryKey PerformanceData { get; }

    IRegistryKey CurrentConfig { get; }
}
