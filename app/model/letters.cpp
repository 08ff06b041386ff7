// The table of Latin letters, and folding.
#include "model/letters.h"

#include <algorithm>

#include "model/utf8.h"

namespace model {
namespace {

// The plain letter for U+00C0 to U+017F. '*' stands for two letters, see two_letters; '-' for none.
constexpr std::string_view latin =
    "aaaaaa*ceeeeiiiidnooooo-ouuuuy**"                                     // U+00C0
    "aaaaaa*ceeeeiiiidnooooo-ouuuuy*y"                                     // U+00E0
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkkllllllllll"  // U+0100
    "nnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";       // U+0143
static_assert(latin.size() == 0x180 - 0xC0);

std::string_view two_letters(char32_t code) {
    switch (code) {
        case 0xC6:
        case 0xE6:
            return "ae";
        case 0xDE:
        case 0xFE:
            return "th";
        case 0xDF:
            return "ss";
        case 0x132:
        case 0x133:
            return "ij";
        default:
            return "oe";
    }
}

// Greek and Cyrillic capitals; others stay.
char32_t small(char32_t code) {
    if ((code >= 0x391 && code <= 0x3A9) || (code >= 0x410 && code <= 0x42F)) return code + 0x20;
    if (code >= 0x400 && code <= 0x40F) return code + 0x50;
    const bool in_pairs =
        (code >= 0x460 && code <= 0x481) || (code >= 0x48A && code <= 0x4BF) || (code >= 0x4D0 && code <= 0x52F);
    if (in_pairs && code % 2 == 0) return code + 1;
    return code;
}

}  // namespace

std::string_view plain_letters(char32_t code) {
    constexpr std::string_view ascii = "0123456789abcdefghijklmnopqrstuvwxyz";
    if (code >= '0' && code <= '9') return ascii.substr(code - '0', 1);
    if (code >= 'a' && code <= 'z') return ascii.substr(10 + code - 'a', 1);
    if (code >= 'A' && code <= 'Z') return ascii.substr(10 + code - 'A', 1);
    if (code >= 0xC0 && code < 0x180) {
        const char letter = latin[code - 0xC0];
        if (letter == '*') return two_letters(code);
        return letter == '-' ? std::string_view() : latin.substr(code - 0xC0, 1);
    }
    if (code == 0x218 || code == 0x219 || code == 0x1E9E) return "s";
    if (code == 0x21A || code == 0x21B) return "t";
    return {};
}

bool makes_a_word(char32_t code) {
    if (code < 0x80) {
        const char32_t lower = code | 0x20u;
        return (code >= '0' && code <= '9') || (lower >= 'a' && lower <= 'z');
    }
    if (code < 0xC0)
        return code == 0xAA || code == 0xB2 || code == 0xB3 || code == 0xB5 || code == 0xB9 || code == 0xBA;
    const bool is_sign = code == 0xD7 || code == 0xF7 || (code >= 0x2000 && code < 0x2070) ||
                         (code >= 0x20A0 && code < 0x2100) || (code >= 0x2190 && code < 0x2460) ||
                         (code >= 0x2500 && code < 0x2C00) || (code >= 0x2E00 && code < 0x2E80) ||
                         (code >= 0x3000 && code < 0x3005) || (code >= 0x3008 && code < 0x3021) ||
                         (code >= 0xE000 && code < 0xF900) || (code >= 0xFE00 && code < 0xFE70) || code == 0xFEFF ||
                         code == 0xFFFD || (code >= 0x1F000 && code < 0x20000) || code >= 0xE0000;
    return !is_sign;
}

void append_folded(std::string& result, std::string_view text) {
    // No character becomes longer.
    const std::size_t begin = result.size();
    result.resize(begin + text.size());
    char* out = result.data() + begin;
    const char* const first = out;
    for (std::size_t position = 0; position < text.size();) {
        // Nearly all of a text is ASCII, and a search goes through all texts.
        if (const char letter = text[position]; static_cast<unsigned char>(letter) < 0x80) {
            const bool is_capital = letter >= 'A' && letter <= 'Z';
            const bool is_white = letter == ' ' || (letter >= '\t' && letter <= '\r');
            if (!is_white) {
                *out++ = is_capital ? static_cast<char>(letter + ('a' - 'A')) : letter;
            } else if (out == first || out[-1] != ' ') {
                *out++ = ' ';
            }
            ++position;
            continue;
        }
        const utf8::Character character = utf8::decode(text, position);
        std::string_view bytes = text.substr(position, character.size);
        position += character.size;
        if (is_accent(character.code) || utf8::is_invisible(character.code)) continue;
        std::string other;
        if (utf8::is_white(character.code)) {
            bytes = out == first || out[-1] != ' ' ? " " : "";
        } else if (const std::string_view plain = plain_letters(character.code); !plain.empty()) {
            bytes = plain;
        } else if (const char32_t code = small(character.code); code != character.code) {
            utf8::append(other, code);
            bytes = other;
        }
        out = std::copy(bytes.begin(), bytes.end(), out);
    }
    result.resize(static_cast<std::size_t>(out - result.data()));
}

std::string folded(std::string_view text) {
    std::string result;
    append_folded(result, text);
    return result;
}

bool has_words(std::string_view text, std::string_view wanted) {
    while (!wanted.empty()) {
        const std::size_t end = wanted.find(' ');
        if (text.find(wanted.substr(0, end)) == std::string_view::npos) return false;
        wanted.remove_prefix(end == std::string_view::npos ? wanted.size() : end + 1);
    }
    return true;
}

}  // namespace model
