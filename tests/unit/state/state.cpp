// Times as text, addresses, finding a draft.
#include "state/state.h"

#include <catch2/catch_test_macros.hpp>

using namespace state;

TEST_CASE("iso_time and back") {
    for (const LocalTime& time :
         {LocalTime{}, LocalTime{2026, 11, 23, 14, 3, 9, 60}, LocalTime{2026, 2, 28, 0, 0, 0, -210},
          LocalTime{1999, 12, 31, 23, 59, 59, -1}, LocalTime{2030, 1, 1, 1, 1, 1, 345}, LocalTime{0, 1, 1, 0, 0, 0, 0},
          LocalTime{9999, 12, 31, 23, 59, 59, 14 * 60}, LocalTime{2026, 6, 30, 12, 0, 0, -(23 * 60 + 59)}}) {
        INFO(iso_time(time));
        REQUIRE(iso_time(time).size() == 25);
        CHECK(parse_iso_time(iso_time(time)) == time);
    }
    CHECK(iso_time({2026, 11, 23, 14, 3, 9, 60}) == "2026-11-23T14:03:09+01:00");
    CHECK(iso_time({2026, 2, 3, 4, 5, 6, -210}) == "2026-02-03T04:05:06-03:30");
    CHECK(iso_day({2026, 2, 3, 4, 5, 6, -210}) == "2026-02-03");
}

TEST_CASE("odd clocks give odd times that still read") {
    for (const LocalTime& time :
         {LocalTime{-5, -1, 0, -1, -1, -1, -100000}, LocalTime{123456, 13, 99, 24, 60, 61, 100000},
          LocalTime{2147483647, 2147483647, 2147483647, 2147483647, 2147483647, 2147483647, 2147483647},
          LocalTime{-2147483647 - 1, 0, 0, 0, 0, 0, -2147483647 - 1}}) {
        INFO(iso_time(time));
        CHECK(parse_iso_time(iso_time(time)));
    }
}

TEST_CASE("texts that are no time") {
    for (const char* text : {"",
                             "2026-11-23",
                             "2026-11-23T14:03:09",
                             "2026-11-23T14:03:09Z",
                             "2026-11-23T14:03:09+0100",
                             "2026-11-23 14:03:09+01:00",
                             "2026-11-23T14:03:09+01:00 ",
                             " 2026-11-23T14:03:09+01:0",
                             "2026-13-23T14:03:09+01:00",
                             "2026-00-23T14:03:09+01:00",
                             "2026-11-32T14:03:09+01:00",
                             "2026-11-00T14:03:09+01:00",
                             "2026-11-23T24:03:09+01:00",
                             "2026-11-23T14:60:09+01:00",
                             "2026-11-23T14:03:60+01:00",
                             "2026-11-23T14:03:09+24:00",
                             "2026-11-23T14:03:09+01:60",
                             "2026-11-23T14:03:09*01:00",
                             "-026-11-23T14:03:09+01:00",
                             "2026-1 -23T14:03:09+01:00"}) {
        INFO(text);
        CHECK_FALSE(parse_iso_time(text));
    }
    CHECK(parse_iso_time("2026-11-23T14:03:09-00:00") == LocalTime{2026, 11, 23, 14, 3, 9, 0});
}

TEST_CASE("addresses of screens") {
    CHECK(address({}) == "#/");
    CHECK(address({Screen::write, "abc"}) == "#/verslag/abc");
    CHECK(address({Screen::check, "abc"}) == "#/verslag/abc/controleren");
    CHECK(address({Screen::import, {}}) == "#/importeren");
}

TEST_CASE("finding a draft") {
    State state;
    CHECK_FALSE(find_entry(state, ""));
    state.drafts.resize(2);
    state.drafts[0].draft.id = "a";
    state.drafts[1].draft.id = "b";
    state.blank.emplace().draft.id = "c";
    state.deleted.emplace().draft.id = "d";
    CHECK(find_entry(state, "b") == &state.drafts[1]);
    CHECK(find_entry(state, "c") == &*state.blank);
    CHECK_FALSE(find_entry(state, "d"));
}
