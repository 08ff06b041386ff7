// Rules of state/device.h.
#include "state/device.h"

#include <utility>

#include "state/places.h"
#include "state/turn.h"

namespace state {
namespace {

// The state as at the start of a page that has nothing stored; face and language stay.
void forget_all(Turn& turn) {
    State& state = turn.state;
    State left;
    left.storage = state.storage;
    left.storage.has_kept = false;
    left.now = state.now;
    left.token = state.token;  // what is on the screen has older ones
    left.route = state.route;
    left.lease = state.lease;  // to be given up
    left.device.offline_ready = state.device.offline_ready;
    left.new_version.ready = state.new_version.ready;
    left.new_version.on_top = state.new_version.on_top;
    left.text_view = state.text_view;
    left.language.now = state.language.now;
    left.told.last = state.told.last;
    left.told.unsaid = std::move(state.told.unsaid);
    state = std::move(left);
}

}  // namespace

void on(Turn& turn, const OfflineReady& event) { turn.state.device.offline_ready = event.ready; }

void on(Turn& turn, const RoomRead& event) {
    turn.state.device.room = event.room;
    if (turn.state.route.screen == Screen::device) turn.want(ReadDevice{});
}

void on(Turn& turn, const DeviceRead& event) {
    State& state = turn.state;
    state.device.facts = event.device;
    // Another tab may have made one.
    const auto last = parse_iso_time(event.last_backup);
    const bool is_later = last && (!state.backup.last || drafts::time_order(event.last_backup) >
                                                             drafts::time_order(iso_time(*state.backup.last)));
    if (is_later) state.backup.last = last;
}

void on(Turn& turn, const AskToWipe&) {
    turn.state.device.wiping = Wiping::asked;
    turn.want(MoveFocus{"wipe.no"});
}

void on(Turn& turn, const KeepAll&) {
    turn.state.device.wiping = Wiping::no;
    turn.want(MoveFocus{"wipe"});
}

void on(Turn& turn, const WipeAll&) {
    if (turn.state.device.wiping != Wiping::asked) return;
    forget_all(turn);
    turn.state.device.wiping = Wiping::running;
    turn.want(MoveFocus{"screen"});  // the button that was pressed is gone
    turn.want(WipeDevice{});
}

void on(Turn& turn, const WipeBegun&) {
    forget_all(turn);
    set_route(turn, {Screen::device, {}});
    turn.set_address(true);
    turn.state.device.wiping = Wiping::running;
}

void on(Turn& turn, const Wiped& event) {
    forget_all(turn);
    set_route(turn, {});
    turn.set_address(false);
    turn.want(ScrollToTop{});
    turn.state.device.wiped = event.outcome;
    const bool whole = !event.outcome.local_left && event.outcome.copy == StorageTrouble::none;
    turn.announce(whole ? Said::wiped : Said::wipe_failed);
}

}  // namespace state
