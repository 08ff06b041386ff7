// Reading the list of texts, and finding one in it.
#include "screen/catalog.h"

#include <algorithm>

namespace screen {

Catalog::Catalog(std::string text) : text_(std::move(text)) {
    std::vector<Entry> found;
    Entry entry;
    for (std::size_t at = 0; at < text_.size();) {
        const std::size_t end = std::min(text_.find('\n', at), text_.size());
        const std::size_t size = end - at;
        if (size == 0) {
            entry = {};
        } else if (text_[at] == '#') {
            // A remark.
        } else if (entry.dutch_size == 0) {
            entry.dutch = at;
            entry.dutch_size = size;
        } else {
            entry.other = at;
            entry.other_size = size;
            found.push_back(entry);
            entry = {};
        }
        at = end + 1;
    }
    const auto is_before = [this](const Entry& left, const Entry& right) { return dutch_of(left) < dutch_of(right); };
    std::make_heap(found.begin(), found.end(), is_before);  // as in model/order.cpp
    std::sort_heap(found.begin(), found.end(), is_before);
    entries_ = std::move(found);
}

std::string_view Catalog::say(std::string_view dutch) const {
    const auto entry =
        std::lower_bound(entries_.begin(), entries_.end(), dutch,
                         [this](const Entry& left, std::string_view right) { return dutch_of(left) < right; });
    if (entry == entries_.end() || dutch_of(*entry) != dutch) return dutch;
    return std::string_view(text_).substr(entry->other, entry->other_size);
}

std::string Catalog::fill(std::string_view dutch, std::initializer_list<std::string_view> parts) const {
    const std::string_view pattern = say(dutch);
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool hole = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}';
        const auto part = hole ? static_cast<std::size_t>(pattern[i + 1] - '1') : parts.size();
        if (part >= parts.size()) {
            out += pattern[i];
            continue;
        }
        out += parts.begin()[part];
        i += 2;
    }
    return out;
}

}  // namespace screen
