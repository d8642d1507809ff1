// What every program needs: failing loudly, whole reads and writes, futexes, processors.
#pragma once
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// Ends the process with the message and errno. A benchmark that limps on measures something else.
_Noreturn void fail(const char* what);

void read_full(int fd, void* buffer, size_t size);
void write_full(int fd, const void* buffer, size_t size);

// Not private to the process: the word lies in memory that two processes share.
void futex_wait(_Atomic uint32_t* word, uint32_t expected);
void futex_wake(_Atomic uint32_t* word);

// Memory that forked processes share with this one, all of it present from the start if `populate` is not 0.
void* share_memory(size_t size, int populate);

// A fork whose child is killed when this process ends: a peer that sleeps on a futex would not notice.
pid_t fork_child(void);

// Processor time of this process and its ended children so far.
double cpu_seconds(void);

// Keeps the process on one processor; a negative number leaves it free.
void pin(int cpu);
