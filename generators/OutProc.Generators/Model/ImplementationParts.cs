namespace OutProc.Generators.Model;

/// <summary>Which side of a contract an assembly has.</summary>
[Flags]
internal enum ImplementationParts
{
    /// <summary>The callers' side: the descriptor of the contract and its proxy.</summary>
    Client = 1,

    /// <summary>The worker's side: dispatcher and registration.</summary>
    Worker = 2,

    /// <summary>Both, of a contract that is emitted for a class.</summary>
    Both = Client | Worker,
}
