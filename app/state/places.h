// Where the writer is: addresses, the list, a new draft, folds.
#pragma once

#include <cstddef>
#include <string_view>

#include "state/route.h"

namespace state {

inline constexpr std::size_t shown_step = 50;  // drafts at first, and more with each Toon meer

// … and of the last question before a draft or a moment is removed for good: this, and its id or key.
inline constexpr std::string_view removal_fold = "sure.";

struct Turn;
struct EditSearch;
struct GoTo;
struct Navigated;
struct NewDraft;
struct ShowMore;
struct Toggle;
struct Unfold;

void set_route(Turn& turn, Route route);
void focus_first_question(Turn& turn);
void open_address(Turn& turn, std::string_view hash, bool fresh);
bool refuses_new(Turn& turn);
// A file can be dropped on every screen; its preview stands on one.
void show_screen(Turn& turn, Screen screen);

void on(Turn& turn, const Navigated&);
void on(Turn& turn, const EditSearch&);
void on(Turn& turn, const GoTo&);
void on(Turn& turn, const NewDraft&);
void on(Turn& turn, const Toggle&);
void on(Turn& turn, const Unfold&);
void on(Turn& turn, const ShowMore&);

}  // namespace state
