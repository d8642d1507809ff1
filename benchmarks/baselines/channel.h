// The ways two processes of one machine can exchange bytes.
#pragma once
#include "ring.h"

typedef enum { TRANSPORT_SOCKET, TRANSPORT_PIPE, TRANSPORT_RING } transport;

typedef struct {
    transport transport;
    wait_policy policy; // of rings
} channel_kind;

// One process' end.
typedef struct {
    transport transport;
    int read_fd;
    int write_fd;
    ring_end ring;
} channel;

// The kind with this name: sock, pipe, shm_park, shm_spin, shm_adapt, shm_evfd, shm_evfd_adapt. False if there is none.
bool channel_find(const char* name, channel_kind* kind);

void channel_open(channel* left, channel* right, const channel_kind* kind);

// Closes an end's descriptors, in the process that keeps the other end.
void channel_abandon(channel* end);
void channel_close(channel* end);

void channel_write(channel* end, const void* source, size_t size);

// Waits for at least one byte. Ends the process if the peer is gone.
size_t channel_read(channel* end, void* target, size_t max);
void channel_read_full(channel* end, void* target, size_t size);
