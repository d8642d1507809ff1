using OutProc.Contracts;
using OutProc.Protocol;
using OutProc.Transport;

namespace OutProc.Workers;

/// <summary>The host's half of the handshake: Hello in, Welcome out, Ready or StartFailed in; unless the worker ends or talks nonsense first.</summary>
/// <remarks>Fed by the monitor's thread, awaited by the launcher.</remarks>
internal sealed class WorkerHandshake
{
    private readonly TaskCompletionSource<HandshakeResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action _sendWelcome;
    private bool _greeted;

    /// <param name="sendWelcome">Answers the worker's Hello. Called on the thread pool, since it may have to wait for the worker to read.</param>
    public WorkerHandshake(Action sendWelcome) => _sendWelcome = sendWelcome;

    /// <summary>How the handshake ended. Never faults.</summary>
    public Task<HandshakeResult> Result => _result.Task;

    /// <summary>What the worker said of itself.</summary>
    public HelloMessage? Hello { get; private set; }

    /// <exception cref="ProtocolViolationException">The frame is not the next of a handshake.</exception>
    public void OnFrame(in Frame frame)
    {
        using (frame.Payload)
        {
            switch (frame.Header.Kind)
            {
                case FrameKind.Hello when !_greeted:
                    Hello = MessageCodec.Decode<HelloMessage>(frame.Payload.WrittenSpan);
                    _greeted = true;
                    ThreadPool.UnsafeQueueUserWorkItem(static send => send(), _sendWelcome, preferLocal: false);
                    break;
                case FrameKind.Ready when _greeted && !_result.Task.IsCompleted:
                    _result.TrySetResult(new HandshakeResult { Ready = MessageCodec.Decode<ReadyMessage>(frame.Payload.WrittenSpan) });
                    break;
                case FrameKind.StartFailed when _greeted && !_result.Task.IsCompleted:
                    _result.TrySetResult(new HandshakeResult { Failed = MessageCodec.Decode<StartFailedMessage>(frame.Payload.WrittenSpan) });
                    break;
                default:
                    throw new ProtocolViolationException($"a {frame.Header.Kind} frame out of turn");
            }
        }
    }

    public void OnViolation(string violation) => _result.TrySetResult(new HandshakeResult { Violation = violation });

    public void OnExited(WorkerExitInfo exit) => _result.TrySetResult(new HandshakeResult { Exit = exit });
}
