// What can be asked of a report as a value. It knows no format, no storage and no screen.
#include "model/report.h"

#include "model/utf8.h"

namespace model {

namespace {

// The number that a run of digits stands for, or -1.
int number(std::string_view digits) {
    int value = 0;
    for (const char digit : digits) {
        if (digit < '0' || digit > '9') return -1;
        value = value * 10 + (digit - '0');
    }
    return value;
}

int days_in_month(int year, int month) {
    if (month == 2) return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

}  // namespace

bool is_answered(std::string_view answer) { return !utf8::is_blank(answer); }

std::size_t answered_count(const Report& report) {
    std::size_t count = 0;
    for (const std::string& answer : report.answers) count += is_answered(answer) ? 1u : 0u;
    return count;
}

bool has_trip_details(const Report& report) {
    for (const std::string& detail : report.trip) {
        if (is_answered(detail)) return true;
    }
    return false;
}

bool is_blank(const Report& report) {
    if (answered_count(report) > 0 || has_trip_details(report)) return false;
    for (const std::string& text : report.unplaced) {
        if (is_answered(text)) return false;
    }
    return report.unknown == UnknownMembers{};
}

bool is_iso_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    const int year = number(text.substr(0, 4));
    const int month = number(text.substr(5, 2));
    const int day = number(text.substr(8, 2));
    return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

}  // namespace model
