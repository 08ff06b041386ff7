// JSON (RFC 8259) as text: read one level deep, quoted, laid out. The only file of the project, with json_text.cpp, that knows nlohmann/json.
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
    not_a_report,    // is JSON, but no object with "format": "reisverslag" (json_members: no object)
};

struct JsonLimits {
    std::size_t bytes = 8u << 20;
    std::size_t depth = 16;
    std::size_t nodes = 20'000;
};

inline constexpr JsonLimits no_json_limits{static_cast<std::size_t>(-1), static_cast<std::size_t>(-1),
                                           static_cast<std::size_t>(-1)};

struct JsonMember {
    std::string key;    // UTF-8, unescaped
    std::string value;  // compact JSON text, numbers as they were written
};
// A JSON text taken apart one level deep.
struct JsonSplit {
    enum class Kind : unsigned char { object, array, string, other };
    Kind kind = Kind::other;
    std::vector<JsonMember> members;  // of an array: without keys
    std::string text;                 // of a string
};
// Whether a text is JSON within the limits; if not, `problem` says why, and of not_json `error` how many bytes were read when it became
// clear, one more than the text has when it ends too early. A split or an error that nobody wants is null: then nothing is kept of
// the text, however large it is.
bool json_split(std::string_view text, const JsonLimits& limits, JsonSplit* split, JsonProblem& problem,
                std::size_t* error = nullptr);
// The members of one JSON object in order, repeated keys included; nothing when the text is no object or over a limit.
std::optional<std::vector<JsonMember>> json_members(std::string_view object, const JsonLimits& limits,
                                                    JsonProblem& problem);
// As json_split(), and keeps nothing.
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
// Appends a quoted JSON string; with ascii every character above U+007E is written as \uXXXX. What is no UTF-8 becomes U+FFFD.
void append_json_string(std::string& json, std::string_view text, bool ascii);
// Appends JSON text as it is, but with ascii as above. Its strings hold no characters below U+0020.
void append_json(std::string& json, std::string_view written, bool ascii);
// A quoted JSON string; with ascii every character above U+007E as \uXXXX (surrogate pairs above U+FFFF).
std::string json_quote(std::string_view utf8, bool ascii);
// Compact JSON with every member and element on its own line, two spaces a level, as it stands this deep in a file. No final LF.
std::string json_laid_out(std::string_view compact, std::size_t depth);

}  // namespace formats
