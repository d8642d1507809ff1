// Locks between processes: taken alone, fought over by two, handed to a sleeper. usage: locks [REPETITIONS [NAME]]
#define _GNU_SOURCE
#include "clock.h"
#include "lock_word.h"
#include "report.h"
#include "support.h"
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { UNCONTENDED_ROUNDS = 3000000, CONTENDED_US = 300000, HANDOFFS = 400, HOLD_NS = 150000, SPINS = 100, LINE = 128 };

// What all processes see.
typedef struct {
    _Alignas(LINE) pthread_mutex_t mutex;
    _Alignas(LINE) pthread_mutex_t robust_mutex;
    _Alignas(LINE) sem_t semaphore;
    _Alignas(LINE) _Atomic uint32_t word;
    _Alignas(LINE) _Atomic uint64_t released_ns;
    _Alignas(LINE) _Atomic uint32_t step;
    _Alignas(LINE) _Atomic uint32_t stop;
    uint64_t counter; // guarded by the lock that is measured
    _Alignas(LINE) double handoffs_ns[HANDOFFS];
} shared;

static shared* s_shared;
static sem_t* s_named_semaphore;
static uint32_t s_owner = 1;

static void acquire_mutex(void) {
    pthread_mutex_lock(&s_shared->mutex);
}

static void release_mutex(void) {
    pthread_mutex_unlock(&s_shared->mutex);
}

static void acquire_robust_mutex(void) {
    pthread_mutex_lock(&s_shared->robust_mutex);
}

static void release_robust_mutex(void) {
    pthread_mutex_unlock(&s_shared->robust_mutex);
}

static void acquire_semaphore(void) {
    sem_wait(&s_shared->semaphore);
}

static void release_semaphore(void) {
    sem_post(&s_shared->semaphore);
}

static void acquire_named_semaphore(void) {
    sem_wait(s_named_semaphore);
}

static void release_named_semaphore(void) {
    sem_post(s_named_semaphore);
}

static void acquire_word(void) {
    lock_word_acquire(&s_shared->word, s_owner, 0);
}

static void acquire_word_spinning(void) {
    lock_word_acquire(&s_shared->word, s_owner, SPINS);
}

static void release_word(void) {
    lock_word_release(&s_shared->word);
}

typedef struct {
    const char* name;
    void (*acquire)(void);
    void (*release)(void);
    bool only_contended; // taken alone it is the same as another
} lock;

static const lock locks[] = {
    {"pthread_pshared", acquire_mutex, release_mutex, false},
    {"pthread_pshared_robust", acquire_robust_mutex, release_robust_mutex, false},
    {"sem_pshared", acquire_semaphore, release_semaphore, false},
    {"sem_open", acquire_named_semaphore, release_named_semaphore, false},
    {"futex_word", acquire_word, release_word, false},
    {"futex_word_spin100", acquire_word_spinning, release_word, true},
};

static double uncontended_ns(const lock* lock) {
    uint64_t start = now_ns();
    for (int i = 0; i < UNCONTENDED_ROUNDS; i++) {
        lock->acquire();
        lock->release();
    }

    return (double) (now_ns() - start) / UNCONTENDED_ROUNDS;
}

static _Noreturn void contend(const lock* lock, uint32_t owner) {
    s_owner = owner;
    atomic_fetch_add(&s_shared->step, 1);
    while (atomic_load(&s_shared->step) < 2) {
        cpu_relax();
    }

    while (!atomic_load_explicit(&s_shared->stop, memory_order_relaxed)) {
        lock->acquire();
        s_shared->counter++;
        lock->release();
    }

    _exit(0);
}

static double contended_mops(const lock* lock) {
    atomic_store(&s_shared->stop, 0);
    atomic_store(&s_shared->step, 0);
    s_shared->counter = 0;
    pid_t children[2];
    for (uint32_t i = 0; i < 2; i++) {
        children[i] = fork_child();
        if (children[i] == 0) {
            contend(lock, i + 1);
        }
    }

    while (atomic_load(&s_shared->step) < 2) {
        usleep(100);
    }

    volatile uint64_t* counter = &s_shared->counter;
    uint64_t start = now_ns(), first = *counter;
    usleep(CONTENDED_US);
    double rate = (double) (*counter - first) * 1000 / (double) (now_ns() - start);
    atomic_store(&s_shared->stop, 1);
    for (int i = 0; i < 2; i++) {
        waitpid(children[i], NULL, 0);
    }

    return rate;
}

// `step` goes to 2i+1 when the child is about to wait for the i-th time and to 2i+2 when it has let go again; `stop` to i+1 when the parent
// holds the lock once more.
static _Noreturn void receive_handoffs(const lock* lock) {
    s_owner = 2;
    for (uint32_t i = 0; i < HANDOFFS; i++) {
        atomic_store(&s_shared->step, 2 * i + 1);
        lock->acquire();
        s_shared->handoffs_ns[i] = (double) (now_ns() - atomic_load(&s_shared->released_ns));
        lock->release();
        atomic_store(&s_shared->step, 2 * i + 2);
        while (atomic_load(&s_shared->stop) != i + 1) {
            usleep(20);
        }
    }

    _exit(0);
}

static void await_step(uint32_t step) {
    while (atomic_load(&s_shared->step) != step) {
        cpu_relax();
    }
}

static int compare(const void* left, const void* right) {
    double x = *(const double*) left, y = *(const double*) right;
    return (x > y) - (x < y);
}

// The parent holds the lock until the child certainly sleeps, then lets go; the child takes the time until it runs.
static void measure_handoffs(const lock* lock, figure* p50_us, figure* p99_us) {
    atomic_store(&s_shared->step, 0);
    atomic_store(&s_shared->stop, 0);
    s_owner = 1;
    lock->acquire();
    pid_t child = fork_child();
    if (child == 0) {
        receive_handoffs(lock);
    }

    for (uint32_t i = 0; i < HANDOFFS; i++) {
        await_step(2 * i + 1);
        uint64_t end = now_ns() + HOLD_NS;
        while (now_ns() < end) {
            cpu_relax();
        }

        atomic_store(&s_shared->released_ns, now_ns());
        lock->release();
        await_step(2 * i + 2);
        lock->acquire();
        atomic_store(&s_shared->stop, i + 1);
    }

    lock->release();
    waitpid(child, NULL, 0);
    qsort(s_shared->handoffs_ns, HANDOFFS, sizeof *s_shared->handoffs_ns, compare);
    figure_add(p50_us, s_shared->handoffs_ns[HANDOFFS / 2] / 1000);
    figure_add(p99_us, s_shared->handoffs_ns[HANDOFFS * 99 / 100] / 1000);
}

static void initialize(void) {
    s_shared = share_memory(sizeof *s_shared, 1);
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&s_shared->mutex, &attributes);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&s_shared->robust_mutex, &attributes);
    sem_init(&s_shared->semaphore, 1, 1);

    char name[64];
    snprintf(name, sizeof name, "/outproc-locks-%d", getpid());
    s_named_semaphore = sem_open(name, O_CREAT | O_EXCL, 0600, 1);
    if (s_named_semaphore == SEM_FAILED) {
        fail("sem_open");
    }

    sem_unlink(name);
}

int main(int argc, char** argv) {
    int repetitions = argc > 1 ? atoi(argv[1]) : 5;
    if (repetitions < 1 || repetitions > MAX_REPETITIONS) {
        fputs("usage: locks [REPETITIONS [NAME]]\n", stderr);
        return 2;
    }

    initialize();
    for (size_t i = 0; i < sizeof locks / sizeof *locks; i++) {
        const lock* lock = &locks[i];
        if (argc > 2 && strcmp(argv[2], lock->name) != 0) {
            continue;
        }

        figure uncontended = {0}, contended = {0}, handoff_p50 = {0}, handoff_p99 = {0};
        for (int repetition = 0; repetition < repetitions; repetition++) {
            if (!lock->only_contended) {
                figure_add(&uncontended, uncontended_ns(lock));
            }

            figure_add(&contended, contended_mops(lock));
            measure_handoffs(lock, &handoff_p50, &handoff_p99);
        }

        figure_print(&uncontended, "lock", lock->name, "uncontended_acquire_release", "ns");
        figure_print(&contended, "lock", lock->name, "contended2_rate", "Mops/s");
        figure_print(&handoff_p50, "lock", lock->name, "parked_handoff_p50", "us");
        figure_print(&handoff_p99, "lock", lock->name, "parked_handoff_p99", "us");
    }

    return 0;
}
