// Every file of tests/data/imports is read as its neighbour <name>.expected.json says, and no character of it is lost.
// What the files hold is invented. Expected: the refusal's "problem", or "reports" (and "whole" beside several).
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "formats/heading.h"
#include "formats/import.h"
#include "model/utf8.h"

namespace {

using formats::Import;
using formats::ImportedReport;
using formats::Notice;
using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

constexpr std::string_view expected_end = ".expected.json";

std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    REQUIRE(file.is_open());
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<fs::path> inputs() {
    std::vector<fs::path> paths;
    for (const fs::directory_entry& entry : fs::directory_iterator(REISVERSLAG_TEST_DATA "/imports")) {
        const std::string name = entry.path().filename().string();
        const bool is_expected =
            name.size() > expected_end.size() &&
            name.compare(name.size() - expected_end.size(), expected_end.size(), expected_end) == 0;
        if (!is_expected) paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

template <std::size_t size>
std::string name_of(std::size_t value, const char* const (&names)[size]) {
    return value < size ? names[value] : "?";
}

Json describe(const std::vector<Notice>& notices) {
    static constexpr const char* kinds[] = {
        "missing_heading",      "repeated_heading", "reordered",      "unplaced_text", "hidden_characters",
        "link_without_address", "repeated_member",  "wrong_type",     "invalid_date",  "unknown_member",
        "newer_version",        "replaced_bytes",   "repaired_bytes", "cut_off",       "no_heading",
        "perhaps_heading",      "answers_above",    "json_ends",      "json_comma",    "json_unexpected"};
    static constexpr const char* hidden[] = {"fixed_space",        "soft_hyphen", "zero_width", "direction_mark",
                                             "direction_override", "tag",         "control"};
    Json all = Json::array();
    for (const Notice& notice : notices) {
        Json one;
        one["kind"] = name_of(static_cast<std::size_t>(notice.kind), kinds);
        if (notice.line > 0) one["line"] = notice.line;
        if (notice.question != Notice::no_question) one["question"] = model::questions[notice.question].id;
        if (notice.count != 1) one["count"] = notice.count;
        if (notice.kind == Notice::Kind::hidden_characters) {
            one["hidden"] = name_of(static_cast<std::size_t>(notice.hidden), hidden);
        }
        if (!notice.text.empty()) one["text"] = notice.text;
        all.push_back(one);
    }
    return all;
}

Json describe(const ImportedReport& imported) {
    Json one;
    one["line"] = imported.line;
    one["exact"] = imported.exact;
    Json answers = Json::object();
    for (std::size_t i = 0; i < model::question_count; ++i) {
        if (!imported.report.answers[i].empty())
            answers[std::string(model::questions[i].id)] = imported.report.answers[i];
    }
    one["answers"] = answers;
    Json trip = Json::object();
    for (std::size_t i = 0; i < model::trip_detail_count; ++i) {
        if (!imported.report.trip[i].empty()) trip[std::string(model::trip_details[i].id)] = imported.report.trip[i];
    }
    if (!trip.empty()) one["trip"] = trip;
    if (!imported.report.unplaced.empty()) one["unplaced"] = imported.report.unplaced;
    one["notices"] = describe(imported.notices);
    return one;
}

Json describe(const Import& import) {
    static constexpr const char* problems[] = {
        "none",       "empty", "too_large", "too_deep", "too_many_nodes", "not_a_report", "pdf",     "word",    "odt",
        "old_office", "rtf",   "mail",      "web_page", "table",          "picture",      "archive", "not_text"};
    Json all;
    if (import.problem != formats::ImportProblem::none) {
        all["problem"] = name_of(static_cast<std::size_t>(import.problem), problems);
        return all;
    }
    all["notices"] = describe(import.notices);
    for (const ImportedReport& report : import.reports) all["reports"].push_back(describe(report));
    if (import.whole) all["whole"] = describe(*import.whole);
    return all;
}

// The files' own decoder, so that the reader is not measured with itself. Knows the characters that the files hold.
std::string decoded(const std::string& bytes) {
    std::string text;
    if (bytes.find('\0') != std::string::npos) {
        const bool big_endian = bytes[0] == '\0';
        const auto unit = [&](std::size_t i) -> char32_t {
            const auto first = static_cast<unsigned char>(bytes[i]), second = static_cast<unsigned char>(bytes[i + 1]);
            return big_endian ? first * 256u + second : second * 256u + first;
        };
        for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
            char32_t code = unit(i);
            if (code >= 0xD800 && code < 0xDC00) {
                const char32_t low = unit(i + 2);
                const bool is_pair = low >= 0xDC00 && low < 0xE000;
                code = is_pair ? 0x10000 + (code - 0xD800) * 0x400 + (low - 0xDC00) : 0xFFFD;
                if (is_pair) i += 2;
            }
            if (code != 0xFEFF || i > 0) model::utf8::append(text, code);
        }
        return text;
    }
    for (std::size_t i = 0; i < bytes.size();) {
        const model::utf8::Character character = model::utf8::decode(bytes, i);
        char32_t code = character.code;
        if (!character.valid) {
            code = static_cast<unsigned char>(bytes[i]);
            constexpr std::pair<char32_t, char32_t> signs[] = {{0x80, 0x20AC}, {0x92, 0x2019}, {0x93, 0x201C},
                                                               {0x94, 0x201D}, {0x95, 0x2022}, {0x96, 0x2013}};
            for (const auto& [byte, sign] : signs) {
                if (code == byte) code = sign;
            }
        }
        if (code != 0xFEFF || i > 0) model::utf8::append(text, code);
        i += character.size;
    }
    return text;
}

// Every character that is no white space, sorted.
std::vector<char32_t> ink(const std::string& text) {
    std::vector<char32_t> characters;
    for (std::size_t position = 0; position < text.size();) {
        const model::utf8::Character character = model::utf8::decode(text, position);
        position += character.size;
        if (!model::utf8::is_white(character.code)) characters.push_back(character.code);
    }
    std::sort(characters.begin(), characters.end());
    return characters;
}

bool contains(const std::vector<char32_t>& all, const std::vector<char32_t>& part) {
    return std::includes(all.begin(), all.end(), part.begin(), part.end());
}

std::string text_of(const ImportedReport& imported) {
    std::string text;
    for (const std::string& answer : imported.report.answers) text += answer + '\n';
    for (const std::string& block : imported.report.unplaced) text += block + '\n';
    return text;
}

}  // namespace

TEST_CASE("every file of tests/data/imports is read as its neighbour says") {
    std::size_t refused = 0, several = 0;
    const std::vector<fs::path> paths = inputs();
    for (const fs::path& path : paths) {
        INFO(path.filename().string());
        const Import import = formats::import_any(read_file(path));
        const Json expected = Json::parse(read_file(path.string() + std::string(expected_end)), nullptr, false);
        const Json actual = describe(import);
        CHECK(actual.dump(2) == expected.dump(2));
        refused += import.problem != formats::ImportProblem::none ? 1u : 0u;
        several += import.reports.size() > 1 ? 1u : 0u;
    }
    CHECK(paths.size() >= 12);
    CHECK(refused >= 3);
    CHECK(several >= 3);
}

TEST_CASE("no character of tests/data/imports is lost") {
    for (const fs::path& path : inputs()) {
        if (path.extension() != ".txt") continue;
        INFO(path.filename().string());
        const std::string bytes = read_file(path);
        const Import import = formats::import_any(bytes);
        if (import.problem != formats::ImportProblem::none) continue;

        // All of a text but its headings has to be found again; a title, a number above a heading and a heading in a
        // list may be either.
        const std::string text =
            path.filename() == "cut-off-utf8.txt" ? bytes.substr(0, bytes.size() - 2) + "\uFFFD" : decoded(bytes);
        std::string needed, either;
        using Match = formats::HeadingMatch;
        for (std::size_t begin = 0; begin <= text.size();) {
            std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
            const auto lines = [&] { return std::string_view(text).substr(begin, end - begin); };
            Match match = formats::match_heading(lines());
            bool open = match.open;
            for (std::size_t last = end, i = 0; i < 2 && open && last < text.size(); ++i) {
                last = std::min(text.find('\n', last + 1), text.size());
                const Match longer = formats::match_heading(std::string_view(text).substr(begin, last - begin));
                open = longer.open;
                if (longer.kind == Match::Kind::text || longer.size <= end - begin) continue;
                match = longer;
                end = last;
            }
            if (match.kind == Match::Kind::title || match.quoted || formats::is_number_of(lines(), 0) ||
                formats::is_number_of(lines(), 1) || formats::is_number_of(lines(), 2)) {
                either += lines();
                if (match.quoted) needed += match.value;
            } else {
                needed += match.kind == Match::Kind::text ? lines() : match.value;
            }
            begin = end + 1;
        }
        std::vector<std::string> readings(1);
        for (const ImportedReport& report : import.reports) readings[0] += text_of(report);
        if (import.whole) readings.push_back(text_of(*import.whole));
        for (const std::string& reading : readings) {
            CHECK(contains(ink(reading), ink(needed)));
            CHECK(contains(ink(text), ink(reading)));
            // An exact reading keeps headings inside an answer as well.
            if (!import.as_one().exact) CHECK(contains(ink(needed + either), ink(reading)));
        }
    }
}
