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
void come_beside(Turn& turn, DraftEntry& entry);
// The stores have no more than this of a draft, and less than this page.
void lose(DraftEntry& entry, const drafts::Stamp& local, const drafts::Stamp& copy);
// Whether an answer may still change where it is kept.
bool is_being_written(const DraftEntry& entry);
bool needs_write(Turn& turn, const DraftEntry& entry);
// What is known decides what is shown and said.
void judge(Turn& turn, DraftEntry& entry);
// What has grown too long leaves nothing in localStorage that could be taken for the draft.
void leave_local(Turn& turn, DraftEntry& entry);
// Two records of a draft are for the time that it is being written in.
void let_go_of_older(Turn& turn, DraftEntry& entry);
// A draft that came into being whole: by import or undo.
void keep_now(Turn& turn, DraftEntry& entry);
void keep(Turn& turn, DraftEntry& entry);
void write(Turn& turn, DraftEntry& entry);
// The newest record, to each store that lacks it and could have it.
void bring_to_stores(Turn& turn, DraftEntry& entry);
// One at a time for each draft, so that the answer tells what stands there.
void send_copy(Turn& turn, DraftEntry& entry);

void on(Turn& turn, const FlushDue&);
void on(Turn& turn, const FieldLeft&);
void on(Turn& turn, const Stored&);
void on(Turn& turn, const Copied&);

}  // namespace state
