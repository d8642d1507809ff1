using System.Runtime.CompilerServices;

// Every native signature is blittable, so that no marshalling stub is made at run time: workers start faster and AOT sees all of it.
[assembly: DisableRuntimeMarshalling]
