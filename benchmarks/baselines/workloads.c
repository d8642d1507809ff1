#define _GNU_SOURCE
#include "workloads.h"
#include "clock.h"
#include "support.h"
#include <string.h>
#include <sys/mman.h>

enum { GO_ON = 1, STOP = 9, WINDOW = 64, WARM_UP = 200, DRAIN_BUFFER = 64 << 10, MIN_TRANSFERS = 3 };

static uint64_t duration_ns(const options* options) {
    return (uint64_t) options->milliseconds * 1000000u;
}

// Round trips: one message under way.

static void work(int microseconds) {
    uint64_t end = now_ns() + (uint64_t) microseconds * 1000u;
    while (now_ns() < end) {
    }
}

static void serve_round_trips(channel* channel, const options* options, size_t bytes) {
    (void) bytes;
    static uint8_t message[MAX_MESSAGE];
    do {
        channel_read_full(channel, message, options->message);
        if (options->work_us > 0) {
            work(options->work_us);
        }

        channel_write(channel, message, options->message);
    } while (message[0] != STOP);
}

static void round_trip(channel* channel, const options* options, uint8_t* message) {
    channel_write(channel, message, options->message);
    channel_read_full(channel, message, options->message);
}

static void prepare_round_trips(channel* channel, const options* options, size_t bytes) {
    (void) bytes;
    uint8_t message[MAX_MESSAGE] = {GO_ON};
    for (int i = 0; i < WARM_UP; i++) {
        round_trip(channel, options, message);
    }
}

static void drive_round_trips(channel* channel, const options* options, size_t bytes, outcome* outcome) {
    (void) bytes;
    uint8_t message[MAX_MESSAGE] = {GO_ON};
    uint64_t start = now_ns(), last = start, limit = duration_ns(options);
    do {
        round_trip(channel, options, message);
        uint64_t now = now_ns();
        if (outcome->latency_count < MAX_LATENCIES) {
            uint64_t latency = now - last;
            outcome->latencies_ns[outcome->latency_count++] = latency < UINT32_MAX ? (uint32_t) latency : UINT32_MAX;
        }

        last = now;
        outcome->operations++;
    } while (last - start < limit);

    outcome->elapsed_ns = last - start;
    message[0] = STOP;
    round_trip(channel, options, message);
}

// Pipelined: a window of messages under way.

static void serve_window(channel* channel, const options* options, size_t bytes) {
    (void) bytes;
    static uint8_t buffer[DRAIN_BUFFER + MAX_MESSAGE];
    size_t count;
    do {
        // All that is there, then the rest of a message that came in part.
        count = channel_read(channel, buffer, DRAIN_BUFFER);
        while (count % options->message != 0) {
            count += channel_read(channel, buffer + count, options->message - count % options->message);
        }

        channel_write(channel, buffer, count);
    } while (buffer[count - options->message] != STOP);
}

static void prepare_nothing(channel* channel, const options* options, size_t bytes) {
    (void) channel, (void) options, (void) bytes;
}

// Reads answers, of which the last may be incomplete, and returns how many were completed.
static uint64_t take_answers(channel* channel, size_t message, size_t* part) {
    static uint8_t buffer[DRAIN_BUFFER];
    size_t count = channel_read(channel, buffer, sizeof buffer) + *part;
    *part = count % message;
    return count / message;
}

static void drive_window(channel* channel, const options* options, size_t bytes, outcome* outcome) {
    (void) bytes;
    uint8_t message[MAX_MESSAGE] = {GO_ON};
    uint64_t under_way = 0, start = now_ns(), now = start, limit = duration_ns(options);
    size_t part = 0;
    while (now - start < limit) {
        for (; under_way < WINDOW; under_way++) {
            channel_write(channel, message, options->message);
        }

        uint64_t answers = take_answers(channel, options->message, &part);
        under_way -= answers;
        outcome->operations += answers;
        now = now_ns();
    }

    outcome->elapsed_ns = now - start;
    while (under_way > 0) {
        under_way -= take_answers(channel, options->message, &part);
    }

    message[0] = STOP;
    round_trip(channel, options, message);
}

// Bulk: large messages one way.

static uint8_t* allocate(size_t bytes, int value) {
    uint8_t* memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    if (memory == MAP_FAILED) {
        fail("mmap");
    }

    memset(memory, value, bytes);
    return memory;
}

static uint8_t* s_source;

static void serve_bulk(channel* channel, const options* options, size_t bytes) {
    (void) options;
    uint8_t* target = allocate(bytes, 1);
    do {
        channel_read_full(channel, target, bytes);
        channel_write(channel, target, 1);
    } while (target[bytes - 1] != STOP);
}

static void transfer(channel* channel, size_t bytes) {
    uint8_t acknowledgement;
    channel_write(channel, s_source, bytes);
    channel_read_full(channel, &acknowledgement, 1);
}

static void prepare_bulk(channel* channel, const options* options, size_t bytes) {
    (void) options;
    s_source = allocate(bytes, GO_ON);
    transfer(channel, bytes);
}

static void drive_bulk(channel* channel, const options* options, size_t bytes, outcome* outcome) {
    uint64_t start = now_ns(), now = start, limit = duration_ns(options);
    while (now - start < limit || outcome->operations < MIN_TRANSFERS) {
        transfer(channel, bytes);
        outcome->operations++;
        now = now_ns();
    }

    outcome->elapsed_ns = now - start;
    s_source[bytes - 1] = STOP;
    transfer(channel, bytes);
}

static const workload workloads[] = {
    {"rtt", true, 0, serve_round_trips, prepare_round_trips, drive_round_trips},
    {"pipe64", false, 0, serve_window, prepare_nothing, drive_window},
    {"tput1m", false, 1u << 20, serve_bulk, prepare_bulk, drive_bulk},
    {"tput64m", false, 64u << 20, serve_bulk, prepare_bulk, drive_bulk},
};

const workload* workload_find(const char* name) {
    for (size_t i = 0; i < sizeof workloads / sizeof *workloads; i++) {
        if (strcmp(workloads[i].name, name) == 0) {
            return &workloads[i];
        }
    }

    return NULL;
}
