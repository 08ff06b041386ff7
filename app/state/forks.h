// A text that must not be written under its own id goes on as a draft of its own. Nothing is written to a store here.
#pragma once

#include <string>

#include "drafts/record.h"
#include "state/announcement.h"
#include "state/entry.h"

namespace state {

struct Turn;

// What stands under the old id is not touched.
DraftEntry* fork(Turn& turn, const std::string& id, drafts::Draft draft, Said why);
// The draft itself, or a copy of it where nothing may be written under its id.
DraftEntry* fork_if_unreadable(Turn& turn, DraftEntry* entry);
// Whoever has the old one on the screen has the new one from now on.
void follow_fork(Turn& turn, const std::string& from, const DraftEntry& to);
// A name by which it is told from the one that it goes apart from, and from all others of the list.
void name_fork(Turn& turn, drafts::Draft& draft);
// Another page has gone on with this draft, or removed it. The text of this page goes on under an id of its own.
void fork_in_place(Turn& turn, DraftEntry& entry, Said why = Said::overtaken);

}  // namespace state
