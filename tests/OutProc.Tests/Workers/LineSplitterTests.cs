using System.Text;
using OutProc.Workers;

namespace OutProc.Tests.Workers;

public class LineSplitterTests
{
    [Fact]
    public void Append_LinesInPieces_AreJoinedAndCut()
    {
        Split("one\ntw", "o\r\n", "\nthr", "ee").ShouldBe(["one", "two", "", "three"]);
    }

    [Fact]
    public void Append_CharacterCutByAPiece_StaysWhole()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("ä€😀\n");
        var lines = new List<string>();
        var splitter = new LineSplitter(lines.Add);
        foreach (byte single in bytes)
        {
            splitter.Append([single]);
        }

        lines.ShouldBe(["ä€😀"]);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("ä")]
    [InlineData("€")]
    [InlineData("😀")]
    public void Append_LineWithoutEnd_IsCutBetweenCharacters(string character)
    {
        string text = string.Concat(Enumerable.Repeat(character, LineSplitter.MaxLine)) + "x";
        List<string> lines = Split(text);
        lines.Count.ShouldBeGreaterThan(1);
        lines.ShouldAllBe(line => Encoding.UTF8.GetByteCount(line) <= LineSplitter.MaxLine && !line.Contains('\uFFFD'));
        string.Concat(lines).ShouldBe(text);
    }

    [Fact]
    public void Append_EndlessContinuationBytes_AreCutAllTheSame()
    {
        var lines = new List<string>();
        var splitter = new LineSplitter(lines.Add);
        byte[] garbage = new byte[3 * LineSplitter.MaxLine];
        garbage.AsSpan().Fill(0x80);
        splitter.Append(garbage);
        splitter.End();
        lines.Count.ShouldBe(3);
    }

    [Fact]
    public void Append_LineOfExactlyTheLimit_IsOneLine()
    {
        string text = new('x', LineSplitter.MaxLine);
        Split(text + "\n").ShouldBe([text]);
    }

    [Fact]
    public void End_NothingLeft_EmitsNothing() => Split("one\n").ShouldBe(["one"]);

    private static List<string> Split(params string[] pieces)
    {
        var lines = new List<string>();
        var splitter = new LineSplitter(lines.Add);
        foreach (string piece in pieces)
        {
            splitter.Append(Encoding.UTF8.GetBytes(piece));
        }

        splitter.End();
        return lines;
    }
}
