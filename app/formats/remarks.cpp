// Counts what is remarkable in texts that were read. It knows nothing of formats.
#include "formats/remarks.h"

#include <algorithm>

#include "formats/tidy.h"
#include "model/utf8.h"

namespace formats {

void Remarks::look(std::string_view text, std::size_t line, std::size_t question) {
    std::array<Found, link + 1>& found = found_[std::min(question, model::question_count)];
    const auto line_of = [&](std::size_t position) {
        return line == 0 ? line : line + model::utf8::line_ends(text.substr(0, position));
    };
    std::size_t next = 0;
    while (const auto hidden = model::next_hidden(text, next)) {
        next = hidden->position + hidden->size;
        Found& kind = found[static_cast<std::size_t>(hidden->kind)];
        if (kind.count++ > 0) continue;
        kind.line = line_of(hidden->position);
        kind.first = *hidden;
    }
    const EmptyLinks links = find_empty_links(text);
    if (links.count == 0) return;
    if (found[link].count == 0) found[link].line = line_of(links.first);
    found[link].count += links.count;
}

void Remarks::look(const model::Report& report) {
    for (std::size_t i = 0; i < model::question_count; ++i) look(report.answers[i], 0, i);
    for (const std::string& detail : report.trip) look(detail, 0, Notice::no_question);
    for (const std::string& text : report.unplaced) look(text, 0, Notice::no_question);
}

void Remarks::append_to(std::vector<Notice>& notices) const {
    for (std::size_t i = 0; i < found_.size(); ++i) {
        const std::size_t question = i < model::question_count ? i : Notice::no_question;
        for (std::size_t kind = 0; kind <= link; ++kind) {
            const Found& found = found_[i][kind];
            if (found.count == 0) continue;
            if (kind == link) {
                notices.push_back({Notice::Kind::link_without_address, found.line, question, {}, found.count});
            } else {
                notices.push_back({Notice::Kind::hidden_characters, found.line, question,
                                   model::hidden_mark(found.first), found.count, found.first.kind});
            }
        }
    }
}

}  // namespace formats
