// Recognises one line of a text as a heading of the form. A line is folded to a short row of plain characters first, so
// that the comparison itself need not know about case, kinds of spaces or invisible characters.
#include "formats/heading.h"

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

// A line with fewer bytes than this cannot be a heading; most lines of a very long text are that short.
constexpr std::size_t shortest_heading() {
    std::size_t shortest = model::report_heading.size();
    for (const model::Question& question : model::questions) {
        std::size_t letters = 0;
        for (const char letter : question.heading.substr(0, question.heading.find(bracket_start))) {
            letters += letter >= 'A' && letter <= 'Z' ? 1u : 0u;
        }
        if (letters < shortest) shortest = letters;
    }
    return shortest;
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
                letter = ' ';
                if (size_ > 0 && letters_[size_ - 1] == ' ') --size_;
            } else if (code >= 'a' && code <= 'z') {
                letter = static_cast<char>(code - 'a' + 'A');
            } else if (code > ' ' && code < 0x7F) {
                letter = static_cast<char>(code);
            }
            letters_[size_] = letter;
            ends_[size_] = position;
            ++size_;
        }
        complete_ = position == line.size();
    }

    char operator[](std::size_t i) const { return i < size_ ? letters_[i] : end_of_line; }
    std::size_t size() const { return size_; }
    // False when the line is longer than was folded.
    bool complete() const { return complete_; }
    // The bytes of the line behind the first count folded characters.
    std::string_view behind(std::size_t count) const { return line_.substr(count == 0 ? 0 : ends_[count - 1]); }

  private:
    std::string_view line_;
    std::size_t size_ = 0;
    bool complete_ = false;
    // Not set to zero: a text may have a million lines.
    char letters_[folded_capacity];
    std::size_t ends_[folded_capacity];
};

bool is_emphasis(char letter) { return letter == '*' || letter == '_'; }

bool is_heading_end(char letter) { return letter == '?' || letter == ':'; }

// What stands in front of the heading's first word.
struct Front {
    bool possible = false;
    std::size_t size = 0;
    std::size_t emphasis = 0;  // how many * or _ are still open at the first word
};

Front skip_front(const FoldedLine& line) {
    Front front;
    std::size_t p = 0;
    bool numbered = false;
    while (true) {
        const char letter = line[p];
        if (letter == ' ' || letter == '#') {
            ++p;
        } else if (is_emphasis(letter)) {
            const std::size_t begin = p;
            while (line[p] == letter) ++p;
            const bool is_bullet = letter == '*' && p - begin == 1 && line[p] == ' ';
            if (is_bullet) return front;
            front.emphasis = line[p] == ' ' ? 0 : p - begin;
        } else if (letter >= '0' && letter <= '9' && !numbered) {
            numbered = true;
            for (int digits = 0; digits < 2 && line[p] >= '0' && line[p] <= '9'; ++digits) ++p;
            if (line[p] != '.' && line[p] != ')') return front;
            while (line[p] == '.' || line[p] == ')') ++p;
        } else {
            break;
        }
    }
    front.possible = true;
    front.size = p;
    return front;
}

constexpr std::size_t no_match = static_cast<std::size_t>(-1);

// Where the words of a heading end that begin at p. Commas and question marks between the words may be missing.
std::size_t match_words(const FoldedLine& line, std::size_t p, std::string_view words) {
    for (const char letter : words) {
        if (letter == '?' || letter == ',') {
            const std::size_t mark = p + (line[p] == ' ' ? 1u : 0u);
            if (is_heading_end(line[mark]) || line[mark] == ',') p = mark + 1;
        } else if (line[p] == letter) {
            ++p;
        } else {
            return no_match;
        }
    }
    return p;
}

struct Tail {
    bool matches = false;
    std::string_view value;
};

// What follows the heading's words from p on: marks, the bracket part, closing emphasis, and then perhaps a value.
Tail match_tail(const FoldedLine& line, std::size_t p, std::string_view bracket, const Front& front) {
    bool marked = false;
    bool closed = false;
    while (true) {
        const std::size_t next = p + (line[p] == ' ' ? 1u : 0u);
        std::size_t open = next;
        while (is_emphasis(line[open])) ++open;
        const std::size_t behind_bracket = bracket.empty() ? no_match : match_words(line, open, bracket);
        if (behind_bracket != no_match) {
            p = behind_bracket;
            bracket = {};
        } else if (is_heading_end(line[next])) {
            marked = true;
            p = next + 1;
        } else if (is_emphasis(line[p])) {
            closed = true;
            ++p;
        } else {
            break;
        }
    }

    std::size_t rest = p;
    while (line[rest] == ' ' || line[rest] == '#' || is_emphasis(line[rest]) || is_heading_end(line[rest])) ++rest;
    if (rest == line.size() && line.complete()) return {true, {}};
    if (!marked) return {};

    std::string_view value = line.behind(p);
    value.remove_prefix(model::utf8::leading_white(value));
    // **HEADING: value** closes behind the value what was opened in front of the heading.
    if (front.emphasis > 0 && !closed && value.size() >= front.emphasis) {
        const char letter = line[front.size - 1];
        const std::size_t kept = value.size() - front.emphasis;
        if (value.find_first_not_of(letter, kept) == std::string_view::npos) value = value.substr(0, kept);
    }
    return {true, value};
}

Tail match_one(const FoldedLine& line, const Front& front, std::string_view heading) {
    if (line[front.size] != heading.front()) return {};
    std::string_view bracket;
    const std::size_t bracket_at = heading.find(bracket_start);
    if (bracket_at != std::string_view::npos) {
        bracket = heading.substr(bracket_at + 1);
        heading = heading.substr(0, bracket_at);
    }
    while (is_heading_end(heading.back())) heading.remove_suffix(1);
    const std::size_t p = match_words(line, front.size, heading);
    if (p == no_match) return {};
    return match_tail(line, p, bracket, front);
}

}  // namespace

HeadingMatch match_heading(std::string_view whole_line) {
    using Kind = HeadingMatch::Kind;
    constexpr std::size_t shortest = shortest_heading();
    if (whole_line.size() < shortest) return {};
    const FoldedLine line(whole_line);
    const Front front = skip_front(line);
    if (!front.possible) return {};
    for (std::size_t i = 0; i < model::question_count; ++i) {
        const Tail tail = match_one(line, front, model::questions[i].heading);
        if (tail.matches) return {Kind::question, i, tail.value};
    }
    for (const Spelling& spelling : other_spellings) {
        const Tail tail = match_one(line, front, spelling.heading);
        if (tail.matches) return {Kind::question, spelling.question, tail.value};
    }
    // There is no place for a value behind the title, so such a line is text.
    const Tail title = match_one(line, front, model::report_heading);
    if (title.matches && title.value.empty()) return {Kind::title, 0, {}};
    return {};
}

}  // namespace formats
