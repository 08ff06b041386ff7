// Rules of state/tabs.h.
#include "state/tabs.h"

#include <utility>

#include "state/forks.h"
#include "state/keeping.h"
#include "state/places.h"
#include "state/turn.h"

namespace state {

void lease_shown_draft(Turn& turn) {
    State& state = turn.state;
    if (state.lease.draft == state.route.draft) return;
    state.lease = {state.route.draft};
    turn.want(AskForLease{state.route.draft});
}

void on(Turn& turn, const LeaseGiven& event) {
    State& state = turn.state;
    if (event.draft != state.lease.draft) return;
    const Lease::By before = std::exchange(state.lease.by, Lease::By::us);
    state.lease.giving_up = false;
    if (before == Lease::By::us) return;
    turn.announce(Said::writes_here);
    // The button that was pressed is gone.
    if (before != Lease::By::passing) return;
    if (state.route.screen == Screen::write) focus_first_question(turn);
    if (state.route.screen == Screen::versions) turn.want(MoveFocus{"screen"});
}

void on(Turn& turn, const LeaseElsewhere& event) {
    State& state = turn.state;
    if (event.draft != state.lease.draft || state.lease.by != Lease::By::us) return;
    state.lease.by = Lease::By::elsewhere;
    state.lease.giving_up = false;
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

void on(Turn& turn, const LeaseWanted& event) {
    State& state = turn.state;
    if (event.draft != state.lease.draft || state.lease.by != Lease::By::us) return;
    state.lease.giving_up = true;
    if (DraftEntry* const entry = find_entry(state, event.draft)) flush(turn, *entry);
}

void on(Turn& turn, const WriteHere&) {
    State& state = turn.state;
    if (!reads_along(state, state.lease.draft)) return;
    state.lease.by = Lease::By::passing;
    turn.want(AskForLease{state.lease.draft, true});
}

void give_lease_up_when_kept(Turn& turn) {
    State& state = turn.state;
    if (!state.lease.giving_up) return;
    const DraftEntry* const entry = find_entry(state, state.lease.draft);
    const bool is_safe = entry == nullptr || entry->newest.revision == 0 || holds_all(*entry, entry->copy) ||
                         (state.storage.replica != Replica::usable && is_kept(*entry));
    if (!is_safe) return;  // the other tab waits three seconds at most
    state.lease.giving_up = false;
    state.lease.by = Lease::By::elsewhere;
    turn.want(GiveUpLease{state.lease.draft});
    turn.announce(Said::reads_along);
}

}  // namespace state
