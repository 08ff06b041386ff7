// Anything a writer hands in to reports with notices, or one clear reason why not: finds out which bytes and which
// format it is and leaves the reading to them. It knows nothing of files, browsers or storage.
#include "formats/import.h"

#include <algorithm>
#include <utility>

#include "formats/heading.h"
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

// A text as UTF-8, and how it was made so.
struct Decoded {
    std::string text;
    bool repaired = false;  // some bytes were read as Windows-1252
    bool replaced = false;  // some bytes stand for no character and became U+FFFD
    bool cut_off = false;   // the last bytes are only the beginning of a character
};

// Joins UTF-16 units to characters, and appends these as UTF-8.
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
    // A first half of a pair that no second half followed.
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

// The place of the first byte that is no UTF-8; npos when there is none.
std::size_t first_invalid(std::string_view bytes) {
    std::size_t position = 0;
    while (position < bytes.size()) {
        const model::utf8::Character character = model::utf8::decode(bytes, position);
        if (!character.valid) break;
        position += character.size;
    }
    return position;
}

// Whether the last bytes of a text are the beginning of a UTF-8 character that was cut off. A single byte may also be the last letter of a word in
// Windows-1252, so a single byte counts only when characters of Dutch texts begin with it.
bool is_cut_character(std::string_view bytes) {
    if (bytes.size() > 3) return false;
    const auto lead = static_cast<unsigned char>(bytes.front());
    const bool is_usual = lead <= 0xC3 || lead == 0xE2 || lead == 0xF0;
    const model::utf8::Character whole = model::utf8::decode(std::string(bytes) + "\xBF\xBF\xBF", 0);
    return whole.valid && whole.size > bytes.size() && (is_usual || bytes.size() > 1);
}

// Bytes that are no UTF-8 are read as Windows-1252 one by one; valid UTF-8 stays, so that one bad byte does not spoil a text.
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

// ---- Which kind of file it is --------------------------------------------------------------------------------------

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// The kind of a binary file, by its first bytes.
ImportProblem kind_of_bytes(std::string_view bytes) {
    using Problem = ImportProblem;
    if (begins_with(bytes, "PK\x03\x04")) {
        // A ZIP archive: the names of the files in it tell the kind.
        return has(bytes, "word/")          ? Problem::word
               : has(bytes, "xl/")          ? Problem::table
               : has(bytes, "opendocument") ? Problem::odt
                                            : Problem::archive;
    }
    if (begins_with(bytes, "%PDF-")) return Problem::pdf;
    if (begins_with(bytes, "\xD0\xCF\x11\xE0")) return Problem::old_office;
    // The pictures of phones (HEIC, AVIF) begin with 'ftyp', behind four bytes of length.
    const bool is_picture = begins_with(bytes, "\x89PNG") || begins_with(bytes, "\xFF\xD8\xFF") ||
                            begins_with(bytes, "GIF8") ||
                            begins_with(bytes.substr(std::min<std::size_t>(bytes.size(), 4)), "ftyp");
    return is_picture ? Problem::picture : Problem::none;
}

// Whether a text is a mail or a saved web page: one of its first lines is a MIME header.
bool is_mail(std::string_view text) {
    const std::size_t name = text.find_first_of(": \r\n");
    if (name == std::string_view::npos || (text[name] != ':' && !begins_with(text, "From "))) return false;
    const std::string_view head = text.substr(0, std::min(text.find("\n\n"), text.find("\r\n\r\n")));
    return has(head, "\nContent-T") || has(head, "\nMIME-V") || has(head, "\nMime-V") || begins_with(head, "MIME-V");
}

// Whether a line is a row of a CSV file whose first cell is a question: a comma or semicolon follows the heading.
bool is_table_row(std::string_view line) {
    const bool is_quoted = begins_with(line, "\"");
    if (is_quoted) line.remove_prefix(1);
    const std::size_t end = line.find(is_quoted ? '"' : ';');
    if (end == std::string_view::npos) return false;
    const std::string_view behind = line.substr(end + (is_quoted ? 1 : 0));
    if (!begins_with(behind, ";") && !(is_quoted && begins_with(behind, ","))) return false;
    const HeadingMatch match = match_heading(line.substr(0, end));
    return !begins_with(behind, "; ") && match.kind == HeadingMatch::Kind::question && match.value.empty();
}

ImportProblem kind_of_text(std::string_view text) {
    if (begins_with(text, "{\\rtf")) return ImportProblem::rtf;
    if (begins_with(text, "<!DOCTYPE html") || begins_with(text, "<!doctype html") || begins_with(text, "<html")) {
        return ImportProblem::web_page;
    }
    if (is_mail(text)) return ImportProblem::mail;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
        if (is_table_row(line)) return ImportProblem::table;
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
    return ImportProblem::none;
}

// Whether a text that begins with a brace goes on like JSON, be it with quotes of another kind.
bool looks_like_json(std::string_view text) {
    if (!begins_with(text, "{")) return false;
    text.remove_prefix(1);
    text.remove_prefix(model::utf8::leading_white(text));
    return text.empty() || std::string_view("\"'}\xE2").find(text.front()) != std::string_view::npos;
}

ImportProblem import_problem(JsonProblem problem) {
    switch (problem) {
        case JsonProblem::none:
        case JsonProblem::not_json:
            return ImportProblem::none;
        case JsonProblem::too_large:
            return ImportProblem::too_large;
        case JsonProblem::too_deep:
            return ImportProblem::too_deep;
        case JsonProblem::too_many_nodes:
            return ImportProblem::too_many_nodes;
        case JsonProblem::not_a_report:
            return ImportProblem::not_a_report;
    }
    return ImportProblem::none;
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

bool is_utf8(std::string_view bytes) { return first_invalid(bytes) == bytes.size(); }

Import import_any(std::string_view bytes) {
    if (bytes.size() > json_limit_bytes) return refused(ImportProblem::too_large);

    const ImportProblem kind = kind_of_bytes(bytes);
    if (kind != ImportProblem::none) return refused(kind);

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
    } else if (const std::size_t valid = first_invalid(bytes); valid < bytes.size()) {
        if (is_cut_character(bytes.substr(valid))) {
            decoded.text = bytes.substr(0, valid);
            model::utf8::append(decoded.text, replacement);
            decoded.cut_off = true;
        } else {
            decoded = from_broken_utf8(bytes);
        }
        text = decoded.text;
    }
    if (begins_with(text, byte_order_mark)) text.remove_prefix(byte_order_mark.size());

    if (text.find('\0') != std::string_view::npos) return refused(ImportProblem::not_text);
    const std::size_t first = model::utf8::leading_white(text);
    if (first == text.size()) return refused(ImportProblem::empty);

    const std::string_view inside = text.substr(first);
    const ImportProblem document = kind_of_text(inside);
    if (document != ImportProblem::none) return refused(document);

    Import import;
    const auto note = [&import](bool is_so, Notice::Kind what) {
        if (is_so) import.notices.push_back({what});
    };
    note(decoded.repaired, Notice::Kind::repaired_bytes);
    note(decoded.cut_off, Notice::Kind::cut_off);
    Notice fault{};
    const bool is_json = looks_like_json(inside);
    if (is_json) {
        std::string json(inside);
        const bool has_halves = replace_lone_surrogates(json);
        JsonLimits limits;
        limits.bytes = json_limit_bytes;
        JsonReading reading = import_json(json, limits);
        import.from_json = reading.problem == JsonProblem::none;
        if (import.from_json) {
            decoded.replaced = decoded.replaced || has_halves;
            Remarks remarks;
            remarks.look(reading.report);
            remarks.append_to(reading.notices);
            import.reports.push_back({std::move(reading.report), std::move(reading.notices)});
        } else if (reading.problem != JsonProblem::not_json) {
            return refused(import_problem(reading.problem));
        }
        fault = std::move(reading.fault);
    }
    note(decoded.replaced, Notice::Kind::replaced_bytes);
    if (import.from_json) return import;

    TextReadings readings;
    if (text.size() <= text_limit_bytes) {
        readings = import_texts(text);
    } else if (!is_json) {
        return refused(ImportProblem::too_large);
    }
    TextReading& whole = readings.whole;
    if (is_json && !whole.recognised) {
        fault.line += model::utf8::line_ends(text.substr(0, first));
        whole.report.unplaced.clear();
        whole.report.unplaced.push_back(with_lf(inside));
        whole.notices.clear();
        whole.notices.push_back(std::move(fault));
    }
    for (TextReading& part : readings.parts) import.reports.push_back(imported(std::move(part)));
    if (import.reports.empty()) {
        import.reports.push_back(imported(std::move(whole)));
    } else {
        import.whole = imported(std::move(whole));
    }
    return import;
}

}  // namespace formats
