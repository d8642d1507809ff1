// A lock that is one word in shared memory and names its owner: 0 is free, the low 31 bits are the owner, the top bit says that someone
// sleeps.
#pragma once
#include <stdatomic.h>
#include <stdint.h>

// `spins`: how often to look before sleeping.
void lock_word_acquire(_Atomic uint32_t* word, uint32_t owner, int spins);
void lock_word_release(_Atomic uint32_t* word);
