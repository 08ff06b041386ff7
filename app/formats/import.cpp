// Anything a writer hands in to a report with notices, or one clear reason why not: finds out which bytes and which
// format it is and leaves the reading to them. It knows nothing of files, browsers or storage.
#include "formats/import.h"

#include "formats/json.h"
#include "formats/text.h"
#include "model/utf8.h"

namespace formats {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view byte_order_mark_utf16_le = "\xFF\xFE";
constexpr std::string_view byte_order_mark_utf16_be = "\xFE\xFF";

bool begins_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

// UTF-16 behind its byte order mark to UTF-8. Lone surrogates and half a unit at the end become U+FFFD.
std::string from_utf16(std::string_view bytes, bool big_endian, bool& repaired) {
    constexpr char32_t replacement = 0xFFFD;
    const auto unit = [&](std::size_t i) -> char32_t {
        const auto first = static_cast<unsigned char>(bytes[i]);
        const auto second = static_cast<unsigned char>(bytes[i + 1]);
        return big_endian ? first * 256u + second : second * 256u + first;
    };
    std::string text;
    text.reserve(bytes.size());
    std::size_t i = 0;
    for (; i + 1 < bytes.size(); i += 2) {
        char32_t code = unit(i);
        if (code >= 0xD800 && code <= 0xDFFF) {
            const char32_t low = i + 3 < bytes.size() ? unit(i + 2) : 0;
            if (code <= 0xDBFF && low >= 0xDC00 && low <= 0xDFFF) {
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            } else {
                code = replacement;
                repaired = true;
            }
        }
        model::utf8::append(text, code);
    }
    if (i < bytes.size()) {
        model::utf8::append(text, replacement);
        repaired = true;
    }
    return text;
}

// Windows-1252 where it differs from Latin-1; the five bytes it leaves open stay control characters.
char32_t from_windows_1252(unsigned char byte) {
    constexpr char16_t table[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                    0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    return byte >= 0x80 && byte < 0xA0 ? table[byte - 0x80] : byte;
}

// Byte by byte: what is UTF-8 stays, so one bad byte does not spoil the rest of a text.
std::string repaired_utf8(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (std::size_t position = 0; position < bytes.size();) {
        const model::utf8::Character character = model::utf8::decode(bytes, position);
        const char32_t code =
            character.valid ? character.code : from_windows_1252(static_cast<unsigned char>(bytes[position]));
        model::utf8::append(text, code);
        position += character.size;
    }
    return text;
}

ImportProblem import_problem(JsonProblem problem) {
    switch (problem) {
        case JsonProblem::none:
            return ImportProblem::none;
        case JsonProblem::too_large:
            return ImportProblem::too_large;
        case JsonProblem::too_deep:
            return ImportProblem::too_deep;
        case JsonProblem::too_many_nodes:
            return ImportProblem::too_many_nodes;
        case JsonProblem::not_json:
            return ImportProblem::broken_json;
        case JsonProblem::not_a_report:
            return ImportProblem::not_a_report;
    }
    return ImportProblem::broken_json;
}

Import refused(ImportProblem problem) {
    Import import;
    import.problem = problem;
    return import;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
    for (std::size_t position = 0; position < bytes.size();) {
        const model::utf8::Character character = model::utf8::decode(bytes, position);
        if (!character.valid) return false;
        position += character.size;
    }
    return true;
}

Import import_any(std::string_view bytes) {
    if (bytes.size() > json_limit_bytes) return refused(ImportProblem::too_large);

    // To UTF-8 without byte order mark.
    bool repaired = false;
    std::string decoded;
    std::string_view text = bytes;
    const bool little_endian = begins_with(bytes, byte_order_mark_utf16_le);
    if (little_endian || begins_with(bytes, byte_order_mark_utf16_be)) {
        decoded = from_utf16(bytes.substr(byte_order_mark_utf16_le.size()), !little_endian, repaired);
        text = decoded;
    } else if (!is_utf8(bytes)) {
        decoded = repaired_utf8(bytes);
        text = decoded;
        repaired = true;
    }
    if (begins_with(text, byte_order_mark)) text.remove_prefix(byte_order_mark.size());

    if (text.find('\0') != std::string_view::npos) return refused(ImportProblem::not_text);
    const std::size_t first = model::utf8::leading_white(text);
    if (first == text.size()) return refused(ImportProblem::empty);

    Import import;
    if (repaired) import.notices.push_back({Notice::Kind::repaired_bytes});
    // A text report never begins with a brace.
    import.from_json = text[first] == '{';
    if (import.from_json) {
        JsonLimits limits;
        limits.bytes = json_limit_bytes;
        JsonReading reading = import_json(text.substr(first), limits);
        if (reading.problem != JsonProblem::none) return refused(import_problem(reading.problem));
        import.report = std::move(reading.report);
        import.notices.insert(import.notices.end(), reading.notices.begin(), reading.notices.end());
    } else {
        if (text.size() > text_limit_bytes) return refused(ImportProblem::too_large);
        TextReading reading = import_text(text);
        if (!reading.recognised) return refused(ImportProblem::not_a_report);
        import.report = std::move(reading.report);
        import.notices.insert(import.notices.end(), reading.notices.begin(), reading.notices.end());
    }
    return import;
}

}  // namespace formats
