// Rules of state/new_version.h.
#include "state/new_version.h"

#include "state/keeping.h"
#include "state/turn.h"

namespace state {
namespace {

// What was not kept before is tried once more, but only once.
void write_for_new_version(Turn& turn, bool also_not_saved) {
    for (DraftEntry& entry : turn.state.drafts) {
        if (entry.safety != Safety::not_saved || also_not_saved) flush(turn, entry);
        if (is_being_written(entry)) turn.state.new_version.waits_for.insert(entry.draft.id);
    }
}

}  // namespace

void on(Turn& turn, const NewVersionReady&) {
    if (turn.state.new_version.ready) return;
    turn.state.new_version.ready = true;
    turn.announce(Said::new_version);
}

void on(Turn& turn, const TakeNewVersion&) {
    State& state = turn.state;
    if (!state.new_version.ready) return;
    state.new_version.taking = true;
    state.new_version.refused = NewVersion::Refused::no;
    write_for_new_version(turn, true);
}

void take_new_version(Turn& turn) {
    State& state = turn.state;
    NewVersion& offer = state.new_version;
    if (!offer.taking) return;
    if (offer.waits_for.empty()) write_for_new_version(turn, false);  // typed while the answers were on their way
    if (!offer.waits_for.empty()) return;
    offer.taking = false;
    if (model::is_answered(state.import.text)) {
        offer.refused = NewVersion::Refused::import_text;
    } else if (is_unkept(state)) {
        offer.refused = NewVersion::Refused::not_saved;
    } else {
        turn.want(UseNewVersion{});
        return;
    }
    turn.announce(Said::new_version_refused);
}

}  // namespace state
