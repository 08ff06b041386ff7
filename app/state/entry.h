// One draft as the page has it: its text, and what is known of its records in the two stores. Pure values and functions.
#pragma once

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

enum class Safety : std::uint8_t {
    untouched,   // nothing to keep yet: a new draft without a character
    saving,      // changed since it was last kept; being written
    in_browser,  // the newest edit is in localStorage, read back
    on_device,  // … in the safety copy, on disk as far as a browser can tell. In localStorage too, or `trouble` says why not
    not_saved,  // the newest edit is kept nowhere but in this page
};

// web/storage.js and web/safety.js answer with these numbers.
enum class StorageTrouble : std::uint8_t {
    none,
    blocked,   // the browser gives this page no storage
    full,      // no room for this record
    mismatch,  // what was read back is not what was written
    failed,    // anything else
    overtaken,  // nothing was written: a record stands there that this page does not know, or the draft was removed elsewhere
    too_long,  // for localStorage, while the safety copy can have it; no store answers this
};

// What is known of one of the two stores about one draft.
struct Kept {
    drafts::Stamp stamp;       // newest record known to be there
    std::uint64_t edits = 0;   // edits of this page in it
    drafts::Stamp on_its_way;  // written, and not answered yet
    std::uint64_t edits_on_its_way = 0;
    StorageTrouble trouble = StorageTrouble::none;  // of the last answer
    bool closed = false;  // what stands where it would have to go does not read here: nothing is written
};

struct DraftEntry {
    drafts::Draft draft;
    drafts::Stamp newest;                           // its newest record, kept or on its way; revision 0: none yet
    std::string line;                               // that record, while a store that could have it lacks it
    std::size_t newest_units = 0;                   // its length
    std::uint64_t newest_base = 0;                  // what that record builds on, see drafts/record.h
    std::uint64_t base = 0;                         // … and what the next one of this page will
    std::uint64_t edits = 0;                        // counts changes by the writer in this page
    std::uint64_t written_edits = 0;                // edits contained in `newest`
    Kept local, copy;                               // localStorage, the safety copy
    Safety safety = Safety::untouched;              // follows from all of these
    StorageTrouble trouble = StorageTrouble::none;  // why not_saved, or why on_device without localStorage
    LocalTime changed;                              // of the last edit, or of the record that was read
    bool newer_version = false;     // written by a later version: shown, never opened for writing or overwritten
    bool unreadable_slot = false;   // the first edit moves on to a new id, so that nothing unreadable is overwritten
    std::vector<std::string> keys;  // keys in localStorage that belong to it
    bool is_fresh = false;          // new, and not kept yet: a reload opens it again by its address
    bool put_away = false;  // left by the writer: the record before the newest goes when both stores have that one
    std::uint64_t announced_edits = 0;  // edits at the last "saved": said again only when there are more
    std::uint64_t say_saved = 0;        // a field was left at these edits; say so when they are kept. 0: nothing to say
    std::optional<std::int64_t> moment_at;  // when a text of it was last kept in its history, by this page; s
    // Of two versions that do not build on each other. What is written under its id waits until the other one, of this id, is kept:
    std::string waits_for;
    // And once this one is kept, what this page wrote under the old id goes, and the old id is read again:
    struct Left {
        std::string id;
        std::vector<std::string> keys;
        drafts::Stamp local;
    };
    std::optional<Left> left;
    bool replaces = false;  // what this page showed: another page's text, or the safety copy's, has come in its place
    std::optional<model::Report>
        replaced;  // by a newer one from the safety copy, while what was typed before may still come
};

std::int64_t last_change(const DraftEntry& entry);
// The newest kept revision stays in its slot until the next one has been read back from the other. Also when that takes
// several attempts: then a number is skipped, since the slot follows from the revision.
std::uint64_t next_revision(const DraftEntry& entry);
// Whether a store has everything that was typed into this page.
bool holds_all(const DraftEntry& entry, const Kept& store);
bool is_kept(const DraftEntry& entry);
// The record of which the stamp is the newest one: as it was written, when nothing was typed since.
drafts::Record newest_record(const DraftEntry& entry);
// What of this page's text was written to neither store, or is not known to be in one.
bool has_unkept(const DraftEntry& entry);
void load_record(DraftEntry& entry, drafts::Record record);
// The same text under another id, of which no store knows anything.
void leave_stores(DraftEntry& entry, std::string id);

// A text that goes apart from another one of the same draft has these words at the end of its name, then perhaps a number, and ")".
inline constexpr std::string_view other_version = "(andere versie";

// Where they begin, behind the name that the writer gave, if any; else the end.
std::size_t version_at(std::string_view name);

// What a draft is called by the writer, by its own name or that of the trip; empty when it has neither.
std::string subject_of(const drafts::Draft& draft);

}  // namespace state
