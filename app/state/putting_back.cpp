// Rules of state/putting_back.h.
#include "state/putting_back.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "state/backing_up.h"
#include "state/forks.h"
#include "state/keeping.h"
#include "state/merging.h"
#include "state/places.h"
#include "state/removing.h"
#include "state/turn.h"

namespace state {
namespace {

void compare_with_backup(Turn& turn, const AllRead& event) {
    State& state = turn.state;
    drafts::Here here;
    for (const DraftEntry& entry : state.drafts) {
        const bool is_edited = entry.edits > entry.written_edits;
        here.drafts.push_back({&entry.draft, entry.newest, is_edited ? entry.parent : entry.newest_parent, is_edited,
                               entry.newer_version});
    }
    std::vector<drafts::RecordReading> trash;
    for (const TrashRead::Item& item : event.trash) {
        trash.push_back(drafts::read_record(item.line, item.id));
        here.deleted.push_back(item.id);
    }
    for (const drafts::RecordReading& reading : trash) {
        if (reading.problem == drafts::RecordProblem::unreadable) continue;
        const drafts::Record& record = reading.record;
        here.trash.push_back({&record.draft,
                              {record.revision, record.writer},
                              record.parent_revision,
                              false,
                              reading.problem == drafts::RecordProblem::newer});
    }
    for (const drafts::Gone& gone : event.stores.gone) here.deleted.push_back(gone.id);
    for (const Removal& removal : state.removals) here.deleted.push_back(removal.draft);
    for (const drafts::Snapshot& snapshot : event.history) {
        here.history.push_back({drafts::draft_of(snapshot), drafts::read_stamp(snapshot.line)});
    }
    state.restore->compared = drafts::compare(state.restore->file.backup, here);
}

// The draft here that an entry of a backup would become: that of its id, or one that the same entry was put back as before (own_ids).
const DraftEntry* counterpart_of(const State& state, const drafts::BackupEntry& from) {
    const DraftEntry* found = find_entry(state, from.id);
    for (const std::string& id : drafts::own_ids(from)) {
        if (found == nullptr) found = find_entry(state, id);
    }
    return found;
}

// Earlier versions go to the id that their draft was put back under. Without a safety copy there is no history.
void put_history_back(Turn& turn, const drafts::Backup& backup, const AllRead& event,
                      const std::map<std::string, std::string>& ids) {
    if (!has_trash(turn.state)) return;
    std::map<std::string, std::vector<drafts::Snapshot>> here, from;
    for (const drafts::Snapshot& snapshot : event.history) here[drafts::draft_of(snapshot)].push_back(snapshot);
    for (const drafts::BackupEntry& entry : backup.history) {
        const auto id = ids.find(entry.id);
        if (id == ids.end()) continue;
        std::string line = entry.line;
        if (line.empty()) {
            drafts::Record record = entry.record;
            record.revision = 1;
            record.writer =
                drafts::own_id(entry).substr(0, 8);  // so that the same entry gives the same snapshot each time
            line = drafts::write_record(record);
        }
        from[id->second].push_back(
            drafts::make_snapshot(id->second, drafts::read_stamp(line), entry.at, entry.snapshot, line));
    }
    for (auto& [id, snapshots] : from) {
        for (drafts::Snapshot& snapshot :
             drafts::snapshots_to_put_back(here[id], snapshots, iso_time(turn.action.now))) {
            turn.want(KeepSnapshot{id, std::move(snapshot), true});
        }
    }
}

// Keeps the backup's record as a snapshot: when a backup is compared the next time, it shows that the draft builds on that record.
void keep_as_evidence(Turn& turn, const drafts::BackupEntry& from, const std::string& id) {
    if (from.line.empty() || from.newer || !has_trash(turn.state)) return;
    const drafts::Stamp stamp{from.record.revision, from.record.writer};
    turn.want(KeepSnapshot{id, drafts::make_snapshot(id, stamp, from.record.time, {}, from.line), true});
}

std::uint64_t removed_revision(const std::string& id, const AllRead& event) {
    for (const drafts::Gone& one : event.stores.gone) {
        if (one.id == id) return drafts::read_tombstone(one.tombstone).newest.revision;
    }
    return 0;
}

// Whether a backup's draft may be put back under this id: no other text has the id, here or in the trash.
bool is_free_for(Turn& turn, const drafts::BackupEntry& from, const std::string& id, const AllRead& event) {
    if (find_entry(turn.state, id) != nullptr || turn.is_unreadable(id) ||
        turn.removal_of(id) != turn.state.removals.end())
        return false;
    for (const TrashRead::Item& item : event.trash) {
        if (item.id != id || item.line == from.line) continue;
        const drafts::RecordReading reading = drafts::read_record(item.line, id);
        const bool reads = reading.problem == drafts::RecordProblem::none && !from.newer;
        // An id of own_ids() follows from the text alone; the draft was given another name then.
        const bool is_same = reads && (id == from.id ? drafts::is_same_text(reading.record.draft, from.record.draft)
                                                     : reading.record.draft.report == from.record.draft.report);
        if (!is_same) return false;
    }
    return !from.newer || removed_revision(id, event) == 0;
}

// Puts an entry back as a draft that is not here yet. beside: another text of its id stays, so it gets another id and a name that tells them
// apart. Returns the id; empty when the entry was put back before.
std::string add_from_backup(Turn& turn, const drafts::BackupEntry& from, const AllRead& event, bool beside) {
    State& state = turn.state;
    std::string id = from.id;
    const bool counts_on = from.record.revision < drafts::most_revision || from.newer;
    if (beside || !counts_on || !is_free_for(turn, from, id, event)) {
        id.clear();
        for (const std::string& own : drafts::own_ids(from)) {
            if (find_entry(state, own) != nullptr) return {};  // it came with this file before
            if (id.empty() && is_free_for(turn, from, own, event)) id = own;
        }
        if (id.empty()) id = turn.fresh_id();
    }
    const bool is_apart = id != from.id;
    const std::uint64_t removed = removed_revision(id, event);
    DraftEntry entry;
    load_record(entry, from.record);
    entry.changed = parse_iso_time(from.record.time).value_or(turn.action.now);
    entry.newer_version = from.newer;
    entry.edits = entry.announced_edits = 1;
    if (is_apart && from.newer) {
        entry.draft.id = id;
    } else if (is_apart) {
        leave_stores(entry, id);
        if (beside) name_fork(state, entry.draft);
    }
    if (from.newer || (!is_apart && removed == 0 && !from.line.empty())) {
        // The record is written as it is in the file, to the last byte.
        entry.line = from.line;
        entry.newest_units = from.line.size();
        entry.written_edits = entry.edits;
    } else if (removed != 0) {
        entry.newest.revision = entry.parent = std::max(entry.newest.revision, removed);
    }
    if (is_deleted(state, entry.draft.id)) state.deleted.reset();
    DraftEntry& added = turn.insert(std::move(entry));
    flush(turn, added);
    judge_safety(turn, added);
    if (removed != 0) keep_as_evidence(turn, from, id);
    return id;
}

// Puts one entry back, as the comparison says. Returns the id that it got; empty when nothing had to be done.
std::string put_draft_back(Turn& turn, const drafts::BackupEntry& entry, drafts::Compared is, bool replace,
                           const AllRead& event) {
    using drafts::Compared;
    const auto mine = turn.position(entry.id);
    if (mine == turn.state.drafts.end()) {
        // The draft that it was compared with may have been removed for this backup.
        const bool is_here = is == Compared::same || is == Compared::older;
        if (is_here && (!replace || counterpart_of(turn.state, entry) != nullptr)) return {};
        return add_from_backup(turn, entry, event, is == Compared::conflict);
    }
    const bool is_same = entry.newer ? mine->newest == drafts::Stamp{entry.record.revision, entry.record.writer}
                                     : mine->draft == entry.record.draft;
    if (is_same || (!replace && (is == Compared::same || is == Compared::older))) return {};
    // The text here can give way only when the trash can have it; otherwise it stays, and the entry becomes another draft.
    const bool is_free = turn.state.storage.replica == Replica::usable && !entry.newer && !mine->newer_version &&
                         !mine->unreadable_slot && !mine->local.closed && !mine->copy.closed && !has_unkept(*mine) &&
                         mine->newest.revision != 0 && mine->waits_for.empty() &&
                         entry.record.revision < drafts::most_revision;
    if (!is_free || (!replace && is != Compared::newer)) return add_from_backup(turn, entry, event, true);
    const drafts::Record record = record_of(turn.state, *mine);
    std::string line = drafts::write_record(record);
    // The new text is written only when the trash has the old one.
    mine->waits_for = drafts::own_id(line);
    put_into_trash(turn, mine->waits_for, record, line);
    mine->newest.revision = mine->parent = std::max(mine->newest.revision, entry.record.revision);
    mine->draft = entry.record.draft;
    mine->changed = parse_iso_time(entry.record.time).value_or(turn.action.now);
    mine->announced_edits = ++mine->edits;
    write_new(turn, *mine);
    keep_as_evidence(turn, entry, mine->draft.id);
    return mine->draft.id;
}

void put_backup_back(Turn& turn, const AllRead& event, bool replace) {
    State& state = turn.state;
    const Restore restore = *std::exchange(state.restore, std::nullopt);
    const drafts::Backup& backup = restore.file.backup;
    const bool was_empty = state.drafts.empty();
    std::size_t count = 0;
    if (replace) {
        std::set<std::string_view> in_file;
        std::vector<std::string> apart;  // ids of drafts that this file was put back as before
        for (const drafts::BackupEntry& entry : backup.drafts) {
            in_file.insert(entry.id);
            if (find_entry(state, entry.id) != nullptr) continue;
            const DraftEntry* const own = counterpart_of(state, entry);
            const bool is_it = own != nullptr && !entry.newer && own->draft.report == entry.record.draft.report;
            if (is_it) apart.push_back(own->draft.id);
        }
        in_file.insert(apart.begin(), apart.end());
        for (std::size_t i = state.drafts.size(); i-- > 0;) {
            if (in_file.count(state.drafts[i].draft.id) != 0 || state.drafts[i].newer_version) continue;
            DraftEntry gone = std::move(state.drafts[i]);
            state.drafts.erase(state.drafts.begin() + static_cast<std::ptrdiff_t>(i));
            remove_entry(turn, gone);
        }
    }
    std::set<std::string_view> taken;  // by an earlier entry of the same file
    std::map<std::string, std::string> ids;
    for (std::size_t i = 0; i < backup.drafts.size(); ++i) {
        const drafts::BackupEntry& entry = backup.drafts[i];
        const bool is_again = !taken.insert(entry.id).second;
        const drafts::Compared is = replace && is_again ? drafts::Compared::conflict : restore.compared->drafts[i];
        const std::string id = put_draft_back(turn, entry, is, replace && !is_again, event);
        if (!id.empty()) count += 1;
        // The id that its earlier versions go to.
        if (!id.empty()) {
            ids.emplace(entry.id, id);
        } else if (const DraftEntry* const there = counterpart_of(state, entry)) {
            ids.emplace(entry.id, there->draft.id);
        }
    }
    for (std::size_t i = 0; i < backup.trash.size(); ++i) {
        const drafts::Compared is = restore.compared->trash[i];
        const drafts::BackupEntry& entry = backup.trash[i];
        if (is == drafts::Compared::same || is == drafts::Compared::older) {
            ids.emplace(entry.id, entry.id);
            continue;
        }
        const bool is_free = is == drafts::Compared::fresh;
        drafts::Record record = entry.record;
        if (entry.line.empty()) record.revision = 1, record.writer = state.storage.writer;
        const std::string line = entry.line.empty() ? drafts::write_record(record) : entry.line;
        const bool is_taken = std::any_of(event.trash.begin(), event.trash.end(), [&](const TrashRead::Item& item) {
            return item.id == entry.id && item.line != line;
        });
        const std::string id = is_free && !is_taken ? entry.id : drafts::own_id(entry);
        put_into_trash(turn, id, record, line);
        ids.emplace(entry.id, id);
    }
    put_history_back(turn, backup, event, ids);
    turn.announce(Said::backup_put_back, std::to_string(count));
    if (was_empty && !state.backup.last) {
        // A device that begins with a backup has one.
        state.backup.last = parse_iso_time(backup.made);
        if (state.backup.last) turn.want(RememberBackup{backup.made});
    }
    set_route(turn, {});
    turn.set_address(false);
    turn.want(ScrollToTop{});
}

// Without a safety copy everything goes into localStorage.
bool has_room_for(const State& state, const drafts::Backup& backup) {
    Room then = state.device.room;
    for (std::size_t i = 0; i < backup.drafts.size(); ++i) {
        const drafts::BackupEntry& entry = backup.drafts[i];
        const drafts::Compared is = state.restore->compared->drafts[i];
        if (is == drafts::Compared::same || is == drafts::Compared::older) continue;
        then.used += entry.line.empty() ? drafts::write_record(entry.record).size() : entry.line.size();
    }
    return !then.is_closed();
}

}  // namespace

void on(Turn& turn, const PutBackupBack& event) {
    State& state = turn.state;
    if (!state.restore || !state.restore->compared || (event.replace && !may_replace(state))) return;
    state.restore->refused = Restore::Refused::no;
    if (state.storage.replica != Replica::usable && !has_room_for(state, state.restore->file.backup)) {
        state.restore->refused = Restore::Refused::no_room;
        turn.announce(Said::no_room);
        return;
    }
    state.restore->accepted = event.replace ? Restore::Way::replace : Restore::Way::merge;
    turn.want(ReadAll{});
}

void on(Turn& turn, const AllRead& event) {
    State& state = turn.state;
    const drafts::Merged merged = merged_stores(state, event.stores);
    take_stores(turn, event.stores, merged);  // what other tabs have written
    if (std::exchange(state.backup.is_wanted, false)) make_backup(turn, event, merged);
    if (!state.restore || !drafts::is_readable(state.restore->file.problem)) return;
    if (state.restore->compared && state.restore->accepted == Restore::Way::none) return;  // read for something else
    if (event.stores.trouble != StorageTrouble::none && has_trash(state)) {
        // What is not known to be here must not be taken for gone.
        state.restore->accepted = Restore::Way::none;
        state.restore->refused = Restore::Refused::unread;
        turn.announce(Said::restore_refused);
        return;
    }
    const bool is_first = !state.restore->compared;
    state.restore->refused = Restore::Refused::no;
    compare_with_backup(turn, event);
    if (state.restore->accepted != Restore::Way::none) {
        put_backup_back(turn, event, state.restore->accepted == Restore::Way::replace);
    } else if (is_first) {
        turn.announce(Said::backup_ready, state.restore->file_name);
    }
}

Restore& show_restore(Turn& turn, const std::string& file_name) {
    show_screen(turn, Screen::restore);
    turn.state.restore.emplace().file_name = file_name;
    return *turn.state.restore;
}

bool may_replace(const State& state) {
    return state.restore && state.storage.replica == Replica::usable && !state.restore->file.backup.drafts.empty() &&
           state.restore->file.problem == drafts::BackupProblem::none;
}

}  // namespace state
