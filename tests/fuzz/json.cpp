// Fuzzing of the JSON reader: no crash, and what was read is written and read again without a change.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "formats/import.h"
#include "formats/json.h"

namespace {

void require(bool ok) {
    if (!ok) __builtin_trap();
}

void check(std::string_view bytes) {
    const formats::JsonReading reading = formats::import_json(bytes);
    if (reading.problem != formats::JsonProblem::none) {
        require(reading.report == model::Report{} && reading.notices.empty());
        return;
    }
    const std::string text = formats::export_json(reading.report);
    require(formats::is_utf8(text));
    const formats::JsonReading again = formats::import_json(text);
    require(again.problem == formats::JsonProblem::none);
    require(again.report == reading.report);
    require(formats::export_json(again.report) == text);

    const std::string ascii = formats::export_json_line(reading.report, true);
    for (const char letter : ascii) require(letter >= ' ' && letter < '\x7F');
    require(formats::import_json(ascii).report == reading.report);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    check(bytes);
    // So that random bytes get past the format's name.
    check("{\"format\":\"reisverslag\",\"answers\":{" + std::string(bytes));
    check("{\"format\":\"reisverslag\"," + std::string(bytes) + "}");

    // Of what is no JSON they give something, within it.
    for (const formats::JsonPart& part : formats::json_parts(bytes)) formats::json_text(part.value);
    formats::json_text(bytes);
    const std::string compact = formats::json_compact(bytes);
    if (formats::json_problem(bytes, {}) == formats::JsonProblem::none) {
        require(formats::json_problem(compact, {}) == formats::JsonProblem::none);
        require(formats::json_compact(compact) == compact);
        // Taken apart and put together again by what does not check, it is what nlohmann/json makes of it.
        std::string members;
        for (const formats::JsonPart& part : formats::json_parts(bytes)) {
            const auto text = formats::json_text(part.value);
            members +=
                (members.empty() ? "" : ",") + (compact[0] == '{' ? formats::json_quote(part.key, false) + ':' : "");
            members += text ? formats::json_quote(*text, false) : formats::json_compact(part.value);
        }
        if (compact[0] == '{') require('{' + members + '}' == compact);
        if (compact[0] == '[') require('[' + members + ']' == compact);
    }
    if (formats::is_utf8(bytes)) {
        require(formats::json_text(formats::json_quote(bytes, true)) == bytes);
        require(formats::json_text(formats::json_quote(bytes, false)) == bytes);
    }
    return 0;
}
