// Everything at once, in any order: long random sessions with failing writes, late answers and kills at any moment.
// The rules that must hold afterwards are few: what was kept is there, what is not ours is untouched, no text is lost.
#include <set>

#include "../sweep/sweep.h"
#include "scenario.h"

using namespace scenario;

namespace {

// Same numbers on every machine and in every run.
class Random {
  public:
    explicit Random(std::uint64_t seed) : value_(seed * 2654435761u + 88172645463325252u) {}
    std::uint64_t below(std::uint64_t limit) {
        value_ ^= value_ << 13;
        value_ ^= value_ >> 7;
        value_ ^= value_ << 17;
        return value_ % limit;
    }

  private:
    std::uint64_t value_;
};

const std::vector<std::string> snippets = {"",      " ",     "tekst", "twee\nregels",
                                           "één 🚲", "\"|\\", "Київ",  std::string(300, 'x')};

struct Session {
    Store& store;
    Page page;
    Random& random;
    bool may_delete = true;
    std::map<std::string, std::string>
        checked{};  // by id: the line that was found to be right, so that it is read once

    std::string any_draft() {
        const auto& drafts = page.state.drafts;
        if (drafts.empty() || random.below(12) == 0) return page.state.route.draft;
        return drafts[random.below(drafts.size())].draft.id;
    }

    void step() {
        switch (random.below(16)) {
            case 0:
                page.act(NewDraft{});
                break;
            case 1:
                page.act(GoTo{{random.below(2) != 0 ? Screen::write : Screen::check, any_draft()}});
                break;
            case 2:
                page.act(Navigated{"#/"});
                break;
            case 3:
                if (may_delete) page.act(DeleteDraft{any_draft()});
                break;
            case 4:
                page.act(UndoDelete{});
                break;
            case 5:
                page.act(FieldLeft{any_draft()});
                break;
            case 6:
                page.act(EditImportText{"HOELANG DUURDE DE REIS?\n\n" + snippets[random.below(snippets.size())]});
                break;
            case 7:
                if (random.below(4) == 0) page.act(AcceptImport{});
                break;
            case 8:
                page.answer(random.below(3));
                break;
            case 9:
            case 10:
            case 11:
                page.flush();
                break;
            default: {
                // One by one: the order of arguments is the compiler's.
                const std::string draft = any_draft();
                const std::string text = snippets[random.below(snippets.size())];
                const std::string number = std::to_string(random.below(100));
                page.type(draft, text + number, random.below(model::question_count));
            }
        }
    }

    // What the state says is kept stands in the store, whatever has failed since.
    void check_kept() {
        for (const DraftEntry& entry : page.state.drafts) {
            if (entry.local.stamp.revision == 0) continue;
            const auto key = drafts::slot_key(prefix, entry.draft.id, drafts::slot_of(entry.local.stamp.revision));
            const std::string now_there = std::to_string(entry.edits) + ' ' +
                                          std::to_string(entry.local.stamp.revision) +
                                          std::to_string(static_cast<int>(entry.safety)) + store.items[key];
            if (checked[entry.draft.id] == now_there) continue;
            const auto stored = stored_record(store, entry.draft.id, entry.local.stamp.revision);
            if (stored.problem != drafts::RecordProblem::none || stored.record.revision != entry.local.stamp.revision) {
                FAIL("revision " << entry.local.stamp.revision << " of " << entry.draft.id << " is gone");
            }
            if (entry.safety == Safety::in_browser && stored.record.draft != entry.draft) {
                FAIL(entry.draft.id << " is said to be in the browser and is not");
            }
            checked[entry.draft.id] = now_there;
        }
    }
};

std::map<std::string, drafts::Draft> drafts_of(const State& state) {
    std::map<std::string, drafts::Draft> all;
    for (const DraftEntry& entry : state.drafts) {
        if (!all.emplace(entry.draft.id, entry.draft).second) FAIL("two drafts with one id");
    }
    return all;
}

}  // namespace

TEST_CASE("random sessions with failing writes lose nothing", "[sweep]") {
    const std::uint64_t first = sweep::chance(1);
    for (std::uint64_t seed = first; seed < first + sweep::scale(40u, 200u, 20'000u); ++seed) {
        INFO("seed " << seed);
        Random random(seed);
        Store store;
        store.items["thema van een ander"] = "donker";
        store.items[prefix + "p"] = "voorkeuren";
        const bool failing = seed % 4 != 0;
        store.fault = [&](std::uint64_t) {
            const std::uint64_t dice = failing ? random.below(6) : 5;
            return dice == 0 ? Fault::full : dice == 1 ? Fault::damaged : Fault::none;
        };
        for (int visit = 0; visit < 3; ++visit) {
            Session session{store, Page(store), random};
            std::map<std::string, std::string> untouchable = {{"thema van een ander", "donker"},
                                                              {prefix + "p", "voorkeuren"}};
            for (const auto& item : session.page.state.unreadable) untouchable[item.key] = store.items[item.key];
            for (int i = 0; i < 60; ++i) {
                if (random.below(10) == 0) session.page.hold_answers = !session.page.hold_answers;
                session.step();
                session.check_kept();
            }
            // In the end the storage works: everything that is in the page is in the store.
            const auto fault = store.fault;
            store.fault = [](std::uint64_t) { return Fault::none; };
            session.page.hold_answers = false;
            session.page.answer();
            session.page.flush();
            session.check_kept();
            for (const auto& entry : session.page.state.drafts) CHECK(entry.safety == Safety::in_browser);
            CHECK(drafts_of(Page(store).state) == drafts_of(session.page.state));
            for (const auto& [key, value] : untouchable) {
                if (store.items[key] != value) FAIL("not ours and changed: " << key);
            }
            store.fault = fault;
        }
    }
}

TEST_CASE("killed after any write: the newest acknowledged revision is there, byte for byte", "[sweep]") {
    const std::uint64_t first = sweep::chance(1);
    for (std::uint64_t seed = first; seed < first + sweep::scale(12u, 60u, 6'000u); ++seed) {
        std::uint64_t writes = 1;
        for (std::uint64_t killed_after = 0; killed_after < writes && killed_after < 25; ++killed_after) {
            INFO("seed " << seed << ", killed after write " << killed_after);
            Random random(seed);
            Store store;
            Session session{store, Page(store), random, false};
            session.page.hold_answers = seed % 2 == 0;
            // What stands in the store at the kill, and what had been acknowledged until then.
            Store at_kill;
            std::map<std::string, drafts::Draft> acknowledged;
            bool killed = false;
            for (int i = 0; i < 80; ++i) {
                if (!killed && store.writes >= killed_after) {
                    killed = true;
                    at_kill.items = store.items;
                    for (const auto& entry : session.page.state.drafts) {
                        if (entry.local.stamp.revision == 0) continue;
                        const auto stored = stored_record(store, entry.draft.id, entry.local.stamp.revision);
                        REQUIRE(stored.record.revision == entry.local.stamp.revision);
                        acknowledged[entry.draft.id] = stored.record.draft;
                        if (entry.newest.revision >
                            entry.local.stamp.revision) {  // written and not yet acknowledged: may be there instead
                            acknowledged[entry.draft.id] =
                                stored_record(store, entry.draft.id, entry.newest.revision).record.draft;
                        }
                    }
                }
                session.step();
            }
            writes = store.writes;
            if (!killed) continue;
            const Page after(at_kill);
            CHECK(after.state.unreadable.empty());
            const auto found = drafts_of(after.state);
            for (const auto& [id, draft] : acknowledged) {
                REQUIRE(found.count(id) == 1);
                CHECK(found.at(id) == draft);
            }
        }
    }
}

TEST_CASE("the k-th write fails, for every k") {
    for (const Fault fault : {Fault::full, Fault::damaged}) {
        for (std::uint64_t k = 1; k <= 14; ++k) {
            INFO("write " << k);
            Store store;
            store.fault = [k, fault](std::uint64_t write) { return write == k ? fault : Fault::none; };
            std::set<std::string> texts;
            Page page(store);
            const std::string first = page.write_draft("a"), second = page.write_draft("b");
            for (int i = 0; i < 4; ++i) {
                const std::string text = std::to_string(i);
                page.type(first, "a" + text);
                page.type(second, "b" + text);
                page.flush();
                const Page other(store);  // a kill here loses at most the write that failed, of which the page says so
                for (const std::string& id : {first, second}) {
                    if (page.entry(id).safety == Safety::in_browser) {
                        CHECK(other.text(id) == page.text(id));
                    } else {
                        CHECK(page.entry(id).safety == Safety::not_saved);
                        if (page.entry(id).local.stamp.revision != 0) CHECK(find_entry(other.state, id));
                    }
                }
            }
            page.flush();
            const Page after(store);
            CHECK(after.text(first) == "a3");
            CHECK(after.text(second) == "b3");
        }
    }
}

TEST_CASE("all writes from the k-th on fail, for every k") {
    for (const Fault fault : {Fault::full, Fault::damaged}) {
        for (std::uint64_t k = 1; k <= 10; ++k) {
            INFO("from write " << k);
            Store store;
            store.fault = [k, fault](std::uint64_t write) { return write >= k ? fault : Fault::none; };
            Page page(store);
            const std::string id = page.write_draft("0");
            std::string kept = page.entry(id).safety == Safety::in_browser ? "0" : "";
            for (int i = 1; i < 9; ++i) {
                page.type(id, std::to_string(i));
                page.flush();
                page.leave_field();
                if (page.entry(id).safety == Safety::in_browser) kept = std::to_string(i);
            }
            const Page after(store);
            if (kept.empty()) {
                CHECK(after.state.drafts.empty());
            } else {
                CHECK(after.text(id) == kept);
            }
            CHECK(page.text(id) == "8");
        }
    }
}

TEST_CASE("any bytes under any of our keys: the page starts, and touches none of it", "[sweep]") {
    Random random(sweep::chance(7));
    Store good;
    Page(good).write_draft("goed");
    const std::string line = good.items.begin()->second;
    for (int round = 0; round < sweep::scale(100, 300, 30'000); ++round) {
        Store store = good;
        for (std::uint64_t i = 0; i < 1 + random.below(6); ++i) {
            std::string value = line;
            for (std::uint64_t damage = 0; damage < 1 + random.below(3) && !value.empty(); ++damage) {
                const std::size_t where = random.below(value.size());
                const char any = static_cast<char>(random.below(256));
                switch (random.below(4)) {
                    case 0:
                        value.resize(where);
                        break;
                    case 1:
                        value[where] = any;
                        break;
                    case 2:
                        value.insert(where, 1, any);
                        break;
                    default:
                        value = std::string(where % 50, any);
                }
            }
            const std::string id(32, "0123456789abcdefgX "[random.below(19)]);
            const char* slot = random.below(2) != 0 ? " a" : " b";
            store.items[prefix + "d " + id + slot] = value;
        }
        const auto before = store.items;
        Page page(store);
        CHECK(page.state.drafts.size() >= 1);
        for (int i = 0; i < 3; ++i) page.flush();
        page.act(GoTo{{Screen::write, std::string(32, '1')}});
        page.type(std::string(32, '1'), "x");
        page.flush();
        for (const auto& [key, value] : before) CHECK(store.items[key] == value);
    }
}
