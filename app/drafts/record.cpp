// Reads and writes the record line, and finds the drafts in what a store holds.
// It knows the report's JSON only through formats/json.h.
#include "drafts/record.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "formats/json.h"
#include "model/order.h"

namespace drafts {
namespace {

constexpr std::string_view line_mark = "RV1|";
constexpr std::size_t hash_digits = 16;
constexpr std::size_t writer_digits = 8;
constexpr std::size_t id_digits = 32;
constexpr std::size_t number_digits = 15;
constexpr std::string_view time_shape = "0000-00-00T00:00:00+00:00";

// A stored record was accepted when it was written, so the only limits are those that keep the page alive. The report is nested one
// level below the payload, and unplaced text may be as many values as there are lines.
constexpr formats::JsonLimits payload_limits{.bytes = 64u << 20, .depth = 16 + 2, .nodes = 8'000'000};

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }
constexpr bool is_ascii(char c) { return c >= ' ' && c <= '~'; }

bool all_hex(std::string_view text, std::size_t count) {
    return text.size() == count && std::all_of(text.begin(), text.end(), is_hex);
}

std::optional<std::uint64_t> number(std::string_view text) {
    if (text.empty() || text.size() > number_digits || (text.size() > 1 && text.front() == '0')) return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : text) {
        if (!is_digit(c)) return std::nullopt;
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return value;
}

bool has_time_shape(std::string_view time) {
    if (time.size() != time_shape.size()) return false;
    for (std::size_t i = 0; i < time.size(); ++i) {
        const char shape = time_shape[i];
        const bool fits = shape == '0'   ? is_digit(time[i])
                          : shape == '+' ? time[i] == '+' || time[i] == '-'
                                         : time[i] == shape;
        if (!fits) return false;
    }
    return true;
}

// Cuts the text up to the next '|' off and returns it.
std::optional<std::string_view> take_field(std::string_view& rest) {
    const std::size_t end = rest.find('|');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view field = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return field;
}

// JSON text has other than ASCII characters only inside its strings, so each run of them can be escaped where it stands.
void append_ascii(std::string& out, std::string_view json) {
    const auto is_run = [](char c) { return !is_ascii(c); };
    while (!json.empty()) {
        const auto begin = std::find_if(json.begin(), json.end(), is_run);
        const auto end = std::find_if_not(begin, json.end(), is_run);
        out.append(json.begin(), begin);
        if (begin != end) {
            const std::string quoted = formats::json_quote(std::string(begin, end), true);
            out.append(quoted, 1, quoted.size() - 2);
        }
        json.remove_prefix(static_cast<std::size_t>(end - json.begin()));
    }
}

std::string payload_of(const Draft& draft) {
    std::string out = "{\"name\":";
    out += formats::json_quote(draft.name, true);
    out += ",\"report\":";
    out += formats::export_json_line(draft.report, true);
    if (draft.unknown.size() > 2) {
        out += ',';
        append_ascii(out, std::string_view(draft.unknown).substr(1));
    } else {
        out += '}';
    }
    return out;
}

std::optional<Draft> read_payload(std::string_view payload) {
    if (formats::json_problem(payload, payload_limits) != formats::JsonProblem::none) return std::nullopt;

    Draft draft;
    bool has_name = false, has_report = false;
    for (const formats::JsonPart& member : formats::json_parts(payload)) {
        // The same member twice is nothing we ever wrote: which one counts is not ours to guess.
        if (member.key == "name") {
            auto text = formats::json_text(member.value);
            if (!text || std::exchange(has_name, true)) return std::nullopt;
            draft.name = std::move(*text);
        } else if (member.key == "report") {
            formats::JsonReading reading = formats::read_json(member.value);
            if (reading.problem != formats::JsonProblem::none || std::exchange(has_report, true)) return std::nullopt;
            draft.report = std::move(reading.report);
        } else {
            draft.unknown += draft.unknown.empty() ? '{' : ',';
            draft.unknown += formats::json_quote(member.key, false);
            draft.unknown += ':';
            draft.unknown += formats::json_compact(member.value);
        }
    }
    if (!has_name || !has_report) return std::nullopt;
    if (!draft.unknown.empty()) draft.unknown += '}';
    return draft;
}

// The two slots of one id, as they were found.
struct Slots {
    struct Content {
        const StoredItem* item = nullptr;
        RecordReading reading;
        bool reads() const { return item && reading.problem == RecordProblem::none; }
        bool is_newer() const { return item && reading.problem == RecordProblem::newer; }
    };
    Content slot[2];
};

FoundDraft found_draft(Slots& slots) {
    Slots::Content* newest = &slots.slot[0];
    Slots::Content* other = &slots.slot[1];
    const auto is_valid = [](const Slots::Content& content) { return content.reads() || content.is_newer(); };
    const auto revision = [&](const Slots::Content& content) {
        return is_valid(content) ? content.reading.record.revision : 0;
    };
    if (!is_valid(*newest) || (is_valid(*other) && revision(*other) > revision(*newest))) std::swap(newest, other);

    FoundDraft found;
    found.newer = newest->is_newer();
    found.unreadable_slot = other->item && !other->reads();
    for (const Slots::Content& content : slots.slot) {
        if (content.reads()) found.keys.push_back(content.item->key);
    }
    found.hash = std::move(newest->reading.hash);
    found.is_known = newest->reading.is_known;
    found.record = std::move(newest->reading.record);
    return found;
}

}  // namespace

std::string record_hash(std::string_view before, std::string_view payload) {
    std::uint32_t high = 0xdeadbeefu, low = 0x41c6ce57u;
    for (const std::string_view part : {before, payload}) {
        for (const char c : part) {
            const std::uint32_t byte = static_cast<unsigned char>(c);
            high = (high ^ byte) * 2654435761u;
            low = (low ^ byte) * 1597334677u;
        }
    }
    // Each word gets a share of the other, so that both depend on every bit.
    high = (high ^ (high >> 16)) * 2246822507u ^ (low ^ (low >> 13)) * 3266489909u;
    low = (low ^ (low >> 16)) * 2246822507u ^ (high ^ (high >> 13)) * 3266489909u;

    std::string hex;
    for (const std::uint32_t word : {high, low}) {
        for (int shift = 28; shift >= 0; shift -= 4) hex += "0123456789abcdef"[(word >> shift) & 15u];
    }
    return hex;
}

std::int64_t time_order(std::string_view time) {
    if (!has_time_shape(time)) return std::numeric_limits<std::int64_t>::min();
    const auto digits = [time](std::size_t from, std::size_t count) {
        std::int64_t value = 0;
        for (std::size_t i = from; i < from + count; ++i) value = value * 10 + (time[i] - '0');
        return value;
    };
    // Days of the proleptic Gregorian calendar, the year beginning in March so that the leap day is its last.
    // Months and days that do not exist give some number as well: that is enough for an order.
    const std::int64_t month = digits(5, 2);
    const std::int64_t year = digits(0, 4) - (month <= 2 ? 1 : 0);
    const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + digits(8, 2) - 1;
    const std::int64_t century_days = year >= 0 ? year / 4 - year / 100 + year / 400 : -1;
    const std::int64_t days = year * 365 + century_days + day_of_year - 719468;
    const std::int64_t offset = (digits(20, 2) * 60 + digits(23, 2)) * (time[19] == '-' ? -1 : 1);
    return ((days * 24 + digits(11, 2)) * 60 + digits(14, 2) - offset) * 60 + digits(17, 2);
}

std::string write_record(const Record& record) {
    const std::string payload = payload_of(record.draft);
    std::string line(line_mark);
    for (const std::uint64_t value :
         {std::uint64_t{schema}, std::uint64_t{min_reader}, record.revision, record.parent_revision}) {
        line += std::to_string(value);
        line += '|';
    }
    line += record.writer;
    line += '|';
    line += record.time;
    line += '|';
    line += std::to_string(payload.size());
    line += '|';
    const std::string hash = record_hash(line, payload);
    line.reserve(line.size() + hash.size() + 1 + payload.size());
    line += hash;
    line += '|';
    line += payload;
    return line;
}

RecordReading read_record(std::string_view line, std::string_view id, const KnownLines& known) {
    RecordReading unreadable{RecordProblem::unreadable, {}};
    if (line.substr(0, line_mark.size()) != line_mark || !std::all_of(line.begin(), line.end(), is_ascii))
        return unreadable;

    std::string_view rest = line.substr(line_mark.size());
    std::optional<std::uint64_t> numbers[4];  // schema, minReader, revision, baseRevision
    for (auto& value : numbers) {
        const auto field = take_field(rest);
        if (field) value = number(*field);
        if (!value) return unreadable;
    }
    if (*numbers[2] == 0) return unreadable;  // 0 stands for "never written"
    const auto writer = take_field(rest);
    const auto time = take_field(rest);
    const auto length = take_field(rest);
    const std::string_view before = line.substr(0, line.size() - rest.size());
    const auto hash = take_field(rest);
    if (!hash || !all_hex(*writer, writer_digits) || !has_time_shape(*time) || number(*length) != rest.size() ||
        hash->size() != hash_digits || *hash != record_hash(before, rest)) {
        return unreadable;
    }

    RecordReading reading;
    reading.record.revision = *numbers[2];
    reading.record.writer = *writer;
    reading.record.time = *time;
    reading.record.draft.id = id;
    reading.hash = *hash;
    if (*numbers[1] > schema) {
        reading.problem = RecordProblem::newer;
        return reading;
    }
    reading.record.parent_revision = *numbers[3];
    const auto line_of_draft = known.find(std::string(id));
    if (line_of_draft != known.end() && line_of_draft->second == *hash) {
        reading.is_known = true;
        return reading;
    }
    auto draft = read_payload(rest);
    if (!draft) return unreadable;
    reading.record.draft = std::move(*draft);
    reading.record.draft.id = id;
    return reading;
}

Stamp read_stamp(std::string_view line) {
    if (line.substr(0, line_mark.size()) != line_mark) return {};
    std::string_view rest = line.substr(line_mark.size());
    std::optional<std::string_view> fields[5];  // schema, minReader, revision, baseRevision, writer
    for (auto& field : fields) field = take_field(rest);
    const auto revision = fields[4] ? number(*fields[2]) : std::nullopt;
    if (!revision || !all_hex(*fields[4], writer_digits)) return {};
    return {*revision, std::string(*fields[4])};
}

bool is_draft_id(std::string_view id) { return all_hex(id, id_digits); }

std::string slot_key(std::string_view prefix, std::string_view id, Slot slot) {
    std::string key(prefix);
    key += "d ";
    key += id;
    key += slot == Slot::a ? " a" : " b";
    return key;
}

Found find_drafts(std::string_view prefix, const std::vector<StoredItem>& items, const KnownLines& known) {
    Found found;
    std::map<std::string_view, Slots> by_id;
    for (const StoredItem& item : items) {
        std::string_view rest = item.key;
        if (rest.substr(0, prefix.size()) != prefix) continue;
        rest.remove_prefix(prefix.size());
        if (rest.substr(0, 2) != "d ") continue;
        rest.remove_prefix(2);
        const std::string_view id = rest.substr(0, id_digits);
        const std::string_view slot_name = rest.substr(id.size());
        if (!all_hex(id, id_digits) || (slot_name != " a" && slot_name != " b")) {
            found.unreadable.push_back({item.key, {}, item.value.size()});
            continue;
        }
        const Slot slot = slot_name == " a" ? Slot::a : Slot::b;
        Slots::Content& content = by_id[id].slot[static_cast<std::size_t>(slot)];
        content.item = &item;
        content.reading = read_record(item.value, id, known);
        // Writing alternates between the slots by revision: in the wrong slot, the next write would replace the newest.
        if (content.reading.problem != RecordProblem::unreadable && slot_of(content.reading.record.revision) != slot) {
            content.reading = {RecordProblem::unreadable, {}};
        }
    }

    for (auto& [id, slots] : by_id) {
        bool any = false;
        for (const Slots::Content& content : slots.slot) {
            any = any || content.reads() || content.is_newer();
            if (content.item && !content.reads() && !content.is_newer()) {
                found.unreadable.push_back({content.item->key, std::string(id), content.item->value.size()});
            }
        }
        if (any) found.drafts.push_back(found_draft(slots));
    }
    model::sort_from_high_to_low(found.drafts, [](const FoundDraft& draft) { return time_order(draft.record.time); });
    return found;
}

}  // namespace drafts
