namespace OutProc.TestHost;

/// <summary>Brings the process into places where processes seldom are.</summary>
internal static class Surroundings
{
    public static void LeaveForAFolderThatIsGone()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        Environment.CurrentDirectory = folder.FullName;
        folder.Delete();
    }
}
