// The command line of ipc.
#pragma once
#include "channel.h"

typedef struct options {
    channel_kind kind;
    const char* test;
    size_t message;  // bytes
    int work_us;     // that the server works on each message of a round trip
    int repetitions; // each with a new server process
    int milliseconds;
    int pairs; // of processes that run at the same time
    int client_cpu;
    int server_cpu;
    char variant[96]; // names the settings in the output
} options;

// Ends the process with the usage text and exit code 2 if the arguments make no sense.
void options_parse(options* options, int argc, char** argv);
