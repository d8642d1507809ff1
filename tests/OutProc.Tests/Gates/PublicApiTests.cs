using OutProc.Contracts;
using OutProc.Testing.Shared;

namespace OutProc.Tests.Gates;

public sealed class PublicApiTests
{
    [Fact]
    public void PublicApi_OfTheRuntime_IsApproved() => Snapshot.Match(PublicApiText.Create(typeof(WorkerDescriptor).Assembly));
}
