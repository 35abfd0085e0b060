/* What the benchmark calls. */
#ifndef REFERENCE_H
#define REFERENCE_H

#include <stdint.h>

typedef void (*event_handler)(uint32_t port, void *context);

/* What a handler keeps: how often each port came, and the sum of all ports. */
struct receiver {
    uint32_t *counts;
    uint64_t sum;
};

struct guest;

/* The time stamp counter, with everything before it done. */
uint64_t read_cycles(void);

/* A guest of one vCPU on shared memory that exists already. */
struct guest *guest_on_two_level(void *shared_info, void *vcpu_info);
struct guest *guest_on_fifo(void *control_block, void *vcpu_info, uint32_t **event_pages);
void guest_free(struct guest *guest);
void guest_bind(struct guest *guest, uint32_t port, struct receiver *receiver);
uint64_t guest_hypercalls(const struct guest *guest);

/* An upcall: everything that waits is handled. */
void two_level_upcall(struct guest *guest);
void two_level_upcall_without_eoi(struct guest *guest);
void fifo_upcall(struct guest *guest);
void fifo_upcall_without_eoi(struct guest *guest);
void no_upcall(struct guest *guest);

/* Xen's side: raises an event on each of some ports. */
void two_level_raise(void *shared_info, void *vcpu_info, const uint32_t *ports, uint32_t count);
void fifo_raise(void *control_block, uint32_t **event_pages, void *vcpu_info, uint32_t *tails,
                const uint32_t *ports, uint32_t count);

/* Where instructions are counted, under callgrind; elsewhere nothing happens. */
void counting_begins(void);
void counting_toggles(void);
void counting_ends(const char *name);

#endif
