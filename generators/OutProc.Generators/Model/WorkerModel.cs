namespace OutProc.Generators.Model;

/// <summary>What is emitted for one worker class or one declared contract.</summary>
/// <param name="Contract">
/// The interface: always emitted for a class without a contract of its own; for a declared contract only when it has errors.
/// </param>
/// <param name="Implementation">Proxy, dispatcher and payloads; <c>null</c> where there are errors.</param>
/// <param name="Note">What the analyzer has to report.</param>
internal sealed record WorkerModel(ContractModel? Contract, ImplementationModel? Implementation, GeneratorNote? Note = null);
