using System.Runtime.InteropServices;

// What the rules ask of an assembly; and that emitted code is checked for the rules of the CLS too.
[assembly: CLSCompliant(true)]
[assembly: ComVisible(false)]
