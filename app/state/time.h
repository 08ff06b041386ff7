// Wall-clock time as a value, and as the text that records and files carry. It knows no clock.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace state {

// Wall-clock time of the device with its offset from UTC. Lists are ordered by it; which of two records is newer never follows from it.
struct LocalTime {
    int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0;
    int offset_minutes = 0;
    bool operator==(const LocalTime&) const = default;
};
std::string iso_time(const LocalTime& time);                     // 2026-11-23T14:03:09+01:00
std::string iso_day(const LocalTime& time);                      // 2026-11-23
std::optional<LocalTime> parse_iso_time(std::string_view text);  // nothing unless exactly of the form above
int days_between(const LocalTime& from, const LocalTime& to);    // by the calendar; below 0 when the clock went back

}  // namespace state
