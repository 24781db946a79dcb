using Cake.Core;

namespace Cake.Frosting;

/// <summary>Acts at the start of each task.</summary>
public interface IFrostingTaskSetup
{
    void Setup(ICakeContext context, ITaskSetupContext info);
}
