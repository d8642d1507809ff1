// Figures of repetitions, printed as one line of JSON each.
#pragma once

enum { MAX_REPETITIONS = 64 };

// One figure, measured several times.
typedef struct {
    double values[MAX_REPETITIONS];
    int count;
} figure;

void figure_add(figure* figure, double value);

// Prints median, least and greatest value.
void figure_print(figure* figure, const char* bench, const char* variant, const char* metric, const char* unit);
