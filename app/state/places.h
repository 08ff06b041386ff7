// Going from screen to screen: what comes with each, the list of drafts, a new draft, and what is folded out. Screens and addresses as values are
// route.h's.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "state/route.h"

namespace state {

inline constexpr std::size_t shown_step = 50;  // drafts in the list at first, and more with each Toon meer

// What the list of drafts shows.
struct DraftList {
    std::string search;              // content of the field "Zoeken in verslagen"
    std::size_t shown = shown_step;  // how many of the drafts that are found
};

// The question whether a draft or a snapshot is to be removed for good is a fold: this, and the draft's id or the snapshot's key.
inline constexpr std::string_view removal_fold = "sure.";

struct Turn;
struct EditSearch;
struct GoTo;
struct Navigated;
struct NewDraft;
struct ShowMore;
struct Toggle;
struct Unfold;

// Everything that comes with another screen. The address is not set: see Turn::set_address.
void set_route(Turn& turn, Route route);
void focus_first_question(Turn& turn);
// The screen of an address. `fresh`: the browser's history says that the draft of this address was new and not stored yet.
void open_address(Turn& turn, std::string_view hash, bool fresh);
// Announces that there is no room for a new draft, if so.
bool refuses_new(Turn& turn);
// Goes to a screen that is not about a draft, unless it is the one that is shown.
void show_screen(Turn& turn, Screen screen);

void on(Turn& turn, const Navigated&);
void on(Turn& turn, const EditSearch&);
void on(Turn& turn, const GoTo&);
void on(Turn& turn, const NewDraft&);
void on(Turn& turn, const Toggle&);
void on(Turn& turn, const Unfold&);
void on(Turn& turn, const ShowMore&);

}  // namespace state
