using System.Collections;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace GitLabApiClient.Internal.Json;

/// <summary>Leaves null, empty lists and empty strings out of a request's body, as the package does.</summary>
internal sealed class WithoutEmptyValues : DefaultContractResolver
{
    protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
    {
        JsonProperty property = base.CreateProperty(member, memberSerialization);
        property.ShouldSerialize = request => !IsEmpty(property.ValueProvider.GetValue(request));
        return property;
    }

    private static bool IsEmpty(object value) => value is null || (value is IEnumerable items && !items.Cast<object>().Any());
}
