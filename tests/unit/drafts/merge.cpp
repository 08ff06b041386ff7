// Two stores into one: which text holds, which is kept beside it, and what a tombstone takes away. Asked of the rules themselves,
// because two pages that look before they write seldom leave anything for them to decide.
#include "drafts/merge.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

using namespace drafts;

namespace {

const std::string prefix = "rv1 /reis/ ";
const std::string id(32, '1');

std::string line(std::uint64_t revision, std::uint64_t parent, const std::string& writer, const std::string& answer) {
    Record record;
    record.revision = revision;
    record.parent_revision = parent;
    record.writer = writer;
    record.time = "2026-11-23T14:03:09+01:00";
    record.draft.report.answers[0] = answer;
    return write_record(record);
}

StoredItem in_local(std::uint64_t revision, const std::string& record) {
    return {slot_key(prefix, id, slot_of(revision)), record};
}

const std::string ours = "0a1b2c3d", theirs = "ffffffff";

}  // namespace

TEST_CASE("merge: the newest text holds, whichever store has it, and what a store lacks is known") {
    const std::string older = line(2, 0, ours, "toen"), newer = line(3, 0, ours, "nu");
    const Merged by_copy = merge(prefix, {in_local(2, older)}, {{id, newer}}, {});
    REQUIRE(by_copy.drafts.size() == 1);
    CHECK(by_copy.drafts[0].line == newer);
    CHECK(by_copy.drafts[0].restored);
    CHECK(by_copy.drafts[0].local == Stamp{2, ours});
    CHECK(by_copy.drafts[0].copy == Stamp{3, ours});
    CHECK_FALSE(by_copy.drafts[0].other);

    const Merged by_local = merge(prefix, {in_local(2, older), in_local(3, newer)}, {{id, older}}, {});
    REQUIRE(by_local.drafts.size() == 1);
    CHECK(by_local.drafts[0].line == newer);
    CHECK_FALSE(by_local.drafts[0].restored);
    CHECK(by_local.drafts[0].copy == Stamp{2, ours});

    for (const bool has_copy : {false, true}) {
        const Merged one =
            has_copy ? merge(prefix, {}, {{id, newer}}, {}) : merge(prefix, {in_local(3, newer)}, {}, {});
        REQUIRE(one.drafts.size() == 1);
        CHECK(one.drafts[0].line == newer);
        CHECK((one.drafts[0].copy.revision != 0) == has_copy);
        CHECK((one.drafts[0].local.revision != 0) != has_copy);
    }
}

TEST_CASE("merge: what the newest text does not build on is kept beside it, and nothing else is") {
    const auto other_of = [](const std::string& local, const std::string& copy) {
        const Merged merged = merge(prefix, {in_local(read_stamp(local).revision, local)}, {{id, copy}}, {});
        REQUIRE(merged.drafts.size() == 1);
        return merged.drafts[0].other;
    };
    const std::string begun = line(3, 2, theirs, "van hen");
    CHECK(other_of(begun, line(4, 2, ours, "van ons")) == begun);            // both went on from the second one
    CHECK(other_of(line(4, 2, ours, "van ons"), begun) == begun);            // the same, the other way round
    CHECK(other_of(begun, line(3, 2, ours, "van ons")) == begun);            // of one number
    CHECK_FALSE(other_of(begun, line(4, 3, ours, "van hen en ons")));        // it has theirs in it
    CHECK_FALSE(other_of(begun, line(4, 2, theirs, "van hen, en verder")));  // one page wrote both
    CHECK_FALSE(other_of(begun, line(4, 2, ours, "van hen")));               // one text
}

TEST_CASE("merge: lines that are known already are merged as they were without that") {
    const std::vector<std::string> lines{line(2, 0, ours, "toen"),      line(3, 2, ours, "van ons"),
                                         line(3, 2, theirs, "van hen"), line(3, 2, theirs, "van ons"),
                                         line(4, 2, theirs, "van hen"), line(4, 3, ours, "van ons"),
                                         line(4, 2, theirs, "van ons"), "kapot"};
    const auto said = [](const Merged& merged) {
        std::string all;
        for (const MergedDraft& draft : merged.drafts) {
            all += draft.line + '\n' + draft.other.value_or("-") + '\n';
            for (const Stamp& stamp : {draft.newest, draft.local, draft.copy})
                all += std::to_string(stamp.revision) + stamp.writer + ' ';
            for (const bool one :
                 {draft.restored, draft.newer, draft.unreadable, draft.local_closed, draft.copy_closed})
                all += one ? '1' : '0';
            for (const std::string& key : draft.keys) all += '\n' + key;
        }
        for (const auto* items : {&merged.unreadable, &merged.unreadable_items}) {
            for (const UnreadableItem& item : *items) all += '\n' + item.key + item.copy;
        }
        return all;
    };
    std::size_t conflicts = 0;
    for (const std::string& local : lines) {
        for (const std::string& copy : lines) {
            const std::vector<StoredItem> items{
                in_local(std::max<std::uint64_t>(2, read_stamp(local).revision), local)};
            const Merged merged = merge(prefix, items, {{id, copy}}, {});
            conflicts += merged.drafts.size() == 1 && merged.drafts[0].other ? 1 : 0;
            for (const std::string& known : lines) {
                CHECK(said(merge(prefix, items, {{id, copy}}, {}, {{id, read_record(known, id).hash}})) ==
                      said(merged));
            }
        }
    }
    CHECK(conflicts != 0);
}

TEST_CASE("merge: what does not read in localStorage is listed as find_drafts() lists it") {
    const std::vector<StoredItem> items{in_local(2, "kapot"),
                                        {prefix + "d " + id + " c", "een"},
                                        in_local(3, line(3, 2, ours, "goed")),
                                        {slot_key(prefix, std::string(32, '0'), Slot::a), "ook"},
                                        {prefix + "d kort", "twee"},
                                        {prefix + "iets anders", "drie"}};
    const auto keys_of = [](const std::vector<UnreadableItem>& all) {
        std::vector<std::string> keys;
        for (const UnreadableItem& item : all) keys.push_back(item.key + ' ' + item.id);
        return keys;
    };
    const auto listed = keys_of(merge(prefix, items, {}, {}).unreadable_items);
    CHECK(listed.size() == 4);
    CHECK(listed == keys_of(find_drafts(prefix, items).unreadable));
}

TEST_CASE("merge: a tombstone takes away what it stands over and no more") {
    const std::string removed = line(3, 2, ours, "weg");
    const std::vector<Gone> gone{{id, write_tombstone({{3, ours}, 2})}};
    CHECK(merge(prefix, {in_local(3, removed)}, {}, gone).drafts.empty());
    CHECK(merge(prefix, {}, {{id, removed}}, gone).drafts.empty());
    CHECK(merge(prefix, {in_local(2, line(2, 0, theirs, "ervoor"))}, {}, gone).drafts.empty());
    const Merged left = merge(prefix, {in_local(3, removed)}, {}, gone);
    REQUIRE(left.gone.size() == 1);
    CHECK(left.gone[0].keys == std::vector<std::string>{slot_key(prefix, id, slot_of(3))});

    // Another page wrote it without having heard of the removal.
    const std::string beside = line(3, 2, theirs, "blijft"), later = line(4, 2, ours, "terug");
    REQUIRE(merge(prefix, {in_local(3, beside)}, {}, gone).drafts.size() == 1);
    REQUIRE(merge(prefix, {}, {{id, later}}, gone).drafts.size() == 1);

    // A note in localStorage counts as well, until the safety copy has answered: its text goes into the trash then.
    const StoredItem note{gone_key(prefix, id, ours), write_tombstone({{3, ours}, 2})};
    const Merged noted = merge(prefix, {in_local(3, removed), note}, {{id, line(2, 0, ours, "ervoor")}}, {});
    CHECK(noted.drafts.empty());
    REQUIRE(noted.gone.size() == 1);
    CHECK(noted.gone[0].line == removed);
}

TEST_CASE("merge: what does not read in the safety copy is listed, and nothing is written there") {
    const std::string good = line(2, 0, ours, "goed");
    const Merged merged = merge(prefix, {in_local(2, good)}, {{id, "kapot"}}, {});
    REQUIRE(merged.drafts.size() == 1);
    CHECK(merged.drafts[0].line == good);
    CHECK(merged.drafts[0].copy_closed);
    CHECK(merged.drafts[0].unreadable);
    REQUIRE(merged.unreadable.size() == 1);
    CHECK(merged.unreadable[0].copy == "kapot");
}
