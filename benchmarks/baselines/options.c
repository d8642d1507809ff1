#include "options.h"
#include "report.h"
#include "workloads.h"
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage_text[] = "usage: ipc TRANSPORT TEST [options]\n"
                                 "  TRANSPORT  sock | pipe | shm_park | shm_spin | shm_adapt | shm_evfd | shm_evfd_adapt\n"
                                 "  TEST       rtt       one message there and back at a time\n"
                                 "             pipe64    64 messages under way; the server answers all it finds in one write\n"
                                 "             tput1m    1 MiB one way, acknowledged by one byte\n"
                                 "             tput64m   64 MiB one way, acknowledged by one byte\n"
                                 "  --spin-us N     poll so long before sleeping (shm_adapt: 10)\n"
                                 "  --guards WHICH  cpu | backoff | both: when not to poll\n"
                                 "  --message N     bytes of a message of rtt and pipe64, 1 to 4096 (32)\n"
                                 "  --work-us N     work of the server on each message of rtt (0)\n"
                                 "  --reps N        repetitions, each with a new server, 1 to 64 (5)\n"
                                 "  --ms N          duration of a repetition (400)\n"
                                 "  --pairs N       clients and servers at the same time, 1 to 64, rtt only (1)\n"
                                 "  --pin C,S       processors of client and server (free)\n";

static _Noreturn void usage(void) {
    fputs(usage_text, stderr);
    exit(2);
}

static int number(const char* text, int min, int max) {
    char* end;
    long value = strtol(text, &end, 10);
    if (*text == 0 || *end != 0 || value < min || value > max) {
        usage();
    }

    return (int) value;
}

static void parse_guards(wait_policy* policy, const char* text) {
    bool both = strcmp(text, "both") == 0;
    policy->guard_cpu = both || strcmp(text, "cpu") == 0;
    policy->guard_backoff = both || strcmp(text, "backoff") == 0;
    if (!policy->guard_cpu && !policy->guard_backoff) {
        usage();
    }
}

static void parse_option(options* options, int option, char* value) {
    switch (option) {
    case 's':
        options->kind.policy.spin_us = number(value, 1, 1000000);
        break;
    case 'g':
        parse_guards(&options->kind.policy, value);
        break;
    case 'b':
        options->message = (size_t) number(value, 1, MAX_MESSAGE);
        break;
    case 'w':
        options->work_us = number(value, 0, 1000000);
        break;
    case 'r':
        options->repetitions = number(value, 1, MAX_REPETITIONS);
        break;
    case 'm':
        options->milliseconds = number(value, 1, 600000);
        break;
    case 'n':
        options->pairs = number(value, 1, MAX_PAIRS);
        break;
    case 'p': {
        char* comma = strchr(value, ',');
        if (comma == NULL) {
            usage();
        }

        *comma = 0;
        options->client_cpu = number(value, 0, INT_MAX);
        options->server_cpu = number(comma + 1, 0, INT_MAX);
        break;
    }
    default:
        usage();
    }
}

static void append(options* options, const char* format, int first, int second) {
    size_t used = strlen(options->variant);
    snprintf(options->variant + used, sizeof options->variant - used, format, first, second);
}

static void name_variant(options* options, const char* transport) {
    const wait_policy* policy = &options->kind.policy;
    snprintf(options->variant, sizeof options->variant, "%s", transport);
    if (policy->spin_us > 0) {
        append(options, "_%dus", policy->spin_us, 0);
    }

    if (options->client_cpu >= 0) {
        append(options, "_pin%d%d", options->client_cpu, options->server_cpu);
    }

    if (policy->guard_cpu || policy->guard_backoff) {
        append(options, "_smart%d", policy->guard_cpu + 2 * policy->guard_backoff, 0);
    }

    if (options->work_us > 0) {
        append(options, "_work%d", options->work_us, 0);
    }

    if (options->pairs > 1) {
        append(options, "_pairs%d", options->pairs, 0);
    }
}

void options_parse(options* options, int argc, char** argv) {
    static const struct option names[] = {
        {"spin-us", required_argument, NULL, 's'}, {"guards", required_argument, NULL, 'g'}, {"message", required_argument, NULL, 'b'},
        {"work-us", required_argument, NULL, 'w'}, {"reps", required_argument, NULL, 'r'},   {"ms", required_argument, NULL, 'm'},
        {"pairs", required_argument, NULL, 'n'},   {"pin", required_argument, NULL, 'p'},    {0},
    };

    *options = (struct options){.message = 32, .repetitions = 5, .milliseconds = 400, .pairs = 1, .client_cpu = -1, .server_cpu = -1};
    if (argc < 3 || !channel_find(argv[1], &options->kind)) {
        usage();
    }

    options->test = argv[2];
    optind = 3;
    for (int option; (option = getopt_long(argc, argv, "", names, NULL)) != -1;) {
        parse_option(options, option, optarg);
    }

    const workload* workload = workload_find(options->test);
    if (optind != argc || workload == NULL || (options->pairs > 1 && !workload->takes_pairs)) {
        usage();
    }

    name_variant(options, argv[1]);
}
