// Two stores, localStorage and the safety copy: which record is written where, what is known of it, and what is said of that.
#pragma once

#include <cstdint>

#include "drafts/record.h"
#include "state/entry.h"

namespace state {

// The database that holds the safety copies.
enum class Copies : std::uint8_t {
    unknown,  // not read yet
    usable,
    unavailable,  // not to be read so far, or the browser gives none: everything works, and less is promised
};

struct Turn;
struct Copied;
struct FieldLeft;
struct FlushDue;
struct Stored;

// The text of the backup gets an id of its own; what stands under the old one in the stores is read again.
void fork_restored(Turn& turn, DraftEntry& entry);
// The stores have no more than this of a draft, and less than this page.
void note_loss(DraftEntry& entry, const drafts::Stamp& local, const drafts::Stamp& copy);
// Whether an answer may still change where it is kept.
bool is_being_written(const DraftEntry& entry);
bool needs_write(Turn& turn, const DraftEntry& entry);
// What is known decides what is shown and said.
void judge_safety(Turn& turn, DraftEntry& entry);
// What has grown too long leaves nothing in localStorage that could be taken for the draft.
void leave_local_storage(Turn& turn, DraftEntry& entry);
// Two records of a draft are for the time that it is being written in.
void remove_older_record(Turn& turn, DraftEntry& entry);
// A draft that came into being whole: by import or undo.
void write_new(Turn& turn, DraftEntry& entry);
void flush(Turn& turn, DraftEntry& entry);
void write(Turn& turn, DraftEntry& entry);
// The newest record, to each store that lacks it and could have it.
void send_to_stores(Turn& turn, DraftEntry& entry);
// One at a time for each draft, so that the answer tells what stands there.
void send_to_safety_copy(Turn& turn, DraftEntry& entry);

void on(Turn& turn, const FlushDue&);
void on(Turn& turn, const FieldLeft&);
void on(Turn& turn, const Stored&);
void on(Turn& turn, const Copied&);

}  // namespace state
