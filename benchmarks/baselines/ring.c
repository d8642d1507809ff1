#define _GNU_SOURCE
#include "ring.h"
#include "clock.h"
#include "support.h"
#include <errno.h>
#include <sched.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

enum { LOOKS_PER_CLOCK_READ = 16, MAX_SKIP = 256, CALIBRATION_US = 20000 };

static double ticks_per_us(void) {
    static double measured;
    if (measured == 0) {
        uint64_t start_ns = now_ns(), start = ticks();
        usleep(CALIBRATION_US);
        measured = (double) (ticks() - start) / ((double) (now_ns() - start_ns) / 1000);
    }

    return measured;
}

static size_t smaller(size_t left, size_t right) {
    return left < right ? left : right;
}

// The largest piece that neither is too large nor wraps round the end.
static size_t piece(uint64_t position, size_t size) {
    return smaller(smaller(size, RING_PIECE), RING_CAPACITY - (position & (RING_CAPACITY - 1)));
}

void ring_open(ring_end* left, ring_end* right, const wait_policy* policy) {
    ring* rings = share_memory(2 * sizeof(ring), 1);
    int events[2] = {-1, -1};
    if (policy->eventfd) {
        events[0] = eventfd(0, EFD_CLOEXEC);
        events[1] = eventfd(0, EFD_CLOEXEC);
        if (events[0] < 0 || events[1] < 0) {
            fail("eventfd");
        }
    }

    *left = (ring_end){.send = &rings[0], .receive = &rings[1], .own_event = events[0], .peer_event = events[1]};
    *right = (ring_end){.send = &rings[1], .receive = &rings[0], .own_event = events[1], .peer_event = events[0]};
    left->policy = right->policy = *policy;
    left->next_skip = right->next_skip = 1;
    if (policy->spin_us > 0) {
        left->spin_ticks = right->spin_ticks = (uint64_t) (policy->spin_us * ticks_per_us());
    }
}

void ring_close(ring_end* end) {
    munmap(end->send < end->receive ? end->send : end->receive, 2 * sizeof(ring));
    if (end->policy.eventfd) {
        close(end->own_event);
        close(end->peer_event);
    }
}

static bool has_data(const ring* ring, uint64_t head) {
    return atomic_load_explicit(&ring->tail, memory_order_acquire) != head;
}

static bool uses_guards(const ring_end* end) {
    return end->policy.guard_cpu || end->policy.guard_backoff;
}

static void announce_cpu(ring_end* end) {
    atomic_store_explicit(&end->receive->consumer_cpu, (uint32_t) sched_getcpu() + 1, memory_order_relaxed);
}

static bool may_spin(ring_end* end) {
    if (end->policy.spin_us == 0) {
        return false;
    }

    if (uses_guards(end)) {
        announce_cpu(end);
    }

    if (end->policy.guard_cpu && atomic_load_explicit(&end->send->consumer_cpu, memory_order_relaxed) ==
                                     atomic_load_explicit(&end->receive->consumer_cpu, memory_order_relaxed)) {
        return false;
    }

    if (end->policy.guard_backoff && end->skip > 0) {
        end->skip--;
        return false;
    }

    return true;
}

static bool spin(ring_end* end, uint64_t head) {
    uint64_t last = ticks() + end->spin_ticks;
    do {
        for (int i = 0; i < LOOKS_PER_CLOCK_READ; i++) {
            if (has_data(end->receive, head)) {
                end->next_skip = 1;
                return true;
            }

            cpu_relax();
        }
    } while (ticks() < last);

    end->skip = end->next_skip;
    end->next_skip = (uint32_t) smaller((size_t) end->next_skip * 2, MAX_SKIP);
    return false;
}

static void sleep_as_consumer(ring_end* end) {
    if (!end->policy.eventfd) {
        futex_wait(&end->receive->consumer_parked, 1);
        return;
    }

    uint64_t count;
    if (read(end->own_event, &count, sizeof count) != sizeof count && errno != EINTR) {
        fail("eventfd read");
    }
}

static void park(ring_end* end, uint64_t head) {
    ring* ring = end->receive;
    do {
        atomic_store_explicit(&ring->consumer_parked, 1, memory_order_seq_cst);
        if (atomic_load_explicit(&ring->tail, memory_order_seq_cst) != head) {
            atomic_store_explicit(&ring->consumer_parked, 0, memory_order_relaxed);
            return;
        }

        sleep_as_consumer(end);
    } while (!has_data(ring, head));
}

static void wait_for_data(ring_end* end, uint64_t head) {
    if (!end->policy.parks) {
        while (!has_data(end->receive, head)) {
            cpu_relax();
        }
    } else if (!may_spin(end) || !spin(end, head)) {
        park(end, head);
    }
}

static void wake_consumer(ring_end* end) {
    ring* ring = end->send;
    atomic_thread_fence(memory_order_seq_cst);
    if (!end->policy.parks || !atomic_load_explicit(&ring->consumer_parked, memory_order_relaxed) ||
        !atomic_exchange_explicit(&ring->consumer_parked, 0, memory_order_seq_cst)) {
        return;
    }

    if (end->policy.eventfd) {
        uint64_t one = 1;
        write_full(end->peer_event, &one, sizeof one);
    } else {
        futex_wake(&ring->consumer_parked);
    }
}

static void wait_for_space(ring_end* end, size_t wanted) {
    if (!end->policy.parks) {
        cpu_relax();
        return;
    }

    ring* ring = end->send;
    atomic_store_explicit(&ring->producer_needs, (uint32_t) wanted, memory_order_relaxed);
    atomic_store_explicit(&ring->producer_parked, 1, memory_order_seq_cst);
    if (atomic_load_explicit(&ring->head, memory_order_seq_cst) == end->known_head) {
        futex_wait(&ring->producer_parked, 1);
    }

    atomic_store_explicit(&ring->producer_parked, 0, memory_order_relaxed);
    end->known_head = atomic_load_explicit(&ring->head, memory_order_acquire);
}

static void wake_producer(ring_end* end, uint64_t head) {
    ring* ring = end->receive;
    atomic_thread_fence(memory_order_seq_cst);
    if (!end->policy.parks || !atomic_load_explicit(&ring->producer_parked, memory_order_relaxed)) {
        return;
    }

    uint64_t space = RING_CAPACITY - (end->known_tail - head);
    if (space >= atomic_load_explicit(&ring->producer_needs, memory_order_relaxed) && atomic_exchange(&ring->producer_parked, 0)) {
        futex_wake(&ring->producer_parked);
    }
}

void ring_write(ring_end* end, const void* source, size_t size) {
    ring* ring = end->send;
    const uint8_t* next = source;
    uint64_t tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);
    while (size > 0) {
        size_t wanted = smaller(size, RING_SPACE_WANTED);
        uint64_t space = RING_CAPACITY - (tail - end->known_head);
        if (space < wanted) {
            end->known_head = atomic_load_explicit(&ring->head, memory_order_acquire);
            space = RING_CAPACITY - (tail - end->known_head);
        }

        if (space == 0) {
            wait_for_space(end, wanted);
            continue;
        }

        size_t count = piece(tail, smaller(size, space));
        memcpy(ring->data + (tail & (RING_CAPACITY - 1)), next, count);
        next += count;
        size -= count;
        tail += count;
        if (uses_guards(end)) {
            announce_cpu(end);
        }

        atomic_store_explicit(&ring->tail, tail, memory_order_release);
        wake_consumer(end);
    }
}

size_t ring_read(ring_end* end, void* target, size_t max) {
    ring* ring = end->receive;
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
    if (end->known_tail == head) {
        end->known_tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
        if (end->known_tail == head) {
            wait_for_data(end, head);
            end->known_tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
        }
    }

    size_t count = piece(head, smaller(max, end->known_tail - head));
    memcpy(target, ring->data + (head & (RING_CAPACITY - 1)), count);
    head += count;
    atomic_store_explicit(&ring->head, head, memory_order_release);
    wake_producer(end, head);
    return count;
}
