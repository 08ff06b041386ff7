// The backup file: every draft, the trash and the snapshots in one JSON file. Writes it, reads it, and says what putting it back would do on
// this device. The rescue page writes and reads the same file (shell/herstel/backup.js). Pure functions over strings: no storage, no
// clock, no throwing, and no recursion whose depth the file decides.
//
//   { "format": "reisverslag-backup", "version": 1, "made": "<time>",
//     "drafts":     [ { "id", "name", "changed", "report": { the JSON report }, "record": "RV1|…" } ],
//     "trash":      [ … and "deleted": "<day or time>" ],
//     "history":    [ { "draft": "<id>", "kept": "<time>", "name": "<of a snapshot that has one>", "changed": "<time>", "record": "RV1|…" } ],
//     "unreadable": [ { "key", "value" } ] }
//
// Each draft is in the file twice. `record` is the line as it is stored (drafts/record.h): putting it back gives the same bytes, and its
// revision, writer and parent tell which text was written on top of which. `report`, with name and time, is for people and programs
// without this page, and for a line that got damaged. It doubles the file (1,000 drafts of 2 kB are some 5 MB), which is worth it for
// drafts, and not for twenty snapshots of each: those have the line alone. A report beside a snapshot is read all the same.
// The line counts when it reads; only otherwise the report does. Who edits a report by hand has to take the line out; `report_differs`
// tells when somebody did not. An entry of which neither reads is returned as its text. A report without a line comes from the rescue
// page: the text of the fields when the program broke (web/last_text.js).
//
// A value that is no UTF-8 has its bytes in hexadecimal in a second member, "recordHex", "valueHex" or "keyHex", which counts. Unknown
// members are skipped. Of two members of the same name, or two drafts of the same id, both are read.
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

// Limits of a file that is read. Entries are counted over all four parts: a thousand drafts with all their snapshots are some 21,000.
inline constexpr formats::JsonLimits backup_limits{.bytes = 64u << 20, .depth = 16, .nodes = 4'000'000};
inline constexpr std::size_t most_entries = 50'000;
// The highest revision of a draft that is put back to be written on: revisions have fifteen digits at most, and the next ones need room.
inline constexpr std::uint64_t most_revision = 100'000'000'000'000;

// One entry of the parts drafts, trash and history. write_backup() needs id and line, `at` for trash and history, and `snapshot` for a snapshot
// with a name.
struct BackupEntry {
    std::string id;  // of the draft. Where the file has no valid id: own_id() for drafts and trash, empty for history
    std::string
        line{};  // the record, to be stored byte for byte; empty: only the report reads, and a new record has to be written
    std::string at{};        // trash: when the draft was deleted; history: the time of the snapshot. As the file has it
    std::string snapshot{};  // history: the name that the writer gave the snapshot
    // From the line when that reads; otherwise from the report beside it, without revision and writer.
    Record record{};
    bool newer =
        false;  // a later version wrote the line: it can be stored, not shown; `record` has what read_record() gives of it
    bool report_differs = false;  // name or report beside the line are not those of the line. write_backup() ignores it
    bool is_read =
        false;  // for write_backup(): `record` is what the line says, so that the line need not be read once more; of a
                // snapshot all but the text
};

struct Backup {
    std::string made;  // ISO time
    std::vector<BackupEntry> drafts, trash, history;
    // What the stores hold that does not parse, with its keys; "copy <id>", "trash <id>" or "history <key>" for the replica. Any bytes.
    std::vector<StoredItem> unreadable;
};

// ---- Writing -------------------------------------------------------------------------------------------------------

struct BackupFile {
    std::string bytes;
    // What was left out to keep the file within backup_limits.bytes, in this order:
    bool has_reports = true;
    bool has_history = true;
    bool fits =
        true;  // false: the file is too large even so, and read_backup() will refuse it, though every record is in it
};
// UTF-8, two spaces a level, members in the order above, final LF: the same backup is the same bytes. most_bytes: tests take less.
BackupFile write_backup(const Backup& backup, std::size_t most_bytes = backup_limits.bytes);

// ---- Reading -------------------------------------------------------------------------------------------------------

enum class BackupProblem : std::uint8_t {
    none,
    not_a_backup,  // another format, or no content
    newer,         // a later version made the file
    too_large,     // more than backup_limits or most_entries
    too_deep,      // nested deeper than backup_limits.depth
    // With these two every entry that is whole was read all the same, as far as the file's lines are still broken as write_backup() does:
    cut_short,  // the file ends too early
    damaged,    // the file is no JSON
};
bool is_readable(BackupProblem problem);  // whether BackupReading has entries: none, cut_short or damaged
// An entry of the file of which neither the record nor the report reads.
struct UnreadableEntry {
    std::string section;  // the part it is in; in a damaged file the part that its members suggest
    std::string text;     // its JSON text
};
struct BackupReading {
    BackupProblem problem = BackupProblem::none;
    Backup backup;
    std::vector<UnreadableEntry> unreadable;
};
BackupReading read_backup(std::string_view bytes);
// For each draft of which the file has snapshots only, as a damaged file may, the newest snapshot is added to the drafts.
void let_history_stand_in(Backup& backup);
bool looks_like_backup(std::string_view bytes);  // by its first 256 bytes

// ---- Comparing -----------------------------------------------------------------------------------------------------

enum class Compared : std::uint8_t {
    fresh,     // there is no draft of this id here
    same,      // the draft here has the same text
    newer,     // the entry is surely a later version of the text here
    older,     // the text here is surely a later version of the entry
    conflict,  // neither was written on top of the other, or there is no evidence that it was
    deleted,   // the draft was removed here
};
// A draft of this device, with the text that the page holds now.
struct HereDraft {
    const Draft* draft = nullptr;
    Stamp newest;              // of its newest record; revision 0: nothing is stored yet
    std::uint64_t parent = 0;  // parent of that record; of an edited draft the parent that the next record will have
    bool edited = false;       // the text has changed since that record was written
    bool newer = false;        // a later version wrote the record: only the stamp is known
};
// The stamp of a snapshot: the newest text of the draft was written on top of that record.
struct Ancestor {
    std::string id;
    Stamp stamp;
};
struct Here {
    std::vector<HereDraft> drafts, trash;
    std::vector<std::string> deleted;  // ids with a tombstone or in the trash
    std::vector<Ancestor> history;
};
// One verdict for each entry of the backup, in the order in which they are put back: an entry is also compared with the entries before it.
//
// Revision numbers alone are no evidence here, as they are in the merge at the start (builds_on()): two devices that put the same backup back
// count on from the same number. So one text is a later version of another only when the same page wrote both, or when the snapshots
// beside it have a record by the other text's page that is not older. Everything else is a conflict, and both texts are kept.
struct BackupComparison {
    std::vector<Compared> drafts, trash;
};
BackupComparison compare(const Backup& backup, const Here& here);
bool is_same_text(const Draft& one, const Draft& other);  // name, report and unknown members; not the id

// The id for a fork of an entry, put beside the draft that has the entry's own id. It follows from the line, so that putting the same file back
// again finds the fork and adds nothing.
std::string own_id(std::string_view line);
std::string own_id(const BackupEntry& entry);
// own_id() and a second one, for when the trash has another text under the first.
std::array<std::string, 2> own_ids(const BackupEntry& entry);

}  // namespace drafts
