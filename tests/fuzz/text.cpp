// Fuzzing of everything that reads text: no crash, no character lost, reading the export again is stable.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/file_name.h"
#include "formats/import.h"
#include "formats/text.h"
#include "model/utf8.h"

namespace {

void require(bool ok) {
    if (!ok) __builtin_trap();
}

// How often each byte of a character that is no white space occurs.
using Counts = std::array<std::size_t, 256>;

void count_ink(std::string_view text, Counts& counts) {
    for (std::size_t position = 0; position < text.size();) {
        const model::utf8::Character character = model::utf8::decode(text, position);
        if (!model::utf8::is_white(character.code)) {
            for (const char byte : text.substr(position, character.size)) ++counts[static_cast<unsigned char>(byte)];
        }
        position += character.size;
    }
}

std::string letters_of(std::string_view text) {
    std::string letters;
    for (const char byte : text) {
        if (byte >= 'a' && byte <= 'z') letters += static_cast<char>(byte - 'a' + 'A');
        if (byte >= 'A' && byte <= 'Z') letters += byte;
    }
    return letters;
}

// The letters every line that can be a heading begins with: a rule much wider than the reader's own.
std::vector<std::string> heading_letters() {
    std::vector<std::string> all{letters_of(model::report_heading)};
    for (const model::Question& question : model::questions) {
        all.push_back(letters_of(question.heading.substr(0, question.heading.find(" ("))));
    }
    return all;
}

bool may_be_heading(std::string_view line) {
    static const std::vector<std::string> headings = heading_letters();
    const std::string letters = letters_of(line);
    for (const std::string& heading : headings) {
        if (letters.compare(0, heading.size(), heading) == 0) return true;
    }
    return false;
}

void check_ink(std::string_view text, const model::Report& report) {
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
    Counts input{}, needed{}, output{};
    count_ink(text, input);
    while (!text.empty()) {
        const std::size_t end = text.find_first_of("\r\n");
        const std::string_view line = text.substr(0, end);
        if (!may_be_heading(line)) count_ink(line, needed);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    for (const std::string& answer : report.answers) count_ink(answer, output);
    for (const std::string& block : report.unplaced) count_ink(block, output);
    for (std::size_t byte = 0; byte < input.size(); ++byte) {
        require(needed[byte] <= output[byte]);
        require(output[byte] <= input[byte]);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);

    const formats::Import import = formats::import_any(bytes);
    if (import.problem != formats::ImportProblem::none) {
        require(import.reports.empty() && !import.whole);
    } else {
        for (const std::string& answer : import.as_one().report.answers) {
            require(formats::is_utf8(answer) && answer.find('\r') == std::string::npos);
        }
    }
    require(formats::file_name(
                import.problem == formats::ImportProblem::none ? import.as_one().report : model::Report{}, bytes, "txt")
                    .size() <= 80 ||
            size > 40);

    if (!formats::is_utf8(bytes)) return 0;
    const formats::TextReading reading = formats::import_text(bytes);
    check_ink(bytes, reading.report);
    const std::string text = formats::export_text(reading.report);
    const formats::TextReading again = formats::import_text(text);
    require(again.exact);
    require(formats::export_text(again.report) == text);
    const bool has_nul = bytes.find('\0') != std::string_view::npos;
    const bool same = again.report.answers == reading.report.answers;
    require(formats::text_export_is_reversible(reading.report) == same || has_nul);

    // The same bytes as an answer: the exact reading must cope with anything that the form's LF rule lets through.
    if (bytes.find('\r') == std::string_view::npos) {
        model::Report report;
        report.answers[size % model::question_count] = bytes;
        const formats::TextReading whole = formats::import_text(formats::export_text(report));
        require(whole.exact && formats::export_text(whole.report) == formats::export_text(report));
        require(has_nul || formats::text_export_is_reversible(report) == (whole.report == report));
    }
    return 0;
}
