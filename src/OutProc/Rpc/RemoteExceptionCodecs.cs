using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using OutProc.CompilerServices;
using OutProc.Protocol;
using OutProc.Serialization;

namespace OutProc.Rpc;

/// <summary>The <c>[RemoteException]</c> types of the assemblies of this process.</summary>
/// <remarks>
/// Thread-safe. A name that came over the wire is compared with the names of types that local assemblies registered; it never makes an assembly or
/// a type be loaded. Each assembly is asked once.
/// </remarks>
internal static class RemoteExceptionCodecs
{
    /// <summary>The most bytes that an exception's own properties may take.</summary>
    public const int MaxBytes = 32 << 10;

    private static readonly PayloadOptions s_limits = new() { MaxDepth = 16, MaxMessageBytes = MaxBytes };
    private static readonly ConcurrentDictionary<Assembly, bool> s_asked = new();
    private static readonly ConcurrentDictionary<string, RemoteExceptionCodec> s_codecs = new(StringComparer.Ordinal);
    private static int s_referencesLoaded;

    /// <summary>Encodes what the exception's type adds to its base.</summary>
    /// <returns><c>null</c> for a type that is not marked, or an object that cannot be written: it crosses as text.</returns>
    public static byte[]? Encode(Exception exception)
    {
        Type type = exception.GetType();
        Ask(type.Assembly);
        if (!s_codecs.TryGetValue(type.ToString(), out RemoteExceptionCodec? codec) || codec.ExceptionType != type)
        {
            return null;
        }

        using PayloadBuffer buffer = PayloadBuffer.Rent();
        try
        {
            var writer = new PayloadWriter(buffer, s_limits);
            codec.Write(ref writer, exception);
            writer.Complete();
            return buffer.WrittenSpan.ToArray();
        }
        catch (Exception)
        {
            // Expected: the getters are the user's, and what they return may be too large.
            return null;
        }
    }

    /// <summary>Makes the exception again.</summary>
    /// <returns><c>null</c> for a type that is not registered here.</returns>
    /// <exception cref="Exception">Whatever the type's constructor or setters throw, or the bytes are not what its codec writes.</exception>
    public static Exception? Create(RemoteErrorMessage message, Exception? inner)
    {
        if (message.Properties is not { } properties || Find(message.TypeName) is not { } codec)
        {
            return null;
        }

        var reader = new PayloadReader(properties, s_limits);
        Exception created = codec.Read(ref reader, message.Message, inner);
        reader.ExpectEnd();
        return created;
    }

    private static RemoteExceptionCodec? Find(string typeName)
    {
        if (s_codecs.TryGetValue(typeName, out RemoteExceptionCodec? known))
        {
            return known;
        }

        foreach (Assembly assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            Ask(assembly);
        }

        if (!s_codecs.ContainsKey(typeName) && Interlocked.Exchange(ref s_referencesLoaded, 1) == 0)
        {
            LoadReferencesOfUsers();
        }

        return s_codecs.GetValueOrDefault(typeName);
    }

    /// <summary>
    /// Loads what the assemblies that use OutProc were compiled with: a caller that catches a type of a library may be the first to need the
    /// library, and it needs it after this.
    /// </summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A reference that was trimmed away declares nothing that could be caught.")]
    private static void LoadReferencesOfUsers()
    {
        string own = typeof(RemoteExceptionCodecs).Assembly.GetName().Name!;
        foreach (Assembly assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            try
            {
                AssemblyName[] references = assembly.GetReferencedAssemblies();
                if (Array.Exists(references, reference => reference.Name == own))
                {
                    foreach (AssemblyName reference in references)
                    {
                        Ask(Assembly.Load(reference));
                    }
                }
            }
            catch (Exception e) when (e is IOException or BadImageFormatException or PlatformNotSupportedException or NotSupportedException)
            {
                // Expected where references are not deployed, and where assemblies cannot be loaded at all.
            }
        }
    }

    private static void Ask(Assembly assembly)
    {
        if (assembly.IsDynamic || !s_asked.TryAdd(assembly, true))
        {
            return;
        }

        try
        {
            foreach (RemoteExceptionRegistrationAttribute registration in assembly.GetCustomAttributes<RemoteExceptionRegistrationAttribute>())
            {
                RemoteExceptionCodec codec = registration.CreateCodec();
                s_codecs.TryAdd(codec.ExceptionType.ToString(), codec);
            }
        }
        catch (Exception)
        {
            // Expected: attributes of foreign assemblies may need what is not there. Their exceptions cross as text.
        }
    }
}
