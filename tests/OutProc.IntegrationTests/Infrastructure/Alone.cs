namespace OutProc.IntegrationTests.Infrastructure;

/// <summary>Tests that look at the whole process, which other tests would disturb.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
