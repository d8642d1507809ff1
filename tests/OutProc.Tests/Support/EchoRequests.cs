using OutProc.Transport;

namespace OutProc.Tests.Support;

/// <summary>Answers each request with what was asked, or keeps it.</summary>
internal sealed class EchoRequests(bool keeps = false) : IHostRequestHandler
{
    public void Handle(in HostRequest request)
    {
        if (!keeps)
        {
            request.Reply(request.Payload);
        }
    }
}
