namespace Cake.Core;

/// <summary>Refuses every question for data.</summary>
internal sealed class UncoveredDataResolver : ICakeDataResolver
{
    public TData Get<TData>()
        where TData : class => throw NotCovered.Member($"{nameof(ICakeDataResolver)}.{nameof(Get)}<{typeof(TData).Name}>()");
}
