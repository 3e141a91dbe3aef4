namespace Microsoft.ML.Data;

public abstract class PrimitiveDataViewType : DataViewType
{
    protected PrimitiveDataViewType(Type rawType)
        : base(rawType)
    {
        if (typeof(IDisposable).IsAssignableFrom(rawType))
        {
            throw new ArgumentException($"A primitive column type cannot hold {rawType}, which is disposable.", nameof(rawType));
        }
    }
}
