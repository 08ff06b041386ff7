// The text report: seven headings and answers, byte for byte as the municipality has always had it.
// It knows the report and nothing of files, browsers or JSON. It never throws and never drops a character.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "formats/notice.h"
#include "model/report.h"

namespace formats {

struct TextReading {
    model::Report report;
    std::vector<Notice> notices;
    std::size_t line = 1;     // 1-based line of the input at which the report begins
    bool exact = false;       // exporting the result gives the input's bytes (after LF and BOM)
    bool recognised = false;  // at least one heading of the form was found; otherwise this is no report
};

struct TextReadings {
    TextReading whole;               // all of it as one report
    std::vector<TextReading> parts;  // two or more reports one after the other, or none when it cannot be several
};

// CR LF and CR become LF: text fields know no other line end.
std::string with_lf(std::string_view text);

// "\n\n" + join("\n\n", [title, heading1, answer1, …]); UTF-8, LF, no BOM, no final newline, answers raw.
std::string export_text(const model::Report& report);

// Reads valid UTF-8. First the exact inverse of export_text, then tolerant headings (product rules: ignore case,
// final ?/:/spaces, #, **, numbering, "HOE LANG", bracket part optional, value on the heading's line). Line ends become
// LF and a leading BOM goes, without notice. What belongs to no heading goes to report.unplaced.
// The text is several reports when, below a heading of the report before,
//   - a title is followed, after blank lines alone, by a heading; or
//   - the headings start over: at least five of the seven come in the form's order, the first of them not behind the
//     heading before it, and a title stands between these two or the report before has five headings as well.
//     The report then begins at that title, or else at its first heading.
// Each part is read by itself, exactly or tolerantly; text between two reports belongs to the first. A text that would be
// more than most_parts reports (2 MiB of real ones are some 900) is read as one only.
inline constexpr std::size_t most_parts = 1000;
TextReadings import_texts(std::string_view utf8);
// As read_text(), without looking for several reports: `parts` stays empty.
TextReading import_text(std::string_view utf8);

// False when reading the export back gives other answers (an answer holds a line that looks like a heading):
// JSON is then the safe file.
bool text_export_is_reversible(const model::Report& report);

}  // namespace formats
