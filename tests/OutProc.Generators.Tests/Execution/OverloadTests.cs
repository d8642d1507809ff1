using OutProc.Generators.Tests.Infrastructure;

namespace OutProc.Generators.Tests.Execution;

/// <summary>Overloads that differ in optional parameters: each call reaches the method that C# would choose without a token behind it.</summary>
public sealed class OverloadTests
{
    [Fact]
    public async Task Call_OverloadsWithDefaults_ReachesTheOneThatIsMeant() => (await EmittedWorkers.RunScenarioAsync(
        """
        [RemoteWorker]
        public class Search
        {
            public string Find(int a) => "1";
            public string Find(int a, int b = 5) => "2:" + b;
            public string Find(int a, int b, int c = 6, int d = 7) => $"4:{c}{d}";
            public string Find() => "0";
            public string Find(string? text = "x") => "s:" + text;
            public string Alone(int a = 1, int b = 2) => $"{a}{b}";
        }

        public static class Scenario
        {
            public static async Task<string> RunAsync(ISearch remote)
            {
                var local = new Search();
                string[] there =
                [
                    await remote.FindAsync(1), await remote.FindAsync(1, 2), await remote.FindAsync(1, 2, 3), await remote.FindAsync(1, 2, 3, 4),
                    await remote.FindAsync(), await remote.FindAsync("y"), await remote.AloneAsync(), await remote.AloneAsync(3), await remote.AloneAsync(b: 4),
                ];
                string[] here =
                [
                    local.Find(1), local.Find(1, 2), local.Find(1, 2, 3), local.Find(1, 2, 3, 4),
                    local.Find(), local.Find("y"), local.Alone(), local.Alone(3), local.Alone(b: 4),
                ];
                return string.Join(' ', there) + (there.SequenceEqual(here) ? "" : " differs from " + string.Join(' ', here));
            }
        }
        """)).ShouldBe("1 2:2 4:37 4:34 0 s:y 12 32 14");
}
