/* The FIFO ABI as Linux handles it: the queue of highest priority first, and the ready word again after every event. */
#include "handle_port.h"

#define PENDING (1u << 31)
#define MASKED (1u << 30)
#define LINKED (1u << 29)
#define BUSY (1u << 28)
#define LINK ((1u << 17) - 1)
#define WORDS_PER_PAGE 1024u
#define PRIORITY 7u
#define UPCALL_PENDING 0

/* The control block: the ready word, a word of padding, and the heads. */
#define READY 0
#define HEADS 2

struct guest *guest_on_fifo(void *control_block, void *vcpu_info, uint32_t **event_pages)
{
    struct guest *guest = guest_new();
    guest->vcpu_info = vcpu_info;
    guest->control = control_block;
    guest->event_pages = event_pages;
    return guest;
}

static inline uint32_t *word_of(uint32_t **event_pages, uint32_t port)
{
    return &event_pages[port / WORDS_PER_PAGE][port % WORDS_PER_PAGE];
}

static inline void set_mask(struct guest *guest, uint32_t port)
{
    __atomic_fetch_or(word_of(guest->event_pages, port), MASKED, __ATOMIC_SEQ_CST);
}

static inline void clear_pending(struct guest *guest, uint32_t port)
{
    __atomic_fetch_and(word_of(guest->event_pages, port), ~PENDING, __ATOMIC_SEQ_CST);
}

/* Waits only while Xen links the word. */
static inline void clear_mask_and_recheck(struct guest *guest, uint32_t port)
{
    uint32_t *word = word_of(guest->event_pages, port);
    uint32_t seen = __atomic_load_n(word, __ATOMIC_RELAXED);
    do {
        seen &= ~BUSY;
    } while (!__atomic_compare_exchange_n(word, &seen, seen & ~MASKED, false, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED));
    if (__atomic_load_n(word, __ATOMIC_RELAXED) & PENDING)
        guest->hypercalls++;
}

static inline uint32_t take_link(uint32_t *word)
{
    uint32_t seen = __atomic_load_n(word, __ATOMIC_RELAXED);
    while (!__atomic_compare_exchange_n(word, &seen, seen & ~(LINKED | LINK), false, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED)) {
    }
    return seen & LINK;
}

static inline uint32_t take_ready(struct guest *guest)
{
    return __atomic_exchange_n(&guest->control[READY], 0, __ATOMIC_SEQ_CST);
}

static inline void upcall(struct guest *guest, bool late_eoi)
{
    struct run run = { .began = 0 };
    do {
        __atomic_store_n(&guest->vcpu_info[UPCALL_PENDING], 0, __ATOMIC_RELEASE);
        uint32_t ready = take_ready(guest);
        while (ready) {
            uint32_t priority = (uint32_t)__builtin_ctz(ready);
            uint32_t port = guest->heads[priority];
            if (!port)
                port = __atomic_load_n(&guest->control[HEADS + priority], __ATOMIC_ACQUIRE);

            uint32_t *word = word_of(guest->event_pages, port);
            uint32_t next = take_link(word);
            if (!next)
                ready &= ~(1u << priority);

            if ((__atomic_load_n(word, __ATOMIC_RELAXED) & (PENDING | MASKED)) == PENDING)
                handle_port(guest, &run, port, late_eoi);

            guest->heads[priority] = next;
            ready |= take_ready(guest);
        }
    } while (__atomic_load_n(&guest->vcpu_info[UPCALL_PENDING], __ATOMIC_ACQUIRE));
}

void fifo_upcall(struct guest *guest)
{
    upcall(guest, true);
}

void fifo_upcall_without_eoi(struct guest *guest)
{
    upcall(guest, false);
}

void fifo_raise(void *control_block, uint32_t **event_pages, void *vcpu_info, uint32_t *tails,
                const uint32_t *ports, uint32_t count)
{
    uint32_t *control = control_block;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t *word = word_of(event_pages, ports[i]);
        uint32_t seen = __atomic_fetch_or(word, PENDING, __ATOMIC_SEQ_CST);
        if (seen & (PENDING | MASKED | LINKED))
            continue;

        __atomic_fetch_or(word, LINKED, __ATOMIC_SEQ_CST);
        uint32_t *tail = tails[PRIORITY] ? word_of(event_pages, tails[PRIORITY]) : NULL;
        if (tail && *tail & LINKED && tails[PRIORITY] != ports[i]) {
            __atomic_fetch_or(tail, ports[i], __ATOMIC_SEQ_CST);
        } else {
            __atomic_store_n(&control[HEADS + PRIORITY], ports[i], __ATOMIC_RELEASE);
            if (!(__atomic_fetch_or(&control[READY], 1u << PRIORITY, __ATOMIC_SEQ_CST) >> PRIORITY & 1))
                *((uint8_t *)vcpu_info + UPCALL_PENDING) = 1;
        }
        tails[PRIORITY] = ports[i];
    }
}
