// How far a test goes that tries everything: every order, every place, or a great many by chance. Such a test stands among the others
// of its layer, is tagged [sweep] and asks here for its numbers. In the programs with sanitizers it runs in its short form;
// test_sweep is the same sources, optimised and without sanitizers: its long form, and a deeper one with --deep.
#pragma once

#include <cstdint>

namespace sweep {

#ifdef REISVERSLAG_SWEEP
inline constexpr bool is_long = true;
bool is_deep();        // asked for with --deep
std::uint64_t seed();  // what --rng-seed says under --deep; without it every run is the same
template <typename Number>
Number scale(Number, Number long_form, Number deep_form) {
    return is_deep() ? deep_form : long_form;
}
// Where a test begins that goes by chance: own is a number of its own.
inline std::uint64_t chance(std::uint64_t own) { return own + seed() * 1'000'003; }
#else
inline constexpr bool is_long = false;
template <typename Number>
constexpr Number scale(Number short_form, Number, Number) {
    return short_form;
}
constexpr std::uint64_t chance(std::uint64_t own) { return own; }
#endif

// The same short and long form; more is tried when deep.
template <typename Number>
Number scale(Number usual, Number deep_form) {
    return scale(usual, usual, deep_form);
}

}  // namespace sweep
