#include <x86intrin.h>
#include <valgrind/callgrind.h>

#include "reference.h"

uint64_t read_cycles(void)
{
    _mm_lfence();
    uint64_t cycles = __rdtsc();
    _mm_lfence();
    return cycles;
}

void counting_begins(void)
{
    CALLGRIND_ZERO_STATS;
}

void counting_toggles(void)
{
    CALLGRIND_TOGGLE_COLLECT;
}

void counting_ends(const char *name)
{
    CALLGRIND_DUMP_STATS_AT(name);
}
