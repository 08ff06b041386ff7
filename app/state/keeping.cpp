// Rules of state/keeping.h.
#include "state/keeping.h"

#include <algorithm>
#include <utility>

#include "drafts/record.h"
#include "state/forks.h"
#include "state/removing.h"
#include "state/turn.h"

namespace state {
namespace {

// While localStorage has the text, a safety copy that does not take it is announced once, and once more when it takes it again.
void announce_safety_copy(Turn& turn, const DraftEntry& entry, StorageTrouble before) {
    const bool was_well = before == StorageTrouble::none, is_well = entry.copy.trouble == StorageTrouble::none;
    if (was_well && !is_well && entry.safety == Safety::in_browser) {
        turn.announce(Said::copy_failed, entry);
    }
    if (!was_well && is_well && entry.safety == Safety::on_device) {
        turn.announce(Said::save_recovered_on_device, entry);
    }
}

// Whether the newest record is kept in the safety copy only. A safety copy that fails lets every record go to localStorage.
bool is_too_long(const State& state, const DraftEntry& entry) {
    return entry.newest_units > state.storage.longest_local && state.storage.replica == Replica::usable &&
           !entry.copy.closed && entry.copy.trouble == StorageTrouble::none;
}

void take_answer(Turn& turn, DraftEntry& entry, Kept& store, const drafts::Stamp& record, StorageTrouble trouble) {
    State& state = turn.state;
    // The answer to an older write is ignored: a newer record is on its way to the same store.
    if (record.revision == 0 || record != store.on_its_way) return;
    const drafts::Stamp written = std::exchange(store.on_its_way, {});
    const bool is_deleted = state.deleted && &entry == &*state.deleted;
    if (trouble == StorageTrouble::conflict) {
        if (is_deleted) return;
        if (entry.newer_version) {
            // A record of a later version, put back from a backup: another page has written there, and its record stays.
            turn.want(ReadAgain{entry.draft.id});
            return;
        }
        fork_in_place(turn, entry);
        write(turn, entry);
        judge_safety(turn, entry);
        return;
    }
    const bool was_too_long = is_too_long(state, entry);
    const StorageTrouble before = std::exchange(store.trouble, trouble);
    if (trouble == StorageTrouble::none) {
        store.stamp = written;
        store.edits = store.edits_on_its_way;
    }
    if (is_deleted) return;
    // A record goes to the safety copy when localStorage has answered, or when the safety copy has taken the one before.
    if (&store == &entry.local || trouble == StorageTrouble::none) send_to_safety_copy(turn, entry);
    // A record that the safety copy does not take goes to localStorage, however long it is.
    if (was_too_long && !is_too_long(state, entry)) send_to_stores(turn, entry);
    const bool had_failed = entry.safety == Safety::not_saved;
    judge_safety(turn, entry);
    if (&store == &entry.copy && !had_failed) announce_safety_copy(turn, entry, before);
    if (!is_being_written(entry)) state.new_version.waits_for.erase(entry.draft.id);
}

Safety safety_of(const State& state, const DraftEntry& entry) {
    if (entry.newest.revision == 0 && entry.edits == 0) return Safety::untouched;
    if (holds_all(entry, entry.copy)) return Safety::on_device;
    if (holds_all(entry, entry.local)) return Safety::in_browser;
    // After a failure the text is "not saved" until a write is answered.
    if (entry.safety == Safety::not_saved) return Safety::not_saved;
    const auto has_failed = [&entry](bool is_there, const Kept& store) {
        return !is_there || (entry.edits == entry.written_edits && store.on_its_way.revision == 0 &&
                             store.trouble != StorageTrouble::none);
    };
    const bool nowhere = has_failed(state.storage.has_local, entry.local) &&
                         has_failed(state.storage.replica == Replica::usable, entry.copy);
    return nowhere ? Safety::not_saved : Safety::saving;
}

void say_kept(Turn& turn, DraftEntry& entry, std::uint64_t edits, Said kind) {
    entry.say_saved = 0;
    entry.announced_edits = edits;
    turn.announce(kind, entry);
}

// Announces that a field which was left is kept: once, when no better store has yet to answer.
void say_when_kept(Turn& turn, DraftEntry& entry) {
    if (entry.say_saved == 0) return;
    if (entry.copy.edits >= entry.say_saved) {
        say_kept(turn, entry, entry.say_saved, Said::saved_on_device);
        return;
    }
    const bool copy_may_come = turn.state.storage.replica == Replica::usable && !entry.copy.closed &&
                               (entry.copy.on_its_way.revision != 0 || entry.copy.trouble == StorageTrouble::none);
    if (entry.local.edits >= entry.say_saved && !copy_may_come) say_kept(turn, entry, entry.say_saved, Said::saved);
}

void forget_line(Turn& turn, DraftEntry& entry) {
    const auto is_done = [&entry](bool is_there, const Kept& store) {
        return !is_there || store.closed || store.stamp == entry.newest;
    };
    const bool has_local = turn.state.storage.has_local && !is_too_long(turn.state, entry);
    if (is_done(has_local, entry.local) && is_done(turn.state.storage.replica != Replica::unavailable, entry.copy)) {
        entry.line.clear();
    }
}

// This draft is kept: cleans up after its fork, and sends the drafts that waited for it to the stores.
void finish_waiting(Turn& turn, DraftEntry& entry) {
    if (entry.left) {
        const DraftEntry::Left left = *std::exchange(entry.left, std::nullopt);
        if (!left.keys.empty()) turn.want(RemoveRecords{left.keys, left.local, turn.state.storage.writer, true});
        turn.want(ReadAgain{left.id});
    }
    for (DraftEntry& other : turn.state.drafts) {
        if (other.waits_for != entry.draft.id) continue;
        other.waits_for.clear();
        send_to_stores(turn, other);
        leave_local_storage(turn, other);
    }
}

bool is_waiting(Turn& turn, const DraftEntry& entry) {
    return !entry.waits_for.empty() && (find_entry(turn.state, entry.waits_for) != nullptr ||
                                        turn.removal_of(entry.waits_for) != turn.state.removals.end());
}

}  // namespace

void on(Turn& turn, const FlushDue&) {
    for (DraftEntry& entry : turn.state.drafts) flush(turn, entry);
    send_removals(turn);
}

void on(Turn& turn, const FieldLeft& event) {
    turn.state.is_typing = false;
    DraftEntry* entry = turn.entry_meant(event.draft);
    if (!entry || entry->edits == entry->announced_edits) return;
    entry->say_saved = entry->edits;
    if (is_kept(*entry)) {
        judge_safety(turn, *entry);
    } else {
        flush(turn, *entry);
    }
}

void on(Turn& turn, const Stored& event) {
    if (DraftEntry* entry = turn.entry_stored(event.draft)) {
        // localStorage answers in the same turn, so the revision is enough to know which record it was.
        const bool is_it = event.revision == entry->local.on_its_way.revision;
        take_answer(turn, *entry, entry->local, is_it ? entry->local.on_its_way : drafts::Stamp{}, event.trouble);
    }
}

void on(Turn& turn, const Copied& event) {
    if (DraftEntry* entry = turn.entry_stored(event.draft)) {
        take_answer(turn, *entry, entry->copy, event.record, event.trouble);
    }
}

void fork_restored(Turn& turn, DraftEntry& entry) {
    const std::string from = give_new_id(turn, entry);
    turn.tell({Said::versions_apart, "1", 0, from, entry.draft.id});
    write(turn, entry);
    judge_safety(turn, entry);
    turn.want(ReadAgain{from});
}

void note_loss(DraftEntry& entry, const drafts::Stamp& local, const drafts::Stamp& copy) {
    entry.local.stamp = local;
    entry.copy.stamp = copy;
    if (entry.newer_version) {
        // Only its writer could write it again.
        entry.local.trouble = entry.copy.trouble = StorageTrouble::failed;
    } else if (entry.line.empty() && entry.edits == entry.written_edits) {
        entry.line = drafts::write_record(newest_record(entry));
        entry.newest_units = entry.line.size();
    }
}

bool is_being_written(const DraftEntry& entry) {
    return entry.local.on_its_way.revision != 0 || (entry.copy.on_its_way.revision != 0 && !is_kept(entry));
}

bool needs_write(const State& state, const DraftEntry& entry) {
    return can_keep(state) && !entry.newer_version && entry.edits > entry.written_edits;
}

void judge_safety(Turn& turn, DraftEntry& entry) {
    State& state = turn.state;
    const bool had_failed = entry.safety == Safety::not_saved;
    const bool can_fail = can_keep(state);  // without any store, that was announced at the start
    entry.safety = safety_of(state, entry);
    leave_local_storage(turn, entry);
    const StorageTrouble local = !state.storage.has_local    ? StorageTrouble::blocked
                                 : is_too_long(state, entry) ? StorageTrouble::too_long
                                                             : entry.local.trouble;
    const bool by_copy =
        local == StorageTrouble::none || (!state.storage.has_local && state.storage.replica == Replica::usable);
    switch (entry.safety) {
        case Safety::saving:
            // too_long holds for the whole draft, so it stays while letters are being saved.
            entry.trouble = local == StorageTrouble::too_long ? local : StorageTrouble::none;
            break;
        case Safety::untouched:
        case Safety::in_browser:
            entry.trouble = StorageTrouble::none;
            break;
        case Safety::on_device:
            entry.trouble = holds_all(entry, entry.local) ? StorageTrouble::none : local;
            break;
        case Safety::not_saved:
            entry.trouble = by_copy && entry.copy.trouble != StorageTrouble::none ? entry.copy.trouble : local;
            if (!had_failed && can_fail) turn.announce(Said::save_failed, entry);
            // Announced once: not at further attempts, and again when the text is kept.
            entry.say_saved = 0;
            return;
    }
    if (is_kept(entry)) {
        if (had_failed) {
            const bool on_device = entry.safety == Safety::on_device;
            say_kept(turn, entry, entry.edits, on_device ? Said::save_recovered_on_device : Said::save_recovered);
        }
        forget_line(turn, entry);
        finish_waiting(turn, entry);
        // The address must no longer say that the draft is new and not stored.
        if (std::exchange(entry.is_fresh, false) && entry.draft.id == state.route.draft) turn.set_address(true);
        if (entry.edits != 0 && !std::exchange(state.storage.has_kept, true)) turn.want(DraftKept{});
    }
    say_when_kept(turn, entry);
}

void leave_local_storage(Turn& turn, DraftEntry& entry) {
    if (!is_too_long(turn.state, entry) || !holds_all(entry, entry.copy) || entry.keys.empty() ||
        is_waiting(turn, entry) || entry.local.on_its_way.revision != 0) {
        return;
    }
    turn.want(RemoveRecords{std::exchange(entry.keys, {}), entry.local.stamp, turn.state.storage.writer});
    entry.local.stamp = {};
    entry.local.trouble = StorageTrouble::none;
}

void remove_older_record(Turn& turn, DraftEntry& entry) {
    if (!entry.put_away || entry.newer_version || !holds_all(entry, entry.local) || !holds_all(entry, entry.copy))
        return;
    entry.put_away = false;
    std::string older =
        drafts::slot_key(turn.state.storage.key_prefix, entry.draft.id, drafts::slot_of(entry.newest.revision + 1));
    const auto key = std::find(entry.keys.begin(), entry.keys.end(), older);
    if (key == entry.keys.end()) return;
    entry.keys.erase(key);
    turn.want(RemoveRecords{{std::move(older)}, entry.local.stamp, turn.state.storage.writer});
}

void write_new(Turn& turn, DraftEntry& entry) {
    write(turn, entry);
    judge_safety(turn, entry);
}

void flush(Turn& turn, DraftEntry& entry) {
    if (needs_write(turn.state, entry) && turn.removal_of(entry.waits_for) != turn.state.removals.end()) {
        fork_restored(turn, entry);  // somebody types: the text is kept at once, under another id
    } else if (needs_write(turn.state, entry)) {
        write(turn, entry);
    } else {
        send_to_stores(turn, entry);
    }
}

void write(Turn& turn, DraftEntry& entry) {
    if (!can_keep(turn.state)) return;
    const drafts::Record record = next_record(entry, turn.state.storage.writer);
    std::string line = drafts::write_record(record);
    // The record is read back before it replaces anything that is stored.
    drafts::RecordReading reading = drafts::read_record(line, entry.draft.id);
    if (reading.problem != drafts::RecordProblem::none || reading.record != record) {
        if (entry.safety != Safety::not_saved) turn.announce(Said::save_failed, entry);
        entry.safety = Safety::not_saved;
        entry.trouble = StorageTrouble::failed;
        entry.say_saved = 0;
        return;
    }
    entry.newest = {record.revision, record.writer};
    entry.newest_parent = record.parent_revision;
    entry.hash = std::move(reading.hash);
    entry.newest_units = line.size();
    entry.line = std::move(line);
    entry.written_edits = entry.edits;
    send_to_stores(turn, entry);
}

void send_to_stores(Turn& turn, DraftEntry& entry) {
    if (entry.line.empty() || is_waiting(turn, entry)) return;
    const bool wants_local = turn.state.storage.has_local && !entry.local.closed && entry.local.stamp != entry.newest &&
                             !is_too_long(turn.state, entry);
    if (!wants_local) {
        send_to_safety_copy(turn, entry);
        return;
    }
    if (entry.local.on_its_way == entry.newest) return;
    std::string key =
        drafts::slot_key(turn.state.storage.key_prefix, entry.draft.id, drafts::slot_of(entry.newest.revision));
    if (std::find(entry.keys.begin(), entry.keys.end(), key) == entry.keys.end()) entry.keys.push_back(key);
    turn.want(WriteRecord{std::move(key), entry.line, entry.draft.id, entry.newest.revision, entry.local.stamp});
    entry.local.on_its_way = entry.newest;
    entry.local.edits_on_its_way = entry.written_edits;
}

void send_to_safety_copy(Turn& turn, DraftEntry& entry) {
    if (turn.state.storage.replica != Replica::usable || entry.copy.closed || entry.line.empty() ||
        entry.copy.on_its_way.revision != 0 || entry.copy.stamp == entry.newest || is_waiting(turn, entry) ||
        turn.removal_of(entry.draft.id) != turn.state.removals.end()) {
        return;
    }
    turn.want(WriteCopy{entry.draft.id, entry.line, entry.newest, entry.copy.stamp});
    entry.copy.on_its_way = entry.newest;
    entry.copy.edits_on_its_way = entry.written_edits;
}

}  // namespace state
