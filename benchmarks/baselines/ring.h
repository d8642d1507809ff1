// A byte ring in memory that two processes share: one produces, one consumes.
//
// A consumer that finds nothing announces that it will sleep, looks once more, and sleeps only while the announcement stands. A producer
// publishes, then looks for the announcement. Between a side's write and its look lies a full fence, so at least one of the two sees what
// the other wrote: either the consumer finds the bytes, or the producer finds the sleeper and wakes it. Waiting for space is the mirror
// image.
#pragma once
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    RING_CAPACITY = 1 << 20,
    // Publish in pieces that stay in the second-level cache, so that copying in and copying out overlap.
    RING_PIECE = 128 << 10,
    // What a producer waits for at most before it goes on: a wake-up for each freed byte would be one too many.
    RING_SPACE_WANTED = RING_CAPACITY / 4,
    // Pairs of cache lines, because processors fetch the adjacent line too.
    RING_SPACING = 128,
};

typedef struct {
    _Alignas(RING_SPACING) _Atomic uint64_t tail; // written by the producer
    _Alignas(RING_SPACING) _Atomic uint64_t head; // written by the consumer
    _Alignas(RING_SPACING) _Atomic uint32_t consumer_parked;
    _Alignas(RING_SPACING) _Atomic uint32_t producer_parked;
    _Atomic uint32_t producer_needs;
    _Alignas(RING_SPACING) _Atomic uint32_t consumer_cpu; // where the consumer ran last, plus one; a hint
    _Alignas(RING_SPACING) uint8_t data[RING_CAPACITY];
} ring;

// How a consumer waits.
typedef struct {
    bool parks;         // sleep at last; otherwise poll for ever
    bool eventfd;       // sleep in a read of an eventfd instead of on a futex
    int spin_us;        // poll so long before sleeping
    bool guard_cpu;     // do not poll while the peer's last processor is one's own: it cannot run
    bool guard_backoff; // after polling in vain, skip the next 1, 2, 4 ... 256 times
} wait_policy;

// One process' view of a pair of rings.
typedef struct {
    ring* receive;
    ring* send;
    uint64_t known_tail; // of `receive`: the other side's cache line is read only when this is used up
    uint64_t known_head; // of `send`
    int own_event;       // rings for this side; -1 without eventfds
    int peer_event;
    uint64_t spin_ticks;
    uint32_t skip;
    uint32_t next_skip;
    wait_policy policy;
} ring_end;

// Makes both views. Memory and descriptors are meant to be inherited by a forked child.
void ring_open(ring_end* left, ring_end* right, const wait_policy* policy);
void ring_close(ring_end* end);

void ring_write(ring_end* end, const void* source, size_t size);

// Waits for at least one byte.
size_t ring_read(ring_end* end, void* target, size_t max);
