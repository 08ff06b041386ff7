// One draft as the page has it: its text, and what is known of its records in the two stores. Pure values and functions.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drafts/record.h"
#include "model/report.h"
#include "state/time.h"

namespace state {

// Where the text of a draft is kept, as far as this page knows.
enum class Safety : std::uint8_t {
    untouched,   // nothing to keep yet: a new draft without a character
    saving,      // changed since it was last kept; being written
    in_browser,  // the newest edit is in localStorage, read back
    on_device,  // the newest edit is in the safety copy, on disk as far as a browser can tell; DraftEntry::trouble says if not in localStorage, too
    not_saved,  // the newest edit is kept nowhere but in this page
};

// What came of a write. web/storage.js and web/safety.js answer with these numbers.
enum class StorageTrouble : std::uint8_t {
    none,
    blocked,   // the browser gives this page no storage
    full,      // no room for this record
    mismatch,  // what was read back is not what was written
    failed,    // anything else
    conflict,  // a record stands there that this page does not know, or the draft was removed elsewhere; nothing was written
    too_long,  // for localStorage, while the safety copy can have it; no store answers this
};

// What this page knows of one draft in one of the two stores.
struct Kept {
    drafts::Stamp stamp;                 // of the newest record known to be in the store; revision 0: none
    std::uint64_t edits = 0;             // DraftEntry::edits contained in that record
    drafts::Stamp on_its_way;            // of the record that was sent, and not answered yet; revision 0: none
    std::uint64_t edits_on_its_way = 0;  // DraftEntry::edits contained in the record that was sent
    StorageTrouble trouble = StorageTrouble::none;  // of the last answer
    bool closed = false;  // the slot that this store would write next holds bytes that do not read: never write there
};

// One text of a report that can be edited.
struct Field {
    enum class Part : std::uint8_t { answers, trip } part;
    std::size_t index;

    static constexpr std::size_t count = model::question_count + model::trip_detail_count;

    bool exists() const { return index < (part == Part::answers ? model::question_count : model::trip_detail_count); }
    // Among all fields: the answers, then the trip details.
    std::size_t place() const { return part == Part::answers ? index : model::question_count + index; }
    static Field at(std::size_t place);
    const std::string& in(const model::Report& report) const;
    std::string& in(model::Report& report) const;
    // A report has real dates or none (input type=date sees to it): no format could carry half a date.
    bool accepts(std::string_view text) const;
};

// State::token when a control was drawn: what the control knows of forks and merges.
using Token = std::uint32_t;

struct DraftEntry {
    drafts::Draft draft;
    LocalTime changed;  // of the last edit, or of the record that was read

    // ---- Its newest record, kept or on its way
    drafts::Stamp newest;             // revision 0: there is none yet
    std::uint64_t newest_parent = 0;  // revision of that record's parent, see drafts/record.h
    std::string hash;  // of its line, which has the text at written_edits; empty: not known. See drafts::KnownLines
    std::string line;  // that record as a line, while a store that could have it lacks it; else empty
    std::size_t newest_units = 0;  // length of the line, also when `line` is empty
    std::uint64_t parent = 0;      // revision of the parent of the next record of this page

    // ---- Edits by the writer in this page, counted
    std::uint64_t edits = 0;
    std::uint64_t written_edits = 0;    // contained in the newest record
    std::uint64_t announced_edits = 0;  // at the last announcement that it is kept: said again only when there are more
    // A field was left at these edits: announced when they are kept; 0: nothing to announce.
    std::uint64_t say_saved = 0;

    // ---- The two stores
    Kept local, copy;                               // localStorage, the safety copy
    Safety safety = Safety::untouched;              // worked out from all of these by judge_safety()
    StorageTrouble trouble = StorageTrouble::none;  // why not_saved, or why on_device without localStorage
    std::vector<std::string> keys;                  // in localStorage that belong to this draft
    // Written by a later version of the page: shown, never opened for writing or written over.
    bool newer_version = false;
    // A slot in localStorage does not read: the first edit makes a fork, so that it is not written over.
    bool unreadable_slot = false;
    // New, and not kept yet: its address says so, and a reload opens it again.
    bool is_fresh = false;
    // Left by the writer: the older record is removed when both stores have the newest one.
    bool put_away = false;
    // When this page last made a snapshot of it, in seconds.
    std::optional<std::int64_t> snapshot_at;

    // ---- Forks and merges
    // Id of the conflicting version of this draft, or of the removal, that has to be kept first: nothing is written under this draft's id until then.
    std::string waits_for;
    // Clean-up once this fork is kept: the records that this page wrote under the old id are removed, and the old id is read again.
    struct Left {
        std::string id;
        std::vector<std::string> keys;
        drafts::Stamp local;
    };
    std::optional<Left> left;
    // For each field (Field::place) the State::token at which a merge last replaced its text; 0: none did.
    std::array<Token, Field::count> replaced_at{};
};

// Order of the last changes: seconds, see drafts::time_order().
std::int64_t last_change(const DraftEntry& entry);
// Revision of the next record. A record's slot follows from its revision, and the newest kept record stays in its slot until the next one has
// been read back from the other: where the next number would write over it, that number is skipped.
std::uint64_t next_revision(const DraftEntry& entry);
// Whether a store has everything that was typed in this page.
bool holds_all(const DraftEntry& entry, const Kept& store);
// Whether one of the two stores has everything that was typed in this page.
bool is_kept(const DraftEntry& entry);
// The record that comes next, by this writer, of the text as it is.
drafts::Record next_record(const DraftEntry& entry, const std::string& writer);
// The newest record as it was written. Only where nothing was typed since.
drafts::Record newest_record(const DraftEntry& entry);
// Whether something that was typed in this page is not known to be in a store.
bool has_unkept(const DraftEntry& entry);
// Gives a new entry the text and the stamp of a record that was read.
// hash: that of its line, if it was read from one.
void load_record(DraftEntry& entry, drafts::Record record, std::string hash = {});
// Gives the entry another id, of which the stores know nothing: its text is to be written there as a whole.
void leave_stores(DraftEntry& entry, std::string id);

// A fork has these words at the end of its name, then perhaps a number, and ")".
inline constexpr std::string_view other_version = "(andere versie";

// Where those words begin in a name; the name's end where it has none. Bytes.
std::size_t version_at(std::string_view name);

// What the writer calls a draft: its own name, or that of the trip; empty when it has neither.
std::string subject_of(const drafts::Draft& draft);

}  // namespace state
