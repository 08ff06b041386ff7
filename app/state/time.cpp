// Times as text and back, of state/time.h.
#include "state/time.h"

#include <algorithm>
#include <cstdlib>

namespace state {
namespace {

void append_digits(std::string& out, int value, std::size_t count) {
    const std::size_t begin = out.size();
    out.append(count, '0');
    for (std::size_t i = begin + count; i-- > begin && value > 0; value /= 10)
        out[i] = static_cast<char>('0' + value % 10);
}

// The number in text[from, from + 2 or 4), or -1.
int digits(std::string_view text, std::size_t from, std::size_t count) {
    int value = 0;
    for (const char c : text.substr(from, count)) {
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

bool in_range(int value, int low, int high) { return value >= low && value <= high; }

}  // namespace

std::string iso_day(const LocalTime& time) {
    // An odd clock gives an odd day, but always one of this form.
    std::string out;
    append_digits(out, std::clamp(time.year, 0, 9999), 4);
    out += '-';
    append_digits(out, std::clamp(time.month, 1, 12), 2);
    out += '-';
    append_digits(out, std::clamp(time.day, 1, 31), 2);
    return out;
}

std::string iso_time(const LocalTime& time) {
    std::string out = iso_day(time);
    out += 'T';
    append_digits(out, std::clamp(time.hour, 0, 23), 2);
    out += ':';
    append_digits(out, std::clamp(time.minute, 0, 59), 2);
    out += ':';
    append_digits(out, std::clamp(time.second, 0, 59), 2);
    const int offset = std::clamp(time.offset_minutes, -(23 * 60 + 59), 23 * 60 + 59);
    out += offset < 0 ? '-' : '+';
    append_digits(out, std::abs(offset) / 60, 2);
    out += ':';
    append_digits(out, std::abs(offset) % 60, 2);
    return out;
}

std::optional<LocalTime> parse_iso_time(std::string_view text) {
    constexpr std::string_view separators = "    -  -  T  :  :  ?  :  ";
    if (text.size() != separators.size() || (text[19] != '+' && text[19] != '-')) return std::nullopt;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (separators[i] != ' ' && separators[i] != '?' && text[i] != separators[i]) return std::nullopt;
    }
    LocalTime time{digits(text, 0, 4),
                   digits(text, 5, 2),
                   digits(text, 8, 2),
                   digits(text, 11, 2),
                   digits(text, 14, 2),
                   digits(text, 17, 2),
                   0};
    const int hours = digits(text, 20, 2), minutes = digits(text, 23, 2);
    if (time.year < 0 || !in_range(time.month, 1, 12) || !in_range(time.day, 1, 31) || !in_range(time.hour, 0, 23) ||
        !in_range(time.minute, 0, 59) || !in_range(time.second, 0, 59) || !in_range(hours, 0, 23) ||
        !in_range(minutes, 0, 59)) {
        return std::nullopt;
    }
    time.offset_minutes = (hours * 60 + minutes) * (text[19] == '-' ? -1 : 1);
    return time;
}

int days_between(const LocalTime& from, const LocalTime& to) {
    // Days since the first of March of the year nought, as the Gregorian calendar counts them.
    const auto day = [](const LocalTime& time) {
        const int year = time.month > 2 ? time.year : time.year - 1;
        const int month = time.month > 2 ? time.month - 3 : time.month + 9;
        return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + time.day;
    };
    return day(to) - day(from);
}

}  // namespace state
