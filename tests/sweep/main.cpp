// test_sweep: Catch2's own command line, and --deep for the campaign. Knows no test.
#include <catch2/catch_get_random_seed.hpp>
#include <catch2/catch_session.hpp>
#include <iostream>

#include "sweep.h"

namespace {
bool deep = false;
}

bool sweep::is_deep() { return deep; }
std::uint64_t sweep::seed() { return deep ? Catch::getSeed() : 0; }

int main(int argc, char** argv) {
    Catch::Session session;
    session.cli(session.cli() |
                Catch::Clara::Opt(deep)["--deep"]("further than in `./dev test`, and by chance from --rng-seed"));
    if (const int failed = session.applyCommandLine(argc, argv); failed != 0) return failed;
    // The number that brings a run back is said in any case, not only when a test fails.
    if (deep) std::cout << "chance begins with --rng-seed " << session.config().rngSeed() << std::endl;
    return session.run();
}
