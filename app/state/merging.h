// What the stores hold comes into the page: at its start (Started), when the safety copy is read, and when another tab has written. Which record of a
// draft is the newest, and which are in conflict, is decided in drafts/merge.h.
#pragma once

#include "drafts/merge.h"

namespace state {

struct State;
struct Turn;
struct CopiesRead;
struct Started;

// The lines from which the page has its texts, or which it has made of them.
drafts::KnownLines known_lines(const State& state);
// What the stores have, merged; of lines from which the page has its texts the text is not read again. Then taken into the page.
drafts::Merged merged_stores(const State& state, const CopiesRead& event);
void take_stores(Turn& turn, const CopiesRead& event, drafts::Merged merged);

void on(Turn& turn, const Started&);
void on(Turn& turn, const CopiesRead&);

}  // namespace state
