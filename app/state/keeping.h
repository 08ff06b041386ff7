// The two stores, localStorage and the safety copy (a database): which record is written where, what is known of it, and what the writer
// is told of that. It knows no screen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "drafts/record.h"
#include "state/entry.h"

namespace state {

// The safety copy: a database with a copy of every draft.
enum class Replica : std::uint8_t {
    unknown,  // not read yet
    usable,
    unavailable,  // it could not be read so far, or the browser has no databases: everything works, and less is promised
};

// The two stores of this page, as given at its start or found since.
struct Storage {
    std::string key_prefix;  // of all keys in localStorage; see drafts/record.h
    std::string writer;      // 8 hex digits that tell this page from other tabs
    bool has_local = true;   // localStorage can be used
    Replica replica = Replica::unknown;
    StorageTrouble replica_trouble = StorageTrouble::none;  // why the safety copy is unavailable
    // A record that is longer, in UTF-16 units, is kept in the safety copy only: browsers limit how much a page writes to localStorage in an hour.
    std::size_t longest_local = 256u << 10;
    bool has_kept = false;  // a text that was written in this page has been kept
};

struct Turn;
struct State;
struct Copied;
struct FieldLeft;
struct FlushDue;
struct Stored;

// A text that was put back from a backup gets an id of its own, and what the stores have under the old id is read again.
void fork_restored(Turn& turn, DraftEntry& entry);
// The stores turned out to have only these older records of the draft. Remembers that and makes the line of the newest record again, so that the
// next flush() sends it. Writes nothing itself.
void note_loss(DraftEntry& entry, const drafts::Stamp& local, const drafts::Stamp& copy);
// Whether a store has yet to answer that this draft's newest record was written.
bool is_being_written(const DraftEntry& entry);
// Whether something was typed since the last record was made.
bool needs_write(const State& state, const DraftEntry& entry);
// Works out anew how safe a draft is, and announces a failure, a recovery, or that a field which was left is kept.
void judge_safety(Turn& turn, DraftEntry& entry);
// A draft that is too long for localStorage has its old, shorter records removed from there once the safety copy has it.
void leave_local_storage(Turn& turn, DraftEntry& entry);
// While a draft is being written in, localStorage has two records of it. Once the writer has left it and both stores have the newest
// record, the older one is removed.
void remove_older_record(Turn& turn, DraftEntry& entry);
// Writes a draft that came into being whole: by import, from the trash, or by undoing its deletion.
void write_new(Turn& turn, DraftEntry& entry);
// Writes what was typed since the last record, or sends that record to a store that has not got it.
void flush(Turn& turn, DraftEntry& entry);
// Makes a record of the draft as it is and sends it to the stores. The record is read back first: what its reader would not
// accept is not written, and announced as not saved.
void write(Turn& turn, DraftEntry& entry);
// Sends the newest record to each store that lacks it and could have it.
void send_to_stores(Turn& turn, DraftEntry& entry);
// Only one record of a draft is on its way to the safety copy at a time, so that the answer tells what the safety copy has.
void send_to_safety_copy(Turn& turn, DraftEntry& entry);

void on(Turn& turn, const FlushDue&);
void on(Turn& turn, const FieldLeft&);
void on(Turn& turn, const Stored&);
void on(Turn& turn, const Copied&);

}  // namespace state
