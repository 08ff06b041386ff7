// Anything a writer hands in (file or paste) to reports with notices, or one clear reason why not.
// It knows the formats and their limits; nothing of files, browsers or storage.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/notice.h"
#include "model/report.h"

namespace formats {

inline constexpr std::size_t text_limit_bytes = 2u << 20;
inline constexpr std::size_t json_limit_bytes = 8u << 20;  // also the most a file may have before it is read at all

enum class ImportProblem : unsigned char {
    none,
    empty,      // nothing but white space
    too_large,  // over the limit for its kind
    too_deep,   // JSON nested deeper than allowed
    too_many_nodes,
    not_a_report,  // JSON of something else
    // Kinds of files that hold a text, but not as text.
    pdf,
    word,        // .docx
    odt,         // OpenDocument
    old_office,  // .doc or .msg
    rtf,
    mail,  // .eml or .mht
    web_page,
    table,  // CSV with a question in the first cell of a row, or .xlsx
    picture,
    archive,   // .zip
    not_text,  // holds NUL, and is no UTF-16
};

struct ImportedReport {
    model::Report report;
    std::vector<Notice> notices;  // their lines are those of the whole input
    std::size_t line = 1;         // 1-based line of the input at which the report begins
    bool exact = false;           // a text export, read back byte for byte
};

struct Import {
    ImportProblem problem = ImportProblem::none;  // anything else: nothing may be stored, and the rest is empty
    std::vector<ImportedReport> reports;          // in the order of the input: one, or all when the text can be several
    // Only beside several reports: the same text read as one. The writer has to say which of the two it is; an export
    // whose last answer quotes another report looks the same as two exports.
    std::optional<ImportedReport> whole;
    std::vector<Notice> notices;  // about the bytes of the input as a whole
    bool from_json = false;

    // Everything in one report. Only without a problem.
    ImportedReport& as_one() { return whole ? *whole : reports.front(); }
    const ImportedReport& as_one() const { return whole ? *whole : reports.front(); }
};

// bytes: as read from the file or pasted. UTF-8, or UTF-16 with its byte order mark or plainly with a NUL in every other
// byte. Other bytes are read as Windows-1252 one by one, with a notice; half a surrogate pair, and a character that is cut
// off at the end, become U+FFFD, with another. A text without any heading, and JSON that does not parse, are kept as
// "niet herkend" whole.
Import import_any(std::string_view bytes);

// True for valid UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view bytes);

}  // namespace formats
