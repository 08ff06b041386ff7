// Rules of state/merging.h.
#include "state/merging.h"

#include <algorithm>
#include <set>
#include <utility>

#include "drafts/merge.h"
#include "state/forks.h"
#include "state/keeping.h"
#include "state/places.h"
#include "state/removing.h"
#include "state/turn.h"

namespace state {
namespace {

struct Taken {
    bool is_new = false;
    std::string apart;  // id of the fork, when two versions were in conflict
};

// Of two versions in conflict the one that does not hold becomes a fork. Returns its id.
std::string keep_conflicting(Turn& turn, const std::string& of, const std::string& line) {
    DraftEntry other;
    load_record(other, drafts::read_record(line, of).record);
    leave_stores(other, turn.fresh_id());
    other.announced_edits = other.edits;
    name_fork(turn.state, other.draft);
    DraftEntry& entry = turn.insert(std::move(other));
    std::string id = entry.draft.id;
    write(turn, entry);
    return id;
}

// The fields of a draft showed `before`: what is typed into one of them with an older token was typed over that.
void note_replaced(State& state, DraftEntry& entry, const model::Report& before) {
    state.token += 1;
    for (std::size_t place = 0; place < Field::count; ++place) {
        const Field field = Field::at(place);
        if (field.in(before) != field.in(entry.draft.report)) entry.replaced_at[place] = state.token;
    }
}

// Takes what both stores have of one draft into the page. is_news: the safety copy can be read for the first time.
Taken take_merged(Turn& turn, drafts::MergedDraft found, bool is_news) {
    State& state = turn.state;
    if (const auto removal = turn.removal_of(found.id); removal != state.removals.end()) {
        // Deleted here before the safety copy was read: the removal now knows which record it removes. A later record is another page's.
        if (is_news) removal->copy = found.copy;
        return {};
    }
    if (is_deleted(state, found.id)) return {};
    const bool was_blank = turn.is_blank(found.id);
    if (was_blank) state.blank.reset();
    Taken taken;
    auto place = turn.position(found.id);
    // A record of this page's own in the older slot is text that the entry has already.
    const bool is_other_ours = found.other && drafts::read_stamp(*found.other).writer == state.storage.writer;
    std::string apart;
    if (place != state.drafts.end() && place->newest != found.newest) {
        // The stores are as this page knows them; what was typed here is on its way to them.
        if (has_unkept(*place) && found.local == place->local.stamp && found.copy == place->copy.stamp) return {};
        // A store has lost the newer record that this page has, and gets it again.
        if (!found.other && !found.unreadable && !place->newer_version &&
            drafts::builds_on(place->newest, place->newest_parent, found.newest)) {
            place->keys = std::move(found.keys);
            note_loss(*place, found.local, found.copy);
            return {};
        }
        if (is_other_ours || (has_unkept(*place) && place->newest != found.local && place->newest != found.copy) ||
            place->edits != place->written_edits) {
            fork_in_place(turn, *place);
            apart = place->draft.id;
            place->left->keys.clear();  // these records are replaced by those of the version that holds
            write(turn, *place);
            place = state.drafts.end();
        }
    }
    if (place == state.drafts.end() || place->newest != found.newest) {
        drafts::RecordReading reading = drafts::read_record(found.line, found.id);
        DraftEntry entry;
        const bool was_there = place != state.drafts.end();
        if (was_there) entry.replaced_at = place->replaced_at;
        entry.is_fresh = was_blank;
        load_record(entry, std::move(reading.record), std::move(reading.hash));
        note_replaced(state, entry, was_there ? place->draft.report : model::Report{});
        if (was_there) {
            if (state.change && state.change->draft == found.id) state.change.reset();  // nothing to undo in this one
            *place = std::move(entry);
        } else {
            turn.insert(std::move(entry));
            place = turn.position(found.id);
        }
        taken.is_new = true;
    }
    if (found.other && !is_other_ours) {
        apart = keep_conflicting(turn, found.id, *found.other);
        taken.apart = apart;
    }
    DraftEntry& entry = *turn.position(found.id);
    entry.local.stamp = found.local;
    entry.copy.stamp = found.copy;
    entry.local.closed = found.local_closed;
    entry.copy.closed = found.copy_closed;
    entry.newer_version = found.newer;
    entry.unreadable_slot = found.unreadable;
    entry.keys = std::move(found.keys);
    entry.waits_for = apart;
    entry.newest_units = found.line.size();
    entry.line = std::move(found.line);
    if (entry.newer_version) entry.line.clear();
    return taken;
}

// A draft that this page knows to be kept, and that no store has, was not removed by the writer, or there would be a tombstone: the browser, an
// extension or a policy has cleared the store. The draft is written again.
void find_lost(Turn& turn, const CopiesRead& event) {
    // Without a safety copy there are no tombstones: another tab may have removed the draft, unless localStorage is empty.
    const bool is_usable = event.trouble == StorageTrouble::none;
    if (!is_usable && !(event.draft.empty() && event.items.empty())) return;
    std::set<std::string_view> found;
    const std::size_t before_id = turn.state.storage.key_prefix.size() + 2;  // "d "
    for (const drafts::StoredItem& item : event.items) {
        if (item.key.size() > before_id) found.insert(std::string_view(item.key).substr(before_id, 32));
    }
    for (const drafts::Copy& copy : event.copies) found.insert(copy.id);
    for (const drafts::Gone& gone : event.gone) found.insert(gone.id);
    for (DraftEntry& entry : turn.state.drafts) {
        const bool is_asked = event.draft.empty() || entry.draft.id == event.draft;
        if (!is_asked || found.count(entry.draft.id) != 0) continue;
        if (entry.local.stamp.revision == 0 && entry.copy.stamp.revision == 0) continue;  // it was in no store before
        entry.keys.clear();
        note_loss(entry, {}, is_usable ? drafts::Stamp{} : entry.copy.stamp);
    }
}

// A draft was removed elsewhere: its entry is dropped, or becomes a fork when it has text that is kept nowhere.
void drop_or_fork(Turn& turn, const std::string& id) {
    const auto place = turn.position(id);
    if (place == turn.state.drafts.end()) return;
    if (has_unkept(*place) && !place->newer_version) {
        fork_in_place(turn, *place, Said::removed_elsewhere);
        place->left.reset();
        write(turn, *place);
    } else {
        turn.state.drafts.erase(place);
    }
}

// Drops the entries of drafts that another page has removed and of which the stores have nothing but a tombstone.
void drop_removed(Turn& turn, const CopiesRead& event, const drafts::Merged& merged) {
    for (const drafts::Gone& gone : event.gone) {
        const auto is_it = [&gone](const auto& draft) { return draft.id == gone.id; };
        const bool is_left = std::any_of(merged.drafts.begin(), merged.drafts.end(), is_it) ||
                             std::any_of(merged.gone.begin(), merged.gone.end(), is_it);
        const auto place = turn.position(gone.id);
        if (is_left || place == turn.state.drafts.end()) continue;
        // A draft that is being written here comes back: its deletion was undone.
        if (place->local.on_its_way.revision == 0 && place->copy.on_its_way.revision == 0) drop_or_fork(turn, gone.id);
    }
}

// A draft was removed by another page, or here before the safety copy could be read: the stores remove what is left of it.
void take_removal(Turn& turn, drafts::GoneDraft gone) {
    State& state = turn.state;
    if (is_deleted(state, gone.id)) return;
    drop_or_fork(turn, gone.id);
    if (turn.removal_of(gone.id) != state.removals.end()) return;
    Removal removal{gone.id, gone.copy, gone.tombstone, std::move(gone.line), {}, gone.local};
    remove_from_stores(turn, std::move(removal), std::move(gone.keys));
}

}  // namespace

void on(Turn& turn, const Started& event) {
    State& state = turn.state;
    state.storage.key_prefix = event.key_prefix;
    state.storage.writer = event.writer;
    state.storage.has_local = event.storage_available;
    state.backup.last = parse_iso_time(event.last_backup);
    drafts::Found found = drafts::find_drafts(event.key_prefix, event.items);
    state.drafts.clear();
    for (drafts::FoundDraft& draft : found.drafts) {
        DraftEntry entry;
        load_record(entry, std::move(draft.record), std::move(draft.hash));
        entry.local.stamp = entry.newest;
        entry.newer_version = draft.newer;
        entry.unreadable_slot = draft.unreadable_slot;
        entry.keys = std::move(draft.keys);
        judge_safety(turn, entry);
        state.drafts.push_back(std::move(entry));
    }
    state.unreadable = std::move(found.unreadable);
    open_address(turn, event.hash, event.fresh);
}

drafts::KnownLines known_lines(const State& state) {
    drafts::KnownLines known;
    for (const DraftEntry& entry : state.drafts) known[entry.draft.id] = entry.hash;
    return known;
}

drafts::Merged merged_stores(const State& state, const CopiesRead& event) {
    return drafts::merge(state.storage.key_prefix, event.items, event.copies, event.gone, known_lines(state));
}

void on(Turn& turn, const CopiesRead& event) { take_stores(turn, event, merged_stores(turn.state, event)); }

void take_stores(Turn& turn, const CopiesRead& event, drafts::Merged merged) {
    State& state = turn.state;
    const bool is_first = state.storage.replica == Replica::unknown;
    const bool is_usable = event.trouble == StorageTrouble::none;
    if (!is_usable && state.storage.replica == Replica::usable)
        return;  // the disk does not answer now; the page asks again later
    if (!is_usable && is_first) {
        state.storage.replica = Replica::unavailable;
        state.storage.replica_trouble = event.trouble;
        for (Removal& removal : std::exchange(state.removals, {})) {
            std::vector<std::string> keys = std::exchange(removal.keys, {});
            remove_from_stores(turn, std::move(removal), std::move(keys));
        }
        if (!state.storage.has_local) turn.announce(Said::storage_blocked);
    }
    // The first time that all of the safety copy could be read; that need not be the first attempt.
    const bool is_news = is_usable && state.storage.replica != Replica::usable;
    if (is_usable) state.storage.replica = Replica::usable;
    for (drafts::UnreadableItem& item : merged.unreadable) turn.list_unreadable(std::move(item));
    std::size_t restored = 0, apart = 0;
    std::pair<std::string, std::string> both;  // ids of the last two versions in conflict
    drop_removed(turn, event, merged);
    for (drafts::GoneDraft& draft : merged.gone) take_removal(turn, std::move(draft));
    for (drafts::MergedDraft& draft : merged.drafts) {
        // Not counted as restored: drafts that are in the safety copy only, because there is no localStorage or they are too long for it.
        const bool counts =
            is_news && draft.restored && state.storage.has_local && draft.line.size() <= state.storage.longest_local;
        const std::string id = draft.id;
        const Taken taken = take_merged(turn, std::move(draft), is_news);
        if (taken.is_new && counts) restored += 1;
        if (!taken.apart.empty()) apart += 1, both = {id, taken.apart};
    }
    if (!is_first) find_lost(turn, event);
    if (apart == 1) {
        turn.tell({Said::versions_apart, "1", 0, std::move(both.first), std::move(both.second)});
    } else if (apart != 0) {
        turn.announce(Said::versions_apart, std::to_string(apart));
    }
    if (restored != 0) turn.announce(Said::restored_copies, std::to_string(restored));
    if (state.route.screen == Screen::drafts) turn.sort_drafts();
    send_removals(turn);
    for (DraftEntry& entry : state.drafts) {
        flush(turn, entry);
        if (is_first && state.device.room.is_short() && entry.draft.id != state.route.draft) entry.put_away = true;
        judge_safety(turn, entry);
    }
}

}  // namespace state
