// What the stores hold comes into the page: at its start (Started), when the safety copy is read, and when another tab has written. Which record of a
// draft is the newest, and which are in conflict, is decided in drafts/merge.h.
#pragma once

namespace state {

struct Turn;
struct CopiesRead;
struct Started;

void on(Turn& turn, const Started&);
void on(Turn& turn, const CopiesRead&);

}  // namespace state
