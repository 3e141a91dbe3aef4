namespace Microsoft.ML.Data;

internal interface ICustomMappingFactory
{
    ITransformer CreateTransformer(string contractName);
}
