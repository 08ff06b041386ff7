// Forks: a text that must not be written under its draft's id goes on as a draft of its own, with its own name. Nothing is written to a
// store here.
#pragma once

#include <string>

#include "drafts/record.h"
#include "state/announcement.h"
#include "state/entry.h"

namespace state {

struct Turn;
struct State;

// A new draft with this text, which takes the place of draft `id` on the screen. What the page and the stores have under `id` stays. `why` is
// announced.
DraftEntry* fork(Turn& turn, const std::string& id, drafts::Draft draft, Said why);
// The entry itself, or a fork of it where a slot of localStorage holds bytes that do not read and must not be written over.
DraftEntry* fork_if_unreadable(Turn& turn, DraftEntry* entry);
// Gives a fork a name that tells it from the draft that it comes from, and from all others of the list.
void name_fork(const State& state, drafts::Draft& draft);
// An entry with its text becomes a fork: it gets a new id and another name, what refers to it follows, and no store knows it yet. Returns the old id.
std::string give_new_id(Turn& turn, DraftEntry& entry);
// Another tab has written in this draft, or removed it: the entry, with the text of this page, gets a new id. When that is kept, what this page
// wrote under the old id is removed, and the old id is read again.
void fork_in_place(Turn& turn, DraftEntry& entry, Said why = Said::conflict);

}  // namespace state
