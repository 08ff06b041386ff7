// The JSON report. An object is split into its members, each value kept as compact JSON text; a report is three such splits.
// Writing makes one line first, which is laid out afterwards. It knows nothing of files or browsers.
#include "formats/json.h"

#include <algorithm>
#include <utility>

#include "model/utf8.h"

namespace formats {

namespace {

constexpr std::string_view schema_name = "reisverslag-1.schema.json";
constexpr std::string_view schema_start = "{\"$schema\":";  // of the members of a report that has its own
constexpr std::string_view format_name = "reisverslag";
constexpr std::size_t notice_text_bytes = 80;
constexpr std::size_t fault_bytes = 30;  // shown of a line that does not parse
constexpr std::size_t most_notices = 50;

// ---- Reading -------------------------------------------------------------------------------------------------------

// Where a text stopped being JSON, and what stands there. error: as json_problem() gives it.
Notice fault_at(std::string_view text, std::size_t error) {
    if (error > text.size()) return {Notice::Kind::json_ends, 1 + model::utf8::line_ends(text)};
    const std::string_view before = text.substr(0, error);
    const std::size_t previous = before.find_last_not_of(" \t\n\r", error < 2 ? 0 : error - 2);
    const bool is_comma =
        previous != std::string_view::npos && before[previous] == ',' && (before.back() == '}' || before.back() == ']');
    std::string_view line = before.substr(before.rfind('\n') + 1);  // npos + 1 is 0
    const std::size_t begin = line.size() - std::min(line.size(), fault_bytes);
    line.remove_prefix(model::utf8::clip(line, begin).size());
    // A character that was refused at its first byte is shown whole.
    const std::string_view shown(line.data(), line.size() - 1 + model::utf8::decode(text, error - 1).size);
    return {is_comma ? Notice::Kind::json_comma : Notice::Kind::json_unexpected, 1 + model::utf8::line_ends(before),
            Notice::no_question, std::string(shown)};
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
std::string readable(std::string_view value) {
    std::optional<std::string> text = json_text(value);
    if (!text) return json_compact(value);
    make_line_ends_lf(*text);
    return *std::move(text);
}

class ReportReader {
  public:
    explicit ReportReader(JsonReading& reading) : reading_(reading) {}

    void read(const std::vector<JsonPart>& members) {
        enum : std::size_t { schema, format, version, answers, trip, unplaced, count };
        static constexpr std::string_view names[count] = {"$schema", "format", "version",
                                                          "answers", "trip",   "unplaced"};
        const JsonPart* found[count] = {};
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
        // The same notice again only counts up. From most_notices on, any further notice of a kind counts up the last one of its kind.
        for (std::size_t i = notices.size(); i-- > 0;) {
            if (notices[i].kind == kind && (notices[i].text == key || notices.size() >= most_notices)) {
                ++notices[i].count;
                return;
            }
        }
        notices.push_back({kind, 0, Notice::no_question, std::string(key)});
    }

    // Adds a value that has no place in the report to the unplaced texts, so that the writer sees it.
    void keep(const JsonPart& member, Notice::Kind kind) {
        note(kind, member.key);
        std::string text = readable(member.value);
        // A value of a wrong type that reads as an empty text is shown as JSON.
        if (text.empty() && kind == Notice::Kind::wrong_type) text = json_compact(member.value);
        if (!text.empty()) report().unplaced.push_back(member.key + ": " + text);
    }

    // Finds the known members; of repeated ones the last one counts, as in other readers of JSON. All unknown members become one object text.
    void find(const std::vector<JsonPart>& members, std::size_t count, std::string_view (*name)(std::size_t),
              const JsonPart** found, std::string& unknown) {
        for (const JsonPart& member : members) {
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
            unknown += json_compact(member.value);
        }
        if (!unknown.empty()) unknown += '}';
    }

    // A $schema other than ours is kept as the first of the unknown members.
    void read_schema(const JsonPart& member) {
        if (json_text(member.value) == schema_name) return;
        std::string& unknown = report().unknown.report;
        const std::string rest = unknown.empty() ? "}" : ',' + unknown.substr(1);
        unknown = schema_start;
        unknown += json_compact(member.value);
        unknown += rest;
    }

    void read_version(const JsonPart& member) {
        const std::string_view version = member.value;
        if (version == "1") return;
        const bool is_whole = version.find_first_not_of("0123456789") == std::string_view::npos && version != "0";
        if (is_whole) {
            note(Notice::Kind::newer_version, version);
        } else {
            keep(member, Notice::Kind::wrong_type);
        }
    }

    void read_answers(const JsonPart& member) {
        if (member.value.front() != '{') return keep(member, Notice::Kind::wrong_type);
        const std::vector<JsonPart> members = json_parts(member.value);
        const JsonPart* found[model::question_count] = {};
        find(
            members, model::question_count, [](std::size_t i) { return model::questions[i].id; }, found,
            report().unknown.answers);
        for (std::size_t i = 0; i < model::question_count; ++i) {
            if (found[i] != nullptr) read_text(*found[i], report().answers[i]);
        }
    }

    void read_trip(const JsonPart& member) {
        if (member.value.front() != '{') return keep(member, Notice::Kind::wrong_type);
        const std::vector<JsonPart> members = json_parts(member.value);
        const JsonPart* found[model::trip_detail_count] = {};
        find(
            members, model::trip_detail_count, [](std::size_t i) { return model::trip_details[i].id; }, found,
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

    void read_text(const JsonPart& member, std::string& target) {
        if (member.value.front() != '"') return keep(member, Notice::Kind::wrong_type);
        target = readable(member.value);
    }

    void read_unplaced(const JsonPart& member) {
        if (member.value.front() == '"') {
            // A single text where a list of texts is expected.
            note(Notice::Kind::wrong_type, member.key);
            std::string text = readable(member.value);
            if (!text.empty()) report().unplaced.push_back(std::move(text));
            return;
        }
        if (member.value.front() != '[') return keep(member, Notice::Kind::wrong_type);
        for (JsonPart& text : json_parts(member.value)) {
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

// Members of one object on one line.
class ObjectWriter {
  public:
    ObjectWriter(std::string& json, bool ascii) : json_(json), ascii_(ascii) { json_ += '{'; }

    void key(std::string_view name) {
        separate();
        append_json_string(json_, name, ascii_);
        json_ += ':';
    }
    void text(std::string_view name, std::string_view value) {
        key(name);
        append_json_string(json_, value, ascii_);
    }
    // object: compact JSON object text, or empty.
    void members_of(std::string_view object) {
        if (object.size() <= 2) return;
        separate();
        raw(object.substr(1, object.size() - 2));
    }
    void raw(std::string_view json) { append_json(json_, json, ascii_); }
    void end() { json_ += '}'; }

  private:
    void separate() {
        if (json_.back() != '{') json_ += ',';
    }

    std::string& json_;
    bool ascii_;
};

}  // namespace

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
        append_json_string(json, report.unplaced[i], ascii);
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
    std::size_t error = 0;
    const JsonProblem problem = json_problem(bytes, limits, &error);
    if (problem == JsonProblem::none) return read_json(bytes);
    JsonReading reading;
    reading.problem = problem;
    if (problem == JsonProblem::not_json) reading.fault = fault_at(bytes, error);
    return reading;
}

JsonReading read_json(std::string_view json) {
    JsonReading reading;
    ReportReader(reading).read(json_parts(json));
    return reading;
}

}  // namespace formats
