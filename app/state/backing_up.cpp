// Rules of state/backing_up.h.
#include "state/backing_up.h"

#include <set>
#include <utility>

#include "drafts/backup.h"
#include "drafts/merge.h"
#include "state/keeping.h"
#include "state/merging.h"
#include "state/turn.h"

namespace state {

void on(Turn& turn, const MakeBackup&) {
    State& state = turn.state;
    for (DraftEntry& entry : state.drafts) flush(turn, entry);
    state.backup.is_wanted = true;
    state.backup.outcome.reset();
    state.backup.offered.reset();
    turn.want(ReadAll{});
}

void on(Turn& turn, const ConfirmBackup&) {
    State& state = turn.state;
    if (!state.backup.offered) return;
    state.backup.last = *std::exchange(state.backup.offered, std::nullopt);
    state.backup.outcome.reset();
    turn.want(RememberBackup{iso_time(*state.backup.last)});
    turn.announce(Said::backup_confirmed);
    turn.want(MoveFocus{"screen"});  // the button that was pressed is gone
}

drafts::Record record_of(const State& state, const DraftEntry& entry) {
    const bool is_written = entry.edits == entry.written_edits && entry.newest.revision != 0;
    return is_written ? newest_record(entry) : next_record(entry, state.storage.writer);
}

void make_backup(Turn& turn, const AllRead& event, const drafts::Merged& merged) {
    State& state = turn.state;
    drafts::Backup backup;
    backup.made = iso_time(turn.action.now);
    std::set<std::string_view> found;
    const drafts::KnownLines known = known_lines(state);
    // Blocked is no trouble: then there is nothing but localStorage.
    bool has_all = event.stores.trouble == StorageTrouble::none ||
                   (!has_trash(state) && state.storage.replica_trouble == StorageTrouble::blocked);
    const auto add = [&backup](const std::string& id, std::string line) {
        backup.drafts.push_back({id, std::move(line), {}, {}, {}, false, false});
    };
    for (const drafts::MergedDraft& draft : merged.drafts) {
        const DraftEntry* const entry = find_entry(state, draft.id);
        // The page may hold what was not read: then its text is the newest.
        if (entry != nullptr &&
            (has_unkept(*entry) || (!entry->newer_version && entry->newest != draft.newest &&
                                    drafts::builds_on(entry->newest, entry->newest_parent, draft.newest)))) {
            continue;
        }
        found.insert(draft.id);
        add(draft.id, draft.line);
        if (entry != nullptr) {
            drafts::BackupEntry& added = backup.drafts.back();
            drafts::RecordReading reading = drafts::read_record(draft.line, draft.id, known);
            if (reading.is_known) {
                added.is_read = true;
                added.record = std::move(reading.record);
                added.record.draft = entry->draft;
            }
        }
        if (draft.other) add(draft.id, *draft.other);
    }
    for (const DraftEntry& entry : state.drafts) {
        if (found.count(entry.draft.id) != 0) continue;
        std::string line = entry.newer_version ? entry.line : drafts::write_record(record_of(state, entry));
        if (line.empty()) {
            has_all = false;  // a later version's, and only the stores have it
        } else {
            add(entry.draft.id, std::move(line));
        }
    }
    std::set<std::pair<std::string_view, std::string_view>> thrown;
    const auto throw_away = [&](const std::string& id, const std::string& line, const std::string& removed) {
        if (line.empty() || !thrown.insert({id, line}).second) return;
        backup.trash.push_back({id, line, removed, {}, {}, false, false});
    };
    for (const TrashRead::Item& item : event.trash) throw_away(item.id, item.line, item.removed);
    for (const drafts::GoneDraft& draft : merged.gone) throw_away(draft.id, draft.line, backup.made);
    for (const Removal& removal : state.removals) throw_away(removal.draft, removal.line, backup.made);
    for (const drafts::Snapshot& snapshot : event.history) {
        const std::string id = drafts::draft_of(snapshot);
        drafts::RecordReading reading = drafts::read_record(snapshot.line, id);
        if (reading.problem == drafts::RecordProblem::unreadable) {
            backup.unreadable.push_back({"history " + snapshot.key, snapshot.line});
            continue;
        }
        reading.record.draft = {};  // the file has the text of a snapshot in its line alone
        backup.history.push_back(
            {id, snapshot.line, snapshot.time, snapshot.name, std::move(reading.record), false, false, true});
    }
    for (const drafts::UnreadableItem& item : merged.unreadable) backup.unreadable.push_back({item.key, item.copy});
    for (const drafts::UnreadableItem& item : merged.unreadable_items) {
        for (const drafts::StoredItem& stored : event.stores.items) {
            if (stored.key == item.key) backup.unreadable.push_back(stored);
        }
    }
    drafts::BackupFile file = drafts::write_backup(backup);
    std::string name = "reservekopie-verslagen-" + iso_day(turn.action.now) + ".json";
    turn.announce(!file.fits                    ? Said::backup_too_large
                  : has_all && file.has_history ? Said::backup_made
                                                : Said::backup_incomplete,
                  name);
    state.backup.outcome = state.told.last;
    turn.want(Download{std::move(name), "application/json", std::move(file.bytes)});
    if (file.fits && has_all) state.backup.offered = turn.action.now;  // else it is not what the reminder asks for
}

bool is_backup_due(const State& state) {
    constexpr std::size_t a_lot = 10'000;  // bytes: some five reports
    const std::int64_t last = drafts::time_order(state.backup.last ? iso_time(*state.backup.last) : std::string());
    std::size_t written = 0;
    for (const DraftEntry& entry : state.drafts) {
        if (drafts::time_order(iso_time(entry.changed)) <= last) continue;
        const model::Report& report = entry.draft.report;
        for (const std::string& text : report.answers) written += text.size();
        for (const std::string& text : report.trip) written += text.size();
        for (const std::string& text : report.unplaced) written += text.size();
    }
    return written >= a_lot;
}

}  // namespace state
