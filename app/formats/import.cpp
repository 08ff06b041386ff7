// Anything a writer hands in to reports with notices, or one clear reason why not: finds out which bytes and which
// format it is and leaves the reading to them. It knows nothing of files, browsers or storage.
#include "formats/import.h"

#include <utility>

#include "formats/json.h"
#include "formats/remarks.h"
#include "formats/text.h"
#include "model/utf8.h"

namespace formats {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view byte_order_mark_utf16_le = "\xFF\xFE";
constexpr std::string_view byte_order_mark_utf16_be = "\xFE\xFF";

bool begins_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

constexpr char32_t replacement = 0xFFFD;

// A text as UTF-8, and what had to be done for it.
struct Decoded {
    std::string text;
    bool repaired = false;  // some bytes were read as Windows-1252
    bool replaced = false;  // some stand for no character and became U+FFFD
};

// Puts UTF-16 units together to characters.
class Units {
  public:
    explicit Units(Decoded& decoded) : decoded_(decoded) {}

    void add(char32_t unit) {
        if (high_ != 0 && unit >= 0xDC00 && unit <= 0xDFFF) {
            model::utf8::append(decoded_.text, 0x10000 + ((high_ - 0xD800) << 10) + (unit - 0xDC00));
            high_ = 0;
            return;
        }
        end();
        if (unit >= 0xD800 && unit <= 0xDBFF) {
            high_ = unit;
        } else if (unit >= 0xDC00 && unit <= 0xDFFF) {
            replace();
        } else {
            model::utf8::append(decoded_.text, unit);
        }
    }
    // Half a pair that nothing fitted to.
    void end() {
        if (high_ != 0) replace();
        high_ = 0;
    }
    void replace() {
        model::utf8::append(decoded_.text, replacement);
        decoded_.replaced = true;
    }

  private:
    Decoded& decoded_;
    char32_t high_ = 0;
};

enum class Utf16 : unsigned char { none, little_endian, big_endian };

// Without its byte order mark UTF-16 is known by its NULs: at least one in four units has one (every letter, space and
// line end of a Dutch text), and nearly all are the same half.
Utf16 utf16_without_mark(std::string_view bytes) {
    std::size_t nuls[2] = {};
    for (std::size_t i = 0; i < bytes.size(); ++i) nuls[i % 2] += bytes[i] == '\0' ? 1u : 0u;
    const std::size_t more = nuls[0] > nuls[1] ? 0 : 1;
    if (nuls[more] == 0 || nuls[more] * 8 < bytes.size() || nuls[1 - more] * 16 > nuls[more]) return Utf16::none;
    return more == 1 ? Utf16::little_endian : Utf16::big_endian;
}

// Half a unit at the end becomes U+FFFD too.
Decoded from_utf16(std::string_view bytes, Utf16 order) {
    Decoded decoded;
    decoded.text.reserve(bytes.size());
    Units units(decoded);
    std::size_t i = 0;
    for (; i + 1 < bytes.size(); i += 2) {
        const auto first = static_cast<unsigned char>(bytes[i]);
        const auto second = static_cast<unsigned char>(bytes[i + 1]);
        units.add(order == Utf16::big_endian ? first * 256u + second : second * 256u + first);
    }
    units.end();
    if (i < bytes.size()) units.replace();
    return decoded;
}

// Windows-1252 where it differs from Latin-1; the five bytes it leaves open stay control characters.
char32_t from_windows_1252(unsigned char byte) {
    constexpr char16_t table[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                    0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    return byte >= 0x80 && byte < 0xA0 ? table[byte - 0x80] : byte;
}

// The UTF-16 surrogate that stands here as if it were a character (ED A0 80 to ED BF BF), or 0. Some programs write these.
char32_t surrogate_at(std::string_view bytes, std::size_t position) {
    if (position + 2 >= bytes.size() || bytes[position] != '\xED') return 0;
    const auto second = static_cast<unsigned char>(bytes[position + 1]);
    const auto third = static_cast<unsigned char>(bytes[position + 2]);
    return second >= 0xA0 && second < 0xC0 && third >= 0x80 && third < 0xC0
               ? 0xD000u + (second & 0x3Fu) * 64u + (third & 0x3Fu)
               : 0;
}

// Byte by byte: what is UTF-8 stays, so one bad byte does not spoil the rest of a text.
Decoded from_broken_utf8(std::string_view bytes) {
    Decoded decoded;
    decoded.text.reserve(bytes.size() + bytes.size() / 8);
    Units units(decoded);
    for (std::size_t position = 0; position < bytes.size();) {
        const model::utf8::Character character = model::utf8::decode(bytes, position);
        const char32_t surrogate = surrogate_at(bytes, position);
        if (surrogate != 0) {
            units.add(surrogate);
            position += 3;
            continue;
        }
        units.end();
        if (!character.valid) decoded.repaired = true;
        model::utf8::append(decoded.text, character.valid
                                              ? character.code
                                              : from_windows_1252(static_cast<unsigned char>(bytes[position])));
        position += character.size;
    }
    units.end();
    return decoded;
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

ImportedReport imported(TextReading reading) {
    return {std::move(reading.report), std::move(reading.notices), reading.line, reading.exact};
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
    Decoded decoded;
    std::string_view text = bytes;
    Utf16 order = begins_with(bytes, byte_order_mark_utf16_le)   ? Utf16::little_endian
                  : begins_with(bytes, byte_order_mark_utf16_be) ? Utf16::big_endian
                                                                 : Utf16::none;
    if (order != Utf16::none) {
        text.remove_prefix(byte_order_mark_utf16_le.size());
    } else {
        order = utf16_without_mark(bytes);
    }
    if (order != Utf16::none) {
        decoded = from_utf16(text, order);
        text = decoded.text;
    } else if (!is_utf8(bytes)) {
        decoded = from_broken_utf8(bytes);
        text = decoded.text;
    }
    if (begins_with(text, byte_order_mark)) text.remove_prefix(byte_order_mark.size());

    if (text.find('\0') != std::string_view::npos) return refused(ImportProblem::not_text);
    const std::size_t first = model::utf8::leading_white(text);
    if (first == text.size()) return refused(ImportProblem::empty);

    Import import;
    if (decoded.repaired) import.notices.push_back({Notice::Kind::repaired_bytes});
    if (decoded.replaced) import.notices.push_back({Notice::Kind::replaced_bytes});
    // A text report never begins with a brace.
    import.from_json = text[first] == '{';
    if (import.from_json) {
        JsonLimits limits;
        limits.bytes = json_limit_bytes;
        JsonReading reading = import_json(text.substr(first), limits);
        if (reading.problem != JsonProblem::none) return refused(import_problem(reading.problem));
        Remarks remarks;
        remarks.look(reading.report);
        remarks.append_to(reading.notices);
        import.reports.push_back({std::move(reading.report), std::move(reading.notices)});
    } else {
        if (text.size() > text_limit_bytes) return refused(ImportProblem::too_large);
        TextReadings readings = import_texts(text);
        if (!readings.whole.recognised) return refused(ImportProblem::not_a_report);
        for (TextReading& part : readings.parts) import.reports.push_back(imported(std::move(part)));
        ImportedReport whole = imported(std::move(readings.whole));
        if (import.reports.empty()) {
            import.reports.push_back(std::move(whole));
        } else {
            import.whole = std::move(whole);
        }
    }
    return import;
}

}  // namespace formats
