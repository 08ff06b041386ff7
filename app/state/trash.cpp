// Rules of state/trash.h.
#include "state/trash.h"

#include <utility>

#include "model/order.h"
#include "state/keeping.h"
#include "state/places.h"
#include "state/removing.h"
#include "state/turn.h"

namespace state {
namespace {

const InTrash* in_trash(const State& state, std::string_view id) {
    if (!state.trash.items) return nullptr;
    for (const InTrash& item : *state.trash.items) {
        if (item.id == id) return &item;
    }
    return nullptr;
}

std::string subject_in_trash(const State& state, std::string_view id) {
    const InTrash* const item = in_trash(state, id);
    return item == nullptr ? std::string() : subject_of(item->record.draft);
}

// A draft was to give way to a backup, and the trash has not taken its record (line): the draft stays, and the text of the backup gets an
// id of its own.
void bring_back_replaced(Turn& turn, const std::string& id, const std::string& line) {
    DraftEntry& entry = *find_entry(turn.state, id);
    DraftEntry before;
    load_record(before, drafts::read_record(line, id).record);
    before.line = line;
    before.newest_units = line.size();
    before.keys = entry.keys;
    before.local.stamp = entry.local.stamp;
    before.copy.stamp = entry.copy.stamp;
    fork_restored(turn, entry);
    judge_safety(turn, turn.insert(std::move(before)));
}

}  // namespace

void on(Turn& turn, const Removed& event) {
    State& state = turn.state;
    const auto removal = turn.removal_of(event.draft);
    if (removal == state.removals.end()) return;
    std::vector<std::string> waiting;  // ids of the drafts that wait for this removal; two of the same text can
    for (const DraftEntry& entry : state.drafts) {
        if (entry.waits_for == event.draft) waiting.push_back(entry.draft.id);
    }
    if (event.trouble != StorageTrouble::none && !waiting.empty()) {
        const std::string line = std::move(removal->line);
        state.removals.erase(removal);
        for (const std::string& id : waiting) bring_back_replaced(turn, id, line);
        return;
    }
    if (event.trouble != StorageTrouble::none && event.trouble != StorageTrouble::conflict) {
        removal->on_its_way = false;  // tried again with the next flush
        return;
    }
    const Removal done = std::move(*removal);
    state.removals.erase(removal);
    for (const std::string& id : waiting) {
        DraftEntry& entry = *find_entry(state, id);
        entry.waits_for.clear();
        send_to_stores(turn, entry);
        leave_local_storage(turn, entry);
        judge_safety(turn, entry);
    }
    if (event.trouble == StorageTrouble::none) {
        if (!done.keys.empty()) turn.want(RemoveRecords{done.keys, done.local, state.storage.writer});
        if (state.route.screen == Screen::trash) turn.want(ReadTrash{});
    }
    if (event.trouble == StorageTrouble::conflict) {
        // Another page has written the draft since: it stays, and can no longer be put back by undoing the deletion.
        if (is_deleted(state, event.draft)) state.deleted.reset();
        turn.want(ReadAgain{event.draft});
    }
    DraftEntry* const entry = turn.entry_stored(event.draft);
    if (entry == nullptr) return;
    if (event.trouble == StorageTrouble::none) note_loss(*entry, entry->local.stamp, {});
    // The deleted draft itself is not sent to the safety copy: its own tombstone stands there, and would look like another tab's.
    if (!state.deleted || entry != &*state.deleted) send_to_safety_copy(turn, *entry);
}

void on(Turn& turn, const TrashRead& event) {
    State& state = turn.state;
    const std::string removed = std::exchange(state.trash.removing, {});
    if (event.trouble != StorageTrouble::none) {
        if (!removed.empty()) turn.announce(Said::not_removed);
        return;
    }
    const std::string subject = removed.empty() ? std::string() : subject_in_trash(state, removed);
    state.trash.items.emplace();
    for (const TrashRead::Item& item : event.items) {
        drafts::RecordReading reading = drafts::read_record(item.line, item.id);
        if (reading.problem == drafts::RecordProblem::unreadable) {
            turn.list_unreadable({"trash " + item.id, item.id, item.line.size(), item.line});
            continue;
        }
        state.trash.items->push_back({item.id, item.line, std::move(reading.record),
                                      parse_iso_time(item.removed).value_or(LocalTime{}),
                                      reading.problem == drafts::RecordProblem::newer});
    }
    model::sort_from_high_to_low(*state.trash.items,
                                 [](const InTrash& item) { return drafts::time_order(iso_time(item.removed)); });
    if (removed.empty()) return;
    turn.announce(in_trash(state, removed) == nullptr ? Said::removed_for_good : Said::not_removed, subject);
    turn.want(MoveFocus{"screen"});  // the button that was pressed is gone
}

void on(Turn& turn, const PutBack& event) {
    State& state = turn.state;
    const InTrash* const found = in_trash(state, event.draft);
    if (found == nullptr || found->newer_version) return;
    DraftEntry entry;
    load_record(entry, found->record);
    entry.edits = entry.announced_edits = 1;
    // A draft of this id may have come back meanwhile.
    const bool is_here = find_entry(state, event.draft) != nullptr;
    if (is_here) leave_stores(entry, turn.fresh_id());
    DraftEntry& put = turn.insert(std::move(entry));
    // The safety copy removes the record from its trash when it gets the draft again.
    state.trash.items->erase(state.trash.items->begin() + (found - state.trash.items->data()));
    if (is_deleted(state, event.draft)) state.deleted.reset();
    turn.announce(Said::put_back, put);
    turn.want(MoveFocus{"screen"});
    write_new(turn, put);
    if (is_here) turn.want(RemoveFromTrash{event.draft});
}

void on(Turn& turn, const RemoveForGood& event) {
    State& state = turn.state;
    if (in_trash(state, event.draft) == nullptr) return;
    state.trash.removing = event.draft;
    if (is_deleted(state, event.draft)) state.deleted.reset();
    turn.want(RemoveFromTrash{event.draft});
}

void on(Turn& turn, const DeleteDraft& event) {
    State& state = turn.state;
    const std::string id = turn.id_meant(event.draft);
    const auto place = turn.position(id);
    // A draft that a later version of the page wrote could not be written again by Ongedaan maken, so it is not deleted.
    if (place == state.drafts.end() || place->newer_version) return;
    for (Announcement& notice : state.told.notices) {
        if (notice.draft == id) notice.serial = 0;  // it has a link to the draft
    }
    state.deleted = std::move(*place);
    state.drafts.erase(place);
    DraftEntry& deleted = *state.deleted;
    deleted.say_saved = 0;
    remove_entry(turn, deleted);
    turn.announce(has_trash(state) ? Said::deleted_to_trash : Said::deleted, subject_of(deleted.draft));
    if (state.route.draft == id) {
        set_route(turn, {});
        turn.set_address(true);
        turn.want(ScrollToTop{});
    }
    state.new_version.waits_for.erase(id);
    // The button that was pressed is gone; the focus goes to Ongedaan maken.
    turn.want(MoveFocus{"undo"});
}

void on(Turn& turn, const UndoDelete&) {
    State& state = turn.state;
    if (!state.deleted) return;
    DraftEntry entry = std::move(*state.deleted);
    state.deleted.reset();
    // The keys that were to be removed when the trash has the record stay.
    if (const auto removal = turn.removal_of(entry.draft.id); removal != state.removals.end()) {
        entry.keys = std::exchange(removal->keys, {});
        if (!entry.keys.empty()) entry.local.stamp = removal->local;
    }
    // Where a slot under its id does not read, the draft gets another id.
    if (entry.local.closed || entry.copy.closed) leave_stores(entry, turn.fresh_id());
    DraftEntry& restored = turn.insert(std::move(entry));
    turn.announce(Said::restored, restored);
    turn.want(MoveFocus{"open." + restored.draft.id});
    write_new(turn, restored);
}

}  // namespace state
