// Rules of state/forks.h.
#include "state/forks.h"

#include <algorithm>
#include <utility>

#include "state/turn.h"

namespace state {
namespace {

// The screen that shows draft `from` shows the fork from now on.
void follow_fork(Turn& turn, const std::string& from, const DraftEntry& to) {
    State& state = turn.state;
    state.token += 1;
    state.forks.push_back({from, to.draft.id, state.token});
    if (state.route.draft != from) return;
    state.route.draft = to.draft.id;
    turn.set_address(true);
}

}  // namespace

DraftEntry* fork(Turn& turn, const std::string& id, drafts::Draft draft, Said why) {
    DraftEntry copy;
    copy.draft = std::move(draft);
    copy.draft.id = turn.fresh_id();
    DraftEntry& entry = *turn.state.drafts.insert(turn.state.drafts.begin(), std::move(copy));
    follow_fork(turn, id, entry);
    turn.announce(why, entry, id);
    return &entry;
}

DraftEntry* fork_if_unreadable(Turn& turn, DraftEntry* entry) {
    if (!entry->unreadable_slot) return entry;
    const std::string id = entry->draft.id;
    return fork(turn, id, entry->draft, Said::continued_as_copy);
}

void name_fork(const State& state, drafts::Draft& draft) {
    const std::string before = draft.name;
    const std::string_view own = std::string_view(before).substr(0, version_at(before));
    const auto has_it = [&draft](const DraftEntry& entry) {
        return &entry.draft != &draft && entry.draft.name == draft.name;
    };
    std::size_t number = 1;
    do {
        draft.name = own;
        if (!own.empty() && own.back() != ' ') draft.name += ' ';
        draft.name += other_version;
        if (number > 1) draft.name += ' ' + std::to_string(number);
        draft.name += ')';
        number += 1;
    } while (draft.name == before || std::any_of(state.drafts.begin(), state.drafts.end(), has_it));
}

std::string give_new_id(Turn& turn, DraftEntry& entry) {
    State& state = turn.state;
    std::string from = entry.draft.id;
    leave_stores(entry, turn.fresh_id());
    name_fork(state, entry.draft);
    if (state.change && state.change->draft == from) state.change->draft = entry.draft.id;
    if (state.new_version.waits_for.erase(from) != 0) state.new_version.waits_for.insert(entry.draft.id);
    follow_fork(turn, from, entry);
    return from;
}

void fork_in_place(Turn& turn, DraftEntry& entry, Said why) {
    DraftEntry::Left left{entry.draft.id, entry.keys, entry.local.stamp};
    const std::string from = give_new_id(turn, entry);
    // The records that this page wrote under the old id are removed when the fork is kept; otherwise each merge would find them in conflict.
    entry.left = std::move(left);
    turn.announce(why, entry, from);
}

}  // namespace state
