// Making a backup of everything, which is offered as a download.
#pragma once

#include <optional>

#include "drafts/merge.h"
#include "drafts/record.h"
#include "state/announcement.h"
#include "state/entry.h"
#include "state/time.h"

namespace state {

// The backup that was made last, as far as this browser knows.
struct Backup {
    std::optional<LocalTime> last;  // the last one that the writer has seen among the downloads
    bool is_wanted = false;         // asked for; it is made when the stores have been read
    // What came of it stands beside its button until the screen is left; a whole one until the writer has confirmed that the file is there.
    std::optional<Announcement> outcome;
    std::optional<LocalTime> offered;  // when a whole one was offered, until it is confirmed
};

struct Turn;
struct State;
struct AllRead;
struct ConfirmBackup;
struct MakeBackup;

// The draft with all that was typed in it: its newest record, or the one that would be written next.
drafts::Record record_of(const State& state, const DraftEntry& entry);
// Lines as they stand in the stores; of what is in no store, as this page would write them. merged: what event.stores has.
void make_backup(Turn& turn, const AllRead& event, const drafts::Merged& merged);
// Whether so much was written since the last backup that it is time for another: what stands in drafts that changed after it.
bool is_backup_due(const State& state);

void on(Turn& turn, const MakeBackup&);
void on(Turn& turn, const ConfirmBackup&);

}  // namespace state
