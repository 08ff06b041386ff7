// Feeds the reader of backup files with files, entries and damaged files of any bytes: it must not crash, must keep every line that
// reads, and what it reads it must be able to write and read again. The first byte chooses how deep the rest gets.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "drafts/backup.h"
#include "formats/import.h"

namespace {

using namespace drafts;

void require(bool ok) {
    if (!ok) __builtin_trap();
}

const std::string id(32, 'a');

Record record() {
    Record made{3, 1, "0a1b2c3d", "2026-11-23T14:03:09+01:00", {id, "naam", {}, {}}};
    made.draft.report.answers[0] = "é 🚲";
    return made;
}

void require_same(const std::vector<BackupEntry>& one, const std::vector<BackupEntry>& other) {
    require(one.size() == other.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
        require(one[i].id == other[i].id && one[i].line == other[i].line && one[i].at == other[i].at);
        require(one[i].snapshot == other[i].snapshot && one[i].newer == other[i].newer);
        require(one[i].record == other[i].record && !other[i].report_differs);
    }
}

std::size_t texts(const BackupReading& reading) {
    return reading.backup.drafts.size() + reading.backup.trash.size() + reading.backup.history.size() +
           reading.backup.unreadable.size() + reading.unreadable.size();
}

BackupReading check(std::string_view bytes) {
    BackupReading reading = read_backup(bytes);
    const bool has_content = reading.problem == BackupProblem::none || reading.problem == BackupProblem::cut_short ||
                             reading.problem == BackupProblem::damaged;
    require(has_content || texts(reading) == 0);

    const BackupFile file = write_backup(reading.backup);
    require(formats::is_utf8(file.bytes) && file.has_reports && file.has_history && file.fits);
    const BackupReading again = read_backup(file.bytes);
    require(again.problem == BackupProblem::none && again.unreadable.empty());
    require(again.backup.made == reading.backup.made);
    require_same(reading.backup.drafts, again.backup.drafts);
    require_same(reading.backup.trash, again.backup.trash);
    require_same(reading.backup.history, again.backup.history);
    require(reading.backup.unreadable.size() == again.backup.unreadable.size());
    for (std::size_t i = 0; i < reading.backup.unreadable.size(); ++i) {
        require(reading.backup.unreadable[i].key == again.backup.unreadable[i].key);
        require(reading.backup.unreadable[i].value == again.backup.unreadable[i].value);
    }
    require(write_backup(again.backup).bytes == file.bytes);

    // Against a draft of the same id as most of these have, and against itself.
    Here here;
    const Draft mine = record().draft;
    here.drafts = {{&mine, {3, "0a1b2c3d"}, 1, false, false}};
    require(compare(reading.backup, here).drafts.size() == reading.backup.drafts.size());
    here.drafts.clear();
    for (const BackupEntry& entry : reading.backup.drafts) {
        here.drafts = {{&entry.record.draft,
                        {entry.record.revision, entry.record.writer},
                        entry.record.parent_revision,
                        false,
                        entry.newer}};
        Backup one;
        one.drafts = {entry};
        require(compare(one, here).drafts[0] == Compared::same);
    }
    return reading;
}

// The same file as every other time, with an entry of each kind.
std::string whole_file() {
    const std::string line = write_record(record());
    Backup backup;
    backup.made = "2026-11-24T09:00:00+01:00";
    backup.drafts = {{.id = id, .line = line}, {.id = std::string(32, 'b'), .line = line}};
    backup.trash = {{.id = std::string(32, 'c'), .line = line, .at = "2026-11-20"}};
    backup.history = {{.id = id, .line = line, .at = "2026-11-22T10:00:00+01:00", .snapshot = "toen"}};
    backup.unreadable = {{"rv1 /reis/ d x", "kapot\xff"}};
    return write_backup(backup).bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 4) return 0;
    const std::string_view rest(reinterpret_cast<const char*>(data + 1), size - 1);
    const std::string head = "{\"format\":\"reisverslag-backup\",\"version\":1,";
    switch (data[0] % 6) {
        case 0:  // a whole file
            check(rest);
            break;
        case 1:  // members of a file
            check(head + std::string(rest) + "}");
            break;
        case 2:  // members of an entry, in each part
            for (const char* part : {"drafts", "trash", "history", "unreadable"}) {
                check(head + '"' + part + "\":[{" + std::string(rest) + "}]}");
            }
            break;
        case 3: {  // a text of any bytes under any key, and a line that is none
            const std::size_t half = rest.size() / 2;
            Backup backup;
            backup.unreadable = {{std::string(rest.substr(0, half)), std::string(rest.substr(half))}};
            backup.drafts = {{.id = std::string(rest.substr(0, half)), .line = std::string(rest.substr(half))}};
            const BackupReading reading = check(write_backup(backup).bytes);
            require(reading.problem == BackupProblem::none && texts(reading) == 2);
            require(reading.backup.unreadable.size() == 1);
            require(reading.backup.unreadable[0].key == backup.unreadable[0].key);
            require(reading.backup.unreadable[0].value == backup.unreadable[0].value);
            break;
        }
        case 4: {  // a payload in a right line, beside a report
            const std::string before =
                "RV1|1|1|2|1|0a1b2c3d|2026-11-23T14:03:09+01:00|" + std::to_string(rest.size()) + '|';
            const std::string line = before + record_hash(before, rest) + '|' + std::string(rest);
            Backup backup;
            backup.drafts = {{.id = id, .line = line}};
            const BackupReading reading = check(write_backup(backup).bytes);
            const bool reads = read_record(line, id).problem != RecordProblem::unreadable;
            require(reading.problem == BackupProblem::none && reading.backup.drafts.size() == (reads ? 1u : 0u));
            require(reads ? reading.backup.drafts[0].line == line : reading.unreadable.size() == 1);
            break;
        }
        default: {  // a good file with a piece of it replaced: only what is near is gone
            static const std::string whole = whole_file();
            const std::size_t at = (std::size_t{data[1]} * 256 + data[2]) % whole.size();
            const std::string_view piece = rest.substr(2);
            std::string damaged = whole;
            damaged.replace(at, piece.size(), piece);
            check(damaged);
        }
    }
    return 0;
}
