// The JSON report, version 1 (schema: shell/schema/reisverslag-1.schema.json): the same report is the same bytes.
// It never throws and has no unbounded recursion.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/json_text.h"
#include "formats/notice.h"
#include "model/report.h"

namespace formats {

struct JsonReading {
    JsonProblem problem = JsonProblem::none;  // anything else: report and notices are empty
    model::Report report;
    std::vector<Notice> notices;
    Notice fault{};  // with not_json: where and what
};

// $schema, format, version, then answers (all seven, "" where there is none), trip (only what is filled in) and unplaced, those three
// also when they are empty; members of each in the order of model/form.h, and unknown ones behind the known ones. Two spaces a level,
// UTF-8 unescaped, final LF. No id, time or device: the same report is the same bytes. A $schema of the report's own stands in
// the place of ours.
std::string export_json(const model::Report& report);
JsonReading import_json(std::string_view bytes, const JsonLimits& limits = {});
// The same, of a text that json_problem() has found to be JSON, or of a part of one.
JsonReading read_json(std::string_view json);

// The JSON report on one line without spaces; with ascii only ASCII bytes. import_json reads it.
std::string export_json_line(const model::Report& report, bool ascii);

}  // namespace formats
