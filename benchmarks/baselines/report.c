#include "report.h"
#include <stdio.h>
#include <stdlib.h>

static int compare(const void* left, const void* right) {
    double x = *(const double*) left, y = *(const double*) right;
    return (x > y) - (x < y);
}

void figure_add(figure* figure, double value) {
    if (figure->count < MAX_REPETITIONS) {
        figure->values[figure->count++] = value;
    }
}

void figure_print(figure* figure, const char* bench, const char* variant, const char* metric, const char* unit) {
    int count = figure->count;
    if (count == 0) {
        return;
    }

    double* values = figure->values;
    qsort(values, (size_t) count, sizeof *values, compare);
    double median = count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
    printf("{\"suite\":\"c\",\"bench\":\"%s\",\"variant\":\"%s\",\"metric\":\"%s\",\"unit\":\"%s\","
           "\"median\":%.4g,\"min\":%.4g,\"max\":%.4g,\"n\":%d}\n",
           bench, variant, metric, unit, median, values[0], values[count - 1], count);
    fflush(stdout);
}
