// Sorts places by number; order.h moves what stands there.
#include "model/order.h"

#include <algorithm>

namespace model {

std::vector<std::size_t> from_high_to_low(const std::vector<std::int64_t>& numbers) {
    std::vector<std::size_t> places;
    for (std::size_t place = 0; place < numbers.size(); ++place) places.push_back(place);
    std::sort(places.begin(), places.end(), [&numbers](std::size_t one, std::size_t other) {
        return numbers[one] != numbers[other] ? numbers[one] > numbers[other] : one < other;
    });
    return places;
}

}  // namespace model
