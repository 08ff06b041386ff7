// update(): the event goes to its concern, then everything that follows is settled. No rule stands here.
#include "state/update.h"

#include <utility>

#include "state/backing_up.h"
#include "state/changes.h"
#include "state/device.h"
#include "state/downloads.h"
#include "state/earlier.h"
#include "state/faces.h"
#include "state/importing.h"
#include "state/keeping.h"
#include "state/merging.h"
#include "state/new_version.h"
#include "state/places.h"
#include "state/putting_back.h"
#include "state/settle.h"
#include "state/shortcuts.h"
#include "state/tabs.h"
#include "state/trash.h"
#include "state/turn.h"
#include "state/writing.h"

namespace state {
namespace {

bool is_heard_while_wiping(const Event& event) {
    return std::holds_alternative<Wiped>(event) || std::holds_alternative<TextViewWanted>(event) ||
           std::holds_alternative<OfflineReady>(event) || std::holds_alternative<NewVersionReady>(event) ||
           std::holds_alternative<EnglishRead>(event);
}

}  // namespace

std::vector<Effect> update(State& state, const Action& action) {
    state.now = action.now;
    // Nothing may be written while all of it is being wiped: it would be gone with the rest, behind words that it is kept.
    if (state.device.wiping == Wiping::running && !is_heard_while_wiping(action.event)) return {};
    Turn turn(state, action);
    std::visit([&turn](const auto& event) { on(turn, event); }, action.event);
    settle(turn);
    return std::move(turn.effects);
}

std::vector<Announcement> take_unsaid(State& state) { return std::exchange(state.told.unsaid, {}); }

}  // namespace state
