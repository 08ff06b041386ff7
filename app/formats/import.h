// Anything a writer hands in (file or paste) to a report with notices, or one clear reason why not.
// It knows the formats and their limits; nothing of files, browsers or storage.
#pragma once

#include <cstddef>
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
    broken_json,   // begins like JSON and does not parse
    not_a_report,  // JSON of something else, or a text without any heading of the form
    not_text,      // holds NUL or other bytes that no text has
};

struct Import {
    ImportProblem problem = ImportProblem::none;  // anything else: nothing may be stored
    model::Report report;
    std::vector<Notice> notices;
    bool from_json = false;
};

// bytes: as read from the file or pasted (UTF-8; other bytes are read as Windows-1252, with a notice).
Import import_any(std::string_view bytes);

// True for valid UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view bytes);

}  // namespace formats
