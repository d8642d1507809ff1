using OutProc.Generators.Tests.Infrastructure;
using OutProc.Testing.Shared;

namespace OutProc.Generators.Tests.Contracts;

/// <summary>Documentation comments move to the contract and stay valid there.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void Emit_CommentsOfAllKinds_MatchesAndCompiles() => Snapshot.Match(GeneratorRun.Sound(
        """
        using System.Text;

        namespace Acme;

        /// <summary>
        /// Finds <see cref="StringBuilder"/>s in <paramref name="root"/>.
        /// </summary>
        /// <remarks>See <see href="https://example.org/?a=1&amp;b=2"/>; 1 &lt; 2.
        /// <code>
        /// var x = 1;
        ///     Indented();
        /// </code>
        /// </remarks>
        /// <param name="root">Where to look.</param>
        [RemoteWorker]
        public class Finder(IWorkerContext root)
        {
            /// <summary>Documents all, as <see cref="Some"/> and <c>ct</c>, <paramref name="ct"/>, do not.</summary>
            /// <param name="text">The <paramref name="text"/>.</param>
            /// <param name="ct">Ends it.</param>
            /// <exception cref="InvalidOperationException">Never.</exception>
            /// <returns>How often.</returns>
            public int All(string text, CancellationToken ct) => root.WorkerId;

            /// <summary>Documents no parameter.</summary>
            public int None(string text) => 0;

            /// <summary>Documents nothing to document.</summary>
            public int Nothing() => 0;

            /// <inheritdoc cref="All"/>
            public int Inherits() => 0;

            public int Undocumented(string text, CancellationToken ct) => 0;
        #pragma warning disable CS1573
            /// <summary>Documents one of two.</summary>
            /// <param name="b">The second.</param>
            public int Some(int a, int b) => 0;
        #pragma warning restore CS1573
        #pragma warning disable CS1570, CS1574
            /// <summary>Not <b>closed.</summary>
            public int Malformed() => 0;

            /// <summary>Points <see cref="Nowhere"/>.</summary>
            public int Dangling() => 0;
        #pragma warning restore CS1570, CS1574
        }
        """).Text("Acme.Finder.Contract.g.cs").Replace(Version, "\"VERSION\"", StringComparison.Ordinal));

    private static string Version => $"\"{typeof(OutProcGenerator).Assembly.GetName().Version!.ToString(3)}\"";
}
