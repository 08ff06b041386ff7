// The one place where the state changes: an action in, effects out. No callbacks, no browser, no clock.
#pragma once

#include <vector>

#include "state/action.h"
#include "state/effect.h"
#include "state/state.h"

namespace state {

std::vector<Effect> update(State& state, const Action& action);

// The page has been drawn: its fields name the drafts as they are called now and show what is in them, and what was announced is said.
void drawn(State& state);

}  // namespace state
