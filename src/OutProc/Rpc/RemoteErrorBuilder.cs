using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Net.Http;
using System.Net.Sockets;
using OutProc.Contracts;
using OutProc.Protocol;

namespace OutProc.Rpc;

/// <summary>Turns an exception into text. The exception is user code: each of its properties may throw, lie or be huge.</summary>
/// <remarks>A ref struct for one exception: it counts down the characters that are left for the whole chain, outer exceptions
/// first.</remarks>
internal ref struct RemoteErrorBuilder
{
    /// <summary>At three bytes a character this is 384 KiB, well below the limit of a control frame.</summary>
    private const int MaxCharacters = 128 << 10;

    /// <summary>The largest part that one text may take, so that the texts after it are not lost.</summary>
    private const int MaxTextShare = 32 << 10;

    private int _characters;
    private int _errors;

    /// <summary>Describes an exception and what it holds. Never throws.</summary>
    public static RemoteErrorMessage Build(Exception error)
    {
        var builder = new RemoteErrorBuilder { _characters = MaxCharacters, _errors = RemoteErrorMessage.MaxErrors };
        return builder.Describe(error, RemoteErrorMessage.MaxNesting);
    }

    /// <summary>The part of a description that fits into <paramref name="maxBytes"/>: the outer exception's type and the start of its
    /// message.</summary>
    public static RemoteErrorMessage Shrink(RemoteErrorMessage error, int maxBytes)
    {
        // The fixed part of a message is below 64 bytes; a character takes at most three.
        int characters = Math.Max(0, (maxBytes - 64) / 3);
        string typeName = WireText.Fit(error.TypeName, Math.Min(characters, ProtocolConstants.MaxName));
        return new RemoteErrorMessage
        {
            TypeName = typeName,
            Message = WireText.Fit(error.Message, characters - typeName.Length),
            HResult = error.HResult,
            Code = error.Code,
            IsCancellation = error.IsCancellation,
        };
    }

    private RemoteErrorMessage Describe(Exception error, int nesting)
    {
        _errors--;

        // Initializers run in this order, which is the order in which the texts get their share.
        var described = new RemoteErrorMessage
        {
            TypeName = Take(error.GetType().ToString(), ProtocolConstants.MaxName),
            Message = Take(Try(static e => (e as PayloadException)?.Reason ?? ExceptionTree.MessageOf(e), error), MaxTextShare) ?? "",
            HResult = error.HResult,
            StackTrace = Take(Try(static e => e.StackTrace, error), MaxTextShare),
            Detail = Take(Try(GetDetail, error), ProtocolConstants.MaxPath),
            Code = GetCode(error),
            IsCancellation = error is OperationCanceledException,
            Properties = TakeProperties(error),
            Data = DescribeData(error),
            Inner = DescribeInner(error, nesting),
        };
        int inner = ExceptionTree.InnerOf(error).Count;
        return inner == described.Inner.Count ? described : described with { StackTrace = WithNote(described.StackTrace, inner - described.Inner.Count) };
    }

    private static string WithNote(string? stack, int leftOut)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{stack}{(stack is null ? "" : Environment.NewLine)}   --- {leftOut} inner exception{(leftOut == 1 ? "" : "s")} not sent: too many, or nested too deep ---");

    private RemoteErrorMessage[] DescribeInner(Exception error, int nesting)
    {
        if (nesting == 0)
        {
            return [];
        }

        List<RemoteErrorMessage> described = [];
        foreach (Exception inner in ExceptionTree.InnerOf(error))
        {
            if (_errors > 0)
            {
                described.Add(Describe(inner, nesting - 1));
            }
        }

        return [.. described];
    }

    private byte[]? TakeProperties(Exception error)
    {
        const int BytesPerCharacter = 3;
        byte[]? properties = RemoteExceptionCodecs.Encode(error);
        if (properties is null || properties.Length / BytesPerCharacter > _characters)
        {
            return null;
        }

        _characters -= properties.Length / BytesPerCharacter;
        return properties;
    }

    private List<KeyValuePair<string, string?>> DescribeData(Exception error)
    {
        List<KeyValuePair<string, string?>> data = [];
        try
        {
            foreach (DictionaryEntry entry in error.Data)
            {
                if (data.Count == RemoteErrorMessage.MaxData)
                {
                    break;
                }

                if (entry.Key is string key)
                {
                    string? value = entry.Value is null ? null : Convert.ToString(entry.Value, CultureInfo.InvariantCulture);
                    data.Add(new(Take(key, ProtocolConstants.MaxName), Take(value, MaxTextShare)));
                }
            }
        }
        catch (Exception)
        {
            // Expected: the dictionary and the values in it are the user's. What was read so far is kept.
        }

        return data;
    }

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    private string? Take(string? text, int limit)
    {
        string? taken = text?.Length > Math.Min(limit, _characters) ? Cut(text, Math.Min(limit, _characters)) : WireText.Fit(text, limit);
        _characters -= taken?.Length ?? 0;
        return taken;
    }

    private static string Cut(string text, int limit)
    {
        string note = string.Create(CultureInfo.InvariantCulture, $" (cut: {text.Length} characters)");
        return limit < 2 * note.Length ? WireText.Fit(text, limit) : WireText.Fit(text, limit - note.Length) + note;
    }

    private static string? Try(Func<Exception, string?> getter, Exception error)
    {
        try
        {
            return getter(error);
        }
        catch (Exception e)
        {
            return $"(not available: the exception's own getter threw {e.GetType()})";
        }
    }

    private static string? GetDetail(Exception error) => error switch
    {
        PayloadException payload => payload.MemberPath,
        SharedResourceException resource => resource.Resource,
        ArgumentException argument => argument.ParamName,
        ObjectDisposedException disposed => disposed.ObjectName,
        FileNotFoundException file => file.FileName,
        FileLoadException file => file.FileName,
        BadImageFormatException image => image.FileName,
        TypeInitializationException type => type.TypeName,
        _ => null,
    };

    private static long GetCode(Exception error) => error switch
    {
        PayloadException { Offset: { } offset } => offset + 1,
        SocketException socket => (long)socket.SocketErrorCode,
        Win32Exception native => native.NativeErrorCode,
        HttpRequestException { StatusCode: { } status } => (long)status,
        _ => 0,
    };
}
