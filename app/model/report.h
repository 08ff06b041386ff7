// The report as a value: answers, trip details, text that could not be placed, and what a later version added.
// It knows no format, no storage and no screen.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/form.h"

namespace model {

// JSON members that this version does not know, per object, kept to be written back: each a compact, valid
// JSON object text such as {"a":1}, or empty when there are none.
struct UnknownMembers {
    std::string report, answers, trip;
    bool operator==(const UnknownMembers&) const = default;
};

// All texts are valid UTF-8 with LF line ends (formats see to it), otherwise exactly as typed; no length limit.
struct Report {
    std::array<std::string, question_count> answers;
    std::array<std::string, trip_detail_count> trip;
    std::vector<std::string> unplaced;  // "niet herkend": read from somewhere, not yet given a place by the writer
    UnknownMembers unknown;

    std::string& detail(Trip which) { return trip[static_cast<std::size_t>(which)]; }
    const std::string& detail(Trip which) const { return trip[static_cast<std::size_t>(which)]; }
    bool operator==(const Report&) const = default;
};

// White space alone (Unicode White_Space) is no answer.
bool is_answered(std::string_view answer);
std::size_t answered_count(const Report& report);
bool has_trip_details(const Report& report);
// Nothing typed and nothing kept: such a draft need not be stored.
bool is_blank(const Report& report);
// A calendar date that exists, written YYYY-MM-DD, as input type=date gives it.
bool is_iso_date(std::string_view text);

}  // namespace model
