// Bullets in one form, links without an address as plain text. It knows one answer at a time; no report, no form.
#include "formats/tidy.h"

#include <vector>

#include "model/utf8.h"

namespace formats {

namespace {

namespace utf8 = model::utf8;

// ---- Bullets -------------------------------------------------------------------------------------------------------

constexpr char32_t plain_bullets[] = {'-',    '*',    0xB7,   0x2022, 0x2023, 0x25AA,
                                      0x25CF, 0x25E6, 0xF0A7, 0xF0B7, 0xA7 /* § */};

// A line with something on it, or the place of one: sign 0 and begin == end.
struct Item {
    enum class Kind : unsigned char { text, number, bullet, dash, letter_o };
    Kind kind = Kind::text;
    bool indented = false;
    bool wide_gap = false;   // more than one plain space behind the sign
    bool above_ends = true;  // nothing directly above that this line can be the rest of
    bool tidy = false;       // nothing in front of the sign, one space behind it
    char32_t sign = 0;
    std::size_t begin = 0, end = 0;            // the line without its LF
    std::size_t sign_begin = 0, sign_end = 0;  // of a bullet or number
    std::size_t text_begin = 0;
};

bool is_plain_bullet(char32_t code) {
    for (const char32_t bullet : plain_bullets) {
        if (code == bullet) return true;
    }
    return false;
}

bool is_digit(char32_t code) { return code >= '0' && code <= '9'; }
bool is_ascii_letter(char32_t code) { return (code | 0x20) >= 'a' && (code | 0x20) <= 'z'; }

// Where a number such as 12. or a) ends that begins at a line's first character, or 0.
std::size_t number_end(std::string_view line, std::size_t begin) {
    constexpr std::size_t longest_number = 3;
    std::size_t end = begin;
    while (end < line.size() && end - begin < longest_number && is_digit(static_cast<unsigned char>(line[end]))) ++end;
    if (end == begin && is_ascii_letter(static_cast<unsigned char>(line[begin]))) ++end;
    return end > begin && end < line.size() && (line[end] == '.' || line[end] == ')') ? end + 1 : 0;
}

Item read_item(std::string_view text, std::size_t begin, std::size_t end) {
    Item item;
    item.begin = begin;
    item.end = end;
    const std::string_view line = text.substr(begin, end - begin);
    const std::size_t indent = utf8::leading_white(line);
    if (indent == line.size()) return item;
    const utf8::Character sign = utf8::decode(line, indent);
    std::size_t sign_end = number_end(line, indent);
    Item::Kind kind = Item::Kind::number;
    if (sign_end == 0) {
        sign_end = indent + sign.size;
        kind = is_plain_bullet(sign.code)                   ? Item::Kind::bullet
               : sign.code == 0x2013 || sign.code == 0x2014 ? Item::Kind::dash
               : sign.code == 'o'                           ? Item::Kind::letter_o
                                                            : Item::Kind::text;
        if (kind == Item::Kind::text) return item;
    }
    const std::size_t gap = utf8::leading_white(line.substr(sign_end));
    const std::size_t words = sign_end + gap;
    if (gap == 0 || words == line.size()) return item;
    if (sign.code == 0xA7 && is_digit(static_cast<unsigned char>(line[words]))) return item;
    item.kind = kind;
    if (kind != Item::Kind::number) item.sign = sign.code;
    item.indented = indent > 0;
    item.wide_gap = gap != 1 || line[sign_end] != ' ';
    item.sign_begin = begin + indent;
    item.sign_end = begin + sign_end;
    item.text_begin = begin + words;
    item.tidy = !item.indented && !item.wide_gap && (kind == Item::Kind::number || sign.code == '-');
    return item;
}

bool is_listed(const Item& item) { return item.kind != Item::Kind::text; }

// Whether a line can be the end of a sentence or a heading, so that the next one begins something.
bool ends(std::string_view line) {
    const std::size_t end = utf8::trailing_white(line);
    if (end == 0) return true;
    const char32_t last = utf8::decode(line, utf8::start_of_last(line, end)).code;
    return last < 0x80 && !is_ascii_letter(last) && !is_digit(last) && last != ',';
}

bool is_bullet(const Item& above, const Item& item, const Item& below) {
    const bool same = (is_listed(above) && above.sign == item.sign) || (is_listed(below) && below.sign == item.sign);
    switch (item.kind) {
        case Item::Kind::text:
            return false;
        case Item::Kind::number:
        case Item::Kind::bullet:
            return true;
        case Item::Kind::dash:
            return same || item.above_ends;
        case Item::Kind::letter_o:
            if (item.indented || item.wide_gap) return is_listed(above) || is_listed(below);
            return same || (is_listed(above) && is_listed(below));
    }
    return false;
}

// Appends the tidied text to *tidied unless that is null; answers whether it differs.
bool tidy(std::string_view text, std::string* tidied) {
    bool changed = false;
    std::size_t done = 0;
    // The lines with something on them, three at a time.
    Item above, item, below;
    const auto put = [&] {
        if (item.tidy || !is_bullet(above, item, below)) return;
        changed = true;
        if (tidied == nullptr) return;
        tidied->append(text.substr(done, item.begin - done));
        if (item.kind == Item::Kind::number) {
            tidied->append(text.substr(item.sign_begin, item.sign_end - item.sign_begin));
        } else {
            *tidied += '-';
        }
        *tidied += ' ';
        done = item.text_begin;
    };
    bool above_ends = true;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = text.find('\n', begin);
        if (end == std::string_view::npos) end = text.size();
        const std::string_view line = text.substr(begin, end - begin);
        if (utf8::is_blank(line)) {
            above_ends = true;
        } else {
            below = read_item(text, begin, end);
            below.above_ends = above_ends;
            above_ends = is_listed(below) || ends(line);
            put();
            above = item;
            item = below;
        }
        begin = end + 1;
    }
    below = {};
    put();
    if (tidied != nullptr) tidied->append(text.substr(done));
    return changed;
}

// ---- Links ---------------------------------------------------------------------------------------------------------

// Copies a text without the marks of its empty links. A mark can become one only when another is gone, as in [[a](#)](#),
// so what counts is the copy so far. An opening bracket that has to go is taken out at the end; so it may not be one that
// keeps earlier marks from being a link, see settle_brackets.
class Unwrapper {
  public:
    explicit Unwrapper(std::string_view text) : text_(text) { copy_.reserve(text.size()); }

    EmptyLinks links;

    std::string unwrap() {
        for (std::size_t i = 0; i < text_.size(); ++i) {
            const char letter = text_[i];
            if (letter == '[') {
                open_.push_back({copy_.size(), i, 0});
            } else if (letter == ']' && !open_.empty()) {
                closed_.push_back(open_.back());
                closed_.back().close = copy_.size();
                open_.pop_back();
            } else if (letter == '\n' && i > 0 && text_[i - 1] == '\n') {
                open_.clear();
            } else if (letter == ')') {
                if (drop_address()) continue;
                settle_brackets();
            }
            copy_ += letter;
            // What stays for good cannot come between a pair and an address that follows it.
            if (std::string_view("[](# \t").find(letter) == std::string_view::npos) closed_.clear();
        }
        std::size_t kept = 0;
        for (const char letter : copy_) {
            if (letter != gone) copy_[kept++] = letter;
        }
        copy_.resize(kept);
        return std::move(copy_);
    }

  private:
    struct Pair {
        std::size_t open;   // in the copy
        std::size_t begin;  // in the text
        std::size_t close;  // in the copy
    };
    static constexpr char gone = '\xFF';  // no byte of UTF-8

    char at(std::size_t end) const { return end > 0 ? copy_[end - 1] : '\0'; }
    std::size_t before_space(std::size_t end) const {
        while (at(end) == ' ' || at(end) == '\t' || at(end) == gone) --end;
        return end;
    }

    // Behind a ) that would end the copy: takes [ and ](#) away when that is what it ends with.
    bool drop_address() {
        std::size_t end = before_space(copy_.size());
        if (at(end) == '#') end = before_space(end - 1);
        if (at(end) != '(') return false;
        --end;
        while (at(end) == gone) --end;
        if (at(end) != ']') return false;
        --end;
        while (!closed_.empty() && closed_.back().close > end) closed_.pop_back();
        if (closed_.empty() || closed_.back().close != end) return false;
        const Pair pair = closed_.back();
        closed_.pop_back();
        copy_.resize(end);
        copy_[pair.open] = gone;
        while (at(copy_.size()) == gone) copy_.pop_back();
        if (links.count++ == 0 || pair.begin < links.first) links.first = pair.begin;
        return true;
    }

    // Behind a ) that will end the copy: the opening brackets in ][( and ]([ ) stay, whatever follows. If one of them could go
    // later, as in [a]([) b](#), it would leave a link behind in what was read already.
    void settle_brackets() {
        std::size_t end = copy_.size();
        const auto skip = [&](std::string_view marks) {
            while (at(end) == gone || marks.find(at(end)) != std::string_view::npos) --end;
        };
        skip("[# \t");
        if (at(end) != '(') return;
        --end;
        skip("[");
        if (at(end) != ']') return;
        while (!open_.empty() && open_.back().open >= end) open_.pop_back();
    }

    std::string_view text_;
    std::string copy_;
    std::vector<Pair> open_, closed_;
};

bool may_hold_links(std::string_view text) { return text.find("](") != std::string_view::npos; }

}  // namespace

std::string tidy_bullets(std::string_view answer) {
    std::string tidied;
    tidied.reserve(answer.size());
    tidy(answer, &tidied);
    return tidied;
}

bool has_untidy_bullets(std::string_view answer) { return tidy(answer, nullptr); }

std::string unwrap_links(std::string_view answer) {
    return may_hold_links(answer) ? Unwrapper(answer).unwrap() : std::string(answer);
}

EmptyLinks find_empty_links(std::string_view answer) {
    if (!may_hold_links(answer)) return {};
    Unwrapper unwrapper(answer);
    unwrapper.unwrap();
    return unwrapper.links;
}

}  // namespace formats
