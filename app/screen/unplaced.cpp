// Niet herkend: unplaced text, on every screen that shows it. Only the writer moves it to an answer or removes it.
#include <algorithm>

#include "model/utf8.h"
#include "screen/page.h"
#include "screen/words.h"

namespace screen {

using semantics::Role;

namespace {

// How many pieces are shown: a broken file can leave thousands. The next ones appear as the first ones are placed or removed.
constexpr std::size_t most_shown = 50;

// The buttons of one piece: the first unfolds the answers that the piece can go to, the second removes the piece.
void ways_to_go(Ui& ui, const state::State& state, const std::string& draft, std::size_t index) {
    const std::string number = std::to_string(index);
    const std::string which = words::unplaced_number(ui.words(), index);
    const std::string fold = std::string(state::unplaced_fold) + number;
    const bool open = state.unfolded.count(fold) != 0;
    ui.gap(1);
    {
        const auto row = ui.row(Role::box, "unplaced.actions." + number);
        ui.button("fold." + fold, open ? Ui::Button::folding_open : Ui::Button::folding, words::move_to_answer,
                  state::Toggle{fold}, ui.say(words::move_to_answer) + which, open ? fold : std::string());
        ui.button("unplaced.remove." + number, Ui::Button::quiet, words::remove, state::RemoveUnplaced{draft, index},
                  ui.say(words::remove) + which);
    }
    if (!open) return;
    const auto answers = ui.column(Role::box, fold);
    for (std::size_t question = 0; question < model::question_count; ++question) {
        const model::Question& target = model::questions[question];
        ui.gap(1);
        const std::string text = ui.say(words::put_with) + ui.say(target.question);
        ui.button(fold + '.' + std::string(target.id), Ui::Button::quiet, text,
                  state::MoveUnplaced{draft, index, question}, text + which);
    }
}

void texts(Ui& ui, const model::Report& report, int heading_level, const state::State* state,
           const std::string& draft) {
    ui.heading("unplaced.heading", heading_level, TextStyle::question, words::not_recognised);
    ui.gap(1);
    ui.text("unplaced.note", TextStyle::hint, words::not_recognised_note);
    const std::size_t shown = std::min(report.unplaced.size(), most_shown);
    for (std::size_t i = 0; i < shown; ++i) {
        ui.gap(3);
        excerpt(ui, "unplaced." + std::to_string(i), report.unplaced[i]);
        if (state != nullptr) ways_to_go(ui, *state, draft, i);
    }
    if (shown == report.unplaced.size()) return;
    ui.gap(3);
    ui.text("unplaced.more", TextStyle::hint, words::more_unplaced(ui.words(), report.unplaced.size() - shown));
}

}  // namespace

void excerpt(Ui& ui, const std::string& key, std::string_view text) {
    // A window or two full. A text of a million lines would be a page that no browser can lay out.
    constexpr std::size_t most_bytes = 5'000;
    const std::string_view begin = model::utf8::clip(text, most_bytes);
    ui.keep_dutch();
    ui.writers_text(key, TextStyle::body, model::show_hidden(begin));
    if (begin.size() == text.size()) return;
    ui.gap(1);
    ui.text(key + ".more", TextStyle::hint, words::only_begins(ui.words(), text.size()));
}

void unplaced_to_read(Ui& ui, const model::Report& report, int heading_level) {
    if (report.unplaced.empty()) return;
    ui.gap(10);
    const auto box = ui.column(Role::group, "unplaced", words::not_recognised);
    texts(ui, report, heading_level, nullptr, {});
}

void unplaced_in_draft(Ui& ui, const state::State& state, const state::DraftEntry& entry) {
    using Kind = state::TextChange::Kind;
    if (state::reads_along(state, entry.draft.id)) {
        unplaced_to_read(ui, entry.draft.report, 2);
        return;
    }
    const state::TextChange* change = state::change_to_undo(state, entry.draft.id);
    if (change != nullptr && change->kind != Kind::moved && change->kind != Kind::removed) change = nullptr;
    const model::Report& report = entry.draft.report;
    if (report.unplaced.empty() && change == nullptr) return;
    ui.gap(10);
    const auto box = ui.column(Role::group, "unplaced", words::not_recognised);
    if (change != nullptr) {
        ui.text("unplaced.change", TextStyle::body,
                change->kind == Kind::removed
                    ? ui.say(words::unplaced_removed)
                    : words::moved_to(ui.words(), model::questions[change->question].question));
        ui.gap(2);
        {
            const auto row = ui.row(Role::box, "unplaced.undo");
            ui.button("undo.change", Ui::Button::standard, words::undo, state::UndoChange{entry.draft.id});
        }
        if (report.unplaced.empty()) return;
        ui.gap(6);
    }
    texts(ui, report, 2, &state, entry.draft.id);
}

}  // namespace screen
