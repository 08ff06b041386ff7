// Characters that a reader of a text cannot see, found with two tables of ranges. It knows no report and no format.
#include "model/hidden.h"

#include "model/utf8.h"

namespace model {

namespace {

// What makes a hidden character a needed one.
enum Need : unsigned char {
    always_hidden = 0,
    joins = 1,          // beside a script whose letters join
    breaks = 2,         // beside a script without spaces between words
    right_to_left = 4,  // near a script that runs from right to left
};

struct HiddenRange {
    char32_t first, last;
    Hidden kind;
    Need unless;
};
constexpr HiddenRange hidden_ranges[] = {
    {0x00, 0x08, Hidden::control, always_hidden},
    {0x0B, 0x1F, Hidden::control, always_hidden},
    {0x7F, 0x9F, Hidden::control, always_hidden},
    {0xA0, 0xA0, Hidden::fixed_space, always_hidden},
    {0xAD, 0xAD, Hidden::soft_hyphen, always_hidden},
    {0x34F, 0x34F, Hidden::zero_width, joins},
    {0x61C, 0x61C, Hidden::direction_mark, right_to_left},
    {0x115F, 0x1160, Hidden::zero_width, always_hidden},
    {0x180E, 0x180E, Hidden::zero_width, joins},
    {0x2007, 0x2007, Hidden::fixed_space, always_hidden},
    {0x200B, 0x200B, Hidden::zero_width, breaks},
    {0x200C, 0x200D, Hidden::zero_width, joins},
    {0x200E, 0x200F, Hidden::direction_mark, right_to_left},
    {0x2028, 0x2029, Hidden::control, always_hidden},
    {0x202A, 0x202E, Hidden::direction_override, always_hidden},
    {0x202F, 0x202F, Hidden::fixed_space, always_hidden},
    {0x2060, 0x2064, Hidden::zero_width, always_hidden},
    {0x2066, 0x2069, Hidden::direction_override, always_hidden},
    {0x206A, 0x206F, Hidden::control, always_hidden},
    {0x3164, 0x3164, Hidden::zero_width, always_hidden},
    {0xFEFF, 0xFEFF, Hidden::zero_width, always_hidden},
    {0xFFA0, 0xFFA0, Hidden::zero_width, always_hidden},
    {0xFFF9, 0xFFFC, Hidden::control, always_hidden},
    {0xE0000, 0xE007F, Hidden::tag, always_hidden},
};

struct Script {
    char32_t first, last;
    unsigned needs;
};
// Whole blocks, after Unicode's table of blocks: one that a script does not use up does no harm here.
constexpr Script scripts[] = {
    {0x0590, 0x08FF, joins | right_to_left},    // Hebrew, Arabic, Syriac, Thaana, N'Ko
    {0x0900, 0x0DFF, joins},                    // Devanagari to Sinhala
    {0x0E00, 0x0FFF, breaks},                   // Thai, Lao, Tibetan
    {0x1000, 0x109F, joins | breaks},           // Myanmar
    {0x1780, 0x17FF, joins | breaks},           // Khmer
    {0x1800, 0x1CFF, joins},                    // Mongolian to Vedic
    {0xA800, 0xABFF, joins},                    // more Indic scripts
    {0xFB1D, 0xFDFF, joins | right_to_left},    // presentation forms
    {0xFE70, 0xFEFE, joins | right_to_left},    //
    {0x10800, 0x10FFF, joins | right_to_left},  //
    {0x11000, 0x11FFF, joins},                  //
    {0x1E800, 0x1EFFF, joins | right_to_left},  // Adlam and others
};

const HiddenRange* hidden_range(char32_t code) {
    for (const HiddenRange& range : hidden_ranges) {
        if (code < range.first) break;
        if (code <= range.last) return &range;
    }
    return nullptr;
}

bool has_need(char32_t code, Need need) {
    for (const Script& script : scripts) {
        if (code < script.first) break;
        // A hidden character cannot vouch for another one.
        if (code <= script.last) return (script.needs & need) != 0 && hidden_range(code) == nullptr;
    }
    return false;
}

// The pictures and symbols that are joined, and what may stand behind one.
bool is_emoji(char32_t code) {
    return (code >= 0x1F000 && code <= 0x1FAFF) || (code >= 0x2190 && code <= 0x2BFF) || code == 0xFE0F;
}

// Looks back from a position, or on from it, until a character other than ASCII signs tells.
template <typename Accept>
bool is_near(std::string_view text, std::size_t position, bool back, std::size_t reach, Accept accept) {
    for (std::size_t i = 0; i < reach; ++i) {
        if (back ? position == 0 : position == text.size()) return false;
        const std::size_t start = back ? utf8::start_of_last(text, position) : position;
        const utf8::Character character = utf8::decode(text, start);
        if (accept(character.code)) return true;
        const char32_t lower = character.code | 0x20;
        if (character.code < 0x20 || character.code >= 0x7F || (lower >= 'a' && lower <= 'z')) return false;
        position = back ? start : start + character.size;
    }
    return false;
}

bool is_needed(std::string_view text, std::size_t position, std::size_t size, char32_t code, Need need) {
    if (need == always_hidden) return false;
    const std::size_t end = position + size;
    const auto wanted = [need](char32_t other) { return has_need(other, need); };
    const std::size_t reach = need == right_to_left ? 4 : 1;
    if (is_near(text, position, true, reach, wanted) || is_near(text, end, false, reach, wanted)) return true;
    return code == 0x200D && is_near(text, position, true, 1, is_emoji) && is_near(text, end, false, 1, is_emoji);
}

// The bytes of the tags behind a black flag that name a region, such as gbwls; 0 when they name none.
std::size_t flag_tags(std::string_view text, std::size_t position) {
    constexpr int longest_region = 6;
    std::size_t end = position;
    for (int i = 0; i <= longest_region && end < text.size(); ++i) {
        const utf8::Character character = utf8::decode(text, end);
        end += character.size;
        if (character.code == 0xE007F) return i > 0 ? end - position : 0;
        const bool is_letter = character.code >= 0xE0061 && character.code <= 0xE007A;
        const bool is_digit = character.code >= 0xE0030 && character.code <= 0xE0039;
        if (!is_letter && !is_digit) return 0;
    }
    return 0;
}

}  // namespace

std::optional<HiddenCharacter> next_hidden(std::string_view text, std::size_t from) {
    constexpr char32_t black_flag = 0x1F3F4;
    while (from < text.size()) {
        const char letter = text[from];
        if ((letter >= ' ' && letter < 0x7F) || letter == '\n') {
            ++from;
            continue;
        }
        const utf8::Character character = utf8::decode(text, from);
        const HiddenRange* range = hidden_range(character.code);
        if (range != nullptr && !is_needed(text, from, character.size, character.code, range->unless)) {
            return HiddenCharacter{from, character.size, character.code, range->kind};
        }
        from += character.size;
        if (character.code == black_flag) from += flag_tags(text, from);
    }
    return std::nullopt;
}

std::string hidden_mark(const HiddenCharacter& character) {
    if (character.kind == Hidden::fixed_space) return "\u237D";
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string mark = "[U+";
    for (unsigned shift = character.code > 0xFFFF ? 20 : 16; shift > 0; shift -= 4) {
        mark += digits[(character.code >> (shift - 4)) & 0xFu];
    }
    return mark + ']';
}

std::string show_hidden(std::string_view text, bool with_fixed_spaces) {
    std::string shown;
    std::size_t done = 0;
    for (auto hidden = next_hidden(text, 0); hidden; hidden = next_hidden(text, done)) {
        shown += text.substr(done, hidden->position - done);
        const bool as_is = hidden->kind == Hidden::fixed_space && !with_fixed_spaces;
        shown += as_is ? std::string(text.substr(hidden->position, hidden->size)) : hidden_mark(*hidden);
        done = hidden->position + hidden->size;
    }
    shown += text.substr(done);
    return shown;
}

}  // namespace model
