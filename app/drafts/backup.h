// The backup file: everything that is kept, in one JSON file; what such a file holds; and what putting it back would do here. Pure
// functions over strings: no storage, no clock, no throwing, and no depth that the file decides.
//
//   { "format": "reisverslag-backup", "version": 1, "made": "<time>",
//     "drafts":     [ { "id", "name", "changed", "report": { the JSON report }, "record": "RV1|…" } ],
//     "trash":      [ … and "deleted": "<day or time>" ],
//     "history":    [ { "draft": "<id>", "kept": "<time>", "name": "<of a snapshot that the writer named>", "record": "RV1|…" } ],
//     "unreadable": [ { "key", "value" } ] }
//
// A draft stands in it twice. `record` is the line as it is stored (drafts/record.h): putting it back gives the same bytes, and
// revision, writer and base tell what builds on what. `report` beside it, with name and time, is for people and programs without
// this page, and for the day that the line is damaged; it doubles the file, 1,000 drafts of 2 kB are some 5 MB, and that is what
// it is worth. For a history of twenty snapshots a draft it would not be, so the line stands alone there; it is read there too.
// When the line reads, it counts, and only when it does not, the report does: who changes a report by hand takes the line out (and
// `report_differs` says when somebody did not). When neither reads, the entry is kept as it stands in the file.
//
// What is no UTF-8 has its bytes beside it in hexadecimal, as "recordHex", "valueHex", "keyHex", and these count. Unknown members
// are skipped. The second of two members or ids of the same name is kept as well.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "drafts/merge.h"
#include "drafts/record.h"
#include "formats/json.h"

namespace drafts {

// What a file may hold to be read here. Entries are counted over all four parts: a thousand drafts have some 21,000 with all that is earlier.
inline constexpr formats::JsonLimits backup_limits{.bytes = 64u << 20, .depth = 16, .nodes = 4'000'000};
inline constexpr std::size_t most_entries = 50'000;
// Of a record that gets another one after it. Revisions have fifteen digits at most; nobody writes that many.
inline constexpr std::uint64_t most_revision = 100'000'000'000'000;

// A text as it was at some time. To write one: id and line, of trash and history also `at`, of history also `snapshot`.
struct BackupEntry {
    std::string id;  // of the draft; where the file has none that is one: own_id(). Of history: empty then
    std::string
        line{};  // its record, to be stored as it is; empty: only the report beside it read, it needs a new record
    std::string at{};  // trash: when it was deleted, history: when the snapshot was made; as it stands in the file
    std::string snapshot{};  // history: the name that the writer gave it
    // Follows from the line, if that reads; else from what stands beside it: without revision and writer then.
    Record record{};
    bool newer = false;  // a later version wrote the line: it can be kept, not shown; `record` as read_record() has it
    bool report_differs = false;  // somebody has changed what stands beside the line. Not looked at when writing
};

struct Backup {
    std::string made;  // ISO time
    std::vector<BackupEntry> drafts, trash, history;
    // What the stores held and nobody could read, with the keys they stood under. Any bytes.
    std::vector<StoredItem> unreadable;
};

// ---- Writing -------------------------------------------------------------------------------------------------------

struct BackupFile {
    std::string bytes;
    // What had to be left out for the file to stay within what is read back, in this order:
    bool has_reports = true;
    bool has_history = true;
    bool fits = true;  // no: not even that helped, and this program will refuse it (the lines in it are all there)
};
// UTF-8, two spaces, in the order above, final LF: the same backup is the same bytes. most_bytes: what a file may have; the tests take less.
BackupFile write_backup(const Backup& backup, std::size_t most_bytes = backup_limits.bytes);

// ---- Reading -------------------------------------------------------------------------------------------------------

enum class BackupProblem : std::uint8_t {
    none,
    not_a_backup,  // something else, or nothing
    newer,         // a later version made it
    too_large,     // more than backup_limits or most_entries
    too_deep,      // nested deeper
    // Of these two everything that is whole was read all the same, if the lines of the file are still as this program sets them:
    cut_short,  // it ends too early
    damaged,    // it does not parse
};
bool is_readable(BackupProblem problem);  // what is whole has been read
// An entry of the file that does not read: neither its record nor a report.
struct UnreadableEntry {
    std::string section;  // the member of the file that it stood in; of a damaged file: what it seems to be
    std::string text;     // as it stands there
};
struct BackupReading {
    BackupProblem problem = BackupProblem::none;
    Backup backup;
    std::vector<UnreadableEntry> unreadable;
};
BackupReading read_backup(std::string_view bytes);
// Of a draft of which a file has nothing but earlier texts, as a damaged one may, the newest of these is what there is of it: it becomes
// an entry of the drafts.
void let_history_stand_in(Backup& backup);
bool looks_like_backup(std::string_view bytes);  // by its beginning

// ---- Comparing -----------------------------------------------------------------------------------------------------

enum class Compared : std::uint8_t {
    fresh,     // not here
    same,      // the same text is here
    newer,     // it is surely a later version of the text that is here
    older,     // the text that is here is surely a later version of it
    conflict,  // neither, or nobody can tell
    deleted,   // was here
};
// A draft that is here, as it is now.
struct HereDraft {
    const Draft* draft = nullptr;
    Stamp newest;              // its newest record; of no revision: none yet
    std::uint64_t parent = 0;  // what that builds on, or the next one will
    bool edited = false;       // the text is no longer that of the record
    bool newer = false;        // a later version wrote it: the draft is not known, only the stamp
};
// An earlier text of a draft, which its newest one was written over.
struct Ancestor {
    std::string id;
    Stamp stamp;
};
struct Here {
    std::vector<HereDraft> drafts, trash;
    std::vector<std::string> deleted;  // ids: with a tombstone, or in the trash
    std::vector<Ancestor> history;
};
// One for each of the backup's, in the order in which they are put back: an entry is compared with those before it as well.
//
// Numbers alone do not tell what builds on what here, as they do at the start (builds_on()): two devices count on from the same backup, each
// for itself. So one text is a later version of another one only when the same page wrote both, or when the history beside it has a
// text of the other one's page, that one or a later one. Whatever is not sure is a conflict: both texts are kept.
struct BackupComparison {
    std::vector<Compared> drafts, trash;
};
BackupComparison compare(const Backup& backup, const Here& here);
bool is_same_text(const Draft& one, const Draft& other);  // whatever their ids

// The id of a text that comes beside the draft that it was of. It follows from the line, so that a file that is put back for the
// second time adds nothing.
std::string own_id(std::string_view line);
std::string own_id(const BackupEntry& entry);
// And one more, for when another text stands in the trash under the first.
std::array<std::string, 2> own_ids(const BackupEntry& entry);

}  // namespace drafts
