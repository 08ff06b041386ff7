// A draft leaves both stores: its record goes into the trash, and a tombstone stays. Everything is asked for here and tried again until it
// is answered.
#pragma once

#include <string>
#include <vector>

#include "drafts/merge.h"
#include "drafts/record.h"
#include "state/entry.h"

namespace state {

// A draft that is being removed from both stores.
struct Removal {
    std::string draft;
    drafts::Stamp copy;  // what is known to stand there
    drafts::Tombstone tombstone;
    std::string line;               // what goes into the trash, where the safety copy has not got it
    std::vector<std::string> keys;  // in localStorage, that go when it is there
    drafts::Stamp local;
    bool on_its_way = false;
};

struct Turn;

void put_into_trash(Turn& turn, std::string id, const drafts::Record& record, std::string line);
// localStorage lets go at once of what is in the trash, or will be by the record that the safety copy has. A safety copy that
// cannot be read yet may come, and would bring back what was not removed from it.
void remove_from_stores(Turn& turn, Removal removal, std::vector<std::string> keys);
// With all that was typed in it.
void remove_entry(Turn& turn, DraftEntry& entry);
void send_removals(Turn& turn);

}  // namespace state
