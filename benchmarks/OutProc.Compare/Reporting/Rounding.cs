using System.Globalization;

namespace OutProc.Compare.Reporting;

/// <summary>Figures with as many digits as they are worth.</summary>
internal static class Rounding
{
    private const int Digits = 4;

    public static double Round(double value)
    {
        string text = value.ToString($"G{Digits}", CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture);
    }

    public static double? Round(double? value) => value is { } known ? Round(known) : null;

    public static string Text(double? value) => value is { } known ? Round(known).ToString("0.####", CultureInfo.InvariantCulture) : "";
}
