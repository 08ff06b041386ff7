// The text report: byte for byte out, exact or tolerant in. It knows the report and nothing of files, browsers or JSON.
#include "formats/text.h"

#include "formats/heading.h"
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
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
            result.push_back(text[i]);
        } else if (i + 1 == text.size() || text[i + 1] != '\n') {
            result.push_back('\n');
        }
    }
    return result;
}

std::string separator(std::size_t question) {
    std::string text(gap);
    text += model::questions[question].heading;
    text += gap;
    return text;
}

// Takes the first place of each heading, in order. Whatever stands between them, exporting gives the same bytes again.
bool read_exactly(std::string_view text, model::Report& report) {
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
        answers[i] = text.substr(position, found - position);
        position = found + next.size();
    }
    answers.back() = text.substr(position);
    for (std::size_t i = 0; i < model::question_count; ++i) report.answers[i] = answers[i];
    return true;
}

// The lines of a text one after the other, numbered from 1.
class Lines {
  public:
    explicit Lines(std::string_view text) : text_(text) {}

    bool next() {
        if (number_ > 0) {
            if (end_ == text_.size()) return false;
            begin_ = end_ + 1;
        }
        end_ = text_.find('\n', begin_);
        if (end_ == nowhere) end_ = text_.size();
        ++number_;
        return true;
    }
    std::string_view line() const { return text_.substr(begin_, end_ - begin_); }
    std::size_t number() const { return number_; }
    std::size_t begin() const { return begin_; }
    // Where the next line begins, or the end of the text.
    std::size_t behind() const { return end_ == text_.size() ? end_ : end_ + 1; }

  private:
    std::string_view text_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::size_t number_ = 0;
};

Notice line_notice(Notice::Kind kind, const Lines& lines, std::size_t question = Notice::no_question) {
    return {kind, lines.number(), question, std::string(model::utf8::clip(lines.line(), notice_text_bytes))};
}

// An exact reading keeps heading-like lines in the answer where they stand. The writer is told, because such a text may
// also be several reports one after the other.
void note_headings_in_answers(std::string_view text, std::vector<Notice>& notices) {
    std::size_t expected = 0;
    for (Lines lines(text); lines.next();) {
        if (lines.line().empty()) continue;
        const HeadingMatch match = match_heading(lines.line());
        if (match.kind != HeadingMatch::Kind::question || !match.value.empty()) continue;
        if (match.question == expected && lines.line() == model::questions[expected].heading) {
            ++expected;
        } else {
            notices.push_back(line_notice(Notice::Kind::repeated_heading, lines, match.question));
        }
    }
}

// Without the blank lines at the end.
std::string_view without_blank_end(std::string_view text) {
    return text.substr(0, text.find('\n', model::utf8::trailing_white(text)));
}

// Without the blank lines at both edges; the indent of the first line is the writer's.
std::string_view without_blank_edges(std::string_view text) {
    const std::size_t first = model::utf8::leading_white(text);
    if (first == text.size()) return {};
    const std::size_t line_end = text.rfind('\n', first);
    return without_blank_end(text.substr(line_end == nowhere ? 0 : line_end + 1));
}

// Headings in any dress and order. The text is cut in sections, each from one heading to the next.
class TolerantReader {
  public:
    TolerantReader(std::string_view text, TextReading& reading) : text_(text), reading_(reading) {}

    void read() {
        Lines lines(text_);
        while (lines.next()) read_line(lines);
        end_section(text_.size());
        if (!reading_.recognised) return;
        for (std::size_t i = 0; i < model::question_count; ++i) {
            if (!seen_[i]) reading_.notices.push_back({Notice::Kind::missing_heading, 0, i});
        }
    }

  private:
    void read_line(const Lines& lines) {
        using Kind = HeadingMatch::Kind;
        if (lines.line().empty()) return;
        const HeadingMatch match = match_heading(lines.line());
        if (match.kind == Kind::question) {
            end_section(title_ != nowhere ? title_ : lines.begin());
            begin_question(lines, match);
        } else if (match.kind == Kind::title && !in_question_) {
            reading_.recognised = true;
            end_section(lines.begin());
            body_ = lines.behind();
        } else if (match.kind == Kind::title) {
            // Below a question it is a title only when a heading follows: then another report begins.
            if (title_ == nowhere) title_ = lines.begin();
        } else if (!model::utf8::is_blank(lines.line())) {
            title_ = nowhere;
            if (!in_question_ && !unplaced_noted_) {
                unplaced_noted_ = true;
                reading_.notices.push_back(line_notice(Notice::Kind::unplaced_text, lines));
            }
        }
    }

    void begin_question(const Lines& lines, const HeadingMatch& match) {
        reading_.recognised = true;
        if (seen_[match.question]) {
            reading_.notices.push_back(line_notice(Notice::Kind::repeated_heading, lines, match.question));
        } else if (match.question < furthest_ && !reordered_) {
            reordered_ = true;
            reading_.notices.push_back(line_notice(Notice::Kind::reordered, lines, match.question));
        }
        seen_[match.question] = true;
        if (match.question > furthest_) furthest_ = match.question;
        in_question_ = true;
        question_ = match.question;
        value_ = match.value;
        body_ = lines.behind();
        title_ = nowhere;
    }

    void end_section(std::size_t end) {
        const std::string_view body = text_.substr(body_, end - body_);
        if (!in_question_) {
            const std::string_view block = without_blank_edges(body);
            if (!block.empty()) reading_.report.unplaced.emplace_back(block);
            unplaced_noted_ = false;
            return;
        }
        std::string text(value_);
        if (text.empty()) {
            text = without_blank_edges(body);
        } else if (!model::utf8::is_blank(body)) {
            // Blank lines between the value and what follows are the writer's.
            text += '\n';
            text += without_blank_end(body);
        }
        std::string& answer = reading_.report.answers[question_];
        if (!answer.empty() && !text.empty()) answer += gap;
        answer += text;
        value_ = {};
    }

    std::string_view text_;
    TextReading& reading_;
    std::array<bool, model::question_count> seen_{};
    std::size_t furthest_ = 0;
    bool reordered_ = false;
    bool unplaced_noted_ = false;

    // The section being read.
    bool in_question_ = false;
    std::size_t question_ = 0;
    std::string_view value_;       // on the heading's own line
    std::size_t body_ = 0;         // where the lines below the heading begin
    std::size_t title_ = nowhere;  // where a title began that only blank lines have followed yet
};

}  // namespace

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

TextReading import_text(std::string_view utf8) {
    const std::string text = normalised(utf8);
    TextReading reading;
    if (read_exactly(text, reading.report)) {
        reading.exact = true;
        reading.recognised = true;
        note_headings_in_answers(text, reading.notices);
    } else {
        TolerantReader(text, reading).read();
    }
    return reading;
}

bool text_export_is_reversible(const model::Report& report) {
    for (std::size_t i = 0; i < model::question_count; ++i) {
        std::string answer = report.answers[i];
        // The form knows LF alone, and a text with NUL is not read as text.
        if (answer.find('\r') != nowhere || answer.find('\0') != nowhere) return false;
        if (i + 1 == model::question_count) break;
        // The reader takes the first place of the next heading; it must be the real one, also when the answer ends
        // like it.
        const std::string next = separator(i + 1);
        const std::size_t end = answer.size();
        answer += next;
        if (answer.find(next) != end) return false;
    }
    return true;
}

}  // namespace formats
