using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using OutProc.Conformance.Payloads;

namespace OutProc.Generators.Tests.Payloads;

/// <summary>Object graphs made of generated numbers and texts come back as they were, and are written the same again.</summary>
public sealed class RoundTripPropertyTests
{
    private const int Graphs = 500;

    private const string Declarations =
        """
        public enum Mood : byte { Calm, Busy }

        public readonly record struct Point(int X, double Y);

        public record struct Label(string? Text, Point Place);

        public class Node
        {
            public int Id { get; set; }
            public string? Name { get; set; }
            public Mood Mood;
            public decimal Price { get; init; }
            public DateTime? When { get; set; }
            public List<Node?> Kids { get; set; } = new();
            public Dictionary<string, long> Counts { get; set; } = new();
            public (int, string?)[]? Pairs { get; set; }
            public Label? Label { get; set; }
            public Point[] Points { get; set; } = [];
            public HashSet<int>? Seen { get; set; }
        }

        public static class Graph
        {
            public static int[] Numbers = [];
            public static string?[] Texts = [];
            private static int s_number;
            private static int s_text;

            public static Node Build()
            {
                s_number = s_text = 0;
                return Make(0)!;
            }

            private static int Number() => Numbers.Length == 0 ? 0 : Numbers[s_number++ % Numbers.Length];

            private static string? Text() => Texts.Length == 0 ? null : Texts[s_text++ % Texts.Length];

            private static Node? Make(int depth)
            {
                var node = new Node
                {
                    Id = Number(),
                    Name = Text(),
                    Mood = (Mood)Number(),
                    Price = Number() / 100m,
                    When = Number() % 2 == 0 ? null : new DateTime(2026, 1, 1).AddMinutes(Number()),
                    Pairs = Number() % 3 == 0 ? null : [(Number(), Text()), (Number(), Text())],
                    Label = Number() % 2 == 0 ? null : new Label(Text(), new Point(Number(), Number() / 3.0)),
                    Points = [new Point(Number(), double.NaN)],
                    Seen = Number() % 2 == 0 ? null : [Number(), Number(), Number()],
                };
                for (int i = Math.Abs(Number() % 3); i > 0; i--)
                {
                    node.Counts[Text() ?? ""] = Number();
                }

                for (int i = depth < 4 ? Math.Abs(Number() % 4) : 0; i > 0; i--)
                {
                    node.Kids.Add(Number() % 5 == 0 ? null : Make(depth + 1));
                }

                return node;
            }

            public static string Describe(object? value) => value is not Node node
                ? "none"
                : $"{node.Id} {node.Name ?? "null"} {(byte)node.Mood} {node.Price} {node.When?.Ticks} "
                    + $"[{string.Join(',', node.Counts)}] [{string.Join(',', node.Pairs ?? [])}] {node.Pairs is null} {node.Label} "
                    + $"[{string.Join(',', node.Points)}] [{string.Join(',', node.Seen ?? [])}] {node.Seen is null} "
                    + $"({string.Join("; ", node.Kids.Select(Describe))})";
        }
        """;

    private static readonly PayloadAssembly s_assembly = PayloadCompiler.Compile(Declarations, ["Node"], [(0, "Graph.Build()")]);

    [Fact]
    public void Read_WhatWasWrittenOfAnyGraph_IsTheSameGraph()
    {
        Type graph = s_assembly.Make(0).ShouldNotBeNull().GetType().Assembly.GetType("Vec.Graph", throwOnError: true)!;
        FieldInfo numbers = graph.GetField("Numbers").ShouldNotBeNull();
        FieldInfo texts = graph.GetField("Texts").ShouldNotBeNull();
        Func<object?, string> describe = graph.GetMethod("Describe").ShouldNotBeNull().CreateDelegate<Func<object?, string>>();

        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), ArbMap.Default.ArbFor<string?[]>(), (generatedNumbers, generatedTexts) =>
        {
            numbers.SetValue(null, generatedNumbers);
            texts.SetValue(null, generatedTexts);
            object? value = s_assembly.Make(0);
            byte[] payload = s_assembly.Write(0, value);
            object? read = s_assembly.Read(0, payload);
            return describe(read) == describe(value) && s_assembly.Write(0, read).AsSpan().SequenceEqual(payload);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Graphs).WithReplay(20261121, 7));
    }
}
