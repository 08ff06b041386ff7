// The name of a downloaded file, letter by letter from an allow-list. It knows nothing of files or browsers.
#include "formats/file_name.h"

#include "model/letters.h"
#include "model/utf8.h"

namespace formats {

namespace {

constexpr std::size_t longest_name = 80;
constexpr std::string_view name_start = "verslag-dienstreis";

// Lower case, accents removed, every run of anything else one '-', none at the edges.
std::string slug(std::string_view text) {
    std::string result;
    bool gap = false;
    for (std::size_t position = 0; position < text.size();) {
        const model::utf8::Character character = model::utf8::decode(text, position);
        position += character.size;
        const char32_t code = character.code;
        if (model::is_accent(code) || model::utf8::is_invisible(code)) continue;
        const std::string_view letters = model::plain_letters(code);
        if (letters.empty()) {
            gap = true;
            continue;
        }
        if (gap && !result.empty()) result += '-';
        gap = false;
        result += letters;
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
