/* A guest as the peer keeps it. */
#ifndef CORE_H
#define CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "reference.h"

#define PORTS_PER_ROW 1024u

struct channel {
    uint32_t port;
    uint8_t is_active;
    uint8_t mask_reason;
    uint8_t lock;
    event_handler handler;
    void *context;
};

struct guest {
    struct channel ***rows;
    uint64_t hypercalls;
    uint64_t deferred;

    uint8_t *vcpu_info;

    /* 2-level. */
    uint64_t *pending;
    uint64_t *mask;
    uint64_t *cpu_mask;
    uint32_t current_word;
    uint32_t current_bit;

    /* FIFO. */
    uint32_t *control;
    uint32_t **event_pages;
    uint32_t heads[16];
};

struct guest *guest_new(void);

#endif
