// Fuzzing of everything that reads text: no crash, no character lost, in one report or in several; reading the export
// again is stable, and so is tidying twice.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/file_name.h"
#include "formats/heading.h"
#include "formats/import.h"
#include "formats/text.h"
#include "formats/tidy.h"
#include "model/hidden.h"
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

// The letters that every heading has, with and without its bracket: a rule much wider than the reader's own.
std::vector<std::string> heading_letters() {
    std::vector<std::string> all{letters_of(model::report_heading)};
    for (const model::Question& question : model::questions) {
        all.push_back(letters_of(question.heading));
        all.push_back(letters_of(question.heading.substr(0, question.heading.find(" ("))));
    }
    return all;
}

// Whether these letters may stand in front of a heading: bullets, "Vraag", and one that counts.
bool may_be_front(std::string letters) {
    const std::size_t word = letters.find("VRAAG");
    if (word != std::string::npos) letters.erase(word, 5);
    return letters.size() - static_cast<std::size_t>(std::count(letters.begin(), letters.end(), 'O')) <= 1;
}

// Whether a heading may begin in the text and go on below its first letters (0: or end there).
bool may_be_heading(std::string_view text, std::size_t first) {
    static const std::vector<std::string> headings = heading_letters();
    const std::string letters = letters_of(text);
    for (const std::string& heading : headings) {
        const std::size_t at = letters.find(heading);
        if (at != std::string::npos && at + heading.size() > first && may_be_front(letters.substr(0, at))) return true;
    }
    return false;
}

bool may_be_number(std::string_view line) {
    const std::string letters = letters_of(line);
    return (letters.empty() || letters == "VRAAG") && line.find_first_of("0123456789") != std::string_view::npos;
}

// What a heading keeps of its line for itself is its words, what stands in front of them, and few marks: of those behind
// the words that could be an answer none goes.
void check_own_marks(std::string_view line) {
    const formats::HeadingMatch match = formats::match_heading(line);
    if (match.kind != formats::HeadingMatch::Kind::question) return;
    const std::size_t begin =
        match.value.empty() ? line.size() : static_cast<std::size_t>(match.value.data() - line.data());
    require(begin >= match.size && begin + match.value.size() <= line.size());
    const std::string_view words = line.substr(0, match.size), marks = line.substr(match.size, begin - match.size);
    const std::string own = std::string(marks) + std::string(line.substr(begin + match.value.size()));
    const auto count = [](std::string_view text, char sign) { return std::count(text.begin(), text.end(), sign); };
    for (const char sign : {'*', '_'}) require(count(own, sign) <= count(words, sign));
    require(count(own, '#') == 0 || count(words, '#') > 0);
    require(count(own, ':') <= 2 && count(own, '|') <= 2 && count(own, '-') <= 1);
    for (std::size_t i = 0; i < marks.size(); ++i) {
        require(marks[i] < '0' || marks[i] > '9');
        // A row of question marks may be the heading's, a row behind a space or colon is the answer.
        if (marks[i] == '?' && i > 0) require(marks[i - 1] != ':');
        if (marks[i] == '?' && i > 1 && marks[i - 1] == '?') require(marks[i - 2] != ' ');
    }
    require(letters_of(own).empty());
}

// The reports that were read from one text hold all of it but its headings, and nothing else.
void check_ink(std::string_view text, const std::vector<const model::Report*>& reports) {
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
    Counts input{}, needed{}, output{};
    count_ink(text, input);
    const std::string lines = formats::with_lf(text);
    const auto end_of_line = [&lines](std::size_t begin) { return std::min(lines.find('\n', begin), lines.size()); };
    std::size_t heading_end = 0;  // of one that may be broken over several lines
    for (std::size_t begin = 0; begin < lines.size();) {
        const std::size_t end = end_of_line(begin);
        const std::string_view line = std::string_view(lines).substr(begin, end - begin);
        check_own_marks(line);
        if (may_be_heading(line, 0)) heading_end = std::max(heading_end, end);
        std::size_t below = end;
        for (int more = 0; more < 2 && below < lines.size(); ++more) {
            below = end_of_line(below + 1);
            const std::string_view joined = std::string_view(lines).substr(begin, below - begin);
            if (may_be_heading(joined, letters_of(line).size())) heading_end = std::max(heading_end, below);
        }
        if (end > heading_end && !may_be_number(line)) count_ink(line, needed);
        begin = end + 1;
    }
    for (const model::Report* report : reports) {
        for (const std::string& answer : report->answers) count_ink(answer, output);
        for (const std::string& block : report->unplaced) count_ink(block, output);
    }
    for (std::size_t byte = 0; byte < input.size(); ++byte) {
        require(needed[byte] <= output[byte]);
        require(output[byte] <= input[byte]);
    }
}

void check_parts(std::string_view bytes, const formats::TextReadings& readings) {
    std::vector<const model::Report*> reports;
    std::size_t line = 0;
    const std::size_t last_line = 1 + static_cast<std::size_t>(std::count_if(
                                          bytes.begin(), bytes.end(), [](char c) { return c == '\n' || c == '\r'; }));
    for (const formats::TextReading& part : readings.parts) {
        reports.push_back(&part.report);
        require(part.recognised && part.line > line);
        line = part.line;
        for (const formats::Notice& notice : part.notices) {
            require(notice.line == 0 || (notice.line >= line && notice.line <= last_line));
        }
    }
    check_ink(bytes, reports);
}

void check_tidying(std::string_view bytes) {
    const std::string tidied = formats::tidy_bullets(bytes);
    require(formats::has_untidy_bullets(bytes) == (tidied != bytes));
    require(formats::tidy_bullets(tidied) == tidied && formats::is_utf8(tidied));
    const std::string plain = formats::unwrap_links(bytes);
    require(formats::has_empty_links(bytes) == (plain != bytes));
    require(formats::unwrap_links(plain) == plain && formats::is_utf8(plain));
    // Only the marks of links go.
    Counts before{}, after{};
    count_ink(bytes, before);
    count_ink(plain, after);
    for (std::size_t byte = 0; byte < before.size(); ++byte) {
        const bool is_mark = byte == '[' || byte == ']' || byte == '(' || byte == ')' || byte == '#';
        require(is_mark ? after[byte] <= before[byte] : after[byte] == before[byte]);
    }
    const std::string shown = model::show_hidden(bytes);
    require(formats::is_utf8(shown) && shown.size() >= bytes.size());
    require((shown == bytes) == !model::next_hidden(bytes, 0));
}

void check(std::string_view bytes) {
    const std::size_t size = bytes.size();
    const formats::Import import = formats::import_any(bytes);
    if (import.problem != formats::ImportProblem::none) {
        require(import.reports.empty() && !import.whole);
    } else {
        require(!import.reports.empty() && import.whole.has_value() == (import.reports.size() > 1));
        for (const std::string& answer : import.as_one().report.answers) {
            require(formats::is_utf8(answer) && answer.find('\r') == std::string::npos);
        }
        for (const formats::ImportedReport& report : import.reports) require(report.notices.size() < 120);
    }
    require(formats::file_name(
                import.problem == formats::ImportProblem::none ? import.as_one().report : model::Report{}, bytes, "txt")
                    .size() <= 80 ||
            size > 40);

    if (!formats::is_utf8(bytes)) return;
    const formats::TextReadings readings = formats::import_texts(bytes);
    const formats::TextReading& reading = readings.whole;
    check_ink(bytes, {&reading.report});
    require(readings.parts.size() != 1 && readings.parts.size() <= formats::most_parts);
    if (!readings.parts.empty()) check_parts(bytes, readings);
    check_tidying(bytes);
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
}

// Random bytes hardly ever make up a heading, so the control characters stand for one each.
std::string with_headings(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes) {
        if (byte >= 1 && byte <= 7) {
            text += model::questions[static_cast<std::size_t>(byte - 1)].heading;
        } else if (byte == 8) {
            text += model::report_heading;
        } else if (byte == 14) {
            text += formats::export_text({});
        } else {
            text += byte;
        }
    }
    return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    check(bytes);
    check(with_headings(bytes));
    return 0;
}
