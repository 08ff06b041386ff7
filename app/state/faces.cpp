// Rules of state/faces.h.
#include "state/faces.h"

#include "state/turn.h"

namespace state {
namespace {

void open_text_view(Turn& turn, TextView::Why why) {
    turn.state.text_view.on = true;
    turn.state.text_view.why = why;
    turn.want(ShowFace{true});
}

}  // namespace

void on(Turn& turn, const TextViewRemembered& event) {
    turn.state.text_view.declined = !event.on;
    if (event.on) open_text_view(turn, TextView::Why::chosen);
}

void on(Turn& turn, const TextViewWanted& event) {
    TextView& view = turn.state.text_view;
    const bool must = event.why == TextView::Why::cannot_paint;
    if (view.on) {
        // It stands open already; from now on there is no way back.
        if (must) view.why = event.why;
        return;
    }
    if (view.declined && !must) return;
    open_text_view(turn, event.why);
    turn.announce(Said::text_view_opened, std::to_string(static_cast<unsigned>(event.why)));
}

void on(Turn& turn, const SwitchTextView&) {
    using Choice = RememberTextView::Choice;
    TextView& view = turn.state.text_view;
    if (!view.on) {
        open_text_view(turn, TextView::Why::chosen);
        view.declined = false;
        turn.want(RememberTextView{Choice::on});
        turn.announce(Said::text_view_on);
        return;
    }
    if (view.why == TextView::Why::cannot_paint) {
        view.refused = true;
        turn.announce(Said::text_view_refused, std::to_string(static_cast<unsigned>(view.why)));
        return;
    }
    // Only who leaves it although the browser gave a reason does not want to be asked again.
    view.declined = view.why != TextView::Why::chosen;
    view.on = false;
    view.why = TextView::Why::chosen;
    turn.want(ShowFace{false});
    turn.want(RememberTextView{view.declined ? Choice::declined : Choice::nothing});
    turn.announce(Said::text_view_off);
}

void on(Turn& turn, const SwitchLanguage&) {
    State& state = turn.state;
    state.language.is_missing = false;
    if (state.language.now == Language::dutch) {
        turn.want(LoadEnglish{});
        return;
    }
    state.language.now = Language::dutch;
    turn.want(RememberLanguage{Language::dutch});
    turn.announce(Said::language);
}

void on(Turn& turn, const EnglishRead& event) {
    turn.state.language.now = Language::english;
    turn.state.language.is_missing = false;
    if (event.remembered) return;
    turn.want(RememberLanguage{Language::english});
    turn.announce(Said::language);
}

void on(Turn& turn, const EnglishMissing&) {
    turn.state.language.is_missing = true;
    turn.announce(Said::language_missing);
}

}  // namespace state
