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
    if (turn.state.hold.draft == turn.state.route.draft) return;
    turn.state.hold = {turn.state.route.draft};
    turn.want(HoldDraft{turn.state.route.draft});
}

void on(Turn& turn, const Held& event) {
    if (event.draft != turn.state.hold.draft) return;
    const Hold::By before = std::exchange(turn.state.hold.by, Hold::By::us);
    turn.state.hold.giving_up = false;
    if (before == Hold::By::us) return;
    turn.announce(Said::writes_here);
    // The button that was pressed is gone.
    if (before != Hold::By::passing) return;
    if (turn.state.route.screen == Screen::write) focus_first_question(turn);
    if (turn.state.route.screen == Screen::versions) turn.want(MoveFocus{"screen"});
}

void on(Turn& turn, const HeldElsewhere& event) {
    if (event.draft != turn.state.hold.draft || turn.state.hold.by != Hold::By::us) return;
    turn.state.hold.by = Hold::By::elsewhere;
    turn.state.hold.giving_up = false;
    DraftEntry* const entry = find_entry(turn.state, event.draft);
    if (entry != nullptr && has_unkept(*entry)) {
        // Nobody waited for it. It goes on as a version of its own.
        fork_in_place(turn, *entry);
        write(turn, *entry);
        judge_safety(turn, *entry);
        return;
    }
    turn.announce(Said::reads_along);
}

void on(Turn& turn, const HoldWanted& event) {
    if (event.draft != turn.state.hold.draft || turn.state.hold.by != Hold::By::us) return;
    turn.state.hold.giving_up = true;
    if (DraftEntry* const entry = find_entry(turn.state, event.draft)) flush(turn, *entry);
}

void on(Turn& turn, const WriteHere&) {
    if (!reads_along(turn.state, turn.state.hold.draft)) return;
    turn.state.hold.by = Hold::By::passing;
    turn.want(HoldDraft{turn.state.hold.draft, true});
}

void give_up_when_kept(Turn& turn) {
    if (!turn.state.hold.giving_up) return;
    const DraftEntry* const entry = find_entry(turn.state, turn.state.hold.draft);
    const bool is_safe = entry == nullptr || entry->newest.revision == 0 || holds_all(*entry, entry->copy) ||
                         (turn.state.copies != Copies::usable && is_kept(*entry));
    if (!is_safe) return;  // the other tab waits only so long
    turn.state.hold.giving_up = false;
    turn.state.hold.by = Hold::By::elsewhere;
    turn.want(GiveUpDraft{turn.state.hold.draft});
    turn.announce(Said::reads_along);
}

}  // namespace state
