using System.Collections.Frozen;
using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Reflection;
using System.Resources;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Serialization;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using OutProc.Contracts;
using OutProc.Protocol;

namespace OutProc.Rpc;

/// <summary>The exception types that cross the process boundary as themselves. Each has a factory written here: nothing is found by
/// name.</summary>
internal static class RemoteExceptionTable
{
    /// <summary>Makes an exception; <c>null</c> when the type cannot be made with this text.</summary>
    private delegate Exception? Factory(RemoteErrorMessage message, Exception[] inner);

#pragma warning disable CA2201 // Types that only the runtime should throw: the worker's runtime did.
    private static readonly FrozenDictionary<string, Factory> s_factories = new Dictionary<string, Factory>(StringComparer.Ordinal)
    {
        [Name<Exception>()] = static (m, inner) => new Exception(m.Message, Single(inner)),
        [Name<SystemException>()] = static (m, inner) => new SystemException(m.Message, Single(inner)),
        [Name<ApplicationException>()] = static (m, inner) => new ApplicationException(m.Message, Single(inner)),
        [Name<AggregateException>()] = CreateAggregate,
        [Name<PayloadException>()] = CreatePayload,
        [Name<SharedResourceException>()] = static (m, inner) => new SharedResourceException(m.Message, m.Detail, Single(inner)),

        [Name<ArgumentException>()] = CreateArgument,
        [Name<ArgumentNullException>()] = CreateArgumentNull,
        [Name<ArgumentOutOfRangeException>()] = CreateArgumentOutOfRange,
        [Name<InvalidEnumArgumentException>()] = static (m, inner) => new InvalidEnumArgumentException(m.Message, Single(inner)),

        [Name<InvalidOperationException>()] = static (m, inner) => new InvalidOperationException(m.Message, Single(inner)),
        [Name<ObjectDisposedException>()] = CreateObjectDisposed,
        [Name<NotSupportedException>()] = static (m, inner) => new NotSupportedException(m.Message, Single(inner)),
        [Name<PlatformNotSupportedException>()] = static (m, inner) => new PlatformNotSupportedException(m.Message, Single(inner)),
        [Name<NotImplementedException>()] = static (m, inner) => new NotImplementedException(m.Message, Single(inner)),
        [Name<UnreachableException>()] = static (m, inner) => new UnreachableException(m.Message, Single(inner)),
        [Name<SwitchExpressionException>()] = static (m, inner) => new SwitchExpressionException(m.Message, Single(inner)),
        [Name<TimeoutException>()] = static (m, inner) => new TimeoutException(m.Message, Single(inner)),
        [Name<OperationCanceledException>()] = static (m, inner) => new OperationCanceledException(m.Message, Single(inner)),
        [Name<TaskCanceledException>()] = static (m, inner) => new TaskCanceledException(m.Message, Single(inner)),

        [Name<FormatException>()] = static (m, inner) => new FormatException(m.Message, Single(inner)),
        [Name<UriFormatException>()] = static (m, inner) => new UriFormatException(m.Message, Single(inner)),
        [Name<ArithmeticException>()] = static (m, inner) => new ArithmeticException(m.Message, Single(inner)),
        [Name<OverflowException>()] = static (m, inner) => new OverflowException(m.Message, Single(inner)),
        [Name<DivideByZeroException>()] = static (m, inner) => new DivideByZeroException(m.Message, Single(inner)),

        [Name<IndexOutOfRangeException>()] = static (m, inner) => new IndexOutOfRangeException(m.Message, Single(inner)),
        [Name<KeyNotFoundException>()] = static (m, inner) => new KeyNotFoundException(m.Message, Single(inner)),
        [Name<InvalidCastException>()] = static (m, inner) => new InvalidCastException(m.Message, Single(inner)),
        [Name<NullReferenceException>()] = static (m, inner) => new NullReferenceException(m.Message, Single(inner)),
        [Name<ArrayTypeMismatchException>()] = static (m, inner) => new ArrayTypeMismatchException(m.Message, Single(inner)),
        [Name<RankException>()] = static (m, inner) => new RankException(m.Message, Single(inner)),
        [Name<OutOfMemoryException>()] = static (m, inner) => new OutOfMemoryException(m.Message, Single(inner)),
        [Name<InsufficientMemoryException>()] = static (m, inner) => new InsufficientMemoryException(m.Message, Single(inner)),
        [Name<InsufficientExecutionStackException>()] =
            static (m, inner) => new InsufficientExecutionStackException(m.Message, Single(inner)),

        [Name<IOException>()] = static (m, inner) => new IOException(m.Message, Single(inner)),
        [Name<EndOfStreamException>()] = static (m, inner) => new EndOfStreamException(m.Message, Single(inner)),
        [Name<InvalidDataException>()] = static (m, inner) => new InvalidDataException(m.Message, Single(inner)),
        [Name<DirectoryNotFoundException>()] = static (m, inner) => new DirectoryNotFoundException(m.Message, Single(inner)),
        [Name<DriveNotFoundException>()] = static (m, inner) => new DriveNotFoundException(m.Message, Single(inner)),
        [Name<PathTooLongException>()] = static (m, inner) => new PathTooLongException(m.Message, Single(inner)),
        [Name<FileNotFoundException>()] = static (m, inner) => new FileNotFoundException(m.Message, m.Detail, Single(inner)),
        [Name<FileLoadException>()] = static (m, inner) => new FileLoadException(m.Message, m.Detail, Single(inner)),

        [Name<UnauthorizedAccessException>()] = static (m, inner) => new UnauthorizedAccessException(m.Message, Single(inner)),
        [Name<SecurityException>()] = static (m, inner) => new SecurityException(m.Message, Single(inner)),
        [Name<CryptographicException>()] = static (m, inner) => new CryptographicException(m.Message, Single(inner)),
        [Name<SerializationException>()] = static (m, inner) => new SerializationException(m.Message, Single(inner)),
        [Name<JsonException>()] = static (m, inner) => new JsonException(m.Message, Single(inner)),
        [Name<Win32Exception>()] = static (m, _) => new Win32Exception(checked((int)m.Code), m.Message),
        [Name<SocketException>()] = static (m, _) => new SocketException(checked((int)m.Code), m.Message),
        [Name<HttpRequestException>()] =
            static (m, inner) => new HttpRequestException(m.Message, Single(inner), m.Code == 0 ? null : (HttpStatusCode)m.Code),

        [Name<ChannelClosedException>()] = static (m, inner) => new ChannelClosedException(m.Message, Single(inner)),
        [Name<SynchronizationLockException>()] = static (m, inner) => new SynchronizationLockException(m.Message, Single(inner)),
        [Name<LockRecursionException>()] = static (m, inner) => new LockRecursionException(m.Message, Single(inner)),
        [Name<SemaphoreFullException>()] = static (m, inner) => new SemaphoreFullException(m.Message, Single(inner)),

        [Name<TypeInitializationException>()] = CreateTypeInitialization,
        [Name<TypeLoadException>()] = static (m, inner) => new TypeLoadException(m.Message, Single(inner)),
        [Name<DllNotFoundException>()] = static (m, inner) => new DllNotFoundException(m.Message, Single(inner)),
        [Name<EntryPointNotFoundException>()] = static (m, inner) => new EntryPointNotFoundException(m.Message, Single(inner)),
        [Name<BadImageFormatException>()] = static (m, inner) => new BadImageFormatException(m.Message, m.Detail, Single(inner)),
        [Name<MemberAccessException>()] = static (m, inner) => new MemberAccessException(m.Message, Single(inner)),
        [Name<MissingMemberException>()] = static (m, inner) => new MissingMemberException(m.Message, Single(inner)),
        [Name<MissingMethodException>()] = static (m, inner) => new MissingMethodException(m.Message, Single(inner)),
        [Name<MissingFieldException>()] = static (m, inner) => new MissingFieldException(m.Message, Single(inner)),
        [Name<TargetInvocationException>()] = static (m, inner) => new TargetInvocationException(m.Message, Single(inner)),
        [Name<AmbiguousMatchException>()] = static (m, inner) => new AmbiguousMatchException(m.Message, Single(inner)),

        [Name<NotFiniteNumberException>()] = static (m, inner) => new NotFiniteNumberException(m.Message, Single(inner)),
        [Name<DataMisalignedException>()] = static (m, inner) => new DataMisalignedException(m.Message, Single(inner)),
        [Name<DuplicateWaitObjectException>()] = static (m, inner) => new DuplicateWaitObjectException(m.Message, Single(inner)),
        [Name<FieldAccessException>()] = static (m, inner) => new FieldAccessException(m.Message, Single(inner)),
        [Name<MethodAccessException>()] = static (m, inner) => new MethodAccessException(m.Message, Single(inner)),
        [Name<TypeAccessException>()] = static (m, inner) => new TypeAccessException(m.Message, Single(inner)),
        [Name<InvalidProgramException>()] = static (m, inner) => new InvalidProgramException(m.Message, Single(inner)),
        [Name<MulticastNotSupportedException>()] = static (m, inner) => new MulticastNotSupportedException(m.Message, Single(inner)),
        [Name<AccessViolationException>()] = static (m, inner) => new AccessViolationException(m.Message, Single(inner)),
        [Name<AppDomainUnloadedException>()] = static (m, inner) => new AppDomainUnloadedException(m.Message, Single(inner)),
        [Name<CannotUnloadAppDomainException>()] = static (m, inner) => new CannotUnloadAppDomainException(m.Message, Single(inner)),
        [Name<TypeUnloadedException>()] = static (m, inner) => new TypeUnloadedException(m.Message, Single(inner)),
        [Name<CustomAttributeFormatException>()] = static (m, inner) => new CustomAttributeFormatException(m.Message, Single(inner)),
        [Name<InvalidFilterCriteriaException>()] = static (m, inner) => new InvalidFilterCriteriaException(m.Message, Single(inner)),
        [Name<TargetException>()] = static (m, inner) => new TargetException(m.Message, Single(inner)),
        [Name<TargetParameterCountException>()] = static (m, inner) => new TargetParameterCountException(m.Message, Single(inner)),
        [Name<MissingManifestResourceException>()] = static (m, inner) => new MissingManifestResourceException(m.Message, Single(inner)),
        [Name<MarshalDirectiveException>()] = static (m, inner) => new MarshalDirectiveException(m.Message, Single(inner)),
        [Name<InvalidComObjectException>()] = static (m, inner) => new InvalidComObjectException(m.Message, Single(inner)),
        [Name<InvalidOleVariantTypeException>()] = static (m, inner) => new InvalidOleVariantTypeException(m.Message, Single(inner)),
        [Name<SafeArrayRankMismatchException>()] = static (m, inner) => new SafeArrayRankMismatchException(m.Message, Single(inner)),
        [Name<SafeArrayTypeMismatchException>()] = static (m, inner) => new SafeArrayTypeMismatchException(m.Message, Single(inner)),
        [Name<VerificationException>()] = static (m, inner) => new VerificationException(m.Message, Single(inner)),
        [Name<AbandonedMutexException>()] = static (m, inner) => new AbandonedMutexException(m.Message, Single(inner)),
        [Name<ThreadInterruptedException>()] = static (m, inner) => new ThreadInterruptedException(m.Message, Single(inner)),
        [Name<ThreadStateException>()] = static (m, inner) => new ThreadStateException(m.Message, Single(inner)),
        [Name<WaitHandleCannotBeOpenedException>()] = static (m, inner) => new WaitHandleCannotBeOpenedException(m.Message, Single(inner)),
        [Name<TaskSchedulerException>()] = static (m, inner) => new TaskSchedulerException(m.Message, Single(inner)),
        [Name<CultureNotFoundException>()] = static (m, inner) => new CultureNotFoundException(m.Message, Single(inner)),
        [Name<DecoderFallbackException>()] = static (m, inner) => new DecoderFallbackException(m.Message, Single(inner)),
        [Name<EncoderFallbackException>()] = static (m, inner) => new EncoderFallbackException(m.Message, Single(inner)),
        [Name<ContextMarshalException>()] = static (m, inner) => new ContextMarshalException(m.Message, Single(inner)),
        [Name<InvalidTimeZoneException>()] = static (m, inner) => new InvalidTimeZoneException(m.Message, Single(inner)),
        [Name<TimeZoneNotFoundException>()] = static (m, inner) => new TimeZoneNotFoundException(m.Message, Single(inner)),
        [Name<EventSourceException>()] = static (m, inner) => new EventSourceException(m.Message, Single(inner)),
        [Name<MissingSatelliteAssemblyException>()] = static (m, inner) => new MissingSatelliteAssemblyException(m.Message, Single(inner)),
        [Name<StackOverflowException>()] = static (m, inner) => new StackOverflowException(m.Message, Single(inner)),
        [Name<ExternalException>()] = static (m, inner) => new ExternalException(m.Message, Single(inner)),
        [Name<COMException>()] = static (m, inner) => new COMException(m.Message, Single(inner)),
        [Name<SEHException>()] = static (m, inner) => new SEHException(m.Message, Single(inner)),
    }.ToFrozenDictionary(StringComparer.Ordinal);
#pragma warning restore CA2201

    /// <summary>The names of the types in the table.</summary>
    public static IEnumerable<string> TypeNames => s_factories.Keys;

    /// <summary>Makes the exception again, or returns <c>null</c> for a type that is not in the table.</summary>
    public static Exception? Create(RemoteErrorMessage message, Exception[] inner)
        => s_factories.TryGetValue(message.TypeName, out Factory? create) ? create(message, inner) : null;

    /// <summary>The inner exception of a type that has at most one.</summary>
    public static Exception? Single(Exception[] inner) => inner.Length switch
    {
        0 => null,
        1 => inner[0],
        _ => new AggregateException(inner),
    };

    private static string Name<T>()
        where T : Exception
        => typeof(T).ToString();

    private static ArgumentException CreateArgument(RemoteErrorMessage message, Exception[] inner)
    {
        // The getter of Message adds the parameter's name; given twice, it would stand there twice.
        var rebuilt = new ArgumentException(WithoutParameter(message), message.Detail, Single(inner));
        return rebuilt.Message == message.Message ? rebuilt : new ArgumentException(message.Message, Single(inner));
    }

    private static ArgumentNullException CreateArgumentNull(RemoteErrorMessage message, Exception[] inner)
    {
        var rebuilt = new ArgumentNullException(message.Detail, WithoutParameter(message));
        return inner.Length == 0 && rebuilt.Message == message.Message ? rebuilt : new ArgumentNullException(message.Message, Single(inner));
    }

    private static ArgumentOutOfRangeException CreateArgumentOutOfRange(RemoteErrorMessage message, Exception[] inner)
    {
        const string ActualValue = "Actual value was ";

        string text = WithoutParameter(message);
        int suffix = message.Message.LastIndexOf(Environment.NewLine + ActualValue, StringComparison.Ordinal);
        ArgumentOutOfRangeException rebuilt = suffix < 0 || !message.Message.EndsWith('.')
            ? new ArgumentOutOfRangeException(message.Detail, text)
            : new ArgumentOutOfRangeException(
                message.Detail, message.Message[(suffix + Environment.NewLine.Length + ActualValue.Length)..^1], text);
        return inner.Length == 0 && rebuilt.Message == message.Message
            ? rebuilt
            : new ArgumentOutOfRangeException(message.Message, Single(inner));
    }

    private static ObjectDisposedException CreateObjectDisposed(RemoteErrorMessage message, Exception[] inner)
    {
        string suffix = $"{Environment.NewLine}Object name: '{message.Detail}'.";
        string text = message.Message.EndsWith(suffix, StringComparison.Ordinal) ? message.Message[..^suffix.Length] : message.Message;
        return inner.Length == 0 ? new ObjectDisposedException(message.Detail, text) : new ObjectDisposedException(message.Message, Single(inner));
    }

    private static TypeInitializationException? CreateTypeInitialization(RemoteErrorMessage message, Exception[] inner)
    {
        // It makes its message of the type's name, and takes no other.
        var rebuilt = new TypeInitializationException(message.Detail, Single(inner));
        return rebuilt.Message == message.Message ? rebuilt : null;
    }

    private static AggregateException CreateAggregate(RemoteErrorMessage message, Exception[] inner)
    {
        // The getter of Message adds the messages of the inner exceptions.
        string suffix = string.Concat(message.Inner.Select(static error => $" ({error.Message})"));
        string text = message.Message.EndsWith(suffix, StringComparison.Ordinal) ? message.Message[..^suffix.Length] : message.Message;
        return new AggregateException(text, inner);
    }

    private static PayloadException CreatePayload(RemoteErrorMessage message, Exception[] inner)
    {
        // Codes are offsets plus one, because zero means that there is none.
        var rebuilt = new PayloadException(message.Message, Single(inner)) { Offset = message.Code > 0 ? message.Code - 1 : null };
        if (message.Detail is { Length: > 0 } path)
        {
            rebuilt.At(path);
        }

        return rebuilt;
    }

    private static string WithoutParameter(RemoteErrorMessage message)
    {
        int suffix = message.Detail is null ? -1 : message.Message.IndexOf($" (Parameter '{message.Detail}')", StringComparison.Ordinal);
        return suffix < 0 ? message.Message : message.Message[..suffix];
    }
}
