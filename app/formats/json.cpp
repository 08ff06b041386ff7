// The JSON report. Reading goes through the SAX interface of nlohmann/json: its tree is never built, so nothing
// recurses and nothing throws. An object is split in its members, each value kept as compact JSON text; a report is
// three such splits. Writing is by hand: one line first, laid out afterwards. It knows nothing of files or browsers.
#include "formats/json.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include <nlohmann/json.hpp>

#include "model/utf8.h"

namespace formats {

namespace {

constexpr std::string_view schema_name = "reisverslag-1.schema.json";
constexpr std::string_view schema_start = "{\"$schema\":";  // of the members of a report that has its own
constexpr std::string_view format_name = "reisverslag";
constexpr std::size_t notice_text_bytes = 80;
constexpr std::size_t fault_bytes = 30;  // shown of a line that does not parse
constexpr std::size_t most_notices = 50;
constexpr JsonLimits no_limits{static_cast<std::size_t>(-1), static_cast<std::size_t>(-1),
                               static_cast<std::size_t>(-1)};

// ---- Reading -------------------------------------------------------------------------------------------------------

// A JSON text taken apart one level deep.
struct Split {
    enum class Kind : unsigned char { object, array, string, other };
    Kind kind = Kind::other;
    std::vector<JsonMember> members;  // of an array: without keys
    std::string text;                 // of a string
};

// What sax_parse calls. Each function answers whether to go on. Without a place to put anything it only looks.
class Splitter {
  public:
    using Json = nlohmann::json;

    Splitter(const JsonLimits& limits, Split* split, JsonProblem& problem)
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
        split_->kind = Split::Kind::string;
        split_->text = std::move(text);
        return count_node();
    }
    bool binary(Json::binary_t&) { return false; }

    bool start_object(std::size_t) { return open('{', Split::Kind::object); }
    bool end_object() { return close('}'); }
    bool start_array(std::size_t) { return open('[', Split::Kind::array); }
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

    // Where the parser stopped, and what it read last on that line.
    Notice fault(std::string_view text) const {
        // The end of the text counts as one more character; a NUL stops the parser before it begins.
        if (error_ == 0 || error_ > text.size()) return {Notice::Kind::json_ends, 1 + model::utf8::line_ends(text)};
        const std::string_view before = text.substr(0, error_);
        const std::size_t previous = before.find_last_not_of(" \t\n\r", error_ < 2 ? 0 : error_ - 2);
        const bool is_comma = previous != std::string_view::npos && before[previous] == ',' &&
                              (before.back() == '}' || before.back() == ']');
        std::string_view line = before.substr(before.rfind('\n') + 1);  // npos + 1 is 0
        const std::size_t begin = line.size() - std::min(line.size(), fault_bytes);
        line.remove_prefix(model::utf8::clip(line, begin).size());
        // A character that the parser refused at its first byte is shown whole.
        const std::string_view shown(line.data(), line.size() - 1 + model::utf8::decode(text, error_ - 1).size);
        return {is_comma ? Notice::Kind::json_comma : Notice::Kind::json_unexpected, 1 + model::utf8::line_ends(before),
                Notice::no_question, std::string(shown)};
    }

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

    bool open(char bracket, Split::Kind kind) {
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
        if (depth_ == 1 && split_->kind == Split::Kind::array) split_->members.emplace_back();
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
    Split* split_;
    JsonProblem& problem_;
    std::size_t depth_ = 0;
    std::size_t nodes_ = 0;
    std::size_t error_ = 0;
};

bool parse(std::string_view text, const JsonLimits& limits, Split* split, JsonProblem& problem,
           Notice* fault = nullptr) {
    problem = JsonProblem::none;
    if (text.size() > limits.bytes) {
        problem = JsonProblem::too_large;
        return false;
    }
    // The parser takes NUL for the end of the text and would not see what follows.
    const bool has_end_inside = text.find('\0') != std::string_view::npos;
    Splitter splitter(limits, split, problem);
    if (!has_end_inside && nlohmann::json::sax_parse(text.data(), text.data() + text.size(), &splitter)) return true;
    if (problem == JsonProblem::none) problem = JsonProblem::not_json;
    if (fault != nullptr) *fault = splitter.fault(text);
    return false;
}

bool split_json(std::string_view text, const JsonLimits& limits, Split& split, JsonProblem& problem) {
    return parse(text, limits, &split, problem);
}

// For text that has been through split_json before: it is valid and within the limits.
Split split_again(std::string_view value) {
    Split split;
    JsonProblem problem;
    split_json(value, no_limits, split, problem);
    return split;
}

void make_line_ends_lf(std::string& text) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool before_lf = i + 1 < text.size() && text[i + 1] == '\n';
        if (text[i] != '\r') {
            text[kept++] = text[i];
        } else if (!before_lf) {
            text[kept++] = '\n';
        }
    }
    text.resize(kept);
}

// A value as the writer should see it: a string's text, anything else as JSON.
std::string readable(const std::string& value) {
    std::optional<std::string> text = json_text(value);
    if (!text) return value;
    make_line_ends_lf(*text);
    return *std::move(text);
}

class ReportReader {
  public:
    explicit ReportReader(JsonReading& reading) : reading_(reading) {}

    void read(const std::vector<JsonMember>& members) {
        enum : std::size_t { schema, format, version, answers, trip, unplaced, count };
        static constexpr std::string_view names[count] = {"$schema", "format", "version",
                                                          "answers", "trip",   "unplaced"};
        const JsonMember* found[count] = {};
        find(
            members, count, [](std::size_t i) { return names[i]; }, found, report().unknown.report);

        if (found[format] == nullptr || json_text(found[format]->value) != format_name) {
            reading_ = {};
            reading_.problem = JsonProblem::not_a_report;
            return;
        }
        if (found[schema] != nullptr) read_schema(*found[schema]);
        if (found[version] != nullptr) read_version(*found[version]);
        if (found[answers] != nullptr) read_answers(*found[answers]);
        if (found[trip] != nullptr) read_trip(*found[trip]);
        if (found[unplaced] != nullptr) read_unplaced(*found[unplaced]);
    }

  private:
    model::Report& report() { return reading_.report; }

    void note(Notice::Kind kind, std::string_view key) {
        key = model::utf8::clip(key, notice_text_bytes);
        std::vector<Notice>& notices = reading_.notices;
        // What comes again is counted, and from most_notices on whatever is one more of its kind.
        for (std::size_t i = notices.size(); i-- > 0;) {
            if (notices[i].kind == kind && (notices[i].text == key || notices.size() >= most_notices)) {
                ++notices[i].count;
                return;
            }
        }
        notices.push_back({kind, 0, Notice::no_question, std::string(key)});
    }

    // What cannot stand where the file has it stays visible to the writer.
    void keep(const JsonMember& member, Notice::Kind kind) {
        note(kind, member.key);
        std::string text = readable(member.value);
        // An empty text of a wrong type is shown as JSON has it.
        if (text.empty() && kind == Notice::Kind::wrong_type) text = member.value;
        if (!text.empty()) report().unplaced.push_back(member.key + ": " + text);
    }

    // Finds the known members, the last one of repeated ones, as other readers of JSON do. All others become one object
    // text.
    void find(const std::vector<JsonMember>& members, std::size_t count, std::string_view (*name)(std::size_t),
              const JsonMember** found, std::string& unknown) {
        for (const JsonMember& member : members) {
            std::size_t i = 0;
            while (i < count && name(i) != member.key) ++i;
            if (i < count) {
                if (found[i] != nullptr) keep(*found[i], Notice::Kind::repeated_member);
                found[i] = &member;
                continue;
            }
            note(Notice::Kind::unknown_member, member.key);
            unknown += unknown.empty() ? '{' : ',';
            unknown += json_quote(member.key, false);
            unknown += ':';
            unknown += member.value;
        }
        if (!unknown.empty()) unknown += '}';
    }

    // Another schema than ours is the report's own, and stands first among what is kept.
    void read_schema(const JsonMember& member) {
        if (json_text(member.value) == schema_name) return;
        std::string& unknown = report().unknown.report;
        const std::string rest = unknown.empty() ? "}" : ',' + unknown.substr(1);
        unknown = schema_start;
        unknown += member.value;
        unknown += rest;
    }

    void read_version(const JsonMember& member) {
        const std::string& version = member.value;
        if (version == "1") return;
        const bool is_whole = version.find_first_not_of("0123456789") == std::string::npos && version != "0";
        if (is_whole) {
            note(Notice::Kind::newer_version, version);
        } else {
            keep(member, Notice::Kind::wrong_type);
        }
    }

    void read_answers(const JsonMember& member) {
        const Split split = split_again(member.value);
        if (split.kind != Split::Kind::object) return keep(member, Notice::Kind::wrong_type);
        const JsonMember* found[model::question_count] = {};
        find(
            split.members, model::question_count, [](std::size_t i) { return model::questions[i].id; }, found,
            report().unknown.answers);
        for (std::size_t i = 0; i < model::question_count; ++i) {
            if (found[i] != nullptr) read_text(*found[i], report().answers[i]);
        }
    }

    void read_trip(const JsonMember& member) {
        const Split split = split_again(member.value);
        if (split.kind != Split::Kind::object) return keep(member, Notice::Kind::wrong_type);
        const JsonMember* found[model::trip_detail_count] = {};
        find(
            split.members, model::trip_detail_count, [](std::size_t i) { return model::trip_details[i].id; }, found,
            report().unknown.trip);
        for (std::size_t i = 0; i < model::trip_detail_count; ++i) {
            if (found[i] == nullptr) continue;
            std::string& detail = report().trip[i];
            read_text(*found[i], detail);
            const bool is_date = model::trip_details[i].kind == model::TripDetail::Kind::date;
            if (is_date && !detail.empty() && !model::is_iso_date(detail)) {
                detail.clear();
                keep(*found[i], Notice::Kind::invalid_date);
            }
        }
    }

    void read_text(const JsonMember& member, std::string& target) {
        if (member.value.front() != '"') return keep(member, Notice::Kind::wrong_type);
        target = readable(member.value);
    }

    void read_unplaced(const JsonMember& member) {
        Split split = split_again(member.value);
        if (split.kind == Split::Kind::string) {
            // One text in place of a list of them.
            note(Notice::Kind::wrong_type, member.key);
            if (!split.text.empty()) report().unplaced.push_back(readable(member.value));
            return;
        }
        if (split.kind != Split::Kind::array) return keep(member, Notice::Kind::wrong_type);
        for (JsonMember& text : split.members) {
            if (text.value.front() == '"') {
                report().unplaced.push_back(readable(text.value));
            } else {
                text.key = member.key;
                keep(text, Notice::Kind::wrong_type);
            }
        }
    }

    JsonReading& reading_;
};

// ---- Writing -------------------------------------------------------------------------------------------------------

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

void append_quoted(std::string& json, std::string_view text, bool ascii) {
    json += '"';
    for (std::size_t position = 0; position < text.size();) {
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

// Members of one object on one line.
class ObjectWriter {
  public:
    ObjectWriter(std::string& json, bool ascii) : json_(json), ascii_(ascii) { json_ += '{'; }

    void key(std::string_view name) {
        separate();
        append_quoted(json_, name, ascii_);
        json_ += ':';
    }
    void text(std::string_view name, std::string_view value) {
        key(name);
        append_quoted(json_, value, ascii_);
    }
    // object: compact JSON object text, or empty.
    void members_of(std::string_view object) {
        if (object.size() <= 2) return;
        separate();
        raw(object.substr(1, object.size() - 2));
    }
    void raw(std::string_view json) {
        for (std::size_t position = 0; position < json.size();) {
            const model::utf8::Character character = model::utf8::decode(json, position);
            append_character(json_, character, ascii_);
            position += character.size;
        }
    }
    void end() { json_ += '}'; }

  private:
    void separate() {
        if (json_.back() != '{') json_ += ',';
    }

    std::string& json_;
    bool ascii_;
};

}  // namespace

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
    append_quoted(json, utf8, ascii);
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
    Split split;
    JsonProblem problem;
    if (!split_json(value, no_limits, split, problem) || split.kind != Split::Kind::string) return std::nullopt;
    return std::move(split.text);
}

std::optional<std::vector<JsonMember>> json_members(std::string_view object, const JsonLimits& limits,
                                                    JsonProblem& problem) {
    Split split;
    if (!split_json(object, limits, split, problem)) return std::nullopt;
    if (split.kind != Split::Kind::object) {
        problem = JsonProblem::not_a_report;
        return std::nullopt;
    }
    return std::move(split.members);
}

JsonProblem json_problem(std::string_view text, const JsonLimits& limits) {
    auto problem = JsonProblem::none;
    parse(text, limits, nullptr, problem);
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

std::string export_json_line(const model::Report& report, bool ascii) {
    std::string json;
    ObjectWriter whole(json, ascii);
    std::string unknown = report.unknown.report;
    if (std::string_view(unknown).substr(0, schema_start.size()) == schema_start) {
        const std::string own(json_parts(unknown).front().value);
        whole.key("$schema");
        whole.raw(own);
        unknown.erase(
            1, schema_start.size() - 1 + own.size() + (unknown[schema_start.size() + own.size()] == ',' ? 1 : 0));
    } else {
        whole.text("$schema", schema_name);
    }
    whole.text("format", format_name);
    whole.key("version");
    json += '1';

    whole.key("answers");
    ObjectWriter answers(json, ascii);
    for (std::size_t i = 0; i < model::question_count; ++i) answers.text(model::questions[i].id, report.answers[i]);
    answers.members_of(report.unknown.answers);
    answers.end();

    whole.key("trip");
    ObjectWriter trip(json, ascii);
    for (std::size_t i = 0; i < model::trip_detail_count; ++i) {
        if (!report.trip[i].empty()) trip.text(model::trip_details[i].id, report.trip[i]);
    }
    trip.members_of(report.unknown.trip);
    trip.end();

    whole.key("unplaced");
    json += '[';
    for (std::size_t i = 0; i < report.unplaced.size(); ++i) {
        if (i > 0) json += ',';
        append_quoted(json, report.unplaced[i], ascii);
    }
    json += ']';
    whole.members_of(unknown);
    whole.end();
    return json;
}

std::string export_json(const model::Report& report) {
    return json_laid_out(export_json_line(report, false), 0) + '\n';
}

JsonReading import_json(std::string_view bytes, const JsonLimits& limits) {
    JsonReading reading;
    Split split;
    if (!parse(bytes, limits, &split, reading.problem, &reading.fault)) return reading;
    if (split.kind == Split::Kind::object) {
        ReportReader(reading).read(split.members);
    } else {
        reading.problem = JsonProblem::not_a_report;
    }
    return reading;
}

}  // namespace formats
