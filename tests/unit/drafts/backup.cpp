// The backup file: what is written reads back byte for byte, what is damaged gives up as little as it must, and what is there is
// compared with what is here. A file of a released version is among the fixtures and never changes.
#include "drafts/backup.h"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <string>

#include "../../sweep/sweep.h"
#include "formats/import.h"
#include "formats/json.h"

using namespace drafts;

namespace {

const std::string time_now = "2026-11-23T14:03:09+01:00";

std::string id_of(std::size_t number) {
    const std::string digits = std::to_string(number);
    return std::string(32 - digits.size(), '0') + digits;
}

std::string line_of(std::uint64_t revision, const std::string& answer, std::uint64_t parent = 0,
                    const std::string& writer = "0a1b2c3d", const std::string& name = {}) {
    Record record{revision, parent, writer, time_now, {{}, name, {}, {}}};
    record.draft.report.answers[2] = answer;
    return write_record(record);
}

std::string newer_line(std::uint64_t revision, const std::string& writer = "0a1b2c3d") {
    const std::string before = "RV1|2|2|" + std::to_string(revision) + "|1|" + writer + "|" + time_now + "|2|";
    return before + record_hash(before, "??") + "|??";
}

BackupEntry entry(std::size_t number, std::string line) { return {.id = id_of(number), .line = std::move(line)}; }

std::string fixture(const std::string& name) {
    std::ifstream in(REISVERSLAG_TEST_DATA "/records/" + name, std::ios::binary);
    REQUIRE(in);
    return {std::istreambuf_iterator<char>(in), {}};
}

const std::string scripts =
    "Київ 🚲 北京 भारत العربية\u202eעברית\u200f e\u0301 \u00a0\u00ad\u200b\ufeff\U0001F468\u200D👩 ﷺ 𝔘";
// No UTF-8: a lone surrogate as some programs write it, a cut character, bytes that stand for nothing, a NUL.
const std::string no_text("x\xed\xa0\xbdy\xe2\x82\xff\xfe\0z", 11);

Backup sample() {
    Record all{7, 5, "0a1b2c3d", time_now, {{}, "Gent – “fietsen”", {}, "{\"ключ\":[1,2.50,1e300,{\"🚲\":\"é\"}]}"}};
    for (auto& answer : all.draft.report.answers)
        answer = scripts + "\n\n- \"één\"\\|\n\t" + std::string(1, '\0') + '\x7f';
    all.draft.report.detail(model::Trip::departure) = "2026-11-02";
    all.draft.report.unplaced = {"Bijlage", ""};
    all.draft.report.unknown = {"{\"a\":1.0,\"a\":-0}", "{\"b\":\"é\"}", "{\"c\":{\"d\":[]}}"};
    Backup backup;
    backup.made = "2026-11-24T09:00:00+01:00";
    backup.drafts = {entry(1, write_record(all)), entry(2, line_of(1, "")), entry(3, newer_line(4))};
    backup.trash = {{.id = id_of(4), .line = line_of(3, "weg"), .at = "2026-11-20"}};
    backup.history = {{.id = id_of(1), .line = line_of(5, "eerst"), .at = "2026-11-22T10:00:00+01:00"},
                      {.id = id_of(1),
                       .line = line_of(6, "toen"),
                       .at = "2026-11-22T11:00:00+01:00",
                       .snapshot = "vóór\nhet gesprek"}};
    backup.unreadable = {
        {"rv1 /reis/ d " + id_of(9) + " a", "kapot \"|\\ " + scripts}, {"rv1 /reis/ d x\xff", no_text}, {"", ""}};
    return backup;
}

// What was asked for, beside what follows from the line.
void check_same(const std::vector<BackupEntry>& read, const std::vector<BackupEntry>& written) {
    REQUIRE(read.size() == written.size());
    for (std::size_t i = 0; i < read.size(); ++i) {
        INFO("entry " << i);
        CHECK(read[i].id == written[i].id);
        CHECK(read[i].line == written[i].line);
        CHECK(read[i].at == written[i].at);
        CHECK(read[i].snapshot == written[i].snapshot);
        const RecordReading reading = read_record(written[i].line, written[i].id);
        CHECK(read[i].record == reading.record);
        CHECK(read[i].newer == (reading.problem == RecordProblem::newer));
        CHECK_FALSE(read[i].report_differs);
    }
}

void check_round_trip(const Backup& backup) {
    const BackupFile file = write_backup(backup);
    CHECK(formats::is_utf8(file.bytes));
    CHECK(formats::json_problem(file.bytes, backup_limits) == formats::JsonProblem::none);
    const BackupReading reading = read_backup(file.bytes);
    CHECK(reading.problem == BackupProblem::none);
    CHECK(reading.unreadable.empty());
    CHECK(reading.backup.made == backup.made);
    check_same(reading.backup.drafts, backup.drafts);
    check_same(reading.backup.trash, backup.trash);
    check_same(reading.backup.history, backup.history);
    REQUIRE(reading.backup.unreadable.size() == backup.unreadable.size());
    for (std::size_t i = 0; i < backup.unreadable.size(); ++i) {
        CHECK(reading.backup.unreadable[i].key == backup.unreadable[i].key);
        CHECK(reading.backup.unreadable[i].value == backup.unreadable[i].value);
    }
    CHECK(write_backup(reading.backup).bytes == file.bytes);
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

// A file of one draft, of which nothing is known but these members.
std::string file_of(const std::string& members) {
    return "{\"format\":\"reisverslag-backup\",\"version\":1,\"drafts\":[" + members + "]}";
}

std::size_t texts_in(const BackupReading& reading) {
    return reading.backup.drafts.size() + reading.backup.trash.size() + reading.backup.history.size() +
           reading.backup.unreadable.size() + reading.unreadable.size();
}

}  // namespace

TEST_CASE("a backup reads back byte for byte") {
    check_round_trip(sample());
    check_round_trip({});
    CHECK(write_backup({}).bytes ==
          "{\n  \"format\": \"reisverslag-backup\",\n  \"version\": 1,\n  \"made\": \"\",\n  \"drafts\": [],\n"
          "  \"trash\": [],\n  \"history\": [],\n  \"unreadable\": []\n}\n");
}

TEST_CASE("every fixture of a record that reads survives a backup") {
    Backup backup;
    for (const char* name :
         {"plain", "full", "long", "scripts", "characters", "numbers", "unknown-members", "white-space", "big-revision",
          "later-schema", "newer", "newer-other-payload", "no-answers"}) {
        backup.drafts.push_back(entry(backup.drafts.size(), fixture(std::string(name) + ".record")));
    }
    check_round_trip(backup);
}

TEST_CASE("a file of version 1 reads as it always did") {
    const std::string bytes = fixture("backup-1.json");
    const BackupReading reading = read_backup(bytes);
    CHECK(reading.problem == BackupProblem::none);
    CHECK(reading.unreadable.empty());
    const Backup expected = sample();
    check_same(reading.backup.drafts, expected.drafts);
    check_same(reading.backup.trash, expected.trash);
    check_same(reading.backup.history, expected.history);
    REQUIRE(reading.backup.unreadable.size() == 3);
    CHECK(reading.backup.unreadable[1].value == no_text);
    CHECK(write_backup(expected).bytes == bytes);
}

TEST_CASE("the reports of a backup read without this program") {
    const std::string bytes = write_backup(sample()).bytes;
    CHECK(bytes.find("\"changed\": \"2026-11-23T14:03:09+01:00\"") != std::string::npos);
    CHECK(bytes.find("\"name\": \"Gent – “fietsen”\"") != std::string::npos);
    CHECK(bytes.find("\n        \"persons\": ") == std::string::npos);
    CHECK(bytes.find("\n          \"persons\": \"Київ 🚲") != std::string::npos);
    CHECK(bytes.back() == '\n');
    // Each report in it, laid out once more, is the JSON report of its draft.
    for (const formats::JsonPart& part : formats::json_parts(bytes)) {
        if (part.key != "drafts") continue;
        const auto first = formats::json_parts(formats::json_parts(part.value)[0].value);
        const auto report = std::find_if(first.begin(), first.end(),
                                         [](const formats::JsonPart& member) { return member.key == "report"; });
        REQUIRE(report != first.end());
        CHECK(formats::json_laid_out(formats::json_compact(report->value), 0) + '\n' ==
              formats::export_json(read_record(sample().drafts[0].line, id_of(1)).record.draft.report));
    }
}

TEST_CASE("a thousand drafts", "[sweep]") {
    const std::size_t drafts = sweep::scale<std::size_t>(200, 1000, 1000);
    Backup backup;
    for (std::size_t i = 0; i < drafts; ++i) {
        backup.drafts.push_back(entry(i, line_of(i + 1, std::string(1900, 'x') + std::to_string(i))));
    }
    const BackupFile file = write_backup(backup);
    CHECK(file.has_reports);
    CHECK(file.fits);
    CHECK(file.bytes.size() < 5'500 * drafts);
    const BackupReading reading = read_backup(file.bytes);
    CHECK(reading.problem == BackupProblem::none);
    check_same(reading.backup.drafts, backup.drafts);
}

TEST_CASE("members of a backup that this version does not know are no reason to fail") {
    std::string bytes = write_backup(sample()).bytes;
    for (const char* where : {"{\n  \"format\"", "{\n      \"id\"", "{\n      \"draft\"", "{\n      \"key\""}) {
        const std::string found = where;
        bytes = replaced(bytes, found, "{ \"nieuw\": [ {\"drafts\": [1] }, \"}\" , -1.5e3, null ]," + found.substr(1));
    }
    const BackupReading reading = read_backup(bytes);
    CHECK(reading.problem == BackupProblem::none);
    CHECK(reading.unreadable.empty());
    check_same(reading.backup.drafts, sample().drafts);
    CHECK(texts_in(reading) == 9);
}

TEST_CASE("what is no backup") {
    const auto problem = [](const std::string& bytes) { return read_backup(bytes).problem; };
    CHECK(problem("VERSLAG BUITENLANDSE DIENSTREIS") == BackupProblem::not_a_backup);
    CHECK(problem(std::string(100, '\0')) == BackupProblem::not_a_backup);
    CHECK(problem("{}") == BackupProblem::not_a_backup);
    CHECK(problem("[]") == BackupProblem::not_a_backup);
    CHECK(problem("\"reisverslag-backup\"") == BackupProblem::not_a_backup);
    CHECK(problem("{\"format\":[\"reisverslag-backup\"]}") == BackupProblem::not_a_backup);
    CHECK(problem("{\"drafts\":[]") == BackupProblem::not_a_backup);
    CHECK(problem("[{\"format\":\"reisverslag-backup\"}]") == BackupProblem::not_a_backup);
    CHECK(problem(formats::export_json({})) == BackupProblem::not_a_backup);
    CHECK(problem(fixture("plain.record")) == BackupProblem::not_a_backup);
    CHECK(problem(fixture("everything-1.json")) == BackupProblem::not_a_backup);
    CHECK(problem("") == BackupProblem::not_a_backup);
    CHECK(problem("{\"format\":\"reisverslag-backup\"}") == BackupProblem::none);
}

TEST_CASE("a backup of a later version") {
    const std::string bytes = write_backup(sample()).bytes;
    for (const char* version : {"2", "10", "100000000000000000000000", "9007199254740993"}) {
        const BackupReading reading =
            read_backup(replaced(bytes, "\"version\": 1", std::string("\"version\": ") + version));
        CHECK(reading.problem == BackupProblem::newer);
        CHECK(texts_in(reading) == 0);
    }
    CHECK(read_backup(replaced(bytes, "\"version\": 1", "\"version\": 2").substr(0, 300)).problem ==
          BackupProblem::newer);
    // What is no number says nothing.
    for (const char* version : {"\"2\"", "null", "-1", "0", "1.5", "[2]"}) {
        const BackupReading reading =
            read_backup(replaced(bytes, "\"version\": 1", std::string("\"version\": ") + version));
        CHECK(reading.problem == BackupProblem::none);
        CHECK(texts_in(reading) == 9);
    }
}

TEST_CASE("too large and too deep") {
    const auto nested = [](std::size_t depth) {
        return "{\"format\":\"reisverslag-backup\",\"x\":" + std::string(depth - 1, '[') + std::string(depth - 1, ']') +
               "}";
    };
    CHECK(read_backup(nested(16)).problem == BackupProblem::none);
    CHECK(read_backup(nested(17)).problem == BackupProblem::too_deep);
    CHECK(read_backup(nested(1'000'000)).problem == BackupProblem::too_deep);
    std::string large = file_of("") + std::string(64u << 20, ' ');
    CHECK(read_backup(large).problem == BackupProblem::too_large);
    large.resize(64u << 20);
    CHECK(read_backup(large).problem == BackupProblem::none);
}

TEST_CASE("more entries than anybody has", "[sweep]") {
    const auto reading_of = [](std::size_t entries, bool whole) {
        std::string file = "{\n  \"format\": \"reisverslag-backup\",\n  \"version\": 1,\n  \"drafts\": [";
        for (std::size_t i = 0; i < entries; ++i) file += std::string(i == 0 ? "" : ",") + "\n    {\n    }";
        return read_backup(file + (whole ? "\n  ]\n}\n" : "\n"));
    };
    for (const bool whole : {true, false}) {
        if (!whole && !sweep::is_long) break;
        const BackupReading most = reading_of(most_entries, whole);
        CHECK(is_readable(most.problem));
        CHECK(most.unreadable.size() == most_entries);
        const BackupReading more = reading_of(most_entries + 1, whole);
        CHECK(more.problem == BackupProblem::too_large);
        CHECK(more.unreadable.empty());
    }
    // They are not written either.
    Backup backup;
    backup.drafts.assign(2, entry(1, line_of(1, "x")));
    backup.history.assign(most_entries - 1, {.id = id_of(1), .line = line_of(1, "x"), .at = time_now});
    const BackupFile file = write_backup(backup);
    CHECK((file.fits && !file.has_history));
    if (!sweep::is_long) return;
    // Nor more values than are read.
    const BackupReading values = read_backup("{\"format\":\"reisverslag-backup\",\"drafts\":[0" + [] {
        std::string zeros;
        for (std::size_t i = 0; i < backup_limits.nodes; ++i) zeros += ",0";
        return zeros;
    }() + "]}");
    CHECK(values.problem == BackupProblem::too_large);
}

TEST_CASE("a report nested deeper than a file may be stands in its line only") {
    Record record{1, 0, "0a1b2c3d", time_now, {}};
    for (const std::size_t depth : {std::size_t{10}, std::size_t{11}, std::size_t{12}, std::size_t{14}}) {
        record.draft.report.unknown.report = "{\"x\":" + std::string(depth, '[') + std::string(depth, ']') + "}";
        Backup backup;
        backup.drafts = {entry(1, write_record(record))};
        REQUIRE(read_record(backup.drafts[0].line, id_of(1)).problem == RecordProblem::none);
        check_round_trip(backup);
        CHECK((write_backup(backup).bytes.find("\"report\"") != std::string::npos) == (depth <= 12));
    }
}

TEST_CASE("a backup that does not fit gives up the reports, then the history") {
    // A 256th of the real sizes: a minute less.
    const std::string line = line_of(1, std::string(4u << 10, 'x'));
    Backup backup;
    const auto written = [&](std::size_t drafts, std::size_t snapshots) {
        backup.drafts.assign(drafts, entry(1, line));
        backup.history.assign(snapshots, {.id = id_of(1), .line = line, .at = time_now});
        return write_backup(backup, 1u << 18);
    };
    const BackupFile whole = written(18, 18);
    CHECK((whole.has_reports && whole.has_history && whole.fits));
    const BackupFile lines = written(36, 18);
    CHECK((!lines.has_reports && lines.has_history && lines.fits));
    CHECK(texts_in(read_backup(lines.bytes)) == 54);
    const BackupFile drafts = written(36, 36);
    CHECK((!drafts.has_reports && !drafts.has_history && drafts.fits));
    CHECK(texts_in(read_backup(drafts.bytes)) == 36);
    const BackupFile too_much = written(65, 1);
    CHECK((!too_much.has_reports && !too_much.has_history && !too_much.fits));
}

TEST_CASE("wherever a backup is cut, what is whole is read", "[sweep]") {
    const Backup expected = sample();
    const std::string bytes = write_backup(expected).bytes;
    std::size_t most = 0;
    std::size_t begun = 0, next_begins = bytes.find("\n    {\n"), cuts = 0;
    const std::size_t stride = sweep::scale<std::size_t>(7, 1, 1);
    for (std::size_t size = 1; size < bytes.size(); size += size + 40 < bytes.size() ? stride : 1) {
        ++cuts;
        const BackupReading reading = read_backup(bytes.substr(0, size));
        // Only the last line end can be missed.
        if (reading.problem != (size + 1 == bytes.size() ? BackupProblem::none : BackupProblem::cut_short)) {
            FAIL("cut at " << size);
        }
        // What was whole at a shorter cut is so at a longer one, and every entry that has begun is there in some way.
        while (next_begins + 6 <= size) {
            ++begun;
            next_begins = bytes.find("\n    {\n", next_begins + 1);
            if (next_begins == std::string::npos) next_begins = bytes.size();
        }
        if (texts_in(reading) != begun) FAIL(texts_in(reading) << " of " << begun << " entries, cut at " << size);
        const std::size_t whole = begun - reading.unreadable.size();
        if (whole < most) FAIL("less at " << size);
        most = whole;
        for (std::size_t i = 0; i < reading.backup.drafts.size(); ++i) {
            const BackupEntry& draft = reading.backup.drafts[i];
            if (!draft.line.empty() && draft.line != expected.drafts[i].line) FAIL("another line, cut at " << size);
        }
    }
    CHECK(most == 9);
    WARN(cuts << " steps: places to cut");
}

TEST_CASE("a damaged file gives up no more than the entry that is damaged", "[sweep]") {
    const Backup expected = sample();
    const std::string bytes = write_backup(expected).bytes;
    const std::size_t body = bytes.find("    {");
    std::size_t damages = 0;
    // 13 is no multiple of 7, so every kind of damage comes at many places.
    for (std::size_t at = body; at < bytes.size(); at += sweep::scale<std::size_t>(13, 1, 1)) {
        const std::array<char, 7> others{
            '\0', '"', '\n', '\\', '}', static_cast<char>(bytes[at] ^ 1), static_cast<char>(bytes[at] ^ 0x80)};
        for (std::size_t kind = 0; kind < sweep::scale<std::size_t>(2, 2, others.size()); ++kind) {
            const char other = others[(at + 3 * kind) % others.size()];
            std::string damaged = bytes;
            ++damages;
            damaged[at] = other;
            const BackupReading reading = read_backup(damaged);
            if (reading.problem == BackupProblem::not_a_backup || reading.problem == BackupProblem::newer)
                FAIL("at " << at);
            // Every draft but one is there with its line; no line is there that was not written.
            std::size_t there = 0;
            for (const BackupEntry& draft : reading.backup.drafts) {
                if (draft.line.empty()) continue;
                const bool is_one = std::any_of(expected.drafts.begin(), expected.drafts.end(),
                                                [&](const BackupEntry& one) { return one.line == draft.line; }) ||
                                    draft.line == expected.trash[0].line || draft.line == expected.history[0].line ||
                                    draft.line == expected.history[1].line;
                if (!is_one) FAIL("a line that nobody wrote, at " << at);
                if (is_one && draft.line != expected.trash[0].line) ++there;
            }
            if (there + 1 < expected.drafts.size()) FAIL(there << " drafts, at " << at << " a " << int{other});
        }
    }
    WARN(damages << " steps: damaged characters");
    const BackupReading reading = read_backup(replaced(bytes, "\"report\": {", "\"report\": #"));
    CHECK(reading.problem == BackupProblem::damaged);
    check_same(reading.backup.drafts, expected.drafts);
    check_same(reading.backup.trash, expected.trash);
    check_same(reading.backup.history, expected.history);
    CHECK(texts_in(reading) == 9);
}

TEST_CASE("a damaged line gives way to the report beside it", "[sweep]") {
    const Backup whole = sample();
    const std::string bytes = write_backup(whole).bytes;
    const std::string& line = whole.drafts[0].line;
    const Draft expected = read_record(line, id_of(1)).record.draft;
    const std::size_t begin = bytes.find("RV1|");
    const std::size_t end = bytes.find('\n', begin) - 1;
    std::size_t from_report = 0;
    for (std::size_t at = begin; at < end; at += sweep::scale<std::size_t>(29, 1, 1)) {
        for (int bit = 0; bit < 7; ++bit) {
            std::string damaged = bytes;
            damaged[at] = static_cast<char>(damaged[at] ^ 1 << bit);
            const BackupReading reading = read_backup(damaged);
            if (reading.problem == BackupProblem::cut_short || reading.problem == BackupProblem::damaged) continue;
            REQUIRE(reading.problem == BackupProblem::none);
            REQUIRE(reading.backup.drafts.size() == 3);
            const BackupEntry& draft = reading.backup.drafts[0];
            if (draft.line == line) continue;  // \u00e9 and \u00E9 are one character in JSON
            if (!draft.line.empty()) FAIL("another line at " << at);
            if (draft.record.draft.name != expected.name || draft.record.draft.report != expected.report)
                FAIL("at " << at);
            CHECK(draft.record.time == time_now);
            CHECK(draft.record.draft.id == id_of(1));
            CHECK(draft.record.revision == 0);
            ++from_report;
        }
    }
    WARN(from_report << " steps: damaged bits");
    CHECK(from_report > sweep::scale<std::size_t>(150, 5000, 5000));
}

TEST_CASE("of an entry that does not read the text is kept") {
    const std::string good = formats::json_quote(line_of(3, "goed"), true);
    const std::string report = formats::export_json_line({}, false);
    const auto kept = [](const std::string& text) {
        const BackupReading reading = read_backup(file_of(text));
        CHECK(reading.problem == BackupProblem::none);
        CHECK(reading.backup.drafts.empty());
        REQUIRE(reading.unreadable.size() == 1);
        CHECK(reading.unreadable[0].section == "drafts");
        CHECK(reading.unreadable[0].text == text);
    };
    for (const char* text : {"1", "null", "\"RV1|\"", "[]", "{}", "[ { \"a\" : [ ] , \"b\" : \"]}\" } ]",
                             "{\"record\":\"\"}", "{\"record\":1}", "{\"record\":[\"RV1\"],\"report\":\"\"}",
                             "{\"report\":{}}", "{\"report\":{\"format\":\"anders\"}}", "{\"recordHex\":\"5\"}"}) {
        kept(text);
    }
    for (const char* section : {"drafts", "trash", "history", "unreadable"}) {
        for (const char* value : {"{}", "1", "\"x\"", "null"}) {
            const BackupReading reading =
                read_backup("{\"format\":\"reisverslag-backup\",\"" + std::string(section) + "\": " + value + " }");
            CHECK(reading.problem == BackupProblem::none);
            REQUIRE(reading.unreadable.size() == 1);
            CHECK(reading.unreadable[0].section == section);
            CHECK(reading.unreadable[0].text == value);
        }
    }
    // Odd members beside a line or a report that reads do no harm.
    for (const std::string& members :
         {"\"record\":" + good, "\"id\":1,\"name\":[],\"changed\":{},\"report\":7,\"record\":" + good,
          "\"record\":null,\"record\":\"\",\"record\":" + good,
          "\"id\":\"" + std::string(32, 'A') + "\",\"record\":" + good}) {
        const BackupReading reading = read_backup(file_of("{" + members + "}"));
        CHECK(reading.unreadable.empty());
        REQUIRE(reading.backup.drafts.size() == 1);
        CHECK(reading.backup.drafts[0].id == own_id(line_of(3, "goed")));
        CHECK(reading.backup.drafts[0].record.draft.id == reading.backup.drafts[0].id);
        CHECK(reading.backup.drafts[0].record.draft.report.answers[2] == "goed");
    }
    const BackupReading bare = read_backup(file_of("{\"changed\":\"gisteren\",\"report\":" + report + "}"));
    REQUIRE(bare.backup.drafts.size() == 1);
    CHECK(bare.backup.drafts[0].id == own_id(write_record({})));
    CHECK(is_draft_id(bare.backup.drafts[0].id));
    CHECK(bare.backup.drafts[0].record == Record{0, 0, {}, {}, {bare.backup.drafts[0].id, {}, {}, {}}});
}

TEST_CASE("the second of the same is kept as well") {
    const std::string one = formats::json_quote(line_of(3, "een"), true),
                      two = formats::json_quote(line_of(4, "twee"), true);
    const std::string id = "\"id\":\"" + id_of(1) + "\",";
    const auto texts = [](const std::string& bytes) {
        const BackupReading reading = read_backup(bytes);
        CHECK(reading.problem == BackupProblem::none);
        CHECK(reading.unreadable.empty());
        std::string all;
        for (const BackupEntry& draft : reading.backup.drafts) {
            CHECK(draft.id == id_of(1));
            all += draft.record.draft.report.answers[2] + ' ';
        }
        return all;
    };
    CHECK(texts(file_of("{" + id + "\"record\":" + one + "},{" + id + "\"record\":" + two + "}")) == "een twee ");
    CHECK(texts(file_of("{" + id + "\"record\":" + one + ",\"record\":" + two + "}")) == "een twee ");
    CHECK(texts(file_of("{" + id + "\"record\":" + one + ",\"record\":" + one + "}")) == "een ");
    CHECK(texts("{\"format\":\"reisverslag-backup\",\"drafts\":[{" + id + "\"record\":" + one + "}],\"drafts\":[{" +
                id + "\"record\":" + two + "}]}") == "een twee ");
    const std::string report = formats::export_json_line(read_record(line_of(3, "een"), "").record.draft.report, false);
    CHECK(texts(file_of("{" + id + "\"report\":" + report + ",\"report\":" + report + "}")) == "een een ");
}

TEST_CASE("a report that was changed by hand does not count, and that is said") {
    const std::string bytes = write_backup(sample()).bytes;
    const auto first = [](const std::string& file) {
        const BackupReading reading = read_backup(file);
        REQUIRE(reading.backup.drafts.size() == 3);
        return reading.backup.drafts[0];
    };
    for (const BackupEntry& draft :
         {first(replaced(bytes, "\"departure\": \"2026-11-02\"", "\"departure\": \"2026-11-03\"")),
          first(replaced(bytes, "\"name\": \"Gent", "\"name\": \"Brugge"))}) {
        CHECK(draft.report_differs);
        CHECK(draft.line == sample().drafts[0].line);
        CHECK(draft.record.draft.report.detail(model::Trip::departure) == "2026-11-02");
    }
    // Another program may set the same report in another way.
    CHECK_FALSE(first(replaced(bytes, "\"departure\": \"2026-11-02\"", "\"departure\"\t:\r\n \"2026\\u002d11-02\""))
                    .report_differs);
    // Without its line it does.
    const BackupEntry changed = first(
        replaced(replaced(bytes, "\"departure\": \"2026-11-02\"", "\"departure\": \"2026-11-03\""), "RV1|", "RV0|"));
    CHECK(changed.line.empty());
    CHECK(changed.record.draft.report.detail(model::Trip::departure) == "2026-11-03");
    CHECK(changed.record.draft.name == "Gent – “fietsen”");
    // And is written again as it came.
    Backup again;
    again.drafts = {changed};
    const BackupReading reading = read_backup(write_backup(again).bytes);
    REQUIRE(reading.backup.drafts.size() == 1);
    CHECK(reading.backup.drafts[0].record == changed.record);
}

TEST_CASE("a file that an editor has set anew reads the same") {
    const std::string bytes = write_backup(sample()).bytes;
    std::string set = "\xEF\xBB\xBF";
    for (const char letter : bytes) set += letter == '\n' ? "\r\n" : std::string(1, letter);
    const BackupReading reading = read_backup(set);
    CHECK(reading.problem == BackupProblem::none);
    check_same(reading.backup.drafts, sample().drafts);
    CHECK(texts_in(reading) == 9);
    const BackupReading cut = read_backup(set.substr(0, set.size() - 10));
    CHECK(cut.problem == BackupProblem::cut_short);
    check_same(cut.backup.drafts, sample().drafts);
    CHECK(texts_in(cut) == 9);
}

// ---- Comparing -----------------------------------------------------------------------------------------------------

TEST_CASE("what a backup holds, compared with what is here") {
    struct Case {
        const char* what;
        std::string line;  // of the backup
        Stamp newest;      // here
        std::uint64_t parent;
        bool edited;
        Compared expected;
        std::vector<Stamp> before_entry{}, before_mine{};  // in the history of either
    };
    const std::string a = "aaaaaaaa", b = "bbbbbbbb";
    Draft mine;
    mine.id = id_of(1);
    mine.report.answers[2] = "hier";
    for (const Case& one : {
             Case{"the same text, whatever the records say", line_of(3, "hier", 0, b), {9, a}, 2, true, Compared::same},
             Case{"the same page, further on", line_of(5, "daar", 2, a), {4, a}, 2, false, Compared::newer},
             Case{"the same page, earlier", line_of(3, "daar", 2, a), {4, a}, 2, false, Compared::older},
             Case{"another page that began after ours",
                  line_of(5, "daar", 4, b),
                  {4, a},
                  2,
                  false,
                  Compared::newer,
                  {{4, a}}},
             Case{"… or after a later text of our page",
                  line_of(9, "daar", 8, b),
                  {4, a},
                  2,
                  false,
                  Compared::newer,
                  {{8, a}}},
             Case{"another page, and nothing says where it began",
                  line_of(5, "daar", 4, b),
                  {4, a},
                  2,
                  false,
                  Compared::conflict},
             Case{"… after an earlier text of our page",
                  line_of(5, "daar", 4, b),
                  {4, a},
                  2,
                  false,
                  Compared::conflict,
                  {{3, a}}},
             Case{"… its history went on from ours later than it did",
                  line_of(5, "daar", 4, b),
                  {4, a},
                  2,
                  false,
                  Compared::conflict,
                  {{5, a}}},
             Case{"ours began after it", line_of(3, "daar", 1, b), {5, a}, 3, false, Compared::older, {}, {{3, b}}},
             Case{"ours has a higher number, of a device that counted on",
                  line_of(60, "daar", 40, b),
                  {101, a},
                  100,
                  false,
                  Compared::conflict},
             Case{"… with a history of its own",
                  line_of(60, "daar", 40, b),
                  {101, a},
                  100,
                  false,
                  Compared::conflict,
                  {{40, "cccccccc"}},
                  {{40, "cccccccc"}, {100, "dddddddd"}}},
             Case{"neither has the other", line_of(5, "daar", 3, b), {4, a}, 3, false, Compared::conflict},
             Case{"neither, the same revision", line_of(4, "daar", 3, b), {4, a}, 3, false, Compared::conflict},
             Case{"its record, edited since", line_of(4, "daar", 3, a), {4, a}, 3, true, Compared::older},
             Case{"its record with another text", line_of(4, "daar", 3, a), {4, a}, 3, false, Compared::conflict},
             Case{"newer, and edited here", line_of(5, "daar", 4, b), {4, a}, 2, true, Compared::conflict},
             Case{"here without a record yet", line_of(5, "daar", 4, b), {}, 0, true, Compared::conflict},
         }) {
        INFO(one.what);
        Backup backup;
        backup.drafts = {entry(1, one.line)};
        backup.drafts[0].record = read_record(one.line, id_of(1)).record;
        backup.trash = backup.drafts;
        for (const Stamp& stamp : one.before_entry) {
            BackupEntry& snapshot =
                backup.history.emplace_back(entry(1, line_of(stamp.revision, "toen", 0, stamp.writer)));
            snapshot.record = read_record(snapshot.line, id_of(1)).record;
        }
        std::vector<Ancestor> before;
        for (const Stamp& stamp : one.before_mine) before.push_back({id_of(1), stamp});
        const std::vector<HereDraft> all{{&mine, one.newest, one.parent, one.edited, false}};
        const BackupComparison comparison = compare(backup, {all, {}, {}, before});
        REQUIRE(comparison.drafts == std::vector{one.expected});
        // What is in the trash here says as much of what the backup has in its trash.
        backup.drafts.clear();
        CHECK(compare(backup, {all, {}, {}, before}).trash == std::vector{one.expected});
        CHECK(compare(backup, {{}, all, {}, before}).trash == std::vector{one.expected});
    }
}

TEST_CASE("what is not here, was deleted here, or is there twice") {
    Draft mine;
    mine.id = id_of(1);
    Backup backup;
    backup.drafts = {
        entry(1, line_of(3, "x")),           entry(2, line_of(3, "w")),          entry(3, line_of(3, "v")),
        entry(2, line_of(4, "y")),           entry(2, line_of(4, "y")),          entry(2, line_of(3, "w")),
        entry(2, line_of(4, "z")),           entry(2, line_of(4, "z")),          {.id = {}, .line = line_of(3, "x")},
        {.id = {}, .line = line_of(3, "u")}, {.id = {}, .line = line_of(3, "u")}};
    const BackupReading reading = read_backup(write_backup(backup).bytes);
    Here here{{{&mine, {9, "ffffffff"}, 0, false, false}}, {}, {id_of(3), id_of(1)}, {}};
    using enum Compared;
    // An entry comes to what the entries before it have left: also to what came beside, under an id that follows from the text.
    CHECK(compare(reading.backup, here).drafts ==
          std::vector{conflict, fresh, deleted, newer, same, older, conflict, same, same, fresh, same});

    // Put back a second time: what came beside the draft of the same id is found under its own.
    Draft beside = mine;
    beside.id = own_id(line_of(3, "x"));
    beside.report.answers[2] = "x";
    here.drafts.push_back({&beside, {1, "0a1b2c3d"}, 0, false, false});
    CHECK(compare(reading.backup, here).drafts[0] == same);
    beside.report.answers[2] = "x en verder";
    CHECK(compare(reading.backup, here).drafts[0] == older);
    // Or under the next one, where the first was not free.
    beside.id = own_ids(reading.backup.drafts[0])[1];
    CHECK(compare(reading.backup, here).drafts[0] == older);
}

TEST_CASE("what the backup has in its trash") {
    Draft mine, removed;
    mine.id = id_of(1);
    removed.id = id_of(2);
    Backup backup;
    backup.drafts = {entry(3, line_of(3, "x"))};
    backup.trash = {entry(1, line_of(3, "v")), entry(2, line_of(3, "w")), entry(3, line_of(3, "x")),
                    entry(4, line_of(3, "y"))};
    const BackupReading reading = read_backup(write_backup(backup).bytes);
    const Here here{{{&mine, {9, "ffffffff"}, 0, false, false}},
                    {{&removed, {2, "0a1b2c3d"}, 0, false, false}},
                    {id_of(2), id_of(4)},
                    {}};
    using enum Compared;
    CHECK(compare(reading.backup, here).trash == std::vector{conflict, newer, same, fresh});
}

TEST_CASE("texts whose origin is not known are compared by what they say") {
    Draft mine;
    mine.id = id_of(1);
    mine.report.answers[2] = "hier";
    const Here here{{{&mine, {4, "aaaaaaaa"}, 3, false, false}}, {}, {}, {}};
    Backup backup;
    backup.drafts = {{.id = id_of(1), .record = {0, 0, {}, {}, mine}}, {.id = id_of(1), .record = {0, 0, {}, {}, {}}}};
    const BackupComparison reports = compare(backup, here);
    CHECK(reports.drafts == std::vector{Compared::same, Compared::conflict});

    // A later version's line has a stamp and no text.
    const auto later = [&](std::uint64_t revision, const std::string& writer, bool newer) {
        Backup one;
        one.drafts = {entry(1, newer_line(revision, writer))};
        const BackupReading reading = read_backup(write_backup(one).bytes);
        return compare(reading.backup, {{{&mine, {4, "aaaaaaaa"}, 3, false, newer}}, {}, {}, {}}).drafts.at(0);
    };
    CHECK(later(4, "aaaaaaaa", true) == Compared::same);
    CHECK(later(4, "bbbbbbbb", true) == Compared::conflict);
    CHECK(later(5, "aaaaaaaa", false) == Compared::newer);
    CHECK(later(3, "aaaaaaaa", true) == Compared::older);
    CHECK(later(3, "bbbbbbbb", false) == Compared::conflict);
    CHECK(later(5, "bbbbbbbb", false) == Compared::conflict);
}

TEST_CASE("of a draft of which only earlier texts are left in a file, the newest one stands for it") {
    Backup backup = sample();
    backup.history.push_back({.id = id_of(7), .line = line_of(2, "toen"), .at = time_now, .snapshot = "een naam"});
    backup.history.push_back({.id = id_of(7), .line = line_of(10, "later"), .at = time_now});
    backup.history.push_back({.id = id_of(4), .line = line_of(2, "van wat in de prullenbak is"), .at = time_now});
    backup.history.push_back({.id = "geen", .line = line_of(1, "van niemand"), .at = time_now});
    Backup read = read_backup(write_backup(backup).bytes).backup;
    REQUIRE(read.drafts.size() == 3);
    let_history_stand_in(read);
    REQUIRE(read.drafts.size() == 5);
    CHECK(read.history.size() == 6);
    for (const BackupEntry& draft : read.drafts) CHECK((draft.at.empty() && draft.snapshot.empty()));
    const auto has = [&read](const std::string& id, const std::string& line) {
        return std::any_of(read.drafts.begin(), read.drafts.end(), [&](const BackupEntry& draft) {
            return draft.id == id && draft.line == line && draft.record.draft.id == id;
        });
    };
    CHECK(has(id_of(7), line_of(10, "later")));
    CHECK(has(own_id(line_of(1, "van niemand")), line_of(1, "van niemand")));
    CHECK(read.history.back().id == own_id(line_of(1, "van niemand")));
}

TEST_CASE("when something was deleted is asked of the trash only") {
    const std::string members = "{\"deleted\":\"2026-11-20\",\"kept\":\"2026-11-21\",\"record\":" +
                                formats::json_quote(line_of(3, "goed"), true) + "}";
    const auto at = [&](const std::string& part) {
        const BackupReading reading =
            read_backup("{\"format\":\"reisverslag-backup\",\"version\":1,\"" + part + "\":[" + members + "]}");
        check_round_trip(reading.backup);
        for (const auto* entries : {&reading.backup.drafts, &reading.backup.trash, &reading.backup.history}) {
            if (!entries->empty()) return entries->front().at;
        }
        return std::string("nowhere");
    };
    CHECK(at("drafts").empty());
    CHECK(at("trash") == "2026-11-20");
    CHECK(at("history") == "2026-11-21");
}
