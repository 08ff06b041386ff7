// Two pages on one draft: every order of typing, writing, copying, taking over, deleting, crashing and starting again, up to a
// length; the same with each call to a store failing in turn. What was said to be kept is there for who comes back.
#include "../sweep/sweep.h"
#include "two_writers.h"

using namespace scenario;

TEST_CASE("every sequence of some steps over two pages keeps what was promised", "[sweep]") {
    Explorer explorer;
    const World world;
    const std::string broken = explorer.explore(world, sweep::scale(4, 6, 9));
    INFO(broken);
    CHECK(broken.empty());
    WARN(explorer.states << " states, " << explorer.steps << " steps");
    CHECK(explorer.states > sweep::scale(500u, 10'000u, 10'000u));
}

TEST_CASE("the same with a call to a store that fails, for every call", "[sweep]") {
    std::size_t states = 0;
    for (const bool stays : {false, true}) {
        for (const bool of_copy : {false, true}) {
            for (std::uint64_t k = 1; k <= sweep::scale(2u, 4u, 6u); ++k) {
                Explorer explorer;
                World world;
                const auto fault = [k, stays](std::uint64_t write) {
                    return write == k || (stays && write > k) ? Fault::full : Fault::none;
                };
                (of_copy ? world.copy.fault : world.store.fault) = fault;
                const std::string broken = explorer.explore(world, sweep::scale(3, 4, 6));
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
    "written",
    "[sweep]") {
    for (const bool keeps_focus : {false, true}) {
        Explorer explorer;
        World world;
        world.draws_late = true;
        world.keeps_focus = keeps_focus;
        const std::string broken = explorer.explore(world, sweep::scale(3, 5, 7));
        INFO((keeps_focus ? "with the focus: " : "") << broken);
        CHECK(broken.empty());
        WARN(explorer.states << " states, " << explorer.steps << " steps");
    }
}

TEST_CASE("every sequence of some steps with a text that grows too long, and is put away, keeps what was promised",
          "[sweep]") {
    // At once, or with the third time that somebody types.
    for (const auto& [longest, steps] : {std::pair{World::first_units(), sweep::scale(3, 5, 7)},
                                         std::pair{World::first_units() + 10, sweep::scale(4, 6, 7)}}) {
        Explorer explorer;
        World world(longest);
        world.puts_away = true;
        const std::string broken = explorer.explore(world, steps);
        INFO(longest << ": " << broken);
        CHECK(broken.empty());
        WARN(explorer.states << " states, " << explorer.steps << " steps");
        CHECK(explorer.states > sweep::scale(300u, 10'000u, 10'000u));
    }
}

// ---- What the deep sweep has found -------------------------------------------------------------------------------------

TEST_CASE("a removal that failed and is tried again does not take what another page has written since") {
    World world;
    world.copy.fault = first_write_is_refused;
    CHECK(world.broken_by("take over A, delete B, copied B, copied A, take over B, copied B").empty());
}

TEST_CASE("killed after a removal was overtaken, and before that was heard: the page's own note still stands") {
    World world;
    CHECK(world.broken_by("edit A, take over B, copied B, delete B, write A, delete A, crash late A").empty());
    World full;
    full.store.fault = first_write_is_refused;
    CHECK(full.broken_by("edit A, take over B, take over A, copied B, delete A, crash late A").empty());
}

TEST_CASE("what one page removes and another passes on stays removed, when it was removed once before") {
    World world;
    CHECK(world
              .broken_by(
                  "edit A, edit A, take over B, delete A, crash late A, restart A, delete A, take over B, copied A")
              .empty());
}

TEST_CASE(
    "two pages made the same revision, each in one store: what goes on from the one does not pass for the other") {
    World world;
    world.store.fault = first_write_is_refused;
    CHECK(world.broken_by("take over A, take over B, crash B, restart B, take over B, copied A").empty());
}

TEST_CASE("written by a page that has not heard that another one removed the draft, and killed: a version of its own") {
    World world;
    CHECK(world
              .broken_by(
                  "edit A, edit A, take over B, crash late B, restart B, edit B, delete B, copied B, write A, crash A")
              .empty());
}

TEST_CASE("removed before any store had it, and another page passes that on: the page that removed it has the text") {
    World world(World::first_units());
    CHECK(world.broken_by("edit A, take over B, copied B, take over A, delete A, take over B, copied B").empty());
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
