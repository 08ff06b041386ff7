// Rules of state/shortcuts.h.
#include "state/shortcuts.h"

#include "state/downloads.h"
#include "state/places.h"
#include "state/turn.h"

namespace state {
namespace {

// From the field that has the focus; from elsewhere to the first one, or the last. At the end it stays where it is.
void go_to_question(Turn& turn, std::string_view focused, bool next) {
    std::size_t at = model::question_count;
    for (std::size_t i = 0; i < model::question_count; ++i) {
        if (focused == "answer." + question_id(i)) at = i;
    }
    const bool elsewhere = at == model::question_count;
    if (elsewhere) {
        at = next ? 0 : model::question_count - 1;
    } else if (next ? at + 1 < model::question_count : at > 0) {
        at = next ? at + 1 : at - 1;
    } else {
        return;
    }
    turn.want(MoveFocus{"answer." + question_id(at)});
}

}  // namespace

void on(Turn& turn, const Shortcut& event) {
    State& state = turn.state;
    using To = Shortcut::To;
    const bool about_draft = state.route.screen == Screen::write || state.route.screen == Screen::check;
    const DraftEntry* const entry = about_draft ? find_entry(state, state.route.draft) : nullptr;
    const bool opens = entry != nullptr && !entry->newer_version;
    switch (event.to) {
        case To::new_draft:
            on(turn, NewDraft{});
            return;
        case To::help:
            on(turn, GoTo{{Screen::help, {}}, {}});
            return;
        case To::search:
            // Without drafts there is nothing to look through, and no field for it.
            on(turn, GoTo{{Screen::drafts, {}}, state.drafts.empty() ? "screen" : "search"});
            return;
        case To::next_question:
        case To::previous_question:
            if (opens && state.route.screen == Screen::write) {
                go_to_question(turn, event.focused, event.to == To::next_question);
            }
            return;
        case To::check:
            if (opens && state.route.screen == Screen::write) on(turn, GoTo{{Screen::check, state.route.draft}, {}});
            return;
        case To::download:
            if (opens) on(turn, DownloadReport{state.route.draft, DownloadReport::As::text});
            return;
    }
}

}  // namespace state
