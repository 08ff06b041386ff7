// Rules of state/tabs.h.
#include "state/tabs.h"

#include <algorithm>
#include <utility>

#include "state/forks.h"
#include "state/keeping.h"
#include "state/places.h"
#include "state/turn.h"

namespace state {

void hold_shown_draft(Turn& turn) {
    State& state = turn.state;
    if (state.hold.draft == state.route.draft) return;
    state.hold = {state.route.draft};
    turn.want(HoldDraft{state.route.draft});
}

void on(Turn& turn, const Held& event) {
    State& state = turn.state;
    if (event.draft != state.hold.draft) return;
    const Hold::By before = std::exchange(state.hold.by, Hold::By::us);
    state.hold.giving_up = false;
    if (before == Hold::By::us) return;
    turn.announce(Said::writes_here);
    // The button that was pressed is gone.
    if (before != Hold::By::passing) return;
    if (state.route.screen == Screen::write) focus_first_question(turn);
    if (state.route.screen == Screen::versions) turn.want(MoveFocus{"screen"});
}

void on(Turn& turn, const HeldElsewhere& event) {
    State& state = turn.state;
    if (event.draft != state.hold.draft || state.hold.by != Hold::By::us) return;
    state.hold.by = Hold::By::elsewhere;
    state.hold.giving_up = false;
    DraftEntry* const entry = find_entry(state, event.draft);
    if (entry != nullptr && has_unkept(*entry)) {
        // The other tab did not wait for this text: it becomes a fork.
        fork_in_place(turn, *entry);
        write(turn, *entry);
        judge_safety(turn, *entry);
        return;
    }
    turn.announce(Said::reads_along);
}

void on(Turn& turn, const HoldWanted& event) {
    State& state = turn.state;
    if (event.draft != state.hold.draft || state.hold.by != Hold::By::us) return;
    state.hold.giving_up = true;
    if (DraftEntry* const entry = find_entry(state, event.draft)) flush(turn, *entry);
}

void on(Turn& turn, const WriteHere&) {
    State& state = turn.state;
    if (!reads_along(state, state.hold.draft)) return;
    state.hold.by = Hold::By::passing;
    turn.want(HoldDraft{state.hold.draft, true});
}

void give_up_when_kept(Turn& turn) {
    State& state = turn.state;
    if (!state.hold.giving_up) return;
    const DraftEntry* const entry = find_entry(state, state.hold.draft);
    const bool is_safe = entry == nullptr || entry->newest.revision == 0 || holds_all(*entry, entry->copy) ||
                         (state.storage.replica != Replica::usable && is_kept(*entry));
    if (!is_safe) return;  // the other tab waits three seconds at most
    state.hold.giving_up = false;
    state.hold.by = Hold::By::elsewhere;
    turn.want(GiveUpDraft{state.hold.draft});
    turn.announce(Said::reads_along);
}

}  // namespace state
