// The record line: what is written reads back, everything else is refused. The fixtures are read by shell/record.js too
// (tests/browser/record.test.mjs); lines of a released version never change.
#include "drafts/record.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "formats/json.h"

using namespace drafts;

namespace {

const std::string id = "0123456789abcdef0123456789abcdef";

std::string file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    REQUIRE(in);
    return {std::istreambuf_iterator<char>(in), {}};
}

struct Expected {
    std::string json;
    std::string value(std::string_view key) const {
        for (const formats::JsonPart& member : formats::json_parts(json)) {
            if (member.key == key) return formats::json_compact(member.value);
        }
        return {};
    }
    std::string text(std::string_view key) const { return formats::json_text(value(key)).value_or("(none)"); }
};

Expected expected_of(const std::filesystem::path& record) {
    auto path = record;
    Expected expected{file(path.replace_extension(".json"))};
    REQUIRE(formats::json_problem(expected.json, {}) == formats::JsonProblem::none);
    return expected;
}

Record sample() {
    Record record;
    record.revision = 41;
    record.parent_revision = 40;
    record.writer = "0a1b2c3d";
    record.time = "2026-11-23T14:03:09+01:00";
    record.draft.id = id;
    record.draft.name = "Gent";
    record.draft.report.answers[0] = "5 ambtenaren";
    record.draft.report.answers[6] = "Ja:\n- Київ 🚲";
    record.draft.report.detail(model::Trip::departure) = "2026-11-02";
    record.draft.report.unplaced = {"Bijlage"};
    return record;
}

// A line with a right hash around any fields and payload.
std::string line_of(const std::string& before, const std::string& payload) {
    return before + record_hash(before, payload) + '|' + payload;
}

std::string line_with(const std::string& revision, const std::string& time, const std::string& payload) {
    return line_of("RV1|1|1|" + revision + "|0|0a1b2c3d|" + time + "|" + std::to_string(payload.size()) + "|", payload);
}

const std::string time_now = "2026-11-23T14:03:09+01:00";
const std::string good_payload =
    R"({"name":"","report":{"format":"reisverslag","version":1,"answers":{},"trip":{},"unplaced":[]}})";

}  // namespace

TEST_CASE("fixtures of records") {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(REISVERSLAG_TEST_DATA "/records")) {
        if (entry.path().extension() != ".record") continue;
        ++count;
        INFO(entry.path().filename());
        const Expected expected = expected_of(entry.path());
        const std::string line = file(entry.path());
        const RecordReading reading = read_record(line, id);
        const Record& record = reading.record;

        if (expected.text("problem") == "unreadable") {
            CHECK(reading.problem == RecordProblem::unreadable);
            CHECK(record == Record{});
            continue;
        }
        CHECK(std::to_string(record.revision) == expected.value("revision"));
        CHECK(record.writer == expected.text("writer"));
        CHECK(record.time == expected.text("time"));
        CHECK(record.draft.id == id);
        if (expected.text("problem") == "newer") {
            CHECK(reading.problem == RecordProblem::newer);
            CHECK(record.draft.report == model::Report{});
            continue;
        }
        CHECK(reading.problem == RecordProblem::none);
        CHECK(std::to_string(record.parent_revision) == expected.value("baseRevision"));
        CHECK(record.draft.name == expected.text("name"));
        CHECK((record.draft.unknown.empty() ? "{}" : record.draft.unknown) == expected.value("unknown"));
        const auto report = formats::import_json(expected.value("report"));
        REQUIRE(report.problem == formats::JsonProblem::none);
        CHECK(record.draft.report == report.report);
        // What the rescue page makes of the same record (tests/browser/rescue.test.mjs).
        const auto json = entry.path().parent_path() / "reports" / entry.path().filename().replace_extension(".json");
        CHECK(formats::export_json(record.draft.report) == file(json));

        const std::string again = write_record(record);
        CHECK(read_record(again, id).record == record);
        if (line.substr(0, 8) == "RV1|1|1|" && record.draft.unknown.empty()) CHECK(again == line);
    }
    CHECK(count >= 35);
}

TEST_CASE("a written record is one line of ASCII and reads back") {
    const Record record = sample();
    const std::string line = write_record(record);
    CHECK(line.substr(0, 54) == "RV1|1|1|41|40|0a1b2c3d|2026-11-23T14:03:09+01:00|" + line.substr(49, 5));
    CHECK(std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '~'; }));
    const RecordReading reading = read_record(line, id);
    CHECK(reading.problem == RecordProblem::none);
    CHECK(reading.record == record);
}

TEST_CASE("every character of a record counts") {
    const std::string line = write_record(sample());
    for (std::size_t i = 0; i < line.size(); ++i) {
        for (const char other : {'0', '7', 'x', '|', ' ', '\\', '"', '\0', static_cast<char>(line[i] ^ 1)}) {
            std::string damaged = line;
            if (damaged[i] == other) continue;
            damaged[i] = other;
            if (read_record(damaged, id).problem == RecordProblem::none) FAIL("changed at " << i);
        }
        if (read_record(line.substr(0, i), id).problem != RecordProblem::unreadable) FAIL("cut at " << i);
        if (read_record(line.substr(i + 1), id).problem != RecordProblem::unreadable) FAIL("begins at " << i + 1);
        std::string without = line;
        without.erase(i, 1);
        if (read_record(without, id).problem != RecordProblem::unreadable) FAIL("without " << i);
    }
}

TEST_CASE("of a known line the text is not read again, and damage is found all the same") {
    const Record record = sample();
    const std::string line = write_record(record);
    const RecordReading first = read_record(line, id);
    CHECK_FALSE(first.is_known);
    const KnownLines known{{id, first.hash}};
    const RecordReading again = read_record(line, id, known);
    CHECK(again.is_known);
    CHECK(again.problem == RecordProblem::none);
    CHECK(again.hash == first.hash);
    Record but_for_the_text = record;
    but_for_the_text.draft = {};
    but_for_the_text.draft.id = id;
    CHECK(again.record == but_for_the_text);
    // Every byte but those of the hash field: with another one there the line is not the known one.
    for (std::size_t i = 0; i < line.size(); ++i) {
        std::string damaged = line;
        damaged[i] = static_cast<char>(line[i] ^ 1);
        if (read_record(damaged, id, known).problem == RecordProblem::none) FAIL("changed at " << i);
        if (read_record(line.substr(0, i), id, known).problem != RecordProblem::unreadable) FAIL("cut at " << i);
    }

    // Another line of the draft, the same line of another draft, and a line of a later version.
    Record later = record;
    later.revision += 1;
    const RecordReading other = read_record(write_record(later), id, known);
    CHECK_FALSE(other.is_known);
    CHECK(other.record == later);
    const std::string other_id(32, 'f');
    CHECK_FALSE(read_record(line, other_id, known).is_known);
    const std::string newer = file(REISVERSLAG_TEST_DATA "/records/newer.record");
    const RecordReading of_later_version = read_record(newer, id);
    REQUIRE(of_later_version.problem == RecordProblem::newer);
    CHECK(read_record(newer, id, {{id, of_later_version.hash}}).problem == RecordProblem::newer);
}

TEST_CASE("the numbers of a record have one way to be written") {
    const auto reads = [](const std::string& line) { return read_record(line, id).problem == RecordProblem::none; };
    CHECK(reads(line_with("1", time_now, good_payload)));
    CHECK(reads(line_with("999999999999999", time_now, good_payload)));
    for (const char* revision : {"", "0", "01", "+1", "-1", " 1", "1 ", "1.0", "1e3", "0x1", "1000000000000000",
                                 "18446744073709551617", "99999999999999999999999999999999"}) {
        INFO(revision);
        CHECK_FALSE(reads(line_with(revision, time_now, good_payload)));
    }
    for (const char* time :
         {"", "2026-11-23", "2026-11-23T14:03:09", "2026-11-23T14:03:09Z", "2026-11-23 14:03:09+01:00",
          "2026-11-23T14:03:09+01:000", "2026-11-23T14:03:09*01:00", "2026-11-2aT14:03:09+01:00"}) {
        INFO(time);
        CHECK_FALSE(reads(line_with("1", time, good_payload)));
    }
    const std::string length = std::to_string(good_payload.size());
    const std::string rest = "|0|0a1b2c3d|" + time_now + "|";
    CHECK(reads(line_of("RV1|1|1|1" + rest + length + "|", good_payload)));
    CHECK_FALSE(reads(line_of("RV1|1|1|1" + rest + "0" + length + "|", good_payload)));
    CHECK_FALSE(reads(line_of("RV1|1|1|1" + rest + length + "0|", good_payload)));
    CHECK_FALSE(reads(line_of("RV1||1|1" + rest + length + "|", good_payload)));
    CHECK_FALSE(reads(line_of("RV1|1|1|1|0|0A1B2C3D|" + time_now + "|" + length + "|", good_payload)));
    CHECK_FALSE(reads(line_of("RV1|1|1|1|0|0a1b2c3|" + time_now + "|" + length + "|", good_payload)));
}

TEST_CASE("payloads that are refused although their hash is right") {
    const std::string report = R"({"format":"reisverslag","version":1,"answers":{},"trip":{},"unplaced":[]})";
    const auto problem = [](const std::string& payload) {
        return read_record(line_with("1", time_now, payload), id).problem;
    };
    CHECK(problem(R"({"name":"a","report":)" + report + "}") == RecordProblem::none);
    for (const std::string& payload : {
             std::string(R"({"name":"a","name":"b","report":)") + report + "}",
             R"({"name":"a","report":)" + report + R"(,"report":)" + report + "}",
             R"({"name":null,"report":)" + report + "}",
             R"({"name":"\ud800","report":)" + report + "}",
             R"({"name":"a","report":[)" + report + "]}",
             R"({"name":"a","report":)" + report + "}}",
             R"({"name":"a","report":)" + report + R"(,"deep":)" + std::string(100000, '[') + std::string(100000, ']') +
                 "}",
             std::string(1000000, '{'),
         }) {
        INFO(payload.substr(0, 80));
        CHECK(problem(payload) == RecordProblem::unreadable);
    }
}

TEST_CASE("members of later versions are kept and stay the same") {
    Record record = sample();
    record.draft.unknown = "{\"ключ\":[1,2.50,1e300,{\"🚲\":\"é\"}],\"x\":null,\"x\":\"\\n\"}";
    record.draft.report.unknown = {"{\"a\":1}", "{\"b\":\"é\"}", "{\"c\":{\"d\":[]}}"};
    const std::string line = write_record(record);
    const RecordReading reading = read_record(line, id);
    CHECK(reading.record == record);
    CHECK(write_record(reading.record) == line);
    CHECK(std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '~'; }));

    record.draft.unknown = "{}";
    CHECK(read_record(write_record(record), id).record.draft.unknown.empty());
}

TEST_CASE("every character reads back from a record") {
    Record record = sample();
    std::string all;
    for (std::uint32_t code = 0; code < 0x30000; code += code < 0x800 ? 1 : 61) {
        if (code >= 0xd800 && code < 0xe000) continue;
        const auto byte = [&all](std::uint32_t value) { all += static_cast<char>(static_cast<unsigned char>(value)); };
        if (code < 0x80) {
            byte(code == '\r' ? ' ' : code);
        } else if (code < 0x800) {
            byte(0xc0 | code >> 6), byte(0x80 | (code & 63));
        } else if (code < 0x10000) {
            byte(0xe0 | code >> 12), byte(0x80 | (code >> 6 & 63)), byte(0x80 | (code & 63));
        } else {
            byte(0xf0 | code >> 18), byte(0x80 | (code >> 12 & 63)), byte(0x80 | (code >> 6 & 63)),
                byte(0x80 | (code & 63));
        }
    }
    record.draft.name = all;
    for (auto& answer : record.draft.report.answers) answer = all;
    record.draft.report.unplaced = {all, ""};
    CHECK(read_record(write_record(record), id).record == record);
}

TEST_CASE("a large record reads back") {
    Record record = sample();
    record.draft.report.answers[5] = std::string(3'000'000, 'x');
    record.draft.report.unplaced.assign(200'000, "regel");
    CHECK(read_record(write_record(record), id).record == record);
}

TEST_CASE("the order of times") {
    const std::int64_t never = time_order("");
    CHECK(time_order("1970-01-01T00:00:00+00:00") == 0);
    CHECK(time_order("2026-11-23T14:03:09+01:00") == 1795439 * std::int64_t{1000} - 11);
    CHECK(time_order("2000-03-01T00:00:00+00:00") - time_order("2000-02-29T23:59:59+00:00") == 1);
    CHECK(time_order("1900-03-01T00:00:00+00:00") - time_order("1900-02-28T23:59:59+00:00") == 1);
    CHECK(time_order("0001-01-01T00:00:00+00:00") - time_order("0000-12-31T23:59:59+00:00") == 1);
    CHECK(time_order("0000-03-01T00:00:00+00:00") - time_order("0000-02-29T23:59:59+00:00") == 1);
    CHECK(time_order("2026-10-25T02:30:00+02:00") < time_order("2026-10-25T02:10:00+01:00"));  // end of summer time
    CHECK(time_order("2026-11-23T10:00:00-03:30") == time_order("2026-11-23T13:30:00+00:00"));
    CHECK(time_order("0000-00-00T00:00:00+00:00") > never);
    CHECK(time_order("9999-99-99T99:99:99-99:99") > time_order("9999-12-31T23:59:59+00:00"));
    CHECK(time_order("gisteren") == never);
}

TEST_CASE("the hash depends on every part and on where the parts meet only through the line") {
    CHECK(record_hash("a|", "b") == record_hash("a|b", ""));
    CHECK(record_hash("", "").size() == 16);
    CHECK(record_hash("ab", "") != record_hash("ba", ""));
    CHECK(record_hash("a", "") != record_hash("a", std::string(1, '\0')));
}
