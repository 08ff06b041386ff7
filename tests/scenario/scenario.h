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

// For `fault` of a store: the second write finds room.
inline Fault first_write_is_refused(std::uint64_t write) { return write == 1 ? Fault::full : Fault::none; }

// localStorage, as web/storage.js writes to it.
struct Store {
    std::map<std::string, std::string> items;
    bool available = true;
    std::uint64_t writes = 0;                                                               // tried so far
    std::function<Fault(std::uint64_t)> fault = [](std::uint64_t) { return Fault::none; };  // of write number 1, 2, …

    // The newest record in the slots of a draft, known by one of their keys.
    drafts::Stamp newest(std::string key) const {
        drafts::Stamp found;
        for (const char slot : {'a', 'b'}) {
            key.back() = slot;
            const auto item = items.find(key);
            if (item == items.end()) continue;
            const drafts::Stamp stamp = drafts::read_stamp(item->second);
            if (stamp.revision > found.revision) found = stamp;
        }
        return found;
    }
    static bool is_ahead(const drafts::Stamp& found, const drafts::Stamp& known, const std::string& writer) {
        return found.writer != writer && found != known && found.revision >= known.revision && found.revision != 0;
    }

    StorageTrouble write(const WriteRecord& effect) {
        const drafts::Stamp stands = newest(effect.key);
        if (is_ahead(stands, effect.known, drafts::read_stamp(effect.line).writer)) return StorageTrouble::conflict;
        // Removed by another page, unless all of it was taken away.
        if (stands.revision == 0 && effect.known.revision != 0 && !items.empty()) return StorageTrouble::conflict;
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

    void remove(const RemoveRecords& effect) {
        if (effect.keys.empty() || is_ahead(newest(effect.keys[0]), effect.known, effect.writer)) return;
        for (const std::string& key : effect.keys) {
            const auto item = items.find(key);
            if (item == items.end()) continue;
            if (!effect.only_own || drafts::read_stamp(item->second).writer == effect.writer) items.erase(item);
        }
    }
};

// The safety copy, as web/safety.js writes to it: each call is one transaction.
struct SafetyCopy {
    std::map<std::string, std::string> drafts;
    std::map<std::string, std::string> gone;  // tombstones
    std::map<std::string, TrashRead::Item> trash;
    std::map<std::string, drafts::Snapshot> history;  // by key
    bool available = true;
    StorageTrouble why_not = StorageTrouble::blocked;  // when it is not available
    std::uint64_t writes = 0;
    bool is_silent = false;  // a disk that stands still: reading for a backup brings nothing of it
    std::function<Fault(std::uint64_t)> fault = [](std::uint64_t) { return Fault::none; };

    bool looks = true;  // a mutation: whatever stands there is written over

    bool is_other(const std::string& line, const drafts::Stamp& known, const std::string& writer,
                  std::uint64_t revision) const {
        const drafts::Stamp stamp = drafts::read_stamp(line);
        return looks && stamp != known && (stamp.writer != writer || stamp.revision > revision);
    }

    static bool is_gone(const drafts::Tombstone& tombstone, const std::string& line) {
        const drafts::Stamp stamp = drafts::read_stamp(line);
        return stamp.revision <= tombstone.parent ||
               (stamp.writer == tombstone.newest.writer && stamp.revision <= tombstone.newest.revision);
    }

    // A tombstone over all that two pages have removed.
    static drafts::Tombstone both(const drafts::Tombstone& one, const drafts::Tombstone& other) {
        const bool is_newer = one.newest.revision >= other.newest.revision;
        const drafts::Tombstone &newer = is_newer ? one : other, &older = is_newer ? other : one;
        const std::uint64_t own = newer.newest.writer == older.newest.writer ? 0 : older.newest.revision;
        return {newer.newest, std::max({newer.parent, older.parent, own})};
    }

    TrashRead read_trash() const;

    HistoryRead read_history(const std::string& id) const {
        HistoryRead read{id, available ? StorageTrouble::none : why_not, {}};
        for (const auto& [key, snapshot] : history) {
            if (available && key.rfind(id + ' ', 0) == 0) read.snapshots.push_back(snapshot);
        }
        return read;
    }
    HistoryRead keep(const KeepSnapshot& effect) {
        if (!available) return read_history(effect.draft);
        if (gone.count(effect.draft) != 0 && !effect.put_back) return {effect.draft, StorageTrouble::conflict, {}};
        if (fault(++writes) != Fault::none) return {effect.draft, StorageTrouble::full, {}};
        history.emplace(effect.snapshot.key, effect.snapshot);
        return read_history(effect.draft);
    }
    HistoryRead drop(const DropSnapshots& effect) {
        if (fault(++writes) != Fault::none) return {effect.draft, StorageTrouble::failed, {}};
        for (const std::string& key : effect.keys) history.erase(key);
        return read_history(effect.draft);
    }
    void remove_for_good(const std::string& id) {
        trash.erase(id);
        if (drafts.count(id) != 0) return;
        for (const drafts::Snapshot& snapshot : read_history(id).snapshots) history.erase(snapshot.key);
    }

    StorageTrouble put(const WriteCopy& effect) {
        const auto found = drafts.find(effect.draft);
        const auto tombstone = gone.find(effect.draft);
        if (found != drafts.end()) {
            if (found->second == effect.line) return StorageTrouble::none;
            const std::string writer = drafts::read_stamp(effect.line).writer;
            if (is_other(found->second, effect.known, writer, effect.record.revision)) return StorageTrouble::conflict;
        } else if (tombstone != gone.end()) {
            // Not there without a tombstone: the store was emptied, and is filled again.
            const drafts::Tombstone stands = drafts::read_tombstone(tombstone->second);
            if (effect.known.revision != 0 || is_gone(stands, effect.line)) return StorageTrouble::conflict;
        }
        if (fault(++writes) != Fault::none) return StorageTrouble::failed;
        drafts[effect.draft] = effect.line;
        gone.erase(effect.draft);
        trash.erase(effect.draft);
        return StorageTrouble::none;
    }

    StorageTrouble remove(const RemoveCopy& effect) {
        if (!available) return why_not;
        const auto found = drafts.find(effect.draft);
        const drafts::Tombstone tombstone = drafts::read_tombstone(effect.tombstone);
        if (found != drafts.end() && !is_gone(tombstone, found->second) &&
            is_other(found->second, effect.known, tombstone.newest.writer, tombstone.newest.revision)) {
            return StorageTrouble::conflict;
        }
        if (fault(++writes) != Fault::none) return StorageTrouble::failed;
        const auto offer = [&](const std::string& line) {
            const auto item = trash.find(effect.draft);
            const std::uint64_t held = item == trash.end() ? 0 : drafts::read_stamp(item->second.line).revision;
            if (drafts::read_stamp(line).revision > held) trash[effect.draft] = {effect.draft, line, effect.removed};
        };
        offer(effect.line);
        if (found != drafts.end()) {
            offer(found->second);
            drafts.erase(found);
        }
        std::string& stands = gone[effect.draft];
        stands = stands.empty() ? effect.tombstone
                                : drafts::write_tombstone(both(tombstone, drafts::read_tombstone(stands)));
        return StorageTrouble::none;
    }
};

inline TrashRead SafetyCopy::read_trash() const {
    TrashRead read;
    for (const auto& [id, item] : trash) read.items.push_back(item);
    return read;
}

// What both hold now, of one draft or of all.
inline CopiesRead read_stores(const Store& store, const SafetyCopy* copies, const std::string& draft = {}) {
    CopiesRead read;
    const bool has_copies = copies != nullptr && copies->available;
    const auto is_asked = [&](const std::string& id) { return draft.empty() || id.find(draft) != std::string::npos; };
    if (store.available) {
        for (const auto& [key, value] : store.items) {
            if (key.substr(0, prefix.size()) == prefix && is_asked(key)) read.items.push_back({key, value});
        }
    }
    read.draft = draft;
    if (!has_copies) {
        read.trouble = copies == nullptr ? StorageTrouble::blocked : copies->why_not;
        return read;
    }
    for (const auto& [id, line] : copies->drafts) {
        if (is_asked(id)) read.copies.push_back({id, line});
    }
    for (const auto& [id, tombstone] : copies->gone) {
        if (is_asked(id)) read.gone.push_back({id, tombstone});
    }
    return read;
}

class Page {
  public:
    explicit Page(Store& store_, std::string hash = "#/", bool fresh = false, std::string writer = "0a1b2c3d")
        : Page(store_, nullptr, std::move(hash), fresh, std::move(writer)) {}
    // With a safety copy; each page on the same stores needs a writer of its own. late: the copies are read by the test, before the page is drawn.
    Page(Store& store_, SafetyCopy* copies_, std::string hash = "#/", bool fresh = false,
         std::string writer = "0a1b2c3d", bool late = false)
        : store(store_), copies(copies_) {
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
        if (late) return;
        read_copies();
        drawn();
    }

    void read_copies() {
        for (const Effect& effect : update(state, {read_stores(store, copies), now, next_id(), token}))
            carry_out(effect);
        if (!hold_answers) answer();
    }

    // Carries an event out with everything that follows from it; returns the effects of the event itself.
    std::vector<Effect> act(Event event) {
        now.second += 1;
        if (now.second == 60) now.second = 0, now.minute = (now.minute + 1) % 60;
        std::vector<Effect> effects = update(state, {std::move(event), now, next_id(), token});
        for (const Effect& effect : effects) carry_out(effect);
        if (!hold_answers) answer();
        return effects;
    }

    // The answers that were held back, oldest first.
    void answer(std::size_t count = static_cast<std::size_t>(-1)) {
        for (; count > 0 && !answers.empty(); --count) {
            const Event answered = std::move(answers.front());
            answers.pop_front();
            for (const Effect& effect : update(state, {answered, now, next_id(), token})) carry_out(effect);
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
    // The fields have the texts of the drafts, and what was announced is said.
    void drawn() {
        token = state.token;
        take_unsaid(state);
    }
    // In a field that could not be given the newer text when the page was drawn last.
    void type_over(Token older, const std::string& draft, const std::string& text, std::size_t question = 0) {
        const Token newer = std::exchange(token, older);
        type(draft, text, question);
        token = newer;
    }
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
    Announcement::Kind said() const { return state.told.last.kind; }

    Store& store;
    SafetyCopy* copies;
    State state;
    LocalTime now{2026, 11, 23, 14, 0, 0, 60};
    Token token = 0;  // of the page as it was drawn last
    bool hold_answers = false;
    std::deque<Event> answers;
    std::string address;  // as the address bar has it
    bool address_is_fresh = false;
    std::vector<std::string> history;
    bool loads_anew = false;  // with the new version
    std::vector<Download> downloads;
    std::string last_backup;
    std::function<void(const Effect&)> other_tabs;  // is told what concerns them

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
            answers.push_back(Stored{write->draft, write->revision, store.write(*write)});
        } else if (const auto* copy = std::get_if<WriteCopy>(&effect)) {
            answers.push_back(Copied{copy->draft, copy->record, copies->put(*copy)});
        } else if (const auto* remove = std::get_if<RemoveRecords>(&effect)) {
            store.remove(*remove);
        } else if (const auto* remove_copy = std::get_if<RemoveCopy>(&effect)) {
            const StorageTrouble trouble = copies->remove(*remove_copy);
            // Until the safety copy has answered, this keeps the draft from coming back.
            if (trouble == StorageTrouble::none || trouble == StorageTrouble::conflict) {
                store.items.erase(remove_copy->key);
            } else {
                store.items[remove_copy->key] = remove_copy->tombstone;
            }
            answers.push_back(Removed{remove_copy->draft, trouble});
        } else if (const auto* again = std::get_if<ReadAgain>(&effect)) {
            answers.push_back(read_stores(store, copies, again->draft));
        } else if (std::holds_alternative<ReadTrash>(effect)) {
            answers.push_back(copies->read_trash());
        } else if (std::holds_alternative<ReadAll>(effect)) {
            const bool has_copies = copies != nullptr && copies->available;
            AllRead all{read_stores(store, copies), {}, {}};
            if (has_copies && copies->is_silent) all.stores.trouble = StorageTrouble::failed;
            if (has_copies && !copies->is_silent) {
                all.trash = copies->read_trash().items;
                for (const auto& [key, snapshot] : copies->history) all.history.push_back(snapshot);
            }
            answers.push_back(std::move(all));
        } else if (const auto* file = std::get_if<Download>(&effect)) {
            downloads.push_back(*file);
        } else if (const auto* backup = std::get_if<RememberBackup>(&effect)) {
            last_backup = backup->time;
        } else if (const auto* for_good = std::get_if<RemoveFromTrash>(&effect)) {
            copies->remove_for_good(for_good->draft);
            answers.push_back(copies->read_trash());
        } else if (const auto* keep = std::get_if<KeepSnapshot>(&effect)) {
            if (copies != nullptr) answers.push_back(copies->keep(*keep));
        } else if (const auto* read = std::get_if<ReadHistory>(&effect)) {
            if (copies != nullptr) answers.push_back(copies->read_history(read->draft));
        } else if (const auto* drop = std::get_if<DropSnapshots>(&effect)) {
            answers.push_back(copies->drop(*drop));
        } else if (const auto* set = std::get_if<SetAddress>(&effect)) {
            if (set->replace && !history.empty()) history.pop_back();
            history.push_back(set->hash);
            address = set->hash;
            address_is_fresh = set->fresh;
        } else if (std::holds_alternative<UseNewVersion>(effect)) {
            loads_anew = true;
        }
        if (other_tabs) other_tabs(effect);
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
