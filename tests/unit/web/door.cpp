// The door between wasm and JavaScript: what a row of values becomes, whatever is in it.
#include "door.h"

#include <catch2/catch_test_macros.hpp>

#include "state/action.h"
#include "state/effect.h"

namespace {

// Writes the values down: texts in quotes, numbers, yes and no; a list takes the values before it.
struct Notes {
    std::vector<std::string>& values;
    void text(const std::string& value) const { values.push_back('"' + value + '"'); }
    void number(double value) const { values.push_back(std::to_string(static_cast<long long>(value))); }
    void yes_or_no(bool value) const { values.emplace_back(value ? "yes" : "no"); }
    void list(std::size_t count) const {
        std::string list;
        for (std::size_t i = values.size() - count; i < values.size(); ++i) list += values[i];
        values.resize(values.size() - count);
        values.push_back("[" + list + "]");
    }
};

template <typename Effect>
std::vector<std::string> written(const Effect& effect) {
    std::vector<std::string> values;
    web::write(Notes{values}, effect);
    return values;
}

template <typename Event>
constexpr std::size_t kind_of() {
    return state::PageEvent(Event{}).index();
}

bool reads(std::size_t kind, std::vector<std::string> texts, const std::vector<double>& numbers, state::Event& event) {
    web::Row row(std::move(texts), numbers);
    return web::read_event<state::PageEvent>(kind, row, event);
}

}  // namespace

TEST_CASE("an effect is its fields in order, those of a struct within it in its place") {
    using Values = std::vector<std::string>;
    CHECK(written(state::SaveSoon{}).empty());
    CHECK(written(state::WriteCopy{"id", "line", {7, "me"}, {6, "you"}}) ==
          Values{"\"id\"", "\"line\"", "7", "\"me\"", "6", "\"you\""});
    CHECK(written(state::RemoveRecords{{"a", "b"}, {1ULL << 52, "w"}, "me", true}) ==
          Values{"[\"a\"\"b\"]", "4503599627370496", "\"w\"", "\"me\"", "yes"});
    CHECK(written(state::DropSnapshots{"id", {}}) == Values{"\"id\"", "[]"});
    CHECK(written(state::RememberTextView{state::RememberTextView::Choice::declined}) == Values{"2"});
}

TEST_CASE("an event is read from its texts and its numbers") {
    state::Event event;
    REQUIRE(reads(kind_of<state::AllRead>(), {"k", "v", "id", "line", "d", "tid", "tline", "day"}, {4, 2, 2, 0, 3, 0},
                  event));
    const auto& all = std::get<state::AllRead>(event);
    CHECK(all.stores.trouble == state::StorageTrouble::failed);
    CHECK(all.stores.items.at(0).value == "v");
    CHECK(all.stores.copies.at(0).line == "line");
    CHECK(all.stores.gone.empty());
    CHECK(all.stores.draft == "d");
    CHECK(all.trash.at(0).removed == "day");
    CHECK(all.history.empty());

    REQUIRE(reads(kind_of<state::Copied>(), {"id", "me"}, {9007199254740991, 0}, event));
    CHECK(std::get<state::Copied>(event).record == drafts::Stamp{9007199254740991, "me"});
    REQUIRE(reads(kind_of<state::FlushDue>(), {}, {}, event));
}

TEST_CASE("a row with other values than the event has is no event") {
    state::Event event;
    CHECK_FALSE(reads(std::variant_size_v<state::PageEvent>, {}, {}, event));
    CHECK_FALSE(reads(kind_of<state::LeaseGiven>(), {}, {}, event));
    CHECK_FALSE(reads(kind_of<state::LeaseGiven>(), {"a", "b"}, {}, event));
    CHECK_FALSE(reads(kind_of<state::LeaseGiven>(), {"a"}, {1}, event));
    CHECK_FALSE(reads(kind_of<state::Stored>(), {"a"}, {1}, event));
    CHECK_FALSE(reads(kind_of<state::TrashRead>(), {"id", "line"}, {0, 2}, event));         // an item has three
    CHECK_FALSE(reads(kind_of<state::TrashRead>(), {"id", "line", "day"}, {0, 6}, event));  // more than there is
    CHECK_FALSE(reads(kind_of<state::TrashRead>(), {}, {0, 1e300}, event));
    CHECK_FALSE(reads(kind_of<state::TrashRead>(), {}, {0, -1}, event));
}
