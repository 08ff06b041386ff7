// Myers' greedy search (An O(ND) difference algorithm, 1986): over lines first, then over the words of the lines that differ. How
// long it may take is bounded, whatever the texts are.
#include "model/difference.h"

#include <algorithm>

#include "model/letters.h"
#include "model/utf8.h"

namespace model {
namespace {

// Whether a character is a combining mark, or joins its neighbours. Marks that only follow letters of their own script need not be here: those letters
// and marks are words already.
bool is_mark(char32_t code) {
    if (code < 0x300) return false;
    if (code >= 0x900 && code < 0xE00) {  // the scripts of India have their signs in the same places
        const char32_t place = code & 0x7F;
        return place <= 3 || (place >= 0x3A && place <= 0x57 && place != 0x3D && place != 0x50) || place == 0x62 ||
               place == 0x63;
    }
    constexpr char32_t ranges[][2]{
        {0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},     {0x5BF, 0x5C7},    {0x610, 0x61A},   {0x64B, 0x65F},
        {0x670, 0x670},   {0x6D6, 0x6ED},   {0xE31, 0xE31},     {0xE34, 0xE3A},    {0xE47, 0xE4E},   {0x1AB0, 0x1AFF},
        {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x2060, 0x206F},   {0x20D0, 0x20FF},  {0x302A, 0x302F}, {0x3099, 0x309A},
        {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0x1F3FB, 0x1F3FF}, {0xE0000, 0xE01EF}};
    return std::any_of(std::begin(ranges), std::end(ranges),
                       [code](const char32_t(&range)[2]) { return code >= range[0] && code <= range[1]; });
}

bool is_in_word(char32_t code) {
    // Chinese and Japanese set no spaces: a character is a word.
    const bool alone = (code >= 0x3040 && code <= 0x30FF) || (code >= 0x3400 && code <= 0x9FFF) ||
                       (code >= 0xF900 && code <= 0xFAFF) || (code >= 0x20000 && code <= 0x3FFFF);
    const bool half_of_flag = code >= 0x1F1E6 && code <= 0x1F1FF;
    return half_of_flag || (makes_a_word(code) && !alone);
}

// A word, or a character between words; or a line with the line feed that ends it.
struct Piece {
    std::size_t begin, size;  // bytes
    std::uint32_t hash;
    std::size_t first_word = 0;  // of a line: the index of its first word
};

std::uint32_t hash_of(std::string_view bytes) {
    std::uint32_t hash = 0x811C9DC5;
    for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x01000193;
    return hash;
}

struct Text {
    explicit Text(std::string_view all) : bytes(all) {
        bool in_word = false, joins = false;
        const auto end_piece = [this](std::vector<Piece>& pieces, std::size_t begin, std::size_t end,
                                      std::size_t first) {
            if (end > begin) pieces.push_back({begin, end - begin, hash_of(bytes.substr(begin, end - begin)), first});
        };
        std::size_t begin = 0, line = 0, first_word = 0;
        for (std::size_t position = 0; position < bytes.size();) {
            const utf8::Character character = utf8::decode(bytes, position);
            const bool mark = is_mark(character.code);
            const bool continues = mark || joins || (in_word && is_in_word(character.code));
            if (!continues) {
                end_piece(words, begin, position, 0);
                // A line ends with a whole piece, also where a mark stands over the line feed.
                if (begin < position && bytes[begin] == '\n') {
                    end_piece(lines, line, position, first_word);
                    line = position;
                    first_word = words.size();
                }
                begin = position;
            }
            if (!mark) in_word = is_in_word(character.code);
            joins = character.code == 0x200D;
            position += character.size;
        }
        end_piece(words, begin, bytes.size(), 0);
        end_piece(lines, line, bytes.size(), first_word);
    }
    std::size_t word_of_line(std::size_t index) const {
        return index < lines.size() ? lines[index].first_word : words.size();
    }
    std::string_view bytes;
    std::vector<Piece> words, lines;
};

// Whether the pieces are the same bytes.
struct Match {
    std::size_t before, after, size;
    bool operator==(const Match&) const = default;
};

class Comparison {
  public:
    Comparison(std::string_view before, std::string_view after) : before_(before), after_(after) {
        std::size_t i = 0, j = 0;
        for (const auto& [line, other] :
             search(before_.lines, {0, before_.lines.size()}, after_.lines, {0, after_.lines.size()})) {
            compare_words(i, line, j, other);
            add(before_.lines[line], after_.lines[other]);
            i = line + 1;
            j = other + 1;
        }
        compare_words(i, before_.lines.size(), j, after_.lines.size());
    }

    std::vector<Run> runs() const {
        std::vector<Run> runs;
        const auto run = [&runs](Run::Kind kind, std::string_view text) {
            if (!text.empty()) runs.push_back({kind, text});
        };
        Match last{0, 0, 0};
        const auto step = [&](const Match& match) {
            const std::size_t from = last.before + last.size, to = last.after + last.size;
            run(Run::Kind::gone, before_.bytes.substr(from, match.before - from));
            run(Run::Kind::added, after_.bytes.substr(to, match.after - to));
            run(Run::Kind::same, before_.bytes.substr(match.before, match.size));
            last = match;
        };
        for (std::size_t i = 0; i < matches_.size(); ++i) {
            if (!is_only_between(i)) step(matches_[i]);
        }
        step({before_.bytes.size(), after_.bytes.size(), 0});
        return runs;
    }

  private:
    using Pair = std::pair<std::size_t, std::size_t>;  // index of the one, of the other; or begin and end

    bool is_same(const Piece& one, const Piece& other) const {
        return one.hash == other.hash &&
               before_.bytes.substr(one.begin, one.size) == after_.bytes.substr(other.begin, other.size);
    }

    void add(const Piece& one, const Piece& other) {
        if (!matches_.empty()) {
            Match& last = matches_.back();
            if (last.before + last.size == one.begin && last.after + last.size == other.begin) {
                last.size += one.size;
                return;
            }
        }
        matches_.push_back({one.begin, other.begin, one.size});
    }

    // A space or comma that is the same, between two replaced words, counts as replaced: it would only cut the marks into pieces.
    bool is_only_between(std::size_t index) const {
        const Match& match = matches_[index];
        const bool at_begin = match.before == 0 && match.after == 0;
        const bool at_end =
            match.before + match.size == before_.bytes.size() && match.after + match.size == after_.bytes.size();
        return !at_begin && !at_end && !has_words(match);
    }
    bool has_words(const Match& match) const {
        const std::string_view text = before_.bytes.substr(match.before, match.size);
        return text.find('\n') != std::string_view::npos || letters_in(text) != 0;
    }
    static std::size_t letters_in(std::string_view text) {
        std::size_t bytes = 0;
        for (std::size_t position = 0; position < text.size();) {
            const utf8::Character character = utf8::decode(text, position);
            if (makes_a_word(character.code)) bytes += character.size;
            position += character.size;
        }
        return bytes;
    }

    // Of the lines [i, line) and [j, other), which differ.
    void compare_words(std::size_t i, std::size_t line, std::size_t j, std::size_t other) {
        if (i == line || j == other) return;
        const Pair from{before_.word_of_line(i), before_.word_of_line(line)};
        const Pair to{after_.word_of_line(j), after_.word_of_line(other)};
        const std::vector<Pair> found = search(before_.words, from, after_.words, to);
        const auto all = [](const Text& text, Pair words) {
            std::size_t size = 0;
            for (std::size_t word = words.first; word < words.second; ++word) size += text.words[word].size;
            return size;
        };
        // Lines that have only words like "de", "het" and "een" in common are removed and added as a whole.
        std::size_t in_common = 0;
        for (const auto& [word, unused] : found) {
            const Piece& piece = before_.words[word];
            in_common += letters_in(before_.bytes.substr(piece.begin, piece.size));
        }
        if (in_common * 4 < std::min(all(before_, from), all(after_, to))) return;
        for (const auto& [word, same] : found) add(before_.words[word], after_.words[same]);
    }

    // The longest common subsequence of two parts, as pairs of indices, in order.
    std::vector<Pair> search(const std::vector<Piece>& one, Pair from, const std::vector<Piece>& other, Pair to) {
        std::vector<Pair> found;
        const auto same = [&](std::size_t i, std::size_t j) { return is_same(one[i], other[j]); };
        auto [i, i_end] = from;
        auto [j, j_end] = to;
        for (; i < i_end && j < j_end && same(i, j); ++i, ++j) found.emplace_back(i, j);
        std::size_t tail = 0;
        for (; i < i_end - tail && j < j_end - tail && same(i_end - tail - 1, j_end - tail - 1); ++tail) {
        }
        search_middle(one, {i, i_end - tail}, other, {j, j_end - tail}, found);
        for (; tail > 0; --tail) found.emplace_back(i_end - tail, j_end - tail);
        return found;
    }

    // Furthest on each diagonal k = x - y after d insertions and removals; kept for each d, to find the way back.
    void search_middle(const std::vector<Piece>& one, Pair from, const std::vector<Piece>& other, Pair to,
                       std::vector<Pair>& found) {
        const int width = static_cast<int>(from.second - from.first), height = static_cast<int>(to.second - to.first);
        if (width == 0 || height == 0) return;
        int steps = std::min(steps_left_, most_steps_at_once);
        const int given = steps;
        std::vector<int> furthest{0, 0};  // of the diagonals -d-1, -d+1 … d+1, for d = 0
        std::vector<std::vector<int>> before;
        for (int d = 0; steps > 0; ++d) {
            before.push_back(furthest);
            std::vector<int> next(static_cast<std::size_t>(d) + 1);
            for (int k = -d; k <= d; k += 2) {
                const std::size_t place = static_cast<std::size_t>(k + d) / 2;
                int x = start(furthest, place, d, k);
                int y = x - k;
                for (; x < width && y < height &&
                       is_same(one[from.first + static_cast<std::size_t>(x)],
                               other[to.first + static_cast<std::size_t>(y)]);
                     ++x, ++y) {
                    --steps;
                }
                --steps;
                next[place] = x;
                if (x < width || y < height) continue;
                steps_left_ -= given - steps;
                way_back(before, d, {from.first, to.first}, x, y, found);
                return;
            }
            furthest = std::move(next);
        }
        steps_left_ -= given - steps;
    }

    // Where the diagonal at this place among those of d begins, coming from those of d - 1: down or to the right.
    static int start(const std::vector<int>& furthest, std::size_t place, int d, int k) {
        if (d == 0) return 0;
        const bool down = k == -d || (k != d && furthest[place - 1] < furthest[place]);
        return down ? furthest[place] : furthest[place - 1] + 1;
    }

    static void way_back(const std::vector<std::vector<int>>& before, int d, Pair origin, int x, int y,
                         std::vector<Pair>& found) {
        const std::size_t known = found.size();
        for (; d >= 0; --d) {
            const int k = x - y;
            const std::vector<int>& furthest = before[static_cast<std::size_t>(d)];
            const std::size_t place = static_cast<std::size_t>(k + d) / 2;
            const int begin = start(furthest, place, d, k);
            for (; x > begin; --x, --y) {
                found.emplace_back(origin.first + static_cast<std::size_t>(x) - 1,
                                   origin.second + static_cast<std::size_t>(y) - 1);
            }
            if (d == 0) break;
            const bool down = k == -d || (k != d && furthest[place - 1] < furthest[place]);
            if (down) {
                --y;
            } else {
                --x;
            }
        }
        std::reverse(found.begin() + static_cast<std::ptrdiff_t>(known), found.end());
    }

    static constexpr int most_steps_at_once = 400'000;  // enough for some nine hundred differences
    int steps_left_ = 1'600'000;                        // of all searches together
    Text before_, after_;
    std::vector<Match> matches_;
};

}  // namespace

std::vector<Run> difference(std::string_view before, std::string_view after) {
    return Comparison(before, after).runs();
}

}  // namespace model
