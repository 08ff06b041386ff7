// One draft as one line of ASCII, and the names of the two slots it is kept in. Pure functions over strings:
// no storage, no clock. shell/record.js reads the same line; both pass the fixtures in tests/data/records.
//
//   RV1|schema|minReader|revision|baseRevision|writer|time|length|hash|payload
//
// Numbers are decimal; writer and hash lower-case hex; time is local time of writing, 2026-11-23T14:03:09+01:00 (for display
// only, never for order); baseRevision is the newest revision of another writer that this text builds on (0: none; before there
// was a safety copy: the revision kept last), so that of two records it can be told whether one has the other in it; length is
// the number of characters of payload; hash is 16 hex digits, two 32-bit words
// over everything before the hash field (its '|' included) and the payload. Payload is JSON in ASCII:
// {"name":"…","report":{the JSON report}} and members of later versions, which are kept.
//
// One line has one reading: numbers have no leading zeros and at most 15 digits (a double holds them exactly), the
// first revision is 1, every character is U+0020 to U+007E. Revision r stands in slot r mod 2; a record in the other slot counts as unreadable.
#pragma once

#include <cstdint>
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
    std::string unknown;  // payload members of later versions, a compact JSON object text, or empty
    bool operator==(const Draft&) const = default;
};

struct Record {
    std::uint64_t revision = 0;
    std::uint64_t parent_revision = 0;  // newest revision of another writer that this one builds on
    std::string writer;                 // 8 hex digits of the tab that wrote it
    std::string time;                   // local, with offset
    Draft draft;                        // its id is not in the line: it is in the key
    bool operator==(const Record&) const = default;
};

enum class RecordProblem : std::uint8_t {
    none,
    unreadable,  // no record line, wrong length or hash, or a payload that does not read
    newer,       // valid, but made for a later reader: may be shown as such, never overwritten
};

struct RecordReading {
    RecordProblem problem = RecordProblem::none;
    Record record;  // with newer: only revision, writer and time
};

// Tells a record of a draft from every other one of it.
struct Stamp {
    std::uint64_t revision = 0;  // 0: no record
    std::string writer;
    bool operator==(const Stamp&) const = default;
};

std::string write_record(const Record& record);
RecordReading read_record(std::string_view line, std::string_view id);
// Of a line that is known to read, or looked at before it is read: no more than its first fields are.
Stamp read_stamp(std::string_view line);
// The 16 hex digits for a line's part before the hash and its payload.
std::string record_hash(std::string_view before, std::string_view payload);
// Seconds since 1970 in UTC of a record's time, to sort a list by; the smallest number there is when it is no time.
std::int64_t time_order(std::string_view time);

// ---- Keys: "<prefix>d <id> a|b". The prefix is "rv1 <path of the page's folder> "; a path holds no space --------------
enum class Slot : std::uint8_t { a, b };
constexpr Slot slot_of(std::uint64_t revision) { return revision % 2 == 0 ? Slot::a : Slot::b; }
std::string slot_key(std::string_view prefix, std::string_view id, Slot slot);
bool is_draft_id(std::string_view id);

struct StoredItem {
    std::string key, value;
};

// One draft as found in a store: the newest readable of its two slots.
struct FoundDraft {
    Record record;
    bool newer = false;             // a later version wrote it: read-only here
    bool unreadable_slot = false;   // the other slot must not be overwritten: it does not read here
    std::vector<std::string> keys;  // keys of its readable slots: what a deletion removes
};
struct UnreadableItem {
    std::string key;  // of localStorage; of the safety copy: "copy <id>", which is no key there
    std::string id;   // empty when the key itself is odd
    std::size_t bytes = 0;
    std::string copy{};  // what stands in the safety copy; empty: it stands in localStorage
};
struct Found {
    std::vector<FoundDraft> drafts;          // in order of the newest time first, then id
    std::vector<UnreadableItem> unreadable;  // slots that do not read; listed, exported raw, never touched
};
// items: everything in the store whose key begins with the prefix. Other kinds of keys of this prefix are left alone.
Found find_drafts(std::string_view prefix, const std::vector<StoredItem>& items);

}  // namespace drafts
