// UTF-8, one character at a time. It knows no report, no format and no locale.
#include "model/utf8.h"

#include <algorithm>

namespace model::utf8 {

namespace {

constexpr char32_t replacement = 0xFFFD;

unsigned byte_at(std::string_view text, std::size_t position) { return static_cast<unsigned char>(text[position]); }

bool is_continuation(unsigned byte) { return (byte & 0xC0u) == 0x80u; }

}  // namespace

Character decode(std::string_view text, std::size_t position) {
    const unsigned first = byte_at(text, position);
    if (first < 0x80) return {first, 1, true};
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || position + size > text.size()) return {replacement, 1, false};
    char32_t code = first & (0x7Fu >> size);
    for (std::size_t i = 1; i < size; ++i) {
        const unsigned next = byte_at(text, position + i);
        if (!is_continuation(next)) return {replacement, 1, false};
        code = (code << 6) | (next & 0x3Fu);
    }
    const bool overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (overlong || surrogate || code > 0x10FFFF) return {replacement, 1, false};
    return {code, size, true};
}

std::size_t start_of_last(std::string_view text, std::size_t end) {
    std::size_t start = end - 1;
    for (int i = 0; i < 3 && start > 0 && is_continuation(byte_at(text, start)); ++i) --start;
    // Stray continuation bytes are characters of their own.
    return start + decode(text, start).size == end ? start : end - 1;
}

void append(std::string& text, char32_t code) {
    const auto put = [&text](char32_t byte) { text.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0 | (code >> 6));
        put(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        put(0xE0 | (code >> 12));
        put(0x80 | ((code >> 6) & 0x3F));
        put(0x80 | (code & 0x3F));
    } else {
        put(0xF0 | (code >> 18));
        put(0x80 | ((code >> 12) & 0x3F));
        put(0x80 | ((code >> 6) & 0x3F));
        put(0x80 | (code & 0x3F));
    }
}

bool is_white(char32_t code) {
    if (code <= 0x20) return code == 0x20 || (code >= 0x09 && code <= 0x0D);
    if (code < 0x1680) return code == 0x85 || code == 0xA0;
    return code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 || code == 0x202F ||
           code == 0x205F || code == 0x3000;
}

bool is_invisible(char32_t code) {
    if (code < 0x200B) return code == 0xAD;
    return code <= 0x200F || (code >= 0x202A && code <= 0x202E) || (code >= 0x2060 && code <= 0x2069) || code == 0xFEFF;
}

bool is_blank(std::string_view text) { return leading_white(text) == text.size(); }

std::size_t leading_white(std::string_view text) {
    std::size_t position = 0;
    while (position < text.size()) {
        const Character character = decode(text, position);
        if (!is_white(character.code)) break;
        position += character.size;
    }
    return position;
}

std::size_t trailing_white(std::string_view text) {
    std::size_t end = text.size();
    while (end > 0) {
        const std::size_t start = start_of_last(text, end);
        if (!is_white(decode(text, start).code)) break;
        end = start;
    }
    return end;
}

std::size_t line_ends(std::string_view text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

std::string_view clip(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && is_continuation(byte_at(text, bytes))) --bytes;
    return text.substr(0, bytes);
}

}  // namespace model::utf8
