namespace SharedLog;

/// <summary>The names under which host and workers know what they share.</summary>
internal static class SharedNames
{
    public const string Lock = "log";

    public const string Holder = "holder";

    public const string Abandoned = "abandoned";
}
