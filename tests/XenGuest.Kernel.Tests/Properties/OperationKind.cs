namespace XenGuest.Kernel.Tests.Properties;

public enum OperationKind
{
    Raise,
    RaiseToo,
    Mask,
    Unmask,
    Dispatch,
    Move,
    CloseAndBindAnew,
}
