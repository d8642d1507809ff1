using System.Text;
using OutProc.Workers;

namespace OutProc.Tests.Workers;

public class TailBufferTests
{
    [Fact]
    public void ToString_LessThanCapacity_IsAllThatWasWritten()
    {
        var tail = new TailBuffer();
        tail.Append("one\n"u8);
        tail.Append("two"u8);
        tail.ToString().ShouldBe("one\ntwo");
    }

    [Fact]
    public void ToString_MoreThanCapacity_StartsAtAWholeLine()
    {
        var tail = new TailBuffer();
        for (int i = 0; i < 2000; i++)
        {
            tail.Append(Encoding.UTF8.GetBytes($"line {i}\n"));
        }

        string text = tail.ToString();
        text.Length.ShouldBeLessThanOrEqualTo(TailBuffer.Capacity);
        text.ShouldStartWith("line ");
        text.ShouldEndWith("line 1999\n");
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void Append_OnePieceLargerThanCapacity_KeepsItsEnd()
    {
        var tail = new TailBuffer();
        tail.Append("before"u8);
        tail.Append(Encoding.UTF8.GetBytes(new string('x', TailBuffer.Capacity) + "end"));
        string text = tail.ToString();
        text.Length.ShouldBe(TailBuffer.Capacity);
        text.ShouldEndWith("xend");
    }
}
