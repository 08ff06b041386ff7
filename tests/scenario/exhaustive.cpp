// Two pages on one draft: every order of typing, writing, copying, taking over, deleting, crashing and starting again, up to a
// length; the same with each call to a store failing in turn. What was said to be kept is there for who comes back.
#include "two_writers.h"

using namespace scenario;

TEST_CASE("every sequence of six steps over two pages keeps what was promised") {
    Explorer explorer;
    const World world;
    const std::string broken = explorer.explore(world, 6);
    INFO(broken);
    CHECK(broken.empty());
    WARN(explorer.states << " states, " << explorer.steps << " steps");
    CHECK(explorer.states > 10'000);
}

TEST_CASE("the same with a call to a store that fails, for every call") {
    std::size_t states = 0;
    for (const bool stays : {false, true}) {
        for (const bool of_copy : {false, true}) {
            for (std::uint64_t k = 1; k <= 4; ++k) {
                Explorer explorer;
                World world;
                const auto fault = [k, stays](std::uint64_t write) {
                    return write == k || (stays && write > k) ? Fault::full : Fault::none;
                };
                (of_copy ? world.copy.fault : world.store.fault) = fault;
                const std::string broken = explorer.explore(world, 4);
                INFO((of_copy ? "copy " : "localStorage ") << k << (stays ? " and on: " : ": ") << broken);
                CHECK(broken.empty());
                states += explorer.states;
            }
        }
    }
    WARN(states << " states");
}

TEST_CASE(
    "the same, typed in what the page showed a step ago, or in a field that could not be given what another page has "
    "written") {
    for (const bool keeps_focus : {false, true}) {
        Explorer explorer;
        World world;
        world.draws_late = true;
        world.keeps_focus = keeps_focus;
        const std::string broken = explorer.explore(world, 5);
        INFO((keeps_focus ? "with the focus: " : "") << broken);
        CHECK(broken.empty());
        WARN(explorer.states << " states, " << explorer.steps << " steps");
    }
}

// ---- The test itself: it finds what it is there to find -------------------------------------------------------------------

TEST_CASE("a safety copy that does not look before it writes breaks a promise") {
    Explorer explorer;
    World world;
    world.copy.looks = false;
    CHECK(explorer.explore(world, 6).find("gone") != std::string::npos);
}

TEST_CASE("saying 'on the device' before it is there breaks a promise") {
    Explorer explorer;
    World world;
    world.answers_early = true;
    CHECK(explorer.explore(world, 4).find("on the device, and gone") != std::string::npos);
}
