// The text report: seven headings and answers, byte for byte as the municipality has always had it.
// It knows the report and nothing of files, browsers or JSON. It never throws and never drops a character.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/notice.h"
#include "model/report.h"

namespace formats {

struct TextReading {
    model::Report report;
    std::vector<Notice> notices;
    bool exact = false;       // exporting the result gives the input's bytes (after LF and BOM)
    bool recognised = false;  // at least one heading of the form was found; otherwise this is no report
};

// "\n\n" + join("\n\n", [title, heading1, answer1, …]); UTF-8, LF, no BOM, no final newline, answers raw.
std::string export_text(const model::Report& report);

// Reads valid UTF-8. First the exact inverse of export_text, then tolerant headings (product rules: ignore case,
// final ?/:/spaces, #, **, numbering, "HOE LANG", bracket part optional, value on the heading's line). Line ends become
// LF and a leading BOM goes, without notice. What belongs to no heading goes to report.unplaced.
TextReading import_text(std::string_view utf8);

// False when reading the export back gives other answers (an answer holds a line that looks like a heading):
// JSON is then the safe file.
bool text_export_is_reversible(const model::Report& report);

}  // namespace formats
