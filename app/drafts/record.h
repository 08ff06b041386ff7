// One draft as one line of ASCII, and the names of the two slots it is kept in. Pure functions over strings:
// no storage, no clock. shell/record.js reads the same line; both pass the fixtures in tests/data/records.
//
//   RV1|schema|minReader|revision|baseRevision|writer|time|length|hash|payload
//
// Numbers are decimal; writer and hash lower-case hex; time is local time of writing, 2026-11-23T14:03:09+01:00 (for display
// only, never for order); baseRevision is the parent: the newest revision of another writer that this text builds on (0: none; in
// records from before there was a replica: the revision written last), so that of two records it can be told whether one was
// written on top of the other; length is the number of characters of payload; hash is 16 hex digits, two 32-bit words over
// everything before the hash field (its '|' included) and the payload. Payload is JSON in ASCII:
// {"name":"…","report":{the JSON report}} and members of later versions, which are kept.
//
// One line has one reading: numbers have no leading zeros and at most 15 digits (a double holds them exactly), the
// first revision is 1, every character is U+0020 to U+007E. A record of revision r is stored in slot r mod 2, so that a write never
// replaces the newest record; a record in the other slot counts as unreadable.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/report.h"

namespace drafts {

inline constexpr std::uint32_t schema = 1;      // what this version writes
inline constexpr std::uint32_t min_reader = 1;  // the oldest schema whose reader can still read it

struct Draft {
    std::string id;    // 32 lower-case hex digits
    std::string name;  // given by the writer; empty: the screen makes one up
    model::Report report;
    std::string unknown;  // payload members that a later version wrote: compact JSON object text, or empty
    bool operator==(const Draft&) const = default;
};

struct Record {
    std::uint64_t revision = 0;
    std::uint64_t parent_revision =
        0;               // the parent: newest revision of another writer that this record builds on; 0: none
    std::string writer;  // 8 hex digits of the tab that wrote it
    std::string time;    // local, with offset
    Draft draft;         // the line has no id: the id is part of the key
    bool operator==(const Record&) const = default;
};

enum class RecordProblem : std::uint8_t {
    none,
    unreadable,  // no record line, wrong length or hash, or a payload that does not read
    newer,       // valid, but minReader is above this version's schema: listed read-only, never overwritten
};

struct RecordReading {
    RecordProblem problem = RecordProblem::none;
    Record record;          // with RecordProblem::newer only revision, writer and time are filled in
    std::string hash{};     // the hash field of the line; empty when that is unreadable
    bool is_known = false;  // the line is among the KnownLines: `record` has all but the text
};

// Identifies one record among all records of the same draft.
struct Stamp {
    std::uint64_t revision = 0;  // 0: there is no record
    std::string writer;
    bool operator==(const Stamp&) const = default;
};

// The line; it reads again as the same record, but for the id of the draft.
std::string write_record(const Record& record);
// Lines whose text somebody has already: the hash field of one line a draft, by the draft's id. The hash of such a line is worked out and compared
// as that of any other, so that damage is found; only the text is not read once more, which is most of the work.
using KnownLines = std::map<std::string, std::string>;
// Never throws. id: of the draft, as the key has it; it becomes Draft::id.
RecordReading read_record(std::string_view line, std::string_view id, const KnownLines& known = {});
// From the first fields of a line alone: neither the hash nor the payload is checked. Revision 0 when these fields do not parse.
Stamp read_stamp(std::string_view line);
// The 16 hex digits of the hash field. before: the line up to the hash field, with the '|' in front of it.
std::string record_hash(std::string_view before, std::string_view payload);
// A record's time as seconds since 1970 in UTC, to sort a list by; std::int64_t's minimum when the text is no time.
std::int64_t time_order(std::string_view time);

// ---- Keys: "<prefix>d <id> a|b". The prefix is "rv1 <path of the page's folder> "; a path holds no space --------------
enum class Slot : std::uint8_t { a, b };
constexpr Slot slot_of(std::uint64_t revision) { return revision % 2 == 0 ? Slot::a : Slot::b; }
std::string slot_key(std::string_view prefix, std::string_view id, Slot slot);
bool is_draft_id(std::string_view id);

struct StoredItem {
    std::string key, value;
};

// One draft as found in localStorage: the newer of the records in its two slots, as far as they read.
struct FoundDraft {
    Record record;
    bool newer = false;             // a later version of the application wrote the record: shown read-only
    bool unreadable_slot = false;   // the other slot holds bytes that do not parse: never overwritten
    std::vector<std::string> keys;  // keys of the slots whose record reads: a removal deletes these
    std::string hash{};             // as RecordReading has both
    bool is_known = false;
};
struct UnreadableItem {
    std::string key;  // the key in localStorage; "copy <id>" for a record of the replica
    std::string id;   // of the draft; empty when the key is not one of a slot
    std::size_t bytes = 0;
    std::string copy{};  // the replica's value; empty: the value is in localStorage, under `key`
};
struct Found {
    std::vector<FoundDraft> drafts;  // the latest time first, then by id
    std::vector<UnreadableItem>
        unreadable;  // slots that do not parse: listed, offered as a raw download, never written or deleted
};
// items: everything in localStorage whose key begins with the prefix. Keys that are not those of a slot are skipped.
Found find_drafts(std::string_view prefix, const std::vector<StoredItem>& items, const KnownLines& known = {});

}  // namespace drafts
