// One action being carried out: the state that it changes, and what it wants done outside. It has no rule of its own: a concern
// (state/keeping.h, state/places.h and so on) is a set of functions over it.
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
        : state(into), action(what), route_before(into.route), said_before(into.told.last.serial) {}

    void want(Effect effect) { effects.push_back(std::move(effect)); }

    // ---- What is said. A notice that the same thing or a newer save state makes untrue is taken away.
    void announce(Said kind, std::string subject = {});
    void announce(Said kind, const DraftEntry& about, const std::string& other = {});
    void tell(Announcement told);
    // Takes away the notices whose serial was set to 0, which marks them as no longer true.
    void drop_notices();

    // ---- Drafts
    // What a field or a button calls a draft until it is drawn anew: the id, or that of the fork which took its place.
    std::string id_meant(std::string id) const;
    DraftEntry* entry_meant(const std::string& id);
    // The entry that the answer of a store is about: also one that was deleted while the answer was on its way.
    DraftEntry* entry_stored(std::string_view id);
    std::vector<DraftEntry>::iterator position(std::string_view id);
    std::vector<Removal>::iterator removal_of(std::string_view id);
    bool is_blank(std::string_view id) const;
    // Whether something under this id does not read, and must not be written over.
    bool is_unreadable(std::string_view id) const;
    void list_unreadable(drafts::UnreadableItem item);
    // At its place in the list, by its last change.
    DraftEntry& insert(DraftEntry entry);
    void sort_drafts();

    // ---- Ids: an action brings one random id. Further ones are hashes of it, as hard to guess as the id itself.
    std::string fresh_id();
    std::string further_id(std::size_t number) const;

    // Sets the address of the screen that is shown. A draft that is not stored yet is marked there, so that a reload opens it again.
    // replace: in place of the address before, without a step in the browser's history.
    void set_address(bool replace);
};

std::string question_id(std::size_t question);
// A text as every format can carry it: lines end in LF, and what is not UTF-8 (no browser hands on such text) becomes U+FFFD; a draft with
// anything else could not be written.
std::string as_typed(std::string_view text);

}  // namespace state
