// What the stores do when a draft is removed (trash.h has the button): its last record goes into the trash, and a tombstone says that it was
// removed. A removal is asked for again until the safety copy has answered.
#pragma once

#include <string>
#include <vector>

#include "drafts/merge.h"
#include "drafts/record.h"
#include "state/entry.h"

namespace state {

// A draft that is being removed from both stores.
struct Removal {
    std::string draft;   // id
    drafts::Stamp copy;  // of the newest record known to be in the safety copy
    drafts::Tombstone tombstone;
    std::string line;               // the record for the trash, where the safety copy has not got it; else empty
    std::vector<std::string> keys;  // in localStorage; removed when the trash has the record
    drafts::Stamp local;            // of the newest record known to be in localStorage
    bool on_its_way = false;        // asked for, and not answered yet
};

struct Turn;

// A record that is in no store goes into the trash under this id.
void put_into_trash(Turn& turn, std::string id, const drafts::Record& record, std::string line);
// keys: the draft's records in localStorage. With an empty line the safety copy has the record already, and the keys are removed now; otherwise
// in on(Removed), when the trash has the line. The removal is remembered until the safety copy has answered, also while that cannot be read.
void remove_from_stores(Turn& turn, Removal removal, std::vector<std::string> keys);
// Removes a draft with everything that was typed in it, also what was not written yet.
void remove_entry(Turn& turn, DraftEntry& entry);
// Asks the safety copy for every removal that is not on its way.
void send_removals(Turn& turn);

}  // namespace state
