// The one choice of instruction set. The CPU is asked directly: compiler run-time helpers for it are missing on some
// toolchains.
#include "../include/tern_isa.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#include <cpuid.h>

enum {
    HAS_XSAVE_AVX_FMA_F16C = bit_OSXSAVE | bit_AVX | bit_FMA | bit_F16C,
    AVX512_SUBSET = bit_AVX512F | bit_AVX512BW | bit_AVX512DQ,
    SAVES_YMM = 0x06,  // the operating system keeps xmm and ymm registers across a switch
    SAVES_ZMM = 0xE6,  // and the mask registers and all of the zmm registers
};

static unsigned saved_registers(void) {
    unsigned low, high;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return low;
}

static bool cpu_has(tern_isa isa) {
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || (c & HAS_XSAVE_AVX_FMA_F16C) != HAS_XSAVE_AVX_FMA_F16C) return false;
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !(b & bit_AVX2)) return false;
    if (isa == TERN_ISA_AVX2) return (saved_registers() & SAVES_YMM) == SAVES_YMM;
    const bool has_subset = (b & AVX512_SUBSET) == AVX512_SUBSET && (b & (unsigned)bit_AVX512VL);
    return has_subset && (saved_registers() & SAVES_ZMM) == SAVES_ZMM;
}
#endif

bool tern_isa_available(tern_isa isa) {
    switch (isa) {
        case TERN_ISA_REFERENCE:
        case TERN_ISA_PORTABLE: return true;
#if defined(__aarch64__)
        case TERN_ISA_NEON: return true;
#elif defined(__x86_64__)
        case TERN_ISA_AVX2:
        case TERN_ISA_AVX512: return cpu_has(isa);
#endif
        default: return false;
    }
}

const char *tern_isa_name(tern_isa isa) {
    static const char *const names[] = {"reference", "portable", "neon", "avx2", "avx512"};
    return isa < TERN_ISA_COUNT ? names[isa] : "unknown";
}

static pthread_once_t chosen = PTHREAD_ONCE_INIT;
static tern_isa current;
static char refusal[160];

static void choose(void) {
    current = TERN_ISA_AVX512;
    while (!tern_isa_available(current)) current--;
    const char *wanted = getenv("TERN_ISA");
    if (!wanted || !*wanted) return;
    for (tern_isa isa = 0; isa < TERN_ISA_COUNT; isa++) {
        if (strcmp(wanted, tern_isa_name(isa)) != 0) continue;
        if (tern_isa_available(isa)) current = isa;
        else snprintf(refusal, sizeof refusal, "TERN_ISA=%s: this CPU does not have it", wanted);
        return;
    }
    snprintf(refusal, sizeof refusal, "TERN_ISA=%.40s: expected reference, portable, neon, avx2 or avx512", wanted);
}

tern_isa tern_current_isa(void) {
    pthread_once(&chosen, choose);
    return current;
}

const char *tern_isa_refusal(void) {
    pthread_once(&chosen, choose);
    return refusal[0] ? refusal : NULL;
}
