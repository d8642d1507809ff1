#define _GNU_SOURCE
#include "support.h"
#include <errno.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

void fail(const char* what) {
    perror(what);
    _exit(99);
}

void read_full(int fd, void* buffer, size_t size) {
    char* next = buffer;
    while (size > 0) {
        ssize_t count = read(fd, next, size);
        if (count == 0 || (count < 0 && errno != EINTR)) {
            fail("read");
        }

        if (count > 0) {
            next += count;
            size -= (size_t) count;
        }
    }
}

void write_full(int fd, const void* buffer, size_t size) {
    const char* next = buffer;
    while (size > 0) {
        ssize_t count = write(fd, next, size);
        if (count < 0 && errno != EINTR) {
            fail("write");
        }

        if (count > 0) {
            next += count;
            size -= (size_t) count;
        }
    }
}

void futex_wait(_Atomic uint32_t* word, uint32_t expected) {
    syscall(SYS_futex, word, FUTEX_WAIT, expected, NULL, NULL, 0);
}

void futex_wake(_Atomic uint32_t* word) {
    syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

void* share_memory(size_t size, int populate) {
    void* memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | (populate ? MAP_POPULATE : 0), -1, 0);
    if (memory == MAP_FAILED) {
        fail("mmap");
    }

    return memory;
}

pid_t fork_child(void) {
    pid_t parent = getpid();
    pid_t child = fork();
    if (child < 0) {
        fail("fork");
    }

    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent) {
            _exit(0); // It ended before the line above.
        }
    }

    return child;
}

static double seconds(struct timeval time) {
    return (double) time.tv_sec + (double) time.tv_usec / 1e6;
}

double cpu_seconds(void) {
    double sum = 0;
    const int whose[] = {RUSAGE_SELF, RUSAGE_CHILDREN};
    for (int i = 0; i < 2; i++) {
        struct rusage usage;
        getrusage(whose[i], &usage);
        sum += seconds(usage.ru_utime) + seconds(usage.ru_stime);
    }

    return sum;
}

void pin(int cpu) {
    if (cpu < 0) {
        return;
    }

    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    if (sched_setaffinity(0, sizeof set, &set) != 0) {
        fail("sched_setaffinity");
    }
}
