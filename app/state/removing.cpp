// Rules of state/removing.h.
#include "state/removing.h"

#include <utility>

#include "state/turn.h"

namespace state {

void put_into_trash(Turn& turn, std::string id, const drafts::Record& record, std::string line) {
    if (turn.removal_of(id) != turn.state.removals.end()) return;
    remove_from_stores(
        turn, {std::move(id), {}, {{record.revision, record.writer}, record.parent_revision}, std::move(line), {}, {}},
        {});
}

void remove_from_stores(Turn& turn, Removal removal, std::vector<std::string> keys) {
    State& state = turn.state;
    const bool has_no_copies =
        state.storage.replica == Replica::unavailable && state.storage.replica_trouble == StorageTrouble::blocked;
    if (removal.line.empty() || has_no_copies) {
        if (!keys.empty()) turn.want(RemoveRecords{std::move(keys), removal.local, state.storage.writer});
    } else {
        removal.keys = std::move(keys);
    }
    if (has_no_copies || removal.tombstone.newest.revision == 0) return;
    state.removals.push_back(std::move(removal));
    send_removals(turn);
}

void remove_entry(Turn& turn, DraftEntry& entry) {
    Removal removal{entry.draft.id, entry.copy.stamp, {entry.newest, entry.newest_parent}, {}, {}, entry.local.stamp};
    if (entry.edits > entry.written_edits && entry.copy.stamp.revision + entry.local.stamp.revision != 0) {
        const drafts::Record record = next_record(entry, turn.state.storage.writer);
        removal.line = drafts::write_record(record);
        removal.tombstone = {{record.revision, record.writer}, record.parent_revision};
    } else if (entry.copy.stamp != entry.newest) {
        removal.line = drafts::write_record(newest_record(entry));
    }
    entry.newest = removal.tombstone.newest;
    remove_from_stores(turn, std::move(removal), std::exchange(entry.keys, {}));
    entry.local = {};
}

void send_removals(Turn& turn) {
    State& state = turn.state;
    if (state.storage.replica == Replica::unknown) return;
    for (Removal& removal : state.removals) {
        if (std::exchange(removal.on_its_way, true)) continue;
        turn.want(RemoveCopy{
            removal.draft, drafts::gone_key(state.storage.key_prefix, removal.draft, state.storage.writer),
            drafts::write_tombstone(removal.tombstone), removal.line, iso_time(turn.action.now), removal.copy});
    }
}

}  // namespace state
