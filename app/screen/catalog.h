// The interface's words in another language than Dutch: what stands for each Dutch text. It knows no screen; the texts
// themselves are data (app/screen/english.txt), which the page loads only when somebody asks for them.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace screen {

class Catalog {
  public:
    Catalog() = default;  // Dutch: every text stands for itself
    // A Dutch text on a line, what stands for it on the next, then an empty line; lines that begin with # are remarks.
    // A list that is cut off holds as far as it goes.
    explicit Catalog(std::string text);

    bool is_dutch() const { return entries_.empty(); }
    // What stands for a Dutch text; the text itself where the list has none. Valid as long as both.
    std::string_view say(std::string_view dutch) const;
    // The same for a text with holes {1} to {9}, filled with these parts.
    std::string fill(std::string_view dutch, std::initializer_list<std::string_view> parts) const;

  private:
    struct Entry {
        std::size_t dutch = 0, dutch_size = 0, other = 0, other_size = 0;  // places in text_
    };
    std::string_view dutch_of(const Entry& entry) const {
        return std::string_view(text_).substr(entry.dutch, entry.dutch_size);
    }
    std::string text_;
    std::vector<Entry> entries_;  // by their Dutch
};

}  // namespace screen
