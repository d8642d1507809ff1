// What the kernel and two caches allow between two processes: sockets, pipes, rings in shared memory. See options.c for the usage.
#define _GNU_SOURCE
#include "clock.h"
#include "report.h"
#include "support.h"
#include "workloads.h"
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
    figure mean_us, p50_us, p99_us, max_us; // round trips
    figure rate;                            // million messages a second
    figure throughput;                      // bytes a nanosecond, which is GB/s
    figure cpu_us;                          // of both processes, for one operation
} figures;

// Lets all clients start at the same moment.
typedef struct {
    _Atomic int ready;
    _Atomic int started;
} gate;

static void wait_at(_Atomic int* counter, int value) {
    while (atomic_load(counter) < value) {
        usleep(100);
    }
}

static void run_client(const options* options, const workload* workload, gate* gate, outcome* outcome) {
    channel client, server;
    channel_open(&client, &server, &options->kind);
    pid_t pid = fork_child();
    if (pid == 0) {
        channel_abandon(&client);
        pin(options->server_cpu);
        workload->serve(&server, options, workload->bytes);
        _exit(0);
    }

    channel_abandon(&server);
    pin(options->client_cpu);
    workload->prepare(&client, options, workload->bytes);
    atomic_fetch_add(&gate->ready, 1);
    wait_at(&gate->started, 1);
    workload->drive(&client, options, workload->bytes, outcome);

    int status;
    waitpid(pid, &status, 0);
    _exit(status == 0 ? 0 : 99);
}

static int compare_latencies(const void* left, const void* right) {
    uint32_t x = *(const uint32_t*) left, y = *(const uint32_t*) right;
    return (x > y) - (x < y);
}

static void add_latencies(figures* figures, const outcome* outcomes, int pairs, uint64_t operations, uint64_t elapsed_ns) {
    size_t count = 0;
    for (int i = 0; i < pairs; i++) {
        count += outcomes[i].latency_count;
    }

    uint32_t* all = malloc(count * sizeof *all);
    if (all == NULL) {
        fail("malloc");
    }

    size_t copied = 0;
    for (int i = 0; i < pairs; i++) {
        memcpy(all + copied, outcomes[i].latencies_ns, outcomes[i].latency_count * sizeof *all);
        copied += outcomes[i].latency_count;
    }

    qsort(all, count, sizeof *all, compare_latencies);
    figure_add(&figures->mean_us, (double) elapsed_ns / (double) operations / 1000);
    figure_add(&figures->p50_us, all[count / 2] / 1000.0);
    figure_add(&figures->p99_us, all[count * 99 / 100] / 1000.0);
    figure_add(&figures->max_us, all[count - 1] / 1000.0);
    free(all);
}

static void add_outcomes(figures* figures, const workload* workload, const outcome* outcomes, int pairs, double cpu) {
    uint64_t operations = 0, elapsed_ns = 0;
    for (int i = 0; i < pairs; i++) {
        operations += outcomes[i].operations;
        elapsed_ns += outcomes[i].elapsed_ns;
    }

    if (outcomes[0].latency_count > 0) {
        add_latencies(figures, outcomes, pairs, operations, elapsed_ns);
    } else if (workload->bytes > 0) {
        figure_add(&figures->throughput, (double) operations * (double) workload->bytes / (double) elapsed_ns);
    } else {
        figure_add(&figures->rate, (double) operations * 1000 / (double) elapsed_ns);
    }

    figure_add(&figures->cpu_us, cpu * 1e6 / (double) operations);
}

static void repeat(const options* options, const workload* workload, figures* figures) {
    size_t size = sizeof(gate) + (size_t) options->pairs * sizeof(outcome);
    gate* gate = share_memory(size, 0);
    outcome* outcomes = (outcome*) (gate + 1);
    pid_t clients[MAX_PAIRS];
    double cpu = cpu_seconds();
    for (int i = 0; i < options->pairs; i++) {
        clients[i] = fork_child();
        if (clients[i] == 0) {
            run_client(options, workload, gate, &outcomes[i]);
        }
    }

    wait_at(&gate->ready, options->pairs);
    atomic_store(&gate->started, 1);
    for (int i = 0; i < options->pairs; i++) {
        int status;
        waitpid(clients[i], &status, 0);
        if (status != 0) {
            fail("client");
        }
    }

    add_outcomes(figures, workload, outcomes, options->pairs, cpu_seconds() - cpu);
    munmap(gate, size);
}

int main(int argc, char** argv) {
    static figures figures;
    options options;
    options_parse(&options, argc, argv);
    const workload* workload = workload_find(options.test);
    for (int i = 0; i < options.repetitions; i++) {
        repeat(&options, workload, &figures);
    }

    const char *test = options.test, *variant = options.variant;
    figure_print(&figures.mean_us, test, variant, "rtt_mean", "us");
    figure_print(&figures.p50_us, test, variant, "rtt_p50", "us");
    figure_print(&figures.p99_us, test, variant, "rtt_p99", "us");
    figure_print(&figures.max_us, test, variant, "rtt_max", "us");
    figure_print(&figures.rate, test, variant, "msg_rate", "Mmsg/s");
    figure_print(&figures.throughput, test, variant, "throughput", "GB/s");
    figure_print(&figures.cpu_us, test, variant, "cpu_per_op", "us");
    return 0;
}
