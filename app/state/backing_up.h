// A backup of everything is made and offered as a download.
#pragma once

#include "drafts/record.h"
#include "state/entry.h"

namespace state {

struct Turn;
struct State;
struct AllRead;
struct ConfirmBackup;
struct MakeBackup;

// All that is typed in it, as the newest record or as the one that would come next.
drafts::Record record_of(Turn& turn, const DraftEntry& entry);
// Lines as they stand in the stores; of what is in no store, as this page would write them.
void make_backup(Turn& turn, const AllRead& event);
// Whether so much was written since the last backup that it is time for another: what stands in drafts that changed after it.
bool is_backup_due(const State& state);

void on(Turn& turn, const MakeBackup&);
void on(Turn& turn, const ConfirmBackup&);

}  // namespace state
