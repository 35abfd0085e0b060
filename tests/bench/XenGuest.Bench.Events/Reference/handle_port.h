/*
 * The peer: what Linux does for each event, as an algorithm written down anew, in a process.
 *
 * With late EOI, which is what its frontends use: look the port up, count, exchange is_active, mask for a reason under
 * the channel's lock, give is_active back, clear pending, call the handler through a pointer, take the reason away again
 * and unmask. Without: the same but for the reason and the mask, as for its timer and its IPIs.
 *
 * Left out, all of it in C's favour: the lock and the flow handler of the generic interrupt layer, the tree in which
 * that layer finds an interrupt's description, accounting, and the interrupt itself.
 */
#ifndef HANDLE_PORT_H
#define HANDLE_PORT_H

#include "core.h"

#define EVENTS_PER_CLOCK 256u
#define DEFER_AFTER_CYCLES 6000000u
#define REASON_EOI 4u

struct run {
    uint32_t events;
    bool defers;
    uint64_t began;
};

static inline struct channel *channel_of(const struct guest *guest, uint32_t port)
{
    struct channel **row = __atomic_load_n(&guest->rows[port / PORTS_PER_ROW], __ATOMIC_RELAXED);
    return row ? __atomic_load_n(&row[port % PORTS_PER_ROW], __ATOMIC_RELAXED) : NULL;
}

static inline void lock_channel(struct channel *channel)
{
    while (__atomic_exchange_n(&channel->lock, 1, __ATOMIC_ACQUIRE)) {
        while (__atomic_load_n(&channel->lock, __ATOMIC_RELAXED))
            __builtin_ia32_pause();
    }
}

static inline void unlock_channel(struct channel *channel)
{
    __atomic_store_n(&channel->lock, 0, __ATOMIC_RELEASE);
}

/* Every so many events the clock is read: who has kept the processor for long puts the EOIs off. */
static inline void look_at_clock(struct run *run)
{
    if (run->defers || ++run->events % EVENTS_PER_CLOCK)
        return;

    uint64_t now = read_cycles();
    if (!run->began)
        run->began = now;
    else
        run->defers = now - run->began > DEFER_AFTER_CYCLES;
}

/* The ABI's own operations: the file that includes this one has them. */
static inline void set_mask(struct guest *guest, uint32_t port);
static inline void clear_mask_and_recheck(struct guest *guest, uint32_t port);
static inline void clear_pending(struct guest *guest, uint32_t port);

static inline void handle_port(struct guest *guest, struct run *run, uint32_t port, bool late_eoi)
{
    struct channel *channel = channel_of(guest, port);
    if (!channel)
        return;

    look_at_clock(run);
    if (__atomic_exchange_n(&channel->is_active, 1, __ATOMIC_ACQUIRE))
        return;

    if (late_eoi) {
        lock_channel(channel);
        if (!channel->mask_reason)
            set_mask(guest, port);
        channel->mask_reason |= REASON_EOI;
        unlock_channel(channel);
    }

    __atomic_store_n(&channel->is_active, 0, __ATOMIC_RELEASE);
    clear_pending(guest, port);
    channel->handler(port, channel->context);

    if (late_eoi) {
        if (run->defers)
            guest->deferred++;
        lock_channel(channel);
        channel->mask_reason &= (uint8_t)~REASON_EOI;
        if (!channel->mask_reason)
            clear_mask_and_recheck(guest, port);
        unlock_channel(channel);
    }
}

#endif
