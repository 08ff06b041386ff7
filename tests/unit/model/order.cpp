// A list in the order of a number.
#include "model/order.h"

#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <string>

TEST_CASE("order: the highest number first, and what has one number stays as it stood") {
    // More than a few, since a sort may treat a short list by itself.
    std::vector<std::pair<std::int64_t, std::string>> things;
    for (int i = 0; i < 60; ++i) things.push_back({i % 3, std::to_string(i)});
    things.push_back({std::numeric_limits<std::int64_t>::min(), "no number"});
    model::sort_from_high_to_low(things, [](const auto& thing) { return thing.first; });
    REQUIRE(things.size() == 61);
    for (std::size_t i = 0; i < 60; ++i) {
        CHECK(things[i].second == std::to_string(3 * (i % 20) + 2 - i / 20));
    }
    CHECK(things[60].second == "no number");
    std::vector<int> none;
    model::sort_from_high_to_low(none, [](int thing) { return thing; });
    CHECK(none.empty());
}
