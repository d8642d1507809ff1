// From the start of a process to its first byte: fork alone, fork and exec, posix_spawn. usage: spawn [REPETITIONS]
#define _GNU_SOURCE
#include "clock.h"
#include "report.h"
#include "support.h"
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STARTS = 100, CHILD_FD = 3 };

static char s_child_path[PATH_MAX];

static pid_t start_by_fork(const int sockets[2]) {
    pid_t pid = fork();
    if (pid == 0) {
        char byte = 'R';
        write_full(sockets[1], &byte, 1);
        close(sockets[0]);
        _exit(read(sockets[1], &byte, 1) < 0 ? 1 : 0);
    }

    return pid;
}

static pid_t start_by_fork_exec(const int sockets[2]) {
    pid_t pid = fork();
    if (pid == 0) {
        char number[12];
        snprintf(number, sizeof number, "%d", sockets[1]);
        fcntl(sockets[1], F_SETFD, 0);
        execl(s_child_path, s_child_path, number, NULL);
        _exit(9);
    }

    return pid;
}

static pid_t start_by_posix_spawn(const int sockets[2]) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, sockets[1], CHILD_FD);
    if (sockets[1] == CHILD_FD) {
        fcntl(CHILD_FD, F_SETFD, 0); // Duplicating onto itself would leave close-on-exec set.
    }

    pid_t pid;
    char* arguments[] = {s_child_path, "3", NULL};
    if (posix_spawn(&pid, s_child_path, &actions, NULL, arguments, environ) != 0) {
        fail("posix_spawn");
    }

    posix_spawn_file_actions_destroy(&actions);
    return pid;
}

static const struct {
    const char* name;
    pid_t (*start)(const int sockets[2]);
} starters[] = {
    {"fork", start_by_fork},
    {"posix_spawn_exec_C", start_by_posix_spawn},
    {"fork_exec_C", start_by_fork_exec},
};

static double measure_us(pid_t (*start)(const int sockets[2])) {
    uint64_t total = 0;
    for (int i = 0; i < STARTS; i++) {
        int sockets[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) {
            fail("socketpair");
        }

        uint64_t begin = now_ns();
        pid_t pid = start(sockets);
        if (pid < 0) {
            fail("fork");
        }

        char byte;
        read_full(sockets[0], &byte, 1);
        total += now_ns() - begin;
        close(sockets[0]);
        close(sockets[1]);
        waitpid(pid, NULL, 0);
    }

    return (double) total / STARTS / 1000;
}

// The child lies beside this program.
static void find_child(const char* self) {
    const char* slash = strrchr(self, '/');
    int folder = slash == NULL ? 0 : (int) (slash - self + 1);
    snprintf(s_child_path, sizeof s_child_path, "%.*shello_child", folder, self);
}

int main(int argc, char** argv) {
    int repetitions = argc > 1 ? atoi(argv[1]) : 5;
    if (repetitions < 1 || repetitions > MAX_REPETITIONS) {
        fputs("usage: spawn [REPETITIONS]\n", stderr);
        return 2;
    }

    find_child(argv[0]);
    for (size_t i = 0; i < sizeof starters / sizeof *starters; i++) {
        figure time = {0};
        for (int repetition = 0; repetition < repetitions; repetition++) {
            figure_add(&time, measure_us(starters[i].start));
        }

        figure_print(&time, "spawn", starters[i].name, "start_to_first_msg", "us");
    }

    return 0;
}
