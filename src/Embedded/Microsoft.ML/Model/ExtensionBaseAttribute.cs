namespace Microsoft.ML;

/// <summary>Marks a class that is found by a contract name.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public abstract class ExtensionBaseAttribute : Attribute
{
    private protected ExtensionBaseAttribute(string contractName) => ContractName = contractName;

    public string ContractName { get; }
}
