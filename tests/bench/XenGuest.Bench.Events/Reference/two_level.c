/* The 2-level ABI as Linux handles it: a scan that goes on where the last one ended. No timer is bound, which would come first. */
#include "handle_port.h"

#define WORDS 64u
#define UPCALL_PENDING 0
#define PENDING_SELECTOR 8
#define EVENT_PENDING 2048
#define EVENT_MASK 2560

struct guest *guest_on_two_level(void *shared_info, void *vcpu_info)
{
    struct guest *guest = guest_new();
    guest->pending = (uint64_t *)((uint8_t *)shared_info + EVENT_PENDING);
    guest->mask = (uint64_t *)((uint8_t *)shared_info + EVENT_MASK);
    guest->vcpu_info = vcpu_info;
    guest->cpu_mask = calloc(WORDS, sizeof(uint64_t));
    return guest;
}

static inline void set_mask(struct guest *guest, uint32_t port)
{
    __atomic_fetch_or(&guest->mask[port / 64], 1ull << port % 64, __ATOMIC_SEQ_CST);
}

static inline void clear_pending(struct guest *guest, uint32_t port)
{
    __atomic_fetch_and(&guest->pending[port / 64], ~(1ull << port % 64), __ATOMIC_SEQ_CST);
}

static inline void clear_mask_and_recheck(struct guest *guest, uint32_t port)
{
    uint64_t bit = 1ull << port % 64;
    __atomic_fetch_and(&guest->mask[port / 64], ~bit, __ATOMIC_SEQ_CST);
    if (__atomic_load_n(&guest->pending[port / 64], __ATOMIC_RELAXED) & bit) {
        set_mask(guest, port);
        guest->hypercalls++;
    }
}

static inline uint64_t active(const struct guest *guest, uint32_t word)
{
    return __atomic_load_n(&guest->pending[word], __ATOMIC_RELAXED)
        & __atomic_load_n(&guest->cpu_mask[word], __ATOMIC_RELAXED)
        & ~__atomic_load_n(&guest->mask[word], __ATOMIC_RELAXED);
}

/* The ports of one word from a bit on. After each the place to go on from is kept. */
static inline void scan_word(struct guest *guest, struct run *run, uint32_t word, uint64_t wanted, bool late_eoi)
{
    uint64_t bits = active(guest, word) & wanted;
    while (bits) {
        uint32_t bit = (uint32_t)__builtin_ctzll(bits);
        bits &= bits - 1;
        handle_port(guest, run, word * 64 + bit, late_eoi);
        guest->current_bit = (bit + 1) % 64;
        guest->current_word = bit == 63 ? (word + 1) % WORDS : word;
    }
}

static inline void scan(struct guest *guest, struct run *run, bool late_eoi)
{
    uint64_t *selector = (uint64_t *)(guest->vcpu_info + PENDING_SELECTOR);
    uint64_t words = __atomic_exchange_n(selector, 0, __ATOMIC_SEQ_CST);
    uint32_t first = guest->current_word;

    /* The first word's upper part comes first, and all of it again at the end. */
    if (words >> first & 1)
        scan_word(guest, run, first, ~0ull << guest->current_bit, late_eoi);

    uint64_t upper = first == 63 ? 0 : words & ~0ull << (first + 1);
    uint64_t lower = words & ((2ull << first) - 1);
    for (; upper; upper &= upper - 1)
        scan_word(guest, run, (uint32_t)__builtin_ctzll(upper), ~0ull, late_eoi);
    for (; lower; lower &= lower - 1)
        scan_word(guest, run, (uint32_t)__builtin_ctzll(lower), ~0ull, late_eoi);
}

static inline void upcall(struct guest *guest, bool late_eoi)
{
    struct run run = { .began = 0 };
    do {
        __atomic_store_n(&guest->vcpu_info[UPCALL_PENDING], 0, __ATOMIC_RELEASE);
        scan(guest, &run, late_eoi);
    } while (__atomic_load_n(&guest->vcpu_info[UPCALL_PENDING], __ATOMIC_ACQUIRE));
}

void two_level_upcall(struct guest *guest)
{
    upcall(guest, true);
}

void two_level_upcall_without_eoi(struct guest *guest)
{
    upcall(guest, false);
}

void two_level_raise(void *shared_info, void *vcpu_info, const uint32_t *ports, uint32_t count)
{
    uint64_t *pending = (uint64_t *)((uint8_t *)shared_info + EVENT_PENDING);
    uint64_t *mask = (uint64_t *)((uint8_t *)shared_info + EVENT_MASK);
    uint64_t *selector = (uint64_t *)((uint8_t *)vcpu_info + PENDING_SELECTOR);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t word = ports[i] / 64;
        uint64_t bit = 1ull << ports[i] % 64;
        if (__atomic_fetch_or(&pending[word], bit, __ATOMIC_SEQ_CST) & bit)
            continue;
        if (__atomic_load_n(&mask[word], __ATOMIC_SEQ_CST) & bit)
            continue;
        if (!(__atomic_fetch_or(selector, 1ull << word, __ATOMIC_SEQ_CST) >> word & 1))
            *((uint8_t *)vcpu_info + UPCALL_PENDING) = 1;
    }
}
