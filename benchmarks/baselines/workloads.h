// What client and server of ipc do with their channel.
#pragma once
#include "options.h"

enum { MAX_MESSAGE = 4096, MAX_PAIRS = 64, MAX_LATENCIES = 4000000 };

// What a client found out. Lies in shared memory, for the process that prints.
typedef struct {
    uint64_t operations;
    uint64_t elapsed_ns;
    uint32_t latency_count;
    uint32_t latencies_ns[MAX_LATENCIES]; // only of round trips
} outcome;

typedef struct {
    const char* name;
    bool takes_pairs;
    size_t bytes; // of one operation, if it is of a fixed size
    void (*serve)(channel* channel, const options* options, size_t bytes);

    // Called once before `drive`: whatever must be over before the clock starts.
    void (*prepare)(channel* channel, const options* options, size_t bytes);
    void (*drive)(channel* channel, const options* options, size_t bytes, outcome* outcome);
} workload;

// NULL if there is none of this name.
const workload* workload_find(const char* name);
