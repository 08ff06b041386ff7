// The name of a downloaded file, letter by letter from an allow-list. It knows nothing of files or browsers.
#include "formats/file_name.h"

#include "model/utf8.h"

namespace formats {

namespace {

constexpr std::size_t longest_name = 80;
constexpr std::string_view name_start = "verslag-dienstreis";

// The plain letter for U+00C0 to U+017F. '*' stands for two letters, see two_letters; '-' for none.
constexpr std::string_view plain_letters =
    "aaaaaa*ceeeeiiiidnooooo-ouuuuy**"                                     // U+00C0
    "aaaaaa*ceeeeiiiidnooooo-ouuuuy*y"                                     // U+00E0
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkkllllllllll"  // U+0100
    "nnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";       // U+0143
static_assert(plain_letters.size() == 0x180 - 0xC0);

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

// Lower case, accents removed, every run of anything else one '-', none at the edges.
std::string slug(std::string_view text) {
    std::string result;
    bool gap = false;
    const auto put = [&](std::string_view letters) {
        if (gap && !result.empty()) result.push_back('-');
        gap = false;
        result.append(letters);
    };
    for (std::size_t position = 0; position < text.size();) {
        const model::utf8::Character character = model::utf8::decode(text, position);
        position += character.size;
        const char32_t code = character.code;
        // A name typed on a Mac may hold its accents as characters of their own.
        const bool is_accent = code >= 0x300 && code <= 0x36F;
        if (is_accent || model::utf8::is_invisible(code)) continue;
        char letter = '-';
        if ((code >= 'a' && code <= 'z') || (code >= '0' && code <= '9')) {
            letter = static_cast<char>(code);
        } else if (code >= 'A' && code <= 'Z') {
            letter = static_cast<char>(code - 'A' + 'a');
        } else if (code >= 0xC0 && code < 0x180) {
            letter = plain_letters[code - 0xC0];
        } else if (code == 0x218 || code == 0x219 || code == 0x1E9E) {
            letter = 's';
        } else if (code == 0x21A || code == 0x21B) {
            letter = 't';
        }
        if (letter == '*') {
            put(two_letters(code));
        } else if (letter == '-') {
            gap = true;
        } else {
            put({&letter, 1});
        }
    }
    return result;
}

}  // namespace

std::string file_name(const model::Report& report, std::string_view today, std::string_view extension) {
    const std::string& departure = report.detail(model::Trip::departure);
    const std::string date = model::is_iso_date(departure) ? departure.substr(0, 7) : slug(today);
    const std::string end = (date.empty() ? "" : "-" + date) + "." + slug(extension);

    // A place in another script leaves nothing; the name of the trip may.
    std::string subject = slug(report.detail(model::Trip::place));
    if (subject.empty()) subject = slug(report.detail(model::Trip::name));

    std::string name(name_start);
    const std::size_t taken = name.size() + 1 + end.size();
    const std::size_t room = taken < longest_name ? longest_name - taken : 0;
    if (subject.size() > room) subject.resize(room);
    while (!subject.empty() && subject.back() == '-') subject.pop_back();
    if (!subject.empty()) name += "-" + subject;
    return name + end;
}

}  // namespace formats
