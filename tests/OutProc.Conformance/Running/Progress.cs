namespace OutProc.Conformance.Running;

/// <summary>One line on the terminal that says how far it is; nothing when the output goes elsewhere.</summary>
internal sealed class Progress
{
    private readonly bool _isShown = !Console.IsErrorRedirected;
    private int _length;

    public void Say(string text)
    {
        if (_isShown)
        {
            Console.Error.Write("\r" + text.PadRight(_length));
            _length = text.Length;
        }
    }

    public void Clear()
    {
        if (_isShown)
        {
            Console.Error.Write("\r" + new string(' ', _length) + "\r");
        }
    }
}
