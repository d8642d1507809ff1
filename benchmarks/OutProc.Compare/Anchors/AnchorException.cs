namespace OutProc.Compare.Anchors;

/// <summary>A program to compare with did not do its work.</summary>
internal sealed class AnchorException(string message) : Exception(message);
