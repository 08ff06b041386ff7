// A list put in the order of a number: one sort for every list of the application. It knows nothing of what is in a list.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace model {

// Places in a list of these numbers, that of the highest first; of equal numbers the earlier place.
std::vector<std::size_t> from_high_to_low(const std::vector<std::int64_t>& numbers);

// Each thing is sorted by its number, the highest first. Those of one number stay as they stand.
template <typename Thing, typename NumberOf>
void sort_from_high_to_low(std::vector<Thing>& things, NumberOf number_of) {
    std::vector<std::int64_t> numbers;
    numbers.reserve(things.size());
    for (const Thing& thing : things) numbers.push_back(number_of(thing));
    std::vector<Thing> sorted;
    sorted.reserve(things.size());
    for (const std::size_t place : from_high_to_low(numbers)) sorted.push_back(std::move(things[place]));
    things = std::move(sorted);
}

}  // namespace model
