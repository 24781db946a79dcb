using Cake.Core;

namespace Cake.Frosting;

/// <summary>Acts at the end of each task.</summary>
public interface IFrostingTaskTeardown
{
    void Teardown(ICakeContext context, ITaskTeardownContext info);
}
