// Finding the drafts in what a store holds: two slots each, foreign and odd keys, what later versions wrote.
#include <catch2/catch_test_macros.hpp>

#include "drafts/record.h"

using namespace drafts;

namespace {

const std::string prefix = "rv1 /reis/ ";
const std::string id_1(32, '1'), id_2(32, '2'), id_3(32, '3');

std::string line(std::uint64_t revision, const std::string& answer,
                 const std::string& time = "2026-11-23T14:03:09+01:00") {
    Record record;
    record.revision = revision;
    record.parent_revision = revision - 1;
    record.writer = "0a1b2c3d";
    record.time = time;
    record.draft.report.answers[0] = answer;
    return write_record(record);
}

std::string newer_line(std::uint64_t revision) {
    const std::string before = "RV1|2|2|" + std::to_string(revision) + "|1|0a1b2c3d|2026-11-23T14:03:09+01:00|2|";
    return before + record_hash(before, "??") + "|??";
}

StoredItem slot(const std::string& id, Slot which, std::string value) {
    return {slot_key(prefix, id, which), std::move(value)};
}

std::vector<std::string> keys_of(const Found& found) {
    std::vector<std::string> keys;
    for (const auto& item : found.unreadable) keys.push_back(item.key);
    return keys;
}

}  // namespace

TEST_CASE("keys of slots") {
    CHECK(slot_key(prefix, id_1, Slot::a) == "rv1 /reis/ d " + id_1 + " a");
    CHECK(slot_key(prefix, id_1, Slot::b) == "rv1 /reis/ d " + id_1 + " b");
    CHECK(slot_of(2) == Slot::a);
    CHECK(slot_of(7) == Slot::b);
}

TEST_CASE("the newest revision of both slots is the draft") {
    const Found found =
        find_drafts(prefix, {slot(id_1, Slot::a, line(4, "vier")), slot(id_1, Slot::b, line(5, "vijf")),
                             slot(id_2, Slot::b, line(9, "negen")), slot(id_2, Slot::a, line(10, "tien"))});
    REQUIRE(found.drafts.size() == 2);
    CHECK(found.unreadable.empty());
    CHECK(found.drafts[0].record.draft.id == id_1);
    CHECK(found.drafts[0].record.draft.report.answers[0] == "vijf");
    CHECK(found.drafts[0].record.revision == 5);
    CHECK(found.drafts[0].keys.size() == 2);
    CHECK_FALSE(found.drafts[0].newer);
    CHECK_FALSE(found.drafts[0].unreadable_slot);
    CHECK(found.drafts[1].record.draft.report.answers[0] == "tien");
}

TEST_CASE("newest time first, the same time by id, odd times last") {
    const Found found =
        find_drafts(prefix, {slot(id_3, Slot::b, line(1, "c", "2026-11-23T14:00:00+01:00")),
                             slot(id_1, Slot::b, line(1, "a", "2026-11-23T13:30:00+00:00")),
                             slot(id_2, Slot::b, line(1, "b", "2026-11-23T14:00:00+01:00")),
                             slot(std::string(32, '0'), Slot::b, line(1, "z", "0000-00-00T00:00:00+00:00"))});
    REQUIRE(found.drafts.size() == 4);
    CHECK(found.drafts[0].record.draft.report.answers[0] == "a");
    CHECK(found.drafts[1].record.draft.report.answers[0] == "b");
    CHECK(found.drafts[2].record.draft.report.answers[0] == "c");
    CHECK(found.drafts[3].record.draft.report.answers[0] == "z");
}

TEST_CASE("a slot that does not read is listed, and the other one is the draft") {
    const Found found = find_drafts(prefix, {slot(id_1, Slot::a, line(4, "vier")), slot(id_1, Slot::b, "kapot")});
    REQUIRE(found.drafts.size() == 1);
    CHECK(found.drafts[0].record.revision == 4);
    CHECK(found.drafts[0].unreadable_slot);
    CHECK(found.drafts[0].keys == std::vector{slot_key(prefix, id_1, Slot::a)});
    REQUIRE(found.unreadable.size() == 1);
    CHECK(found.unreadable[0].key == slot_key(prefix, id_1, Slot::b));
    CHECK(found.unreadable[0].id == id_1);
    CHECK(found.unreadable[0].bytes == 5);
}

TEST_CASE("two slots that do not read are no draft") {
    const Found found = find_drafts(prefix, {slot(id_1, Slot::a, ""), slot(id_1, Slot::b, std::string(10, '\0'))});
    CHECK(found.drafts.empty());
    CHECK(found.unreadable.size() == 2);
}

TEST_CASE("a record in the slot of another revision counts as unreadable") {
    // The next write would go to where it stands.
    const Found alone = find_drafts(prefix, {slot(id_1, Slot::b, line(4, "vier"))});
    CHECK(alone.drafts.empty());
    CHECK(alone.unreadable.size() == 1);

    const Found beside =
        find_drafts(prefix, {slot(id_1, Slot::a, line(4, "vier")), slot(id_1, Slot::b, line(4, "anders"))});
    REQUIRE(beside.drafts.size() == 1);
    CHECK(beside.drafts[0].record.draft.report.answers[0] == "vier");
    CHECK(beside.drafts[0].unreadable_slot);
    CHECK(keys_of(beside) == std::vector{slot_key(prefix, id_1, Slot::b)});
}

TEST_CASE("what a later version wrote") {
    const Found newest =
        find_drafts(prefix, {slot(id_1, Slot::a, line(4, "vier")), slot(id_1, Slot::b, newer_line(5))});
    REQUIRE(newest.drafts.size() == 1);
    CHECK(newest.drafts[0].newer);
    CHECK(newest.drafts[0].record.revision == 5);
    CHECK(newest.unreadable.empty());

    const Found older = find_drafts(prefix, {slot(id_1, Slot::a, line(4, "vier")), slot(id_1, Slot::b, newer_line(3))});
    REQUIRE(older.drafts.size() == 1);
    CHECK_FALSE(older.drafts[0].newer);
    CHECK(older.drafts[0].unreadable_slot);  // not to be overwritten either
    CHECK(older.drafts[0].keys == std::vector{slot_key(prefix, id_1, Slot::a)});
    CHECK(older.unreadable.empty());

    const Found damaged = find_drafts(prefix, {slot(id_1, Slot::a, "?"), slot(id_1, Slot::b, newer_line(3))});
    REQUIRE(damaged.drafts.size() == 1);
    CHECK(damaged.drafts[0].newer);
    CHECK(damaged.unreadable.size() == 1);
}

TEST_CASE("other keys are left alone, odd keys of drafts are listed") {
    const Found found = find_drafts(prefix, {{prefix + "p", "{}"},
                                             {prefix + "t " + id_1, "x"},
                                             {prefix, "x"},
                                             {prefix + "d", "x"},
                                             {"d " + id_1 + " a", "x"},
                                             {"rv1 /ander/ d " + id_1 + " a", "x"},
                                             {"theme", "dark"},
                                             {"", ""}});
    CHECK(found.drafts.empty());
    CHECK(found.unreadable.empty());

    const std::vector<std::string> odd = {prefix + "d ",
                                          prefix + "d " + id_1,
                                          prefix + "d " + id_1 + " ",
                                          prefix + "d " + id_1 + " c",
                                          prefix + "d " + id_1 + " a ",
                                          prefix + "d " + id_1.substr(1) + " a",
                                          prefix + "d " + std::string(32, 'A') + " a",
                                          prefix + "d kapot"};
    std::vector<StoredItem> items;
    for (const auto& key : odd) items.push_back({key, line(1, "x")});
    const Found listed = find_drafts(prefix, items);
    CHECK(listed.drafts.empty());
    CHECK(keys_of(listed) == odd);
    for (const auto& item : listed.unreadable) CHECK(item.id.empty());
}

TEST_CASE("many drafts, good and bad, in any order") {
    std::vector<StoredItem> items;
    const auto id_of = [](std::size_t i) {
        std::string id = std::to_string(i);
        return std::string(32 - id.size(), '0') + id;
    };
    for (std::size_t i = 0; i < 2000; ++i) {
        items.insert(i % 3 == 0 ? items.begin() : items.end(), slot(id_of(i), Slot::b, line(1, std::to_string(i))));
        if (i % 2 == 0) items.push_back(slot(id_of(i), Slot::a, i % 4 == 0 ? "kapot" : line(2, "twee")));
    }
    const Found found = find_drafts(prefix, items);
    CHECK(found.drafts.size() == 2000);
    CHECK(found.unreadable.size() == 500);
}
