// Rules of state/places.h.
#include "state/places.h"

#include <utility>

#include "state/turn.h"

namespace state {
namespace {

void make_blank(Turn& turn, const std::string& id) {
    State& state = turn.state;
    state.blank.emplace();
    state.blank->is_fresh = true;
    state.blank->draft.id = id;
    state.blank->changed = turn.action.now;
}

void open_new(Turn& turn, bool replace) {
    make_blank(turn, turn.action.random_id);
    set_route(turn, {Screen::write, turn.action.random_id});
    turn.set_address(replace);
}

// The browser's history may have a fresh address of a draft that exists by now, or is deleted.
bool may_become_blank(Turn& turn, std::string_view id) {
    State& state = turn.state;
    return !find_entry(state, id) && !is_deleted(state, id) && !turn.is_unreadable(id);
}

}  // namespace

void on(Turn& turn, const Navigated& event) { open_address(turn, event.hash, event.fresh); }

void on(Turn& turn, const EditSearch& event) {
    turn.state.list.search = as_typed(event.text);
    turn.state.list.shown = shown_step;
}

void on(Turn& turn, const GoTo& event) {
    Route route = event.route;
    route.draft = turn.id_meant(std::move(route.draft));
    const bool same = route == turn.state.route;  // pressing a link twice is one step back
    set_route(turn, std::move(route));
    turn.set_address(same);
    if (event.focus.empty()) {
        turn.want(ScrollToTop{});
    } else {
        turn.want(MoveFocus{event.focus});
    }
}

void on(Turn& turn, const NewDraft&) {
    if (refuses_new(turn)) {
        // Verslagen says why.
        if (turn.state.route.screen != Screen::drafts) on(turn, GoTo{{}, {}});
        return;
    }
    turn.effects.reserve(3);
    open_new(turn, false);
    turn.want(ScrollToTop{});
    focus_first_question(turn);
}

void on(Turn& turn, const Toggle& event) {
    if (turn.state.unfolded.erase(event.key) == 0) turn.state.unfolded.insert(event.key);
}

void on(Turn& turn, const Unfold& event) { turn.state.unfolded.insert(event.key); }

void on(Turn& turn, const ShowMore& event) {
    if (!event.focus.empty()) turn.want(MoveFocus{event.focus});
    turn.state.list.shown += shown_step;
}

void set_route(Turn& turn, Route route) {
    State& state = turn.state;
    DraftEntry* const before = route.draft == state.route.draft ? nullptr : find_entry(state, state.route.draft);
    DraftEntry* const next = find_entry(state, route.draft);
    // A draft that another tab writes in keeps both records.
    const bool puts_away = before != nullptr && !reads_along(state, state.route.draft);
    const bool same = route == state.route;
    state.route = std::move(route);
    if (state.route.screen != Screen::restore) state.restore.reset();
    if (next != nullptr) next->put_away = false;
    if (puts_away) before->put_away = true;
    if (!same) {
        // Notices belong to the screen that was left; those of this action are for the next one.
        for (Announcement& notice : state.told.notices) {
            if (notice.serial <= turn.said_before) notice.serial = 0;
        }
        turn.drop_notices();
    }
    // Sorted when the list comes into view, not while it could move under a finger.
    if (state.route.screen == Screen::drafts) turn.sort_drafts();
    state.device.wiping = Wiping::no;
    state.device.wiped.reset();
    if (!same && !state.backup.offered) state.backup.outcome.reset();
    if (state.route.screen == Screen::device) turn.want(ReadDevice{});
    if (state.route.screen == Screen::trash && has_trash(state)) turn.want(ReadTrash{});
    state.new_version.on_top = state.new_version.ready;
}

void focus_first_question(Turn& turn) { turn.want(MoveFocus{"answer." + question_id(0)}); }

void open_address(Turn& turn, std::string_view hash, bool fresh) {
    State& state = turn.state;
    Address opened = parse_address(hash);
    const bool opens_blank = fresh && !opened.route.draft.empty() && may_become_blank(turn, opened.route.draft);
    if ((opened.new_draft || opens_blank) && refuses_new(turn)) {
        opened = {{}, false};
    } else if (opened.new_draft) {
        open_new(turn, true);
        focus_first_question(turn);
        return;
    } else if (opens_blank) {
        make_blank(turn, opened.route.draft);
    }
    set_route(turn, std::move(opened.route));
    const bool is_kept_since = fresh && !turn.is_blank(state.route.draft) && find_entry(state, state.route.draft);
    if (!opened.known || is_kept_since) turn.set_address(true);
}

bool refuses_new(Turn& turn) {
    if (!turn.state.device.room.is_closed()) return false;
    turn.announce(Said::no_room);
    return true;
}

void show_screen(Turn& turn, Screen screen) {
    if (turn.state.route.screen == screen) return;
    set_route(turn, {screen, {}});
    turn.set_address(false);
    turn.want(ScrollToTop{});
}

}  // namespace state
