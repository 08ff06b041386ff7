// JSON as text, of json_text.h. A text is checked by the SAX interface of nlohmann/json: its tree is never built, so nothing recurses, and
// numbers stay as they were written.
#include "formats/json_text.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "model/utf8.h"

namespace formats {

namespace {

constexpr std::size_t no_limit = static_cast<std::size_t>(-1);
constexpr JsonLimits no_limits{no_limit, no_limit, no_limit};

// What sax_parse calls. Each function answers whether to go on. Without a place for the compact text it only looks.
class Reader {
  public:
    using Json = nlohmann::json;

    Reader(const JsonLimits& limits, std::string* compact) : limits_(limits), compact_(compact) {}

    bool null() { return scalar("null"); }
    bool boolean(bool value) { return scalar(value ? "true" : "false"); }
    // Only a zero with a sign arrives here as zero: without sign it is unsigned.
    bool number_integer(Json::number_integer_t value) { return value == 0 ? scalar("-0") : number(value); }
    bool number_unsigned(Json::number_unsigned_t value) { return number(value); }
    bool number_float(Json::number_float_t, const std::string& written) { return scalar(written); }
    bool string(std::string& text) {
        separate();
        if (compact_ != nullptr) append_json_string(*compact_, text, false);
        return count_node();
    }
    bool binary(Json::binary_t&) { return false; }

    bool start_object(std::size_t) { return open('{'); }
    bool end_object() { return close('}'); }
    bool start_array(std::size_t) { return open('['); }
    bool end_array() { return close(']'); }
    bool key(std::string& key) {
        separate();
        if (compact_ == nullptr) return true;
        append_json_string(*compact_, key, false);
        *compact_ += ':';
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const Json::exception&) {
        problem_ = JsonProblem::not_json;
        error_ = position;
        return false;
    }

    JsonProblem problem() const { return problem_; }
    // How many bytes were read when the parser stopped; the end of the text counts as one more.
    std::size_t error() const { return error_; }

  private:
    template <typename Number>
    bool number(Number value) {
        char digits[24];
        const std::to_chars_result end = std::to_chars(digits, digits + sizeof digits, value);
        return scalar({digits, static_cast<std::size_t>(end.ptr - digits)});
    }

    bool scalar(std::string_view token) {
        separate();
        if (compact_ != nullptr) *compact_ += token;
        return count_node();
    }

    bool open(char bracket) {
        if (depth_ == limits_.depth) {
            problem_ = JsonProblem::too_deep;
            return false;
        }
        ++depth_;
        separate();
        if (compact_ != nullptr) *compact_ += bracket;
        return count_node();
    }

    bool close(char bracket) {
        --depth_;
        if (compact_ != nullptr) *compact_ += bracket;
        return true;
    }

    // A comma, except at the beginning of the text, of an object or of an array, and behind a key.
    void separate() {
        if (compact_ == nullptr || compact_->empty()) return;
        const char last = compact_->back();
        if (last != '{' && last != '[' && last != ':') *compact_ += ',';
    }

    bool count_node() {
        if (nodes_ == limits_.nodes) {
            problem_ = JsonProblem::too_many_nodes;
            return false;
        }
        ++nodes_;
        return true;
    }

    const JsonLimits& limits_;
    std::string* compact_;
    JsonProblem problem_ = JsonProblem::none;
    std::size_t depth_ = 0;
    std::size_t nodes_ = 0;
    std::size_t error_ = 0;
};

// Behind the string that begins at this quotation mark.
std::size_t end_of_string(std::string_view json, std::size_t begin) {
    std::size_t at = begin + 1;
    while (at < json.size() && json[at] != '"') at += json[at] == '\\' ? 2 : 1;
    return std::min(at + 1, json.size());
}

// The number of the four digits of \uXXXX.
char32_t unit_at(std::string_view json, std::size_t at) {
    std::uint32_t unit = 0;
    if (at + 4 <= json.size()) std::from_chars(json.data() + at, json.data() + at + 4, unit, 16);
    return unit;
}

// Appends the character of the escape at this backslash. Behind the escape.
std::size_t append_escaped(std::string& text, std::string_view json, std::size_t at) {
    constexpr std::string_view letters = "bfnrt", characters = "\b\f\n\r\t";
    constexpr std::size_t unit_size = 6;  // of \uXXXX
    const char letter = at + 1 < json.size() ? json[at + 1] : '\\';
    if (letter != 'u') {
        const std::size_t place = letters.find(letter);
        text += place == std::string_view::npos ? letter : characters[place];
        return at + 2;
    }
    char32_t code = unit_at(json, at + 2);
    at += unit_size;
    if (code >= 0xD800 && code < 0xDC00) {
        code = 0x10000 + ((code - 0xD800) << 10) + ((unit_at(json, at + 2) - 0xDC00) & 0x3FF);
        at += unit_size;
    }
    model::utf8::append(text, code);
    return at;
}

void append_unicode_escape(std::string& text, unsigned unit) {
    constexpr std::string_view digits = "0123456789abcdef";
    text += "\\u";
    for (unsigned shift = 16; shift > 0; shift -= 4) text += digits[(unit >> (shift - 4)) & 0xFu];
}

// A character of a JSON string. What is no UTF-8 becomes U+FFFD: the output is always valid.
void append_character(std::string& json, const model::utf8::Character& character, bool ascii) {
    const char32_t code = character.code;
    if (!ascii || code < 0x7F) {
        model::utf8::append(json, code);
    } else if (code < 0x10000) {
        append_unicode_escape(json, code);
    } else {
        append_unicode_escape(json, 0xD800u + ((code - 0x10000u) >> 10));
        append_unicode_escape(json, 0xDC00u + ((code - 0x10000u) & 0x3FFu));
    }
}

// The letter of the short escape, or NUL.
char short_escape(char letter) {
    switch (letter) {
        case '"':
        case '\\':
            return letter;
        case '\b':
            return 'b';
        case '\f':
            return 'f';
        case '\n':
            return 'n';
        case '\r':
            return 'r';
        case '\t':
            return 't';
        default:
            return '\0';
    }
}

}  // namespace

void append_json_string(std::string& json, std::string_view text, bool ascii) {
    const auto stands_for_itself = [](char letter) {
        return letter >= ' ' && letter < '\x7F' && letter != '"' && letter != '\\';
    };
    json += '"';
    for (std::size_t position = 0; position < text.size();) {
        const std::size_t begin = position;
        while (position < text.size() && stands_for_itself(text[position])) ++position;
        json += text.substr(begin, position - begin);
        if (position == text.size()) break;
        const model::utf8::Character character = model::utf8::decode(text, position);
        const char escape = short_escape(text[position]);
        if (escape != '\0') {
            json += '\\';
            json += escape;
        } else if (character.code < 0x20) {
            append_unicode_escape(json, character.code);
        } else {
            append_character(json, character, ascii);
        }
        position += character.size;
    }
    json += '"';
}

void append_json(std::string& json, std::string_view written, bool ascii) {
    for (std::size_t position = 0; position < written.size();) {
        const model::utf8::Character character = model::utf8::decode(written, position);
        append_character(json, character, ascii);
        position += character.size;
    }
}

JsonProblem json_problem(std::string_view text, const JsonLimits& limits, std::size_t* error) {
    if (text.size() > limits.bytes) return JsonProblem::too_large;
    // The parser takes NUL for the end of the text and would not see what follows. A file with a NUL in it was cut off, or is no text: there
    // is no place in it to show.
    const bool has_end_inside = text.find('\0') != std::string_view::npos;
    Reader reader(limits, nullptr);
    if (!has_end_inside && nlohmann::json::sax_parse(text.data(), text.data() + text.size(), &reader))
        return JsonProblem::none;
    if (error != nullptr) *error = has_end_inside ? text.size() + 1 : reader.error();
    return has_end_inside ? JsonProblem::not_json : reader.problem();
}

std::string json_compact(std::string_view value) {
    std::string compact;
    Reader reader(no_limits, &compact);
    nlohmann::json::sax_parse(value.data(), value.data() + value.size(), &reader);
    return compact;
}

std::string json_laid_out(std::string_view compact, std::size_t depth) {
    std::string json;
    json.reserve(compact.size() + compact.size() / 16 + 512);
    const auto new_line = [&] {
        json += '\n';
        json.append(2 * depth, ' ');
    };
    for (std::size_t i = 0; i < compact.size(); ++i) {
        const char letter = compact[i];
        switch (letter) {
            case '"': {
                const std::size_t end = end_of_string(compact, i);
                json += compact.substr(i, end - i);
                i = end - 1;
                break;
            }
            case '{':
            case '[':
                json += letter;
                if (compact[i + 1] == '}' || compact[i + 1] == ']') {
                    json += compact[++i];
                } else {
                    ++depth;
                    new_line();
                }
                break;
            case '}':
            case ']':
                --depth;
                new_line();
                json += letter;
                break;
            case ',':
                json += letter;
                new_line();
                break;
            case ':':
                json += ": ";
                break;
            default:
                json += letter;
                break;
        }
    }
    return json;
}

std::string json_quote(std::string_view utf8, bool ascii) {
    std::string json;
    json.reserve(utf8.size() + 2);
    append_json_string(json, utf8, ascii);
    return json;
}

bool replace_lone_surrogates(std::string& json) {
    constexpr std::size_t escape = 6;  // \uXXXX
    // D8 to DB begin a pair, DC to DF end one; anything else gives 0.
    const auto half = [&json](std::size_t at) {
        if (json.compare(at, 2, "\\u") != 0 || at + escape > json.size() || (json[at + 2] | 0x20) != 'd') return '\0';
        const char digit = static_cast<char>(json[at + 3] | 0x20);
        return digit == '8' || digit == '9' || digit == 'a' || digit == 'b' ? 'b'
               : digit >= 'c' && digit <= 'f'                               ? 'e'
                                                                            : '\0';
    };
    bool found = false;
    for (std::size_t at = json.find('\\'); at != std::string::npos; at = json.find('\\', at)) {
        const char which = half(at);
        if (which == '\0') {
            at += 2;
        } else if (which == 'b' && at + 2 * escape <= json.size() && half(at + escape) == 'e') {
            at += 2 * escape;
        } else {
            json.replace(at + 2, 4, "fffd");
            at += escape;
            found = true;
        }
    }
    return found;
}

std::optional<std::string> json_text(std::string_view value) {
    if (value.empty() || value.front() != '"') return std::nullopt;
    std::string text;
    text.reserve(value.size());
    for (std::size_t at = 1; at < value.size() && value[at] != '"';) {
        const std::size_t begin = at;
        while (at < value.size() && value[at] != '"' && value[at] != '\\') ++at;
        text += value.substr(begin, at - begin);
        if (at < value.size() && value[at] == '\\') at = append_escaped(text, value, at);
    }
    return text;
}

std::vector<JsonPart> json_parts(std::string_view value) {
    std::vector<JsonPart> parts;
    std::size_t depth = 0, begin = std::string_view::npos;
    std::string key;
    const auto end_part = [&](std::size_t end) {
        // Without a beginning there is nothing between the brackets.
        if (begin != std::string_view::npos)
            parts.push_back({std::exchange(key, {}), value.substr(begin, end - begin)});
        begin = std::string_view::npos;
    };
    std::size_t last = 0;  // behind the last character of the part that is no white space
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char letter = value[i];
        if (letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t') continue;
        const bool is_end = letter == '}' || letter == ']';
        if (depth == 1 && (is_end || letter == ',')) end_part(last);
        if (is_end && depth > 0) --depth;
        if (depth == 1 && letter == ':' && begin != std::string_view::npos) {
            key = json_text(value.substr(begin, last - begin)).value_or(std::string());
            begin = std::string_view::npos;
        } else if (depth == 1 && !is_end && letter != ',' && begin == std::string_view::npos) {
            begin = i;
        }
        if (letter == '{' || letter == '[') ++depth;
        if (letter == '"') i = end_of_string(value, i) - 1;
        last = i + 1;
    }
    return parts;
}

}  // namespace formats
