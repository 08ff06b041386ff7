// The text report: byte for byte out, exact or tolerant in. It knows the report and nothing of files, browsers or JSON.
#include "formats/text.h"

#include <algorithm>
#include <array>

#include "formats/heading.h"
#include "formats/remarks.h"
#include "model/utf8.h"

namespace formats {

namespace {

constexpr std::string_view gap = "\n\n";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t notice_text_bytes = 80;
constexpr std::size_t nowhere = std::string_view::npos;

void append_part(std::string& text, std::string_view heading) {
    text += gap;
    text += heading;
}

// Line ends become LF, a leading byte order mark goes.
std::string normalised(std::string_view text) {
    if (text.substr(0, byte_order_mark.size()) == byte_order_mark) text.remove_prefix(byte_order_mark.size());
    return with_lf(text);
}

std::string separator(std::size_t question) {
    std::string text(gap);
    text += model::questions[question].heading;
    text += gap;
    return text;
}

std::string_view between(std::string_view text, std::size_t begin, std::size_t end) {
    return text.substr(begin, end - begin);
}

// A line that looks like a heading or the title; two or three lines, when the heading was broken over them.
struct HeadingLine {
    HeadingMatch match;
    std::size_t begin = 0, end = 0;  // without its LF
    std::size_t number = 0;          // line number of its first line, from 1
    std::size_t lines = 1;
    bool opens = false;  // a title that a heading follows, with only blank lines and titles between

    bool is_question() const { return match.kind == HeadingMatch::Kind::question; }
    std::size_t behind(std::string_view text) const { return end == text.size() ? end : end + 1; }
};

std::size_t end_of_line(std::string_view text, std::size_t begin) {
    return std::min(text.find('\n', begin), text.size());
}

// The heading that begins on the line at begin.
HeadingLine match_lines(std::string_view text, std::size_t begin) {
    HeadingLine found;
    found.begin = begin;
    found.end = end_of_line(text, begin);
    found.match = match_heading(between(text, begin, found.end));
    bool open = found.match.open;
    std::size_t end = found.end;
    for (std::size_t lines = 2; open && lines <= 3 && end < text.size(); ++lines) {
        end = end_of_line(text, end + 1);
        const HeadingMatch longer = match_heading(between(text, begin, end));
        open = longer.open;
        // The line is a heading already, and the next line has more words of it.
        if (longer.kind == HeadingMatch::Kind::text || longer.size <= found.end - begin) continue;
        found.match = longer;
        found.end = end;
        found.lines = lines;
    }
    return found;
}

// A heading behind > or a bullet counts only when its question has no other heading: it may be part of an answer.
void drop_quoted(std::vector<HeadingLine>& headings) {
    std::array<bool, model::question_count> plain{};
    for (const HeadingLine& heading : headings) {
        if (heading.is_question() && !heading.match.quoted) plain[heading.match.question] = true;
    }
    auto kept = headings.begin();
    for (const HeadingLine& heading : headings) {
        if (!heading.is_question() || !heading.match.quoted || !plain[heading.match.question]) *kept++ = heading;
    }
    headings.erase(kept, headings.end());
}

// A number on a line of its own above a heading is part of the heading, but only if every heading has one: otherwise a number may be an answer.
void take_numbers(std::string_view text, std::vector<HeadingLine>& headings) {
    const auto line_above = [text](const HeadingLine& heading) {
        return text.substr(0, heading.begin - 1).rfind('\n') + 1;  // npos + 1 is 0
    };
    std::size_t count = 0;
    for (const HeadingLine& heading : headings) {
        if (!heading.is_question()) continue;
        if (heading.begin == 0 ||
            !is_number_of(between(text, line_above(heading), heading.begin - 1), heading.match.question))
            return;
        ++count;
    }
    if (count < 2) return;
    for (HeadingLine& heading : headings) {
        if (!heading.is_question()) continue;
        heading.begin = line_above(heading);
        --heading.number;
        ++heading.lines;
    }
}

// Finds all headings, once for a text, whatever the text is then read as.
std::vector<HeadingLine> find_headings(std::string_view text) {
    std::vector<HeadingLine> headings;
    std::size_t number = 1;
    for (std::size_t begin = 0; begin <= text.size();) {
        HeadingLine line = match_lines(text, begin);
        line.number = number;
        number += line.lines;
        begin = line.end + 1;
        if (line.match.kind != HeadingMatch::Kind::text) headings.push_back(line);
    }
    drop_quoted(headings);
    take_numbers(text, headings);
    for (std::size_t i = headings.size(); i-- > 1;) {
        HeadingLine& title = headings[i - 1];
        const HeadingLine& next = headings[i];
        title.opens = title.match.kind == HeadingMatch::Kind::title && (next.opens || next.is_question()) &&
                      model::utf8::is_blank(between(text, title.end, next.begin));
    }
    return headings;
}

// A text, or one report of several in it: offsets and line numbers are those of the whole input.
struct Part {
    std::string_view text;               // the whole input
    std::size_t begin = 0, end = 0;      // of the part
    std::size_t line = 1;                // of begin
    const HeadingLine* first = nullptr;  // its headings
    const HeadingLine* last = nullptr;   // one behind the last of its headings
};

Notice line_notice(Notice::Kind kind, std::string_view text, std::size_t line,
                   std::size_t question = Notice::no_question) {
    return {kind, line, question, std::string(model::utf8::clip(text, notice_text_bytes))};
}

void note_repeated(const Part& part, const HeadingLine& heading, std::vector<Notice>& notices) {
    for (Notice& notice : notices) {
        if (notice.kind == Notice::Kind::repeated_heading && notice.question == heading.match.question) {
            ++notice.count;
            return;
        }
    }
    notices.push_back(line_notice(Notice::Kind::repeated_heading, between(part.text, heading.begin, heading.end),
                                  heading.number, heading.match.question));
}

// The exact inverse of export_text(): finds each heading at its first place behind the one before, so that exporting the answers between them gives
// the same bytes again.
bool read_exactly(const Part& part, TextReading& reading) {
    const std::string_view text = between(part.text, part.begin, part.end);
    std::string start;
    append_part(start, model::report_heading);
    start += separator(0);
    if (text.substr(0, start.size()) != start) return false;
    std::array<std::string_view, model::question_count> answers;
    std::size_t position = start.size();
    for (std::size_t i = 0; i + 1 < model::question_count; ++i) {
        const std::string next = separator(i + 1);
        const std::size_t found = text.find(next, position);
        if (found == nowhere) return false;
        answers[i] = between(text, position, found);
        position = found + next.size();
    }
    answers.back() = text.substr(position);

    // Heading-like lines stay in the answer where they stand; the writer is told.
    std::size_t expected = 0;
    for (const HeadingLine* heading = part.first; heading != part.last; ++heading) {
        const HeadingMatch& match = heading->match;
        if (!heading->is_question() || !match.value.empty()) continue;
        if (match.question == expected &&
            between(part.text, heading->begin, heading->end) == model::questions[expected].heading) {
            ++expected;
        } else {
            note_repeated(part, *heading, reading.notices);
        }
    }
    Remarks remarks;
    std::size_t line = part.line + model::utf8::line_ends(start);
    for (std::size_t i = 0; i < model::question_count; ++i) {
        reading.report.answers[i] = answers[i];
        remarks.look(answers[i], line, i);
        line += model::utf8::line_ends(answers[i]) + 2 * gap.size();
    }
    remarks.append_to(reading.notices);
    reading.exact = true;
    reading.recognised = true;
    return true;
}

// The text without the blank lines at its end.
std::string_view without_blank_end(std::string_view text) {
    return text.substr(0, text.find('\n', model::utf8::trailing_white(text)));
}

// The beginning of the first line that is not blank; the line's indent stays.
std::size_t first_line(std::string_view text) {
    const std::size_t first = model::utf8::leading_white(text);
    if (first == text.size()) return first;
    const std::size_t line_end = text.substr(0, first).rfind('\n');
    return line_end == nowhere ? 0 : line_end + 1;
}

// The tolerant reading: headings in any form and order. Cuts the text into sections, each from one heading to the next.
class TolerantReader {
  public:
    TolerantReader(const Part& part, TextReading& reading)
        : part_(part), reading_(reading), body_(part.begin), body_line_(part.line) {}

    void read() {
        for (const HeadingLine* heading = part_.first; heading != part_.last; ++heading) {
            if (heading->is_question()) {
                begin_question(*heading);
            } else if (heading->opens || (!in_question_ && !titled_)) {
                // A title below a question, or a second title, is only text.
                end_section(*heading);
                in_question_ = false;
                titled_ = true;
            }
        }
        end_section({{}, part_.end, part_.end});
        std::vector<Notice>& notices = reading_.notices;
        if (!reading_.recognised) {
            notices.clear();
            notices.push_back({Notice::Kind::no_heading});
        } else if (answers_above()) {
            notices.insert(notices.begin(), {Notice::Kind::answers_above});
        }
        note_missing();
        remarks_.append_to(notices);
    }

  private:
    // Text above the first heading, none below the last one, and some between all others.
    bool answers_above() const {
        return part_.first->is_question() && !reading_.report.unplaced.empty() && empty_sections_ == 1 &&
               last_is_empty_ && !has_values_;
    }

    void note_missing() {
        const std::string_view text = between(part_.text, part_.begin, part_.end);
        for (std::size_t i = 0; i < model::question_count; ++i) {
            if (seen_[i]) continue;
            const std::size_t found = find_most_words(text, i);
            if (found != nowhere) {
                const std::size_t line = part_.line + model::utf8::line_ends(text.substr(0, found));
                reading_.notices.push_back(line_notice(Notice::Kind::perhaps_heading,
                                                       between(text, found, end_of_line(text, found)), line, i));
            } else if (reading_.recognised) {
                reading_.notices.push_back({Notice::Kind::missing_heading, 0, i});
            }
        }
    }

    void begin_question(const HeadingLine& heading) {
        end_section(heading);
        const std::size_t question = heading.match.question;
        if (seen_[question]) {
            repeats_ = &heading;
        } else if (question < furthest_ && !reordered_) {
            reordered_ = true;
            reading_.notices.push_back(line_notice(
                Notice::Kind::reordered, between(part_.text, heading.begin, heading.end), heading.number, question));
        }
        seen_[question] = true;
        if (question > furthest_) furthest_ = question;
        in_question_ = true;
        question_ = question;
        value_ = heading.match.value;
    }

    // Ends the section: its text goes to the answer or to the unplaced texts. The next section begins below the heading.
    void end_section(const HeadingLine& heading) {
        // A part that ends with a heading has no line end behind it.
        const std::string_view body = between(part_.text, std::min(body_, heading.begin), heading.begin);
        if (in_question_) {
            end_question(body);
        } else {
            keep_unplaced(body);
        }
        value_ = {};
        repeats_ = nullptr;
        body_ = heading.behind(part_.text);
        body_line_ = heading.number + heading.lines;
        reading_.recognised = reading_.recognised || heading.number > 0;
    }

    void end_question(std::string_view body) {
        last_is_empty_ = value_.empty() && model::utf8::is_blank(body);
        has_values_ = has_values_ || !value_.empty();
        if (last_is_empty_) {
            ++empty_sections_;
            return;
        }
        std::string& answer = reading_.report.answers[question_];
        if (!answer.empty()) {
            answer += gap;
            if (repeats_ != nullptr) note_repeated(part_, *repeats_, reading_.notices);
        }
        if (value_.empty()) {
            const std::size_t first = first_line(body);
            add(without_blank_end(body.substr(first)), body_line_ + model::utf8::line_ends(body.substr(0, first)),
                answer);
            return;
        }
        add(value_, body_line_ - 1, answer);
        if (model::utf8::is_blank(body)) return;
        // Blank lines between the value and what follows are the writer's.
        answer += '\n';
        add(without_blank_end(body), body_line_, answer);
    }

    void keep_unplaced(std::string_view body) {
        if (model::utf8::is_blank(body)) return;
        const std::size_t first = first_line(body);
        const std::size_t line = body_line_ + model::utf8::line_ends(body.substr(0, first));
        const std::string_view block = without_blank_end(body.substr(first));
        reading_.notices.push_back(line_notice(Notice::Kind::unplaced_text, block.substr(0, block.find('\n')), line));
        remarks_.look(block, line, Notice::no_question);
        reading_.report.unplaced.emplace_back(block);
    }

    void add(std::string_view text, std::size_t line, std::string& answer) {
        remarks_.look(text, line, question_);
        answer += text;
    }

    const Part& part_;
    TextReading& reading_;
    Remarks remarks_;
    std::array<bool, model::question_count> seen_{};
    std::size_t furthest_ = 0;
    bool reordered_ = false;
    bool titled_ = false;
    std::size_t empty_sections_ = 0;  // headings without any text behind them
    bool last_is_empty_ = false;
    bool has_values_ = false;  // a heading has text on its own line

    // The section being read.
    bool in_question_ = false;
    std::size_t question_ = 0;
    std::string_view value_;                // on the heading's own line
    const HeadingLine* repeats_ = nullptr;  // the section's heading, when its question had a heading before
    std::size_t body_;                      // where the lines below the heading begin
    std::size_t body_line_;
};

TextReading read(const Part& part) {
    TextReading reading;
    if (!read_exactly(part, reading)) TolerantReader(part, reading).read();
    return reading;
}

// ---- Several reports in one text -----------------------------------------------------------------------------------

// How many of the seven headings have to come again, in the form's order, to begin another report.
constexpr std::size_t nearly_all = model::question_count - 2;

// Whether at least nearly_all headings follow in the form's order, from this heading up to the next report's title.
bool starts_over(const HeadingLine* heading, const HeadingLine* last) {
    std::size_t length = 1;
    std::size_t question = heading->match.question;
    for (const HeadingLine* next = heading + 1; next != last && !next->opens && length < nearly_all; ++next) {
        if (!next->is_question()) continue;
        if (next->match.question <= question) break;
        question = next->match.question;
        ++length;
    }
    return length == nearly_all;
}

using Seen = std::array<bool, model::question_count>;

// Whether a question below this title, up to the next title that a heading follows, has been seen before. A title that only heads another page of the
// same report has no such question below it.
bool comes_again(const HeadingLine* title, const HeadingLine* last, const Seen& seen) {
    bool below = false;
    for (const HeadingLine* next = title + 1; next != last && !(next->opens && below); ++next) {
        if (!next->is_question()) continue;
        if (seen[next->match.question]) return true;
        below = true;
    }
    return false;
}

// Whether any question of a part has text behind it. A list of the questions alone is no report.
bool has_answers(const Part& part) {
    for (const HeadingLine* heading = part.first; heading != part.last; ++heading) {
        const std::size_t end = heading + 1 == part.last ? part.end : heading[1].begin;
        if (!heading->match.value.empty() ||
            (heading->is_question() && !model::utf8::is_blank(between(part.text, heading->end, end)))) {
            return true;
        }
    }
    return false;
}

// Joins each part without answers to the part below it, or to the one above when there is none below.
void join_lists(std::vector<Part>& parts) {
    for (std::size_t i = parts.size(); i-- > 0 && parts.size() > 1;) {
        if (has_answers(parts[i])) continue;
        const std::size_t first = i + 1 < parts.size() ? i : i - 1;
        parts[first].end = parts[first + 1].end;
        parts[first].last = parts[first + 1].last;
        parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(first) + 1);
    }
}

std::vector<Part> split(const Part& whole) {
    std::vector<Part> parts{whole};
    Seen seen{};
    std::size_t seen_count = 0;
    std::size_t question = 0;
    for (const HeadingLine* heading = whole.first; heading != whole.last; ++heading) {
        const bool is_title = heading->match.kind == HeadingMatch::Kind::title;
        const HeadingLine* begins = nullptr;
        if (seen_count == 0) {
            // The current report has no heading yet, so this one is part of it.
        } else if (is_title) {
            // A second title right below a title begins no other report.
            if (heading->opens && !heading[-1].opens && comes_again(heading, whole.last, seen)) begins = heading;
        } else if (heading->match.question <= question && starts_over(heading, whole.last)) {
            const bool titled = heading[-1].match.kind == HeadingMatch::Kind::title;
            if (titled || seen_count >= nearly_all) begins = titled ? heading - 1 : heading;
        }
        if (begins != nullptr) {
            // The two line ends that an export begins with are part of it.
            const bool has_gap =
                begins->begin >= gap.size() && between(whole.text, begins->begin - gap.size(), begins->begin) == gap;
            const std::size_t lead = has_gap && begins->match.kind == HeadingMatch::Kind::title ? gap.size() : 0;
            parts.back().end = begins->begin - lead;
            parts.back().last = begins;
            parts.push_back({whole.text, begins->begin - lead, whole.end, begins->number - lead, begins, whole.last});
            seen = {};
            seen_count = 0;
        }
        if (is_title) continue;
        question = heading->match.question;
        seen_count += seen[question] ? 0u : 1u;
        seen[question] = true;
    }
    return parts;
}

TextReadings read_all(std::string_view utf8, bool in_parts) {
    const std::string text = normalised(utf8);
    const std::vector<HeadingLine> headings = find_headings(text);
    const Part whole{text, 0, text.size(), 1, headings.data(), headings.data() + headings.size()};
    TextReadings readings;
    readings.whole = read(whole);
    if (!in_parts) return readings;
    std::vector<Part> parts = split(whole);
    if (parts.size() > most_parts) return readings;
    // Between exact exports, an export without answers is a report as well.
    if (!readings.whole.exact) join_lists(parts);
    if (parts.size() == 1) return readings;
    for (const Part& part : parts) {
        readings.parts.push_back(read(part));
        readings.parts.back().line = &part == &parts.front() ? 1 : part.first->number;
    }
    return readings;
}

}  // namespace

std::string with_lf(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (;;) {
        const std::size_t end = text.find('\r');
        result += text.substr(0, end);
        if (end == nowhere) return result;
        result += '\n';
        text.remove_prefix(end + (text.substr(end, 2) == "\r\n" ? 2 : 1));
    }
}

std::string export_text(const model::Report& report) {
    std::size_t size = gap.size() + model::report_heading.size();
    for (std::size_t i = 0; i < model::question_count; ++i) {
        size += 2 * gap.size() + model::questions[i].heading.size() + report.answers[i].size();
    }
    std::string text;
    text.reserve(size);
    append_part(text, model::report_heading);
    for (std::size_t i = 0; i < model::question_count; ++i) {
        append_part(text, model::questions[i].heading);
        append_part(text, report.answers[i]);
    }
    return text;
}

TextReadings import_texts(std::string_view utf8) { return read_all(utf8, true); }

TextReading import_text(std::string_view utf8) { return read_all(utf8, false).whole; }

bool text_export_is_reversible(const model::Report& report) {
    for (std::size_t i = 0; i < model::question_count; ++i) {
        std::string answer = report.answers[i];
        // The form knows LF alone, and a text with NUL is not read as text.
        if (answer.find('\r') != nowhere || answer.find('\0') != nowhere) return false;
        if (i + 1 == model::question_count) break;
        // Reading takes the first place of the next heading. That has to be the real one, also when the end of the answer looks like the heading.
        const std::string next = separator(i + 1);
        const std::size_t end = answer.size();
        answer += next;
        if (answer.find(next) != end) return false;
    }
    return true;
}

}  // namespace formats
