// One event being carried out: the state that it changes, and what it wants done outside. It has no rule of its own; every concern
// (state/keeping.h, state/places.h …) is a set of functions over it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "state/action.h"
#include "state/effect.h"
#include "state/state.h"

namespace state {

struct Turn {
    State& state;
    const Action& action;
    const Route route_before;         // where the writer was when the event came
    const std::uint32_t said_before;  // serial of the last announcement before the event
    std::vector<Effect> effects{};    // in the order in which they are carried out
    std::size_t ids_used = 0;         // of fresh_id()

    Turn(State& into, const Action& what)
        : state(into), action(what), route_before(into.route), said_before(into.announcement.serial) {}

    void want(Effect effect) { effects.push_back(std::move(effect)); }

    void announce(Said kind, std::string subject = {});
    void announce(Said kind, const DraftEntry& about, const std::string& other = {});
    void tell(Announcement told);
    // Those that have no serial any more.
    void drop_notices();
    bool is_blank(std::string_view id) const;
    // Where the list has it by its last change.
    DraftEntry& insert(DraftEntry entry);
    void sort_drafts();
    // A new draft's address says that nothing is stored under it yet, so that a reload opens it again.
    void set_address(bool replace);
    // Something under this id does not read, and must not be written over.
    bool is_unreadable(std::string_view id) const;
    // One action brings one random id. Others are made of it: as unlikely to meet as the id itself is to be guessed.
    std::string further_id(std::size_t number) const;
    std::vector<DraftEntry>::iterator position(std::string_view id);
    // What a field or a button names, as long as it is not drawn anew: see State::moved.
    std::string id_meant(std::string id) const;
    DraftEntry* entry_meant(const std::string& id);
    // One action brings one random id; see further_id.
    std::string fresh_id();
    void list_unreadable(drafts::UnreadableItem item);
    std::vector<Removal>::iterator removal_of(std::string_view id);
    // The entry that an answer of a store is about; also the one that was deleted while it was on its way.
    DraftEntry* entry_stored(std::string_view id);
};

std::string question_id(std::size_t question);
// A text as every format can carry it. What is no UTF-8 (no browser hands on such text) becomes U+FFFD, or the draft could
// never be written again.
std::string as_typed(std::string_view text);

}  // namespace state
