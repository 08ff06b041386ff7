// A writer, a page and a store without a browser: actions go in, effects are carried out on a map of keys and values.
// Writes can be made to fail, answers can be held back, and the page can be killed at any moment.
#pragma once

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "state/update.h"

namespace scenario {

using namespace state;

inline const std::string prefix = "rv1 /reis/ ";

enum class Fault : std::uint8_t {
    none,
    full,     // refused, the old value stays
    damaged,  // something else than was written stands there now
};

struct Store {
    std::map<std::string, std::string> items;
    bool available = true;
    std::uint64_t writes = 0;                                                               // tried so far
    std::function<Fault(std::uint64_t)> fault = [](std::uint64_t) { return Fault::none; };  // of write number 1, 2, …

    StorageTrouble write(const WriteRecord& effect) {
        switch (fault(++writes)) {
            case Fault::full:
                return StorageTrouble::full;
            case Fault::damaged:
                items[effect.key] = effect.line.substr(0, effect.line.size() / 2);
                return StorageTrouble::mismatch;
            case Fault::none:
                break;
        }
        items[effect.key] = effect.line;
        return StorageTrouble::none;
    }
};

class Page {
  public:
    explicit Page(Store& store_, std::string hash = "#/", bool fresh = false, std::string writer = "0a1b2c3d")
        : store(store_) {
        Started started;
        started.key_prefix = prefix;
        started.writer = std::move(writer);
        started.storage_available = store.available;
        if (store.available) {
            for (const auto& [key, value] : store.items) {
                if (key.substr(0, prefix.size()) == prefix) started.items.push_back({key, value});
            }
        }
        started.hash = std::move(hash);
        started.fresh = fresh;
        act(std::move(started));
    }

    // Carries an event out with everything that follows from it; returns the effects of the event itself.
    std::vector<Effect> act(Event event) {
        now.second += 1;
        if (now.second == 60) now.second = 0, now.minute = (now.minute + 1) % 60;
        std::vector<Effect> effects = update(state, {std::move(event), now, next_id()});
        for (const Effect& effect : effects) carry_out(effect);
        if (!hold_answers) answer();
        return effects;
    }

    // The answers that were held back, oldest first.
    void answer(std::size_t count = static_cast<std::size_t>(-1)) {
        for (; count > 0 && !answers.empty(); --count) {
            const Stored stored = answers.front();
            answers.pop_front();
            for (const Effect& effect : update(state, {stored, now, next_id()})) carry_out(effect);
        }
    }

    // ---- What a writer does ----
    std::string start_draft() {
        act(NewDraft{});
        return state.route.draft;
    }
    void type(const std::string& draft, const std::string& text, std::size_t question = 0) {
        act(EditAnswer{draft, question, text});
    }
    void flush() { act(FlushDue{}); }
    void leave_field() { act(FieldLeft{state.route.draft}); }
    std::string write_draft(const std::string& text) {
        const std::string id = start_draft();
        type(id, text);
        flush();
        return id;
    }

    // ---- What is there ----
    const DraftEntry& entry(const std::string& id) const {
        const DraftEntry* found = find_entry(state, id);
        REQUIRE(found);
        return *found;
    }
    const std::string& text(const std::string& id, std::size_t question = 0) const {
        return entry(id).draft.report.answers[question];
    }
    Announcement::Kind said() const { return state.announcement.kind; }

    Store& store;
    State state;
    LocalTime now{2026, 11, 23, 14, 0, 0, 60};
    bool hold_answers = false;
    std::deque<Stored> answers;
    std::string address;  // as the address bar has it
    bool address_is_fresh = false;
    std::vector<std::string> history;
    bool loads_anew = false;  // with the new version

  private:
    // Never the same in one program, so that a page that is opened again makes other ids.
    static std::string next_id() {
        static std::uint64_t last = 0;
        std::string id(32, '0');
        std::uint64_t value = ++last;
        for (std::size_t i = id.size(); i-- > 0 && value > 0; value /= 16) id[i] = "0123456789abcdef"[value % 16];
        return id;
    }

    void carry_out(const Effect& effect) {
        if (const auto* write = std::get_if<WriteRecord>(&effect)) {
            answers.push_back({write->draft, write->revision, store.write(*write)});
        } else if (const auto* remove = std::get_if<RemoveKeys>(&effect)) {
            for (const std::string& key : remove->keys) store.items.erase(key);
        } else if (const auto* set = std::get_if<SetAddress>(&effect)) {
            if (set->replace && !history.empty()) history.pop_back();
            history.push_back(set->hash);
            address = set->hash;
            address_is_fresh = set->fresh;
        } else if (std::holds_alternative<UseNewVersion>(effect)) {
            loads_anew = true;
        }
    }
};

template <typename Kind>
const Kind* find(const std::vector<Effect>& effects) {
    for (const Effect& effect : effects) {
        if (const Kind* found = std::get_if<Kind>(&effect)) return found;
    }
    return nullptr;
}

// The record in the slot of a revision, as it stands in the store.
inline drafts::RecordReading stored_record(const Store& store, const std::string& id, std::uint64_t revision) {
    const auto item = store.items.find(drafts::slot_key(prefix, id, drafts::slot_of(revision)));
    return item == store.items.end() ? drafts::RecordReading{drafts::RecordProblem::unreadable, {}}
                                     : drafts::read_record(item->second, id);
}

}  // namespace scenario
