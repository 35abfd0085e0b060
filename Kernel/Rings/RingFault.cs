namespace XenGuest.Kernel;

/// <summary>What is wrong with the other end of a ring.</summary>
public enum RingFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The frontend's index claims more requests than there is room for, or fewer than were taken.</summary>
    RequestProducer,

    /// <summary>The backend's index claims more responses than there were requests, or fewer than were taken.</summary>
    ResponseProducer,
}
