// The list of state/settle.h.
#include "state/settle.h"

#include "state/earlier.h"
#include "state/keeping.h"
#include "state/new_version.h"
#include "state/tabs.h"
#include "state/turn.h"

namespace state {

void settle(Turn& turn) {
    lease_shown_draft(turn);
    give_lease_up_when_kept(turn);
    if (turn.state.route != turn.route_before) {
        turn.state.is_typing = false;
        begin_history(turn);
    }
    compare_versions(turn.state);
    for (DraftEntry& entry : turn.state.drafts) remove_older_record(turn, entry);
    take_new_version(turn);
}

}  // namespace state
