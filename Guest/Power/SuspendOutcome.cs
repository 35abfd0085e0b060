namespace XenGuest;

/// <summary>What came of a suspension.</summary>
public enum SuspendOutcome
{
    /// <summary>The domain goes on as it was: nobody saved it, or it was saved and kept.</summary>
    Cancelled,

    /// <summary>The domain goes on as another, which a toolstack has made of what was saved, perhaps on another host.</summary>
    Restored,
}
