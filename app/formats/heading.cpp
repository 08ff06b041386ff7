// Recognises one line of a text as a heading of the form. A line is folded to a short row of plain characters first, so
// that the comparison itself need not know about case, kinds of spaces, bullets or dashes, or invisible characters.
#include "formats/heading.h"

#include <algorithm>
#include <array>

#include "model/form.h"
#include "model/utf8.h"

namespace formats {

namespace {

// Longer than any heading with its decorations; what lies behind it can only be a value.
constexpr std::size_t folded_capacity = 160;
constexpr char end_of_line = '\0';
constexpr char other = '\1';  // any character that no heading holds

constexpr std::string_view bracket_start = " (";

struct Spelling {
    std::size_t question;
    std::string_view heading;
};
// Ways to write a heading that the general rules do not cover.
constexpr Spelling other_spellings[] = {{1, "HOE LANG DUURDE DE REIS?"}};
static_assert(model::questions[1].id == "duration");

// A line with fewer bytes than this holds no first word of a heading; most lines of a very long text are that short.
constexpr std::size_t shortest_line = 3;

bool is_space(char letter) { return letter == ' ' || letter == '\t'; }

bool is_dash_or_bullet(char32_t code) {
    constexpr std::u32string_view signs =
        U"\u00A7\u00B7\u2010\u2011\u2012\u2013\u2014\u2022\u2023\u2043\u2212\u25A0\u25AA\u25CB\u25CF\u25E6";
    return signs.find(code) != std::u32string_view::npos;
}

class FoldedLine {
  public:
    explicit FoldedLine(std::string_view line) : line_(line) {
        std::size_t position = 0;
        while (position < line.size() && size_ < folded_capacity) {
            const model::utf8::Character character = model::utf8::decode(line, position);
            position += character.size;
            const char32_t code = character.code;
            if (model::utf8::is_invisible(code)) continue;
            char letter = other;
            if (model::utf8::is_white(code)) {
                // White space is one character, a tab when there is one in it: a tab parts the columns of a table.
                letter = code == '\t' ? '\t' : ' ';
                if (size_ > 0 && is_space(letters_[size_ - 1])) {
                    --size_;
                    if (letters_[size_] == '\t') letter = '\t';
                }
                // The mark of a quotation stands in front of each of its lines.
                while (code == '\n' && position < line.size() && (line[position] == '>' || line[position] == ' '))
                    ++position;
            } else if (code >= 'a' && code <= 'z') {
                letter = static_cast<char>(code - 'a' + 'A');
            } else if (code > ' ' && code < 0x7F) {
                letter = static_cast<char>(code);
            } else if (is_dash_or_bullet(code)) {
                letter = '-';
            }
            letters_[size_] = letter;
            ends_[size_] = position;
            ++size_;
        }
        complete_ = position == line.size();
    }

    // A line that is longer than was folded has no end here.
    char operator[](std::size_t i) const { return i < size_ ? letters_[i] : complete_ ? end_of_line : other; }
    // How many bytes of the line the first count folded characters are.
    std::size_t bytes(std::size_t count) const { return count == 0 ? 0 : ends_[count - 1]; }
    std::string_view behind(std::size_t count) const { return line_.substr(bytes(count)); }

  private:
    std::string_view line_;
    std::size_t size_ = 0;
    bool complete_ = false;
    // Not set to zero: a text may have a million lines.
    char letters_[folded_capacity];
    std::size_t ends_[folded_capacity];
};

bool is_emphasis(char letter) { return letter == '*' || letter == '_'; }

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

constexpr std::size_t no_match = static_cast<std::size_t>(-1);
constexpr std::size_t cut_off = no_match - 1;

// Where the words of a heading end that begin at p; cut_off when the line ends behind one of them and before the last.
// Commas and question marks between the words may be missing.
std::size_t match_words(const FoldedLine& line, std::size_t p, std::string_view words) {
    const std::size_t begin = p;
    for (const char letter : words) {
        if (letter == '?' || letter == ',') {
            const std::size_t mark = p + (is_space(line[p]) ? 1u : 0u);
            if (line[mark] == '?' || line[mark] == ':' || line[mark] == ',') p = mark + 1;
        } else if (line[p] == letter || (letter == ' ' && is_space(line[p]))) {
            ++p;
        } else {
            const bool between_words = p > begin && (letter == ' ' || is_space(line[p - 1]));
            return between_words && line[p] == end_of_line ? cut_off : no_match;
        }
    }
    return p;
}

// What stands in front of the heading's first word.
struct Front {
    std::size_t size = 0;
    std::size_t number = 0;
    std::size_t emphasis = 0;  // how many * or _ are still open at the first word
    char sign = '*';           // which of the two stands before the first word
    bool hashes = false;       // ## in front may be closed behind the heading
    bool cell = false;         // of a table that is drawn with |
    bool quoted = false;       // > or a bullet
};

// A number with its marks, "Vraag" before it or not, or a letter such as a); 0 when there is none.
std::size_t skip_number(const FoldedLine& line, std::size_t p, Front& front) {
    const std::size_t begin = p;
    constexpr std::string_view word = "VRAAG";
    const std::size_t behind_word = match_words(line, p, word);
    if (behind_word < cut_off && (is_space(line[behind_word]) || line[behind_word] == ':')) p = behind_word + 1;
    const bool has_word = p > begin;
    if (line[p] == '(' && is_digit(line[p + 1])) ++p;
    std::size_t digits = 0;
    for (; digits < 2 && is_digit(line[p]); ++digits, ++p) {
        front.number = front.number * 10 + static_cast<std::size_t>(line[p] - '0');
    }
    if (digits == 0) {
        const bool is_letter = line[p] >= 'A' && line[p] <= 'Z' && (line[p + 1] == ')' || line[p + 1] == '.');
        if (has_word) return p - begin;
        if (!is_letter) return 0;
        front.quoted = true;
        ++p;
    }
    const std::size_t marks = p;
    while (line[p] == '.' || line[p] == ')' || line[p] == ':') ++p;
    const bool ends = p > marks || is_space(line[p]) || is_emphasis(line[p]) || line[p] == end_of_line;
    return ends ? p - begin : 0;
}

Front skip_front(const FoldedLine& line) {
    Front front;
    std::size_t p = 0;
    bool numbered = false;
    while (true) {
        const char letter = line[p];
        if (is_space(letter)) {
            ++p;
        } else if (letter == '#') {
            front.hashes = true;
            ++p;
        } else if (letter == '|') {
            front.cell = true;
            ++p;
        } else if (letter == '>' || letter == '-' || ((letter == '*' || letter == 'O') && is_space(line[p + 1]))) {
            front.quoted = true;
            ++p;
        } else if (is_emphasis(letter)) {
            const std::size_t begin = p;
            while (line[p] == letter) ++p;
            front.emphasis = front.emphasis > 0 ? 0 : p - begin;
            front.sign = letter;
        } else if (const std::size_t size = numbered ? 0 : skip_number(line, p, front)) {
            numbered = true;
            p += size;
        } else {
            break;
        }
    }
    front.size = p;
    return front;
}

struct Tail {
    bool matches = false;
    bool open = false;      // the line ends, and more words of the heading may follow
    std::size_t words = 0;  // where the last of the heading's words ends
    std::string_view value{};
};

// Whether there is nothing but signs from p to the end of the line.
bool is_signs(const FoldedLine& line, std::size_t p) {
    constexpr std::string_view signs = " \t#*_?:-|";
    while (signs.find(line[p]) != std::string_view::npos) ++p;
    return line[p] == end_of_line;
}

// What follows the heading's words from p on: its own marks, the bracket part, the end of what was opened in front of it;
// and then perhaps a value. A mark that is not surely the heading's own is the value's: no sign of it may be lost.
Tail match_tail(const FoldedLine& line, std::size_t p, std::string_view bracket, const Front& front) {
    Tail tail{true, false, p};
    std::size_t opened = front.emphasis;
    bool asked = false;
    bool marked = false;
    bool ended = false;  // with a colon
    while (true) {
        std::size_t next = p + (is_space(line[p]) ? 1u : 0u);
        std::size_t open = next;
        while (is_emphasis(line[open])) ++open;
        const std::size_t behind_bracket = bracket.empty() ? no_match : match_words(line, open, bracket);
        tail.open = behind_bracket == cut_off;
        if (behind_bracket < cut_off) {
            p = tail.words = behind_bracket;
            for (std::size_t i = next; i < open && line[p] == line[i]; ++i) ++p;
            bracket = {};
            asked = false;
            continue;
        }
        // Marks behind a tab stand in another column.
        if (line[p] == '\t') next = p;
        if (line[next] == '?' && !asked && !ended && (next == p || line[next + 1] != '?')) {
            p = next;
            while (line[p] == '?') ++p;
            asked = marked = true;
        } else if (line[next] == ':' && !ended) {
            p = next + 1;
            ended = marked = true;
        } else if (opened > 0 && line[p] == front.sign) {
            ++p;
            --opened;
        } else {
            break;
        }
    }

    std::size_t rest = p + (is_space(line[p]) ? 1u : 0u);
    if (front.hashes) {
        std::size_t behind = rest;
        while (line[behind] == '#' || is_space(line[behind])) ++behind;
        if (line[behind] == end_of_line) rest = behind;
    }
    if (line[rest] == end_of_line) {
        tail.open = !bracket.empty();
        return tail;
    }
    if (line[rest] == '|' || (!marked && line[rest] == '-' && is_space(line[rest + 1]))) {
        p = rest + 1;
    } else if (!marked && line[p] != '\t' && !is_signs(line, p)) {
        tail.matches = false;
        return tail;
    }
    tail.value = line.behind(p);
    tail.value.remove_prefix(model::utf8::leading_white(tail.value));
    if (front.cell && !tail.value.empty() && tail.value[model::utf8::trailing_white(tail.value) - 1] == '|') {
        tail.value = tail.value.substr(0, model::utf8::trailing_white(tail.value) - 1);
        tail.value = tail.value.substr(0, model::utf8::trailing_white(tail.value));
    }
    // **HEADING: value** closes behind the value what was opened in front of the heading.
    if (opened > 0 && tail.value.size() >= opened) {
        const std::size_t kept = tail.value.size() - opened;
        if (tail.value.find_first_not_of(front.sign, kept) == std::string_view::npos) {
            tail.value = tail.value.substr(0, kept);
        }
    }
    return tail;
}

Tail match_one(const FoldedLine& line, const Front& front, std::string_view heading) {
    if (line[front.size] != heading.front()) return {};
    std::string_view bracket;
    const std::size_t bracket_at = heading.find(bracket_start);
    if (bracket_at != std::string_view::npos) {
        bracket = heading.substr(bracket_at + 1);
        heading = heading.substr(0, bracket_at);
    }
    while (heading.back() == '?') heading.remove_suffix(1);
    const std::size_t p = match_words(line, front.size, heading);
    if (p >= cut_off) return {false, p == cut_off};
    return match_tail(line, p, bracket, front);
}

// A word of the text: everything but ASCII signs and white space.
bool is_letter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           static_cast<unsigned char>(letter) >= 0x80;
}

bool is_word(std::string_view text, std::string_view capitals) {
    return text.size() == capitals.size() &&
           std::equal(text.begin(), text.end(), capitals.begin(),
                      [](char letter, char capital) { return letter == capital || letter == capital + ('a' - 'A'); });
}

// More than any heading has, without its bracket.
constexpr std::size_t most_words = 8;
// How many other words may stand between those of a heading.
constexpr std::size_t words_between = 3;

}  // namespace

HeadingMatch match_heading(std::string_view whole_line) {
    using Kind = HeadingMatch::Kind;
    if (whole_line.size() < shortest_line) return {};
    const FoldedLine line(whole_line);
    const Front front = skip_front(line);
    bool open = false;
    const auto match = [&](Kind kind, std::size_t question, std::string_view heading) {
        const Tail tail = match_one(line, front, heading);
        open = open || tail.open;
        if (!tail.matches || (kind == Kind::title && !tail.value.empty())) return HeadingMatch{};
        return HeadingMatch{kind, question, tail.value, line.bytes(tail.words), tail.open, front.quoted};
    };
    for (std::size_t i = 0; i < model::question_count; ++i) {
        const HeadingMatch question = match(Kind::question, i, model::questions[i].heading);
        if (question.kind != Kind::text) return question;
    }
    for (const Spelling& spelling : other_spellings) {
        const HeadingMatch question = match(Kind::question, spelling.question, spelling.heading);
        if (question.kind != Kind::text) return question;
    }
    // There is no place for a value behind the title, so such a line is text.
    HeadingMatch title = match(Kind::title, 0, model::report_heading);
    title.open = open;
    return title;
}

std::size_t find_most_words(std::string_view text, std::size_t question) {
    std::string_view heading = model::questions[question].heading;
    heading = heading.substr(0, heading.find(bracket_start));
    std::array<std::string_view, most_words> words;
    std::size_t count = 0;
    for (std::size_t p = 0; p < heading.size();) {
        const std::size_t end = std::min(heading.find_first_of(" ,?", p), heading.size());
        if (end > p) words[count++] = heading.substr(p, end - p);
        p = end + 1;
    }
    // For each word the longest row of words in the heading's order that ends with it, where there is one.
    struct Row {
        std::size_t length = 0, first = 0, begin = 0;
    };
    std::array<Row, most_words> rows;
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < text.size(); ++begin) {
        std::size_t end = begin;
        while (end < text.size() && is_letter(text[end])) ++end;
        if (end == begin) continue;
        ++number;
        for (std::size_t i = count; i-- > 0;) {
            if (!is_word(text.substr(begin, end - begin), words[i])) continue;
            Row row{0, number, begin};
            for (std::size_t before = 0; before < i; ++before) {
                const Row& longer = rows[before];
                if (longer.length > row.length && longer.first + count + words_between > number) row = longer;
            }
            ++row.length;
            if (row.length * 3 >= count * 2) return row.begin;
            rows[i] = row;
        }
        begin = end;
    }
    return std::string_view::npos;
}

bool is_number_of(std::string_view whole_line, std::size_t question) {
    // A number without a mark may be an answer.
    if (whole_line.find_first_of(".):gG") == std::string_view::npos) return false;
    const FoldedLine line(whole_line);
    const Front front = skip_front(line);
    return line[front.size] == end_of_line && !front.quoted && front.number == question + 1;
}

}  // namespace formats
