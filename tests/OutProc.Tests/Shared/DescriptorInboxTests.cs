using OutProc.Contracts;
using OutProc.Interop;
using OutProc.Shared;
using OutProc.Testing.Shared;

namespace OutProc.Tests.Shared;

public sealed class DescriptorInboxTests
{
    private readonly DescriptorInbox _inbox = new();
    private readonly object _peer = new();

    [Fact]
    public async Task Take_BeforeItHasCome_Waits()
    {
        using FileDescriptor sent = Open();
        Task<FileDescriptor> taken = Task.Run(() => _inbox.Take(7));
        _inbox.Add(_peer, 8, Open());
        taken.IsCompleted.ShouldBeFalse();

        _inbox.Add(_peer, 7, sent);

        (await taken.DefaultTimeout()).ShouldBeSameAs(sent);
    }

    [Fact]
    public void Take_NoneToBeHad_Throws()
    {
        _inbox.Add(_peer, 7, null);

        Should.Throw<SharedResourceException>(() => _inbox.Take(7)).Message.ShouldContain("no descriptor left");
    }

    [Fact]
    public void Add_MoreThanAnyMessageAsksFor_ClosesTheOldestOfThatPeer()
    {
        FileDescriptor others = Open();
        _inbox.Add(new object(), 1, others);
        FileDescriptor oldest = Open();
        _inbox.Add(_peer, 2, oldest);

        for (int i = 0; i < 1024; i++)
        {
            _inbox.Add(_peer, 3 + i, null);
        }

        oldest.IsClosed.ShouldBeTrue();
        _inbox.Take(1).ShouldBeSameAs(others);
        others.Dispose();
    }

    [Fact]
    public void Add_TicketTwice_ClosesTheSecond()
    {
        using FileDescriptor first = Open();
        FileDescriptor second = Open();
        _inbox.Add(_peer, 7, first);

        _inbox.Add(new object(), 7, second);

        second.IsClosed.ShouldBeTrue();
        _inbox.Take(7).ShouldBeSameAs(first);
    }

    [Fact]
    public void Dispose_WithDescriptors_ClosesThem()
    {
        FileDescriptor waiting = Open();
        _inbox.Add(_peer, 7, waiting);

        _inbox.Dispose();

        waiting.IsClosed.ShouldBeTrue();
    }

    private static UnixSocket Open()
    {
        (UnixSocket first, UnixSocket second) = UnixSocket.CreatePair();
        second.Dispose();
        return first;
    }
}
