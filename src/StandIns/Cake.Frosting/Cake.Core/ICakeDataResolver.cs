namespace Cake.Core;

/// <summary>Data that setup actions of a script hand to its tasks.</summary>
public interface ICakeDataResolver
{
    TData Get<TData>()
        where TData : class;
}
