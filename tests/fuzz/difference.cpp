// Feeds the comparison of two texts with any bytes: the runs have to give exactly both texts back, in order, and none may begin inside
// a character. The first zero byte, or else the middle, is where the second text begins.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "model/difference.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view all(reinterpret_cast<const char*>(data), size);
    const std::size_t zero = all.find('\0');
    const std::size_t cut = zero == std::string_view::npos ? size / 2 : zero;
    const std::string_view before = all.substr(0, cut), after = all.substr(std::min(size, cut + (zero == cut ? 1 : 0)));
    std::string first, second;
    model::Run::Kind last = model::Run::Kind::same;
    for (const model::Run& run : model::difference(before, after)) {
        if (run.text.empty() || (run.kind == last && !(first.empty() && second.empty()))) std::abort();
        last = run.kind;
        if (run.kind != model::Run::Kind::added) first += run.text;
        if (run.kind != model::Run::Kind::gone) second += run.text;
    }
    return first == before && second == after ? 0 : (std::abort(), 1);
}
