using System.Reflection;

namespace Scriban.Runtime.Accessors;

/// <summary>A property or field of a .NET type.</summary>
internal sealed class VisibleMember
{
    private readonly PropertyInfo? _property;
    private readonly FieldInfo? _field;

    public VisibleMember(PropertyInfo property) => _property = property;

    public VisibleMember(FieldInfo field) => _field = field;

    public bool IsField => _field is not null;

    public bool CanWrite => _property?.SetMethod?.IsPublic ?? _field is { IsInitOnly: false };

    public Type Type => _property?.PropertyType ?? _field!.FieldType;

    public object? GetValue(object target) => _property is null ? _field!.GetValue(target) : _property.GetValue(target);

    public void SetValue(object target, object? value)
    {
        if (_property is null)
        {
            _field!.SetValue(target, value);
        }
        else
        {
            _property.SetValue(target, value);
        }
    }
}
