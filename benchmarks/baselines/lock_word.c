#include "lock_word.h"
#include "clock.h"
#include "support.h"
#include <stdbool.h>

static const uint32_t WAITERS = 1u << 31;

static bool try_take(_Atomic uint32_t* word, uint32_t value) {
    uint32_t free = 0;
    return atomic_compare_exchange_strong(word, &free, value);
}

void lock_word_acquire(_Atomic uint32_t* word, uint32_t owner, int spins) {
    if (try_take(word, owner)) {
        return;
    }

    for (int i = 0; i < spins; i++) {
        cpu_relax();
        if (atomic_load_explicit(word, memory_order_relaxed) == 0 && try_take(word, owner)) {
            return;
        }
    }

    for (;;) {
        uint32_t seen = atomic_load(word);
        if (seen == 0) {
            // Whoever has slept cannot know whether others still do, and says so.
            if (try_take(word, owner | WAITERS)) {
                return;
            }
        } else if ((seen & WAITERS) || atomic_compare_exchange_strong(word, &seen, seen | WAITERS)) {
            futex_wait(word, seen | WAITERS);
        }
    }
}

void lock_word_release(_Atomic uint32_t* word) {
    if (atomic_exchange(word, 0) & WAITERS) {
        futex_wake(word);
    }
}
