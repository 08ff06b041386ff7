// JSON (RFC 8259) as text: checked, taken apart one level deep, quoted, laid out. The only file of the project, with json_text.cpp, that knows nlohmann/json.
// Nothing recurses and nothing throws, whatever stands in the text. It knows nothing of reports.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formats {

enum class JsonProblem : unsigned char {
    none,
    too_large,       // more bytes than JsonLimits::bytes
    too_deep,        // nested deeper than JsonLimits::depth
    too_many_nodes,  // more values than JsonLimits::nodes
    not_json,        // does not parse (also: a number no double can hold, invalid UTF-8, text after the end)
    not_a_report,    // is JSON, but no object with "format": "reisverslag"
};

struct JsonLimits {
    std::size_t bytes = 8u << 20;
    std::size_t depth = 16;
    std::size_t nodes = 20'000;
};

// Whether a text is JSON within the limits, or why not; of not_json `error` says how many bytes were read when it became clear, one more than the
// text has when it ends too early. Nothing is kept of the text, however large it is.
JsonProblem json_problem(std::string_view text, const JsonLimits& limits, std::size_t* error = nullptr);

// The next three are for a text that json_problem() has found to be JSON, or a part of one: it is not looked at for mistakes again, which would take
// much longer. Of any other text they give something, and stay within it.

// What stands in an object, in order and with repeated keys, or in an array, without keys; nothing for any other value.
struct JsonPart {
    std::string key;         // UTF-8, unescaped
    std::string_view value;  // as it is written, with its white space inside
};
std::vector<JsonPart> json_parts(std::string_view value);
// A JSON string's text, or nothing when the value is no string.
std::optional<std::string> json_text(std::string_view value);
// The same JSON without white space and with as few escapes as possible, numbers as they were written.
std::string json_compact(std::string_view value);

// Makes of each \ud800 to \udfff that is half a pair, and so stands for no character, \ufffd; whether there was any.
bool replace_lone_surrogates(std::string& json);
// Appends a quoted JSON string; with ascii every character above U+007E is written as \uXXXX. What is no UTF-8 becomes U+FFFD.
void append_json_string(std::string& json, std::string_view text, bool ascii);
// Appends JSON text as it is, but with ascii as above. Its strings hold no characters below U+0020.
void append_json(std::string& json, std::string_view written, bool ascii);
// A quoted JSON string; with ascii every character above U+007E as \uXXXX (surrogate pairs above U+FFFF).
std::string json_quote(std::string_view utf8, bool ascii);
// Compact JSON with every member and element on its own line, two spaces a level, as it stands this deep in a file. No final LF.
std::string json_laid_out(std::string_view compact, std::size_t depth);

}  // namespace formats
