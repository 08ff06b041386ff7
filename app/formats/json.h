// The JSON report, version 1 (schema: shell/schema/reisverslag-1.schema.json): the same report is the same bytes.
// The only file of the project, with json.cpp, that knows nlohmann/json. It never throws and has no unbounded recursion.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/notice.h"
#include "model/report.h"

namespace formats {

enum class JsonProblem : unsigned char {
    none,
    too_large,       // more bytes than JsonLimits::bytes
    too_deep,        // nested deeper than JsonLimits::depth
    too_many_nodes,  // more values than JsonLimits::nodes
    not_json,        // does not parse (also: a number no double can hold, invalid UTF-8, text after the end)
    not_a_report,    // is JSON, but no object with "format": "reisverslag" (json_members: no object)
};

struct JsonLimits {
    std::size_t bytes = 8u << 20;
    std::size_t depth = 16;
    std::size_t nodes = 20'000;
};

struct JsonReading {
    JsonProblem problem = JsonProblem::none;  // anything else: report and notices are empty
    model::Report report;
    std::vector<Notice> notices;
    Notice fault{};  // with not_json: where and what
};

// Order of members as in product.md, two spaces, UTF-8 unescaped, final LF, unknown members after the known ones. A $schema
// of the report's own stands in the place of ours.
std::string export_json(const model::Report& report);
JsonReading import_json(std::string_view bytes, const JsonLimits& limits = {});

// ---- Pieces that the draft record shares ---------------------------------------------------------------------------
struct JsonMember {
    std::string key;    // UTF-8, unescaped
    std::string value;  // compact JSON text, numbers as they were written
};
// The members of one JSON object in order, repeated keys included; nothing when the text is no object or over a limit.
std::optional<std::vector<JsonMember>> json_members(std::string_view object, const JsonLimits& limits,
                                                    JsonProblem& problem);
// Whether a text is JSON within the limits. Keeps nothing of it, however large it is.
JsonProblem json_problem(std::string_view text, const JsonLimits& limits);
// What stands in an object or array (whose values have no keys), in a text that is known to be JSON; nothing for any other value.
struct JsonPart {
    std::string key;
    std::string_view value;  // as it is written, with its white space inside
};
std::vector<JsonPart> json_parts(std::string_view value);
// Makes of each \ud800 to \udfff that is half a pair, and so stands for no character, \ufffd; whether there was any.
bool replace_lone_surrogates(std::string& json);
// A JSON string's text, or nothing when the value is no string.
std::optional<std::string> json_text(std::string_view value);
// A quoted JSON string; with ascii every character above U+007E as \uXXXX (surrogate pairs above U+FFFF).
std::string json_quote(std::string_view utf8, bool ascii);
// The JSON report on one line without spaces; with ascii only ASCII bytes. import_json reads it.
std::string export_json_line(const model::Report& report, bool ascii);
// Compact JSON with every member and element on its own line, two spaces a level, as it stands this deep in a file. No final LF.
std::string json_laid_out(std::string_view compact, std::size_t depth);

}  // namespace formats
