// Feeds the reader of draft records with lines and payloads of any bytes: it must not crash, and what it reads it must
// be able to write and read again. The first byte chooses how deep the rest gets: random bytes never pass the hash.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "drafts/record.h"

namespace {

const std::string id(32, 'a');

void check(std::string_view line) {
    const drafts::RecordReading reading = drafts::read_record(line, id);
    if (reading.problem != drafts::RecordProblem::none) return;
    const std::string again = drafts::write_record(reading.record);
    if (drafts::read_record(again, id).record != reading.record) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view rest(reinterpret_cast<const char*>(data + 1), size - 1);
    const auto with_hash = [](const std::string& before, std::string_view payload) {
        return before + drafts::record_hash(before, payload) + '|' + std::string(payload);
    };
    const std::string fields = "RV1|1|1|2|1|0a1b2c3d|2026-11-23T14:03:09+01:00|";
    switch (data[0] % 4) {
        case 0:  // a whole line
            check(rest);
            break;
        case 1:  // a payload in a right line
            check(with_hash(fields + std::to_string(rest.size()) + '|', rest));
            break;
        case 2: {  // a report in a right payload
            const std::string payload = "{\"name\":\"x\",\"report\":" + std::string(rest) + '}';
            check(with_hash(fields + std::to_string(payload.size()) + '|', payload));
            break;
        }
        default: {  // fields with a right hash, then a payload
            const std::size_t cut = rest.rfind('|');
            if (cut == std::string_view::npos) break;
            check(with_hash(std::string(rest.substr(0, cut + 1)), rest.substr(cut + 1)));
        }
    }
    // Any bytes as keys and values of a store.
    const std::size_t half = rest.size() / 2;
    drafts::find_drafts("p ", {{"p d " + id + " a", std::string(rest)},
                               {"p " + std::string(rest.substr(0, half)), std::string(rest.substr(half))}});
    return 0;
}
