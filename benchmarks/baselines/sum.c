// A child sums numbers in memory that it shares with its parent, which asks it to and waits for the sum. usage: sum MEBIBYTES MILLISECONDS
#define _GNU_SOURCE
#include "clock.h"
#include "report.h"
#include "support.h"
#include <stdio.h>
#include <stdlib.h>

// What both see beside the numbers.
typedef struct {
    _Alignas(128) _Atomic uint32_t asked;
    _Alignas(128) _Atomic uint32_t answered;
    int64_t sum;
} shared;

static void await_change(_Atomic uint32_t* word, uint32_t known) {
    while (atomic_load(word) == known) {
        futex_wait(word, known);
    }
}

static void advance(_Atomic uint32_t* word) {
    atomic_fetch_add(word, 1);
    futex_wake(word);
}

static _Noreturn void serve(shared* shared, const int64_t* numbers, size_t count) {
    for (uint32_t request = 0;; request++) {
        await_change(&shared->asked, request);
        int64_t sum = 0;
        for (size_t i = 0; i < count; i++) {
            sum += numbers[i];
        }

        shared->sum = sum;
        advance(&shared->answered);
    }
}

static double milliseconds_of_request(shared* shared, size_t count) {
    uint32_t known = atomic_load(&shared->answered);
    uint64_t start = now_ns();
    advance(&shared->asked);
    await_change(&shared->answered, known);
    double elapsed = (double) (now_ns() - start) / 1e6;
    if (shared->sum != (int64_t) count * 3) {
        fprintf(stderr, "The sum is wrong.\n");
        exit(1);
    }

    return elapsed;
}

int main(int argc, char** argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: sum MEBIBYTES MILLISECONDS\n");
        return 2;
    }

    size_t size = strtoul(argv[1], NULL, 10) << 20;
    uint64_t duration_ns = strtoul(argv[2], NULL, 10) * 1000000;
    shared* shared = share_memory(sizeof *shared, 1);
    int64_t* numbers = share_memory(size, 1);
    size_t count = size / sizeof *numbers;
    for (size_t i = 0; i < count; i++) {
        numbers[i] = 3;
    }

    if (fork_child() == 0) {
        serve(shared, numbers, count);
    }

    milliseconds_of_request(shared, count);
    uint64_t start = now_ns();
    double total = 0;
    int requests = 0;
    while (requests < 3 || now_ns() - start < duration_ns) {
        total += milliseconds_of_request(shared, count);
        requests++;
    }

    figure mean = {0};
    figure_add(&mean, total / requests);
    figure_print(&mean, "sum", "shared_mapping", "mean", "ms");
    return 0;
}
