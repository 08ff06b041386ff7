// The name of a downloaded file: an allow-list, so that no typed text can do harm on any file system.
#pragma once

#include <string>
#include <string_view>

#include "model/report.h"

namespace formats {

// verslag-dienstreis[-<place, else trip name>]-<departure YYYY-MM, else today YYYY-MM-DD>.<extension>; lower case, accents
// removed, only a-z 0-9 . and -, at most 80 characters. today: YYYY-MM-DD; extension: without dot.
std::string file_name(const model::Report& report, std::string_view today, std::string_view extension);

}  // namespace formats
