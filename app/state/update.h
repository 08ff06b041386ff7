// The one place where the state changes: an action in, effects out. No callbacks, no browser, no clock.
#pragma once

#include <vector>

#include "state/action.h"
#include "state/effect.h"
#include "state/state.h"

namespace state {

std::vector<Effect> update(State& state, const Action& action);

// What was announced since the last call, to be said now.
std::vector<Announcement> take_unsaid(State& state);

}  // namespace state
