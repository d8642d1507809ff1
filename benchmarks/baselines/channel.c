#define _GNU_SOURCE
#include "channel.h"
#include "support.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { DEFAULT_SPIN_US = 10 };

static const struct {
    const char* name;
    channel_kind kind;
} kinds[] = {
    {"sock", {.transport = TRANSPORT_SOCKET}},
    {"pipe", {.transport = TRANSPORT_PIPE}},
    {"shm_park", {.transport = TRANSPORT_RING, .policy = {.parks = true}}},
    {"shm_spin", {.transport = TRANSPORT_RING}},
    {"shm_adapt", {.transport = TRANSPORT_RING, .policy = {.parks = true, .spin_us = DEFAULT_SPIN_US}}},
    {"shm_evfd", {.transport = TRANSPORT_RING, .policy = {.parks = true, .eventfd = true}}},
    {"shm_evfd_adapt", {.transport = TRANSPORT_RING, .policy = {.parks = true, .eventfd = true, .spin_us = DEFAULT_SPIN_US}}},
};

bool channel_find(const char* name, channel_kind* kind) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(kinds[i].name, name) == 0) {
            *kind = kinds[i].kind;
            return true;
        }
    }

    return false;
}

void channel_open(channel* left, channel* right, const channel_kind* kind) {
    *left = *right = (channel){.transport = kind->transport, .read_fd = -1, .write_fd = -1};
    if (kind->transport == TRANSPORT_SOCKET) {
        int sockets[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) {
            fail("socketpair");
        }

        left->read_fd = left->write_fd = sockets[0];
        right->read_fd = right->write_fd = sockets[1];
    } else if (kind->transport == TRANSPORT_PIPE) {
        int there[2], back[2];
        if (pipe2(there, O_CLOEXEC) != 0 || pipe2(back, O_CLOEXEC) != 0) {
            fail("pipe2");
        }

        left->write_fd = there[1];
        right->read_fd = there[0];
        right->write_fd = back[1];
        left->read_fd = back[0];
    } else {
        ring_open(&left->ring, &right->ring, &kind->policy);
    }
}

void channel_abandon(channel* end) {
    if (end->transport == TRANSPORT_RING) {
        return;
    }

    close(end->read_fd);
    if (end->write_fd != end->read_fd) {
        close(end->write_fd);
    }
}

void channel_close(channel* end) {
    if (end->transport == TRANSPORT_RING) {
        ring_close(&end->ring);
    } else {
        channel_abandon(end);
    }
}

void channel_write(channel* end, const void* source, size_t size) {
    if (end->transport == TRANSPORT_RING) {
        ring_write(&end->ring, source, size);
    } else {
        write_full(end->write_fd, source, size);
    }
}

size_t channel_read(channel* end, void* target, size_t max) {
    if (end->transport == TRANSPORT_RING) {
        return ring_read(&end->ring, target, max);
    }

    ssize_t count;
    do {
        count = read(end->read_fd, target, max);
    } while (count < 0 && errno == EINTR);
    if (count <= 0) {
        fail("peer");
    }

    return (size_t) count;
}

void channel_read_full(channel* end, void* target, size_t size) {
    char* next = target;
    while (size > 0) {
        size_t count = channel_read(end, next, size);
        next += count;
        size -= count;
    }
}
