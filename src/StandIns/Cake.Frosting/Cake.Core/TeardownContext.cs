namespace Cake.Core;

/// <summary>A context for the teardown of a run.</summary>
internal sealed class TeardownContext(ICakeContext context, Exception thrownException) : CakeContextAdapter(context), ITeardownContext
{
    public bool Successful => thrownException is null;

    public Exception ThrownException => thrownException;
}
