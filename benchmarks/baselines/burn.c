// Keeps processors busy until the parent ends or kills it. usage: burn [PROCESSES] [SECONDS]
//
// Prints a line when all are running. The second limit is for a parent that hangs.
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { ROUNDS_PER_LOOK = 1 << 24 };

// The parent's id is looked at, because a death signal would be bound to the parent's thread that started this process.
static _Noreturn void burn(pid_t parent) {
    for (;;) {
        for (volatile uint32_t i = 0; i < ROUNDS_PER_LOOK; i++) {
        }

        if (getppid() != parent) {
            _exit(0);
        }
    }
}

int main(int argc, char** argv) {
    int processes = argc > 1 ? atoi(argv[1]) : 1;
    unsigned seconds = argc > 2 ? (unsigned) atoi(argv[2]) : 600;
    if (processes < 1 || seconds < 1) {
        fputs("usage: burn [PROCESSES] [SECONDS]\n", stderr);
        return 2;
    }

    pid_t parent = getppid(), self = getpid();
    for (int i = 1; i < processes; i++) {
        if (fork() == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            alarm(seconds);
            burn(self);
        }
    }

    puts("burning");
    fflush(stdout);
    alarm(seconds);
    burn(parent);
}
