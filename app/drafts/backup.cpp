// Writes and reads the backup file, and compares a backup with the drafts of this device. It knows JSON only through formats/json.h, and
// the line of a record only through drafts/record.h.
#include "drafts/backup.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "formats/import.h"

namespace drafts {
namespace {

constexpr std::string_view format_name = "reisverslag-backup";
constexpr std::string_view opening = "{\n  \"format\": \"reisverslag-backup\",\n";
constexpr std::size_t beginning = 256;   // bytes, in which the name of the format stands
constexpr std::size_t entry_depth = 2;   // of an entry's brackets in the file
constexpr std::size_t report_depth = 3;  // of a report's brackets in the file
// The limit of a record's payload: unplaced text may be one value a line.
constexpr std::size_t most_nodes = 8'000'000;
constexpr formats::JsonLimits report_limits{
    .bytes = backup_limits.bytes, .depth = backup_limits.depth - report_depth, .nodes = most_nodes};
constexpr formats::JsonLimits entry_limits{
    .bytes = backup_limits.bytes, .depth = backup_limits.depth - entry_depth, .nodes = most_nodes};

Stamp stamp_of(const Record& record) { return {record.revision, record.writer}; }

std::size_t count_entries(const Backup& backup) {
    return backup.drafts.size() + backup.trash.size() + backup.history.size() + backup.unreadable.size();
}

// ---- Bytes that are no text ----------------------------------------------------------------------------------------

std::string to_hex(std::string_view bytes) {
    std::string hex;
    hex.reserve(2 * bytes.size());
    for (const char byte : bytes) {
        const unsigned value = static_cast<unsigned char>(byte);
        hex += "0123456789abcdef"[value / 16];
        hex += "0123456789abcdef"[value % 16];
    }
    return hex;
}

std::optional<std::string> from_hex(std::string_view hex) {
    std::string bytes;
    if (hex.size() % 2 != 0) return std::nullopt;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        unsigned value = 0;
        for (const char digit : hex.substr(i, 2)) {
            if (digit >= '0' && digit <= '9') {
                value = value * 16 + static_cast<unsigned>(digit - '0');
            } else if (digit >= 'a' && digit <= 'f') {
                value = value * 16 + static_cast<unsigned>(digit - 'a') + 10;
            } else {
                return std::nullopt;
            }
        }
        bytes += static_cast<char>(static_cast<unsigned char>(value));
    }
    return bytes;
}

// ---- Writing -------------------------------------------------------------------------------------------------------

// Writes an entry as it stands in the file, each member on a line of its own.
class EntryWriter {
  public:
    void text(std::string_view key, std::string_view value) {
        begin(key);
        formats::append_json_string(json_, value, false);
    }
    void bytes(std::string_view key, std::string_view value) {
        text(key, value);
        if (!formats::is_utf8(value)) text(std::string(key) + "Hex", to_hex(value));
    }
    void report(std::string_view compact) {
        begin("report");
        json_ += formats::json_laid_out(compact, report_depth);
    }
    std::string whole() { return std::move(json_) + "\n    }"; }

  private:
    void begin(std::string_view key) {
        json_ += json_.empty() ? "{\n      " : ",\n      ";
        formats::append_json_string(json_, key, false);
        json_ += ": ";
    }

    std::string json_;
};

enum class Part : std::uint8_t { drafts, trash, history };

// Members that a later version added may be nested deeper than a file may be; there may also be more unplaced texts. The line has them as text.
bool may_be_in_file(const model::Report& report, std::string_view json) {
    constexpr std::size_t other_values = 100;  // more than there are questions, details and the like
    const bool is_plain = report.unknown == model::UnknownMembers{} && json.size() <= report_limits.bytes &&
                          report.unplaced.size() < report_limits.nodes - other_values;
    return is_plain || formats::json_problem(json, report_limits) == formats::JsonProblem::none;
}

std::string written_entry(const BackupEntry& entry, Part part, bool has_reports) {
    RecordReading reading;
    const bool is_read = entry.line.empty() || entry.is_read;
    if (!is_read) reading = read_record(entry.line, entry.id);
    const Record& record = is_read ? entry.record : reading.record;
    EntryWriter writer;
    writer.text(part == Part::history ? "draft" : "id", entry.id);
    if (part == Part::trash) writer.text("deleted", entry.at);
    if (part == Part::history) {
        writer.text("kept", entry.at);
        if (!entry.snapshot.empty()) writer.text("name", entry.snapshot);
    } else if (reading.problem == RecordProblem::none) {
        writer.text("name", record.draft.name);
    }
    if (reading.problem != RecordProblem::unreadable) writer.text("changed", record.time);
    // An entry without a line always gets its report: it has no other text.
    if (reading.problem == RecordProblem::none && ((has_reports && part != Part::history) || entry.line.empty())) {
        const std::string report = formats::export_json_line(record.draft.report, false);
        if (may_be_in_file(record.draft.report, report)) writer.report(report);
    }
    if (!entry.line.empty()) writer.bytes("record", entry.line);
    return writer.whole();
}

std::string written_item(const StoredItem& item) {
    EntryWriter writer;
    writer.bytes("key", item.key);
    writer.bytes("value", item.value);
    return writer.whole();
}

template <typename Entry, typename Written>
void append_part(std::string& bytes, std::string_view name, const std::vector<Entry>& entries, Written written) {
    bytes += ",\n  \"";
    bytes += name;
    bytes += "\": [";
    bool is_first = true;
    for (const Entry& entry : entries) {
        bytes += std::exchange(is_first, false) ? "\n    " : ",\n    ";
        bytes += written(entry);
    }
    bytes += entries.empty() ? "]" : "\n  ]";
}

std::string written_file(const Backup& backup, bool has_reports, bool has_history) {
    const auto entries_of = [has_reports](Part part) {
        return [part, has_reports](const BackupEntry& entry) { return written_entry(entry, part, has_reports); };
    };
    std::string bytes(opening);
    bytes += "  \"version\": 1,\n  \"made\": ";
    bytes += formats::json_quote(backup.made, false);
    append_part(bytes, "drafts", backup.drafts, entries_of(Part::drafts));
    append_part(bytes, "trash", backup.trash, entries_of(Part::trash));
    append_part(bytes, "history", has_history ? backup.history : std::vector<BackupEntry>{}, entries_of(Part::history));
    append_part(bytes, "unreadable", backup.unreadable, written_item);
    bytes += "\n}\n";
    return bytes;
}

// ---- Reading an entry ----------------------------------------------------------------------------------------------

using Members = std::vector<formats::JsonPart>;

bool has(const Members& members, std::string_view key) {
    return std::any_of(members.begin(), members.end(),
                       [key](const formats::JsonPart& member) { return member.key == key; });
}

// The first member of this name whose value is a string; else empty.
std::string text_of(const Members& members, std::string_view key) {
    for (const formats::JsonPart& member : members) {
        if (member.key != key) continue;
        if (auto text = formats::json_text(member.value)) return *std::move(text);
    }
    return {};
}

// Every string of this name, after those in hexadecimal ("<key>Hex").
std::vector<std::string> bytes_of(const Members& members, std::string_view key) {
    std::vector<std::string> all;
    for (const formats::JsonPart& member : members) {
        const bool is_hex = member.key.size() == key.size() + 3 && member.key.compare(0, key.size(), key) == 0 &&
                            member.key.compare(key.size(), 3, "Hex") == 0;
        if (!is_hex && member.key != key) continue;
        auto text = formats::json_text(member.value);
        if (text && is_hex) text = from_hex(*text);
        if (text) all.insert(is_hex ? all.begin() : all.end(), *std::move(text));
    }
    return all;
}

std::string_view section_of(const Members& members) {
    if (has(members, "kept")) return "history";
    if (has(members, "deleted")) return "trash";
    return has(members, "value") || has(members, "valueHex") ? "unreadable" : "drafts";
}

class EntryReader {
  public:
    EntryReader(BackupReading& reading, std::string_view section) : reading_(reading), section_(section) {}

    void read(const Members& members, std::string_view text) {
        if (section_ == "unreadable" ? read_item(members) : read_draft(members)) return;
        reading_.unreadable.push_back({std::string(section_), std::string(text)});
    }

  private:
    std::vector<BackupEntry>& entries() {
        if (section_ == "trash") return reading_.backup.trash;
        return section_ == "history" ? reading_.backup.history : reading_.backup.drafts;
    }

    bool read_item(const Members& members) {
        std::vector<std::string> keys = bytes_of(members, "key"), values = bytes_of(members, "value");
        if (keys.empty() || values.empty()) return false;
        reading_.backup.unreadable.push_back({std::move(keys.front()), std::move(values.front())});
        return true;
    }

    bool read_draft(const Members& members) {
        const bool is_history = section_ == "history";
        BackupEntry entry;
        entry.id = text_of(members, is_history ? "draft" : "id");
        if (!is_draft_id(entry.id)) entry.id.clear();
        if (section_ != "drafts") entry.at = text_of(members, is_history ? "kept" : "deleted");
        if (is_history) entry.snapshot = text_of(members, "name");

        std::set<std::string> lines;
        for (std::string& line : bytes_of(members, "record")) {
            RecordReading record = read_record(line, entry.id);
            if (record.problem == RecordProblem::unreadable || !lines.insert(line).second) continue;
            BackupEntry& added = entries().emplace_back(entry);
            added.line = std::move(line);
            added.record = std::move(record.record);
            added.newer = record.problem == RecordProblem::newer;
            added.report_differs = !added.newer && differs(members, added.record.draft, is_history);
            set_id(added, is_history);
        }
        if (!lines.empty()) return true;

        bool any = false;
        for (const formats::JsonPart& member : members) {
            if (member.key != "report") continue;
            formats::JsonReading report = formats::read_json(member.value);
            if (report.problem != formats::JsonProblem::none) continue;
            BackupEntry& added = entries().emplace_back(entry);
            if (!is_history) added.record.draft.name = text_of(members, "name");
            added.record.draft.report = std::move(report.report);
            added.record.time = text_of(members, "changed");
            if (time_order(added.record.time) == std::numeric_limits<std::int64_t>::min()) added.record.time.clear();
            set_id(added, is_history);
            any = true;
        }
        return any;
    }

    static void set_id(BackupEntry& entry, bool is_history) {
        if (entry.id.empty() && !is_history) entry.id = own_id(entry);
        entry.record.draft.id = entry.id;
    }

    // Whether name or report beside the line are not what written_entry() makes of the line, however they are laid out.
    static bool differs(const Members& members, const Draft& draft, bool is_history) {
        std::string written;
        for (const formats::JsonPart& member : members) {
            if (member.key == "name" && !is_history && formats::json_text(member.value) != draft.name) return true;
            if (member.key != "report") continue;
            if (written.empty()) written = formats::export_json_line(draft.report, false);
            const bool is_as_written = member.value == formats::json_laid_out(written, report_depth);
            if (!is_as_written && formats::json_compact(member.value) != written) return true;
        }
        return false;
    }

    BackupReading& reading_;
    std::string_view section_;
};

bool is_section(std::string_view name) {
    return name == "drafts" || name == "trash" || name == "history" || name == "unreadable";
}

// ---- Reading a file ------------------------------------------------------------------------------------------------

// Whether the member "version" is that of a later version. A value that is no number says nothing.
bool is_later_version(std::string_view version) {
    const std::size_t first = version.find_first_not_of('0');
    return version.find_first_not_of("0123456789") == std::string_view::npos && first != std::string_view::npos &&
           version.substr(first) != "1";
}

// bytes: known to be JSON within backup_limits.
void read_whole(BackupReading& reading, std::string_view bytes) {
    std::size_t entries = 0;
    const std::vector<formats::JsonPart> parts = formats::json_parts(bytes);
    bool is_backup = false, is_later = false;
    for (const formats::JsonPart& part : parts) {
        is_backup = is_backup || (part.key == "format" && formats::json_text(part.value) == format_name);
        is_later = is_later || (part.key == "version" && is_later_version(part.value));
    }
    if (!is_backup || is_later) {
        reading.problem = is_backup ? BackupProblem::newer : BackupProblem::not_a_backup;
        return;
    }
    for (const formats::JsonPart& part : parts) {
        if (part.key == "made" && reading.backup.made.empty()) {
            reading.backup.made = formats::json_text(part.value).value_or(std::string());
        }
        if (!is_section(part.key)) continue;
        if (part.value.front() != '[') {
            reading.unreadable.push_back({part.key, std::string(part.value)});
            continue;
        }
        const std::vector<formats::JsonPart> all = formats::json_parts(part.value);
        entries += all.size();
        if (entries > most_entries) {
            reading = {};
            reading.problem = BackupProblem::too_large;
            return;
        }
        for (const formats::JsonPart& entry : all) {
            EntryReader(reading, part.key).read(formats::json_parts(entry.value), entry.value);
        }
    }
}

// Whether a bracket or a string is still open at the end.
bool ends_early(std::string_view bytes) {
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char letter = bytes[i];
        if (in_string && letter == '\\') {
            ++i;
        } else if (letter == '"') {
            in_string = !in_string;
        } else if (!in_string && (letter == '{' || letter == '[')) {
            ++depth;
        } else if (!in_string && (letter == '}' || letter == ']') && depth > 0) {
            --depth;
        }
    }
    return in_string || depth > 0;
}

std::string_view without_comma(std::string_view line) {
    return line.substr(0, line.size() - (!line.empty() && line.back() == ',' ? 1 : 0));
}

// The whole members of a damaged entry, as an object. write_backup() begins each member on a line of its own.
std::string whole_members(std::string_view text) {
    constexpr std::string_view begin_member = "      \"", end_member = "      }";
    std::string all = "{";
    std::string member;
    const auto end = [&] {
        if (!member.empty() && formats::json_problem('{' + member + '}', entry_limits) == formats::JsonProblem::none) {
            all += (all.size() == 1 ? "" : ",") + member;
        }
        member.clear();
    };
    while (!text.empty()) {
        const std::size_t line_end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, line_end);
        text.remove_prefix(std::min(line_end + 1, text.size()));
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (line.substr(0, begin_member.size()) == begin_member) {
            end();
            member = without_comma(line);
        } else if (without_comma(line) == "    }") {
            end();
        } else if (!member.empty()) {
            const bool is_end = without_comma(line) == end_member;
            member += '\n';
            member += is_end ? end_member : line;
            if (is_end) end();
        }
    }
    end();
    return all + '}';
}

// The whole entries of a damaged file, line by line. Line ends inside of strings are escaped, so no text can look like the lines that begin
// and end an entry.
void read_what_is_whole(BackupReading& reading, std::string_view bytes) {
    constexpr std::size_t nowhere = std::string_view::npos;
    std::size_t begin = nowhere;  // of the entry
    std::size_t entries = 0;
    const auto end_entry = [&](std::size_t end) {
        if (begin == nowhere) return;
        const std::string_view text = bytes.substr(begin, end - begin);
        begin = nowhere;
        ++entries;
        const bool is_whole = formats::json_problem(text, entry_limits) == formats::JsonProblem::none;
        const std::string rest = is_whole ? std::string() : whole_members(text);
        const Members members = formats::json_parts(is_whole ? text : rest);
        EntryReader(reading, section_of(members)).read(members, text);
    };
    for (std::size_t position = 0; position < bytes.size();) {
        if (entries > most_entries) break;
        const std::size_t end = std::min(bytes.find('\n', position), bytes.size());
        std::string_view line = bytes.substr(position, end - position);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (line == "    {") {
            end_entry(position);  // the entry before has lost its end
            begin = position;
        } else if (without_comma(line) == "    }") {
            end_entry(position + 5);
        } else if (line == "  ]" || line == "  ]," || line == "}") {
            end_entry(position);
        }
        position = end + 1;
    }
    end_entry(bytes.size());
    if (entries <= most_entries) return;
    reading = {};
    reading.problem = BackupProblem::too_large;
}

void read_broken(BackupReading& reading, std::string_view bytes) {
    constexpr std::string_view version = "\n  \"version\": ";
    const bool is_begin = !bytes.empty() && bytes.size() < opening.size() && opening.substr(0, bytes.size()) == bytes;
    if (!looks_like_backup(bytes) && !is_begin) {
        reading.problem = BackupProblem::not_a_backup;
        return;
    }
    const std::size_t at = bytes.substr(0, beginning).find(version);
    if (at != std::string_view::npos) {
        const std::string_view rest = bytes.substr(at + version.size());
        if (is_later_version(rest.substr(0, rest.find_first_not_of("0123456789")))) {
            reading.problem = BackupProblem::newer;
            return;
        }
    }
    reading.problem = ends_early(bytes) || is_begin ? BackupProblem::cut_short : BackupProblem::damaged;
    read_what_is_whole(reading, bytes);
}

// ---- Comparing -----------------------------------------------------------------------------------------------------

using Stamps = std::vector<Stamp>;
using Ancestors = std::map<std::string, Stamps, std::less<>>;  // by id

const Stamps& stamps_of(const Ancestors& all, std::string_view id) {
    static const Stamps none;
    const auto found = all.find(id);
    return found == all.end() ? none : found->second;
}

// As builds_on(), but only with evidence. before: stamps of the snapshots beside the newest.
bool surely_builds_on(const Stamp& newest, std::uint64_t parent, const Stamp& older, const Stamps& before) {
    if (!builds_on(newest, parent, older)) return false;
    return newest.writer == older.writer || std::any_of(before.begin(), before.end(), [&](const Stamp& one) {
               return one.writer == older.writer && one.revision >= older.revision && one.revision <= parent;
           });
}

Compared compared(const BackupEntry& entry, const HereDraft& mine, const Stamps& before_entry,
                  const Stamps& before_mine) {
    const Stamp stamp = stamp_of(entry.record);
    if (entry.newer || mine.newer) {
        // Of a record by a later version only the stamp is known.
        if (stamp == mine.newest && entry.newer && mine.newer) return Compared::same;
    } else if (mine.draft != nullptr && is_same_text(entry.record.draft, *mine.draft)) {
        return Compared::same;
    }
    // A report without a record has no parent.
    if (stamp.revision == 0) return Compared::conflict;
    const bool has_mine =
        !mine.edited && surely_builds_on(stamp, entry.record.parent_revision, mine.newest, before_entry);
    const bool is_in_mine = surely_builds_on(mine.newest, mine.parent, stamp, before_mine);
    if (has_mine == is_in_mine) return Compared::conflict;
    return has_mine ? Compared::newer : Compared::older;
}

// Counts more than there are, never fewer: in front of each value but the first is one of these characters.
bool has_few_values(std::string_view json) {
    const auto before = std::count_if(json.begin(), json.end(), [](char letter) {
        return letter == ',' || letter == ':' || letter == '[' || letter == '{';
    });
    return static_cast<std::size_t>(before) < backup_limits.nodes;
}

}  // namespace

BackupFile write_backup(const Backup& backup, std::size_t most_bytes) {
    BackupFile file;
    const auto write = [&] {
        file.bytes = {};  // before the next file is made: the memory may not hold both
        file.bytes = written_file(backup, file.has_reports, file.has_history);
        const std::size_t left_out = file.has_history ? 0 : backup.history.size();
        file.fits = count_entries(backup) - left_out <= most_entries && file.bytes.size() <= most_bytes &&
                    (has_few_values(file.bytes) ||
                     formats::json_problem(file.bytes, backup_limits) == formats::JsonProblem::none);
    };
    write();
    if (!file.fits) {
        file.has_reports = false;
        write();
    }
    if (!file.fits && !backup.history.empty()) {
        file.has_history = false;
        write();
    }
    return file;
}

BackupReading read_backup(std::string_view bytes) {
    BackupReading reading;
    switch (formats::json_problem(bytes, backup_limits)) {
        case formats::JsonProblem::none:
            read_whole(reading, bytes);
            break;
        case formats::JsonProblem::too_large:
        case formats::JsonProblem::too_many_nodes:
            reading.problem = BackupProblem::too_large;
            break;
        case formats::JsonProblem::too_deep:
            reading.problem = BackupProblem::too_deep;
            break;
        case formats::JsonProblem::not_json:
        case formats::JsonProblem::not_a_report:
            read_broken(reading, bytes);
            break;
    }
    return reading;
}

bool is_same_text(const Draft& one, const Draft& other) {
    return one.name == other.name && one.report == other.report && one.unknown == other.unknown;
}

bool is_readable(BackupProblem problem) {
    return problem == BackupProblem::none || problem == BackupProblem::cut_short || problem == BackupProblem::damaged;
}

void let_history_stand_in(Backup& backup) {
    std::set<std::string, std::less<>> there;
    for (const auto* entries : {&backup.drafts, &backup.trash}) {
        for (const BackupEntry& entry : *entries) there.insert(entry.id);
    }
    std::map<std::string, const BackupEntry*> newest;
    for (BackupEntry& entry : backup.history) {
        if (entry.id.empty()) entry.id = entry.record.draft.id = own_id(entry);
        if (there.count(entry.id) != 0) continue;
        const BackupEntry*& found = newest[entry.id];
        if (found == nullptr || found->record.revision < entry.record.revision) found = &entry;
    }
    for (const auto& [id, entry] : newest) {
        BackupEntry& draft = backup.drafts.emplace_back(*entry);
        draft.at.clear();
        draft.snapshot.clear();
    }
}

bool looks_like_backup(std::string_view bytes) {
    return bytes.substr(0, beginning).find("\"reisverslag-backup\"") != std::string_view::npos;
}

BackupComparison compare(const Backup& backup, const Here& here) {
    using ById = std::map<std::string, HereDraft, std::less<>>;
    ById drafts, trash;
    const auto add = [](ById& all, const std::vector<HereDraft>& some) {
        for (const HereDraft& mine : some) {
            if (mine.draft != nullptr) all[mine.draft->id] = mine;
        }
    };
    add(drafts, here.drafts);
    add(trash, here.trash);
    const std::set<std::string_view> deleted(here.deleted.begin(), here.deleted.end());
    Ancestors before_mine, before_entry;
    for (const Ancestor& one : here.history) before_mine[one.id].push_back(one.stamp);
    for (const BackupEntry& one : backup.history) before_entry[one.id].push_back(stamp_of(one.record));

    // into: the part that the entry would be added to; all: the parts in which a draft of its id may be; gone: ids that were removed.
    const auto each = [&](const std::vector<BackupEntry>& entries, ById& into, const std::vector<const ById*>& all,
                          const std::set<std::string_view>& gone) {
        std::vector<Compared> result;
        for (const BackupEntry& entry : entries) {
            Compared is = gone.count(entry.id) != 0 ? Compared::deleted : Compared::fresh;
            for (const ById* some : all) {
                const auto mine = some->find(entry.id);
                if (mine == some->end()) continue;
                is = compared(entry, mine->second, stamps_of(before_entry, entry.id), stamps_of(before_mine, entry.id));
                break;
            }
            std::string id = entry.id;
            // The same file may have been put back before: then a fork of the entry is here, under one of own_ids().
            if (is == Compared::conflict || is == Compared::deleted || is == Compared::fresh) {
                const auto own = own_ids(entry);
                const auto came =
                    std::find_if(own.begin(), own.end(), [&](const std::string& one) { return into.count(one) != 0; });
                if (came != own.end()) {
                    id = *came;
                } else if (is == Compared::conflict) {
                    id = own[0];
                }
                const auto before = into.find(id);
                if (before != into.end()) {
                    is = before->second.draft->report == entry.record.draft.report ? Compared::same : Compared::older;
                }
            }
            result.push_back(is);
            if (is == Compared::same || is == Compared::older) continue;
            into[id] = {&entry.record.draft, stamp_of(entry.record), entry.record.parent_revision, false, entry.newer};
        }
        return result;
    };
    BackupComparison comparison;
    comparison.drafts = each(backup.drafts, drafts, {&drafts}, deleted);
    comparison.trash = each(backup.trash, trash, {&drafts, &trash}, {});
    return comparison;
}

std::string own_id(std::string_view line) { return record_hash("a", line) + record_hash("b", line); }

std::string own_id(const BackupEntry& entry) {
    return own_id(entry.line.empty() ? write_record(entry.record) : entry.line);
}

std::array<std::string, 2> own_ids(const BackupEntry& entry) {
    const std::string first = own_id(entry);
    return {first, own_id(first + entry.line)};
}

}  // namespace drafts
