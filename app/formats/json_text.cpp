// JSON as text, of json_text.h. Reading goes through the SAX interface of nlohmann/json: its tree is never built, so nothing recurses, and
// numbers stay as they were written.
#include "formats/json_text.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

#include "model/utf8.h"

namespace formats {

namespace {

// What sax_parse calls. Each function answers whether to go on. Without a place to put anything it only looks.
class Splitter {
  public:
    using Json = nlohmann::json;

    Splitter(const JsonLimits& limits, JsonSplit* split, JsonProblem& problem)
        : limits_(limits), split_(split), problem_(problem) {}

    bool null() { return scalar("null"); }
    bool boolean(bool value) { return scalar(value ? "true" : "false"); }
    // Only a zero with a sign arrives here as zero: without sign it is unsigned.
    bool number_integer(Json::number_integer_t value) { return value == 0 ? scalar("-0") : number(value); }
    bool number_unsigned(Json::number_unsigned_t value) { return number(value); }
    bool number_float(Json::number_float_t, const std::string& written) { return scalar(written); }
    bool string(std::string& text) {
        if (split_ == nullptr) return count_node();
        if (depth_ > 0) return scalar(json_quote(text, false));
        split_->kind = JsonSplit::Kind::string;
        split_->text = std::move(text);
        return count_node();
    }
    bool binary(Json::binary_t&) { return false; }

    bool start_object(std::size_t) { return open('{', JsonSplit::Kind::object); }
    bool end_object() { return close('}'); }
    bool start_array(std::size_t) { return open('[', JsonSplit::Kind::array); }
    bool end_array() { return close(']'); }
    bool key(std::string& key) {
        if (split_ == nullptr) return true;
        if (depth_ == 1) {
            split_->members.push_back({std::move(key), {}});
        } else {
            separate();
            value() += json_quote(key, false);
            value() += ':';
        }
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const Json::exception&) {
        error_ = position;
        return false;
    }

    // How many bytes were read when the parser stopped; the end of the text counts as one more.
    std::size_t error() const { return error_; }

  private:
    std::string& value() { return split_->members.back().value; }
    bool keeps_value() const { return split_ != nullptr && depth_ > 0; }

    template <typename Number>
    bool number(Number value) {
        char digits[24];
        const std::to_chars_result end = std::to_chars(digits, digits + sizeof digits, value);
        return scalar({digits, static_cast<std::size_t>(end.ptr - digits)});
    }

    bool scalar(std::string_view token) {
        begin_value();
        if (keeps_value()) value() += token;
        return count_node();
    }

    bool open(char bracket, JsonSplit::Kind kind) {
        if (depth_ == limits_.depth) {
            problem_ = JsonProblem::too_deep;
            return false;
        }
        begin_value();
        if (keeps_value()) {
            value() += bracket;
        } else if (split_ != nullptr) {
            split_->kind = kind;
        }
        ++depth_;
        return count_node();
    }

    bool close(char bracket) {
        --depth_;
        if (keeps_value()) value() += bracket;
        return true;
    }

    void begin_value() {
        if (split_ == nullptr) return;
        if (depth_ == 1 && split_->kind == JsonSplit::Kind::array) split_->members.emplace_back();
        if (depth_ > 1) separate();
    }

    // A comma, except at the beginning of an object or array and behind a key.
    void separate() {
        const char last = value().back();
        if (last != '{' && last != '[' && last != ':') value() += ',';
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
    JsonSplit* split_;
    JsonProblem& problem_;
    std::size_t depth_ = 0;
    std::size_t nodes_ = 0;
    std::size_t error_ = 0;
};

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

bool json_split(std::string_view text, const JsonLimits& limits, JsonSplit* split, JsonProblem& problem,
                std::size_t* error) {
    problem = JsonProblem::none;
    if (text.size() > limits.bytes) {
        problem = JsonProblem::too_large;
        return false;
    }
    // The parser takes NUL for the end of the text and would not see what follows. A file with a NUL in it was cut off, or is no text: there
    // is no place in it to show.
    const bool has_end_inside = text.find('\0') != std::string_view::npos;
    Splitter splitter(limits, split, problem);
    if (!has_end_inside && nlohmann::json::sax_parse(text.data(), text.data() + text.size(), &splitter)) return true;
    if (problem == JsonProblem::none) problem = JsonProblem::not_json;
    if (error != nullptr) *error = has_end_inside ? text.size() + 1 : splitter.error();
    return false;
}

std::string json_laid_out(std::string_view compact, std::size_t depth) {
    std::string json;
    json.reserve(compact.size() + compact.size() / 16 + 512);
    bool in_string = false;
    const auto new_line = [&] {
        json += '\n';
        json.append(2 * depth, ' ');
    };
    for (std::size_t i = 0; i < compact.size(); ++i) {
        const char letter = compact[i];
        if (in_string) {
            json += letter;
            if (letter == '\\') json += compact[++i];
            if (letter == '"') in_string = false;
            continue;
        }
        switch (letter) {
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
                in_string = letter == '"';
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
    JsonSplit split;
    JsonProblem problem;
    if (!json_split(value, no_json_limits, &split, problem) || split.kind != JsonSplit::Kind::string)
        return std::nullopt;
    return std::move(split.text);
}

std::optional<std::vector<JsonMember>> json_members(std::string_view object, const JsonLimits& limits,
                                                    JsonProblem& problem) {
    JsonSplit split;
    if (!json_split(object, limits, &split, problem)) return std::nullopt;
    if (split.kind != JsonSplit::Kind::object) {
        problem = JsonProblem::not_a_report;
        return std::nullopt;
    }
    return std::move(split.members);
}

JsonProblem json_problem(std::string_view text, const JsonLimits& limits) {
    auto problem = JsonProblem::none;
    json_split(text, limits, nullptr, problem);
    return problem;
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
        if (letter == '"') {
            ++i;
            while (i < value.size() && value[i] != '"') i += value[i] == '\\' ? 2 : 1;
        }
        last = i + 1;
    }
    return parts;
}

}  // namespace formats
