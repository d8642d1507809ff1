namespace OutProc.Generators.Model;

/// <summary>What is emitted for one worker class.</summary>
/// <param name="Contract">The interface, always emitted.</param>
/// <param name="Implementation">Proxy, dispatcher and payloads; <c>null</c> for a contract with errors.</param>
internal sealed record WorkerModel(ContractModel Contract, ImplementationModel? Implementation);
