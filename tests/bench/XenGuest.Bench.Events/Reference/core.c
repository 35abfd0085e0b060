#include "core.h"

#define PORT_LIMIT 131072u

static void receive(uint32_t port, void *context)
{
    struct receiver *receiver = context;
    receiver->counts[port]++;
    receiver->sum += port;
}

struct guest *guest_new(void)
{
    struct guest *guest = calloc(1, sizeof(*guest));
    guest->rows = calloc(PORT_LIMIT / PORTS_PER_ROW, sizeof(*guest->rows));
    return guest;
}

void guest_free(struct guest *guest)
{
    for (uint32_t row = 0; row < PORT_LIMIT / PORTS_PER_ROW; row++) {
        for (uint32_t column = 0; guest->rows[row] && column < PORTS_PER_ROW; column++)
            free(guest->rows[row][column]);
        free(guest->rows[row]);
    }
    free(guest->rows);
    free(guest->cpu_mask);
    free(guest);
}

void guest_bind(struct guest *guest, uint32_t port, struct receiver *receiver)
{
    struct channel ***row = &guest->rows[port / PORTS_PER_ROW];
    if (!*row)
        *row = calloc(PORTS_PER_ROW, sizeof(**row));
    struct channel *channel = calloc(1, sizeof(*channel));
    channel->port = port;
    channel->handler = receive;
    channel->context = receiver;
    (*row)[port % PORTS_PER_ROW] = channel;
    if (guest->cpu_mask)
        guest->cpu_mask[port / 64] |= 1ull << port % 64;
}

uint64_t guest_hypercalls(const struct guest *guest)
{
    return guest->hypercalls;
}

void no_upcall(struct guest *guest)
{
    (void)guest;
}
