// Two stores hold the same drafts: localStorage, and the safety copy. What holds of each draft, and what each store lacks of it.
// Pure functions over strings: no storage, no clock, and nothing of what a page has in its fields.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drafts/record.h"

namespace drafts {

// A record line in the safety copy.
struct Copy {
    std::string id, line;
};
// What is gone of a draft that was removed: this record and all that it builds on. What another page wrote beside it is not.
struct Tombstone {
    Stamp newest;
    std::uint64_t parent = 0;
    bool operator==(const Tombstone&) const = default;
};
std::string write_tombstone(const Tombstone& tombstone);  // "<revision> <base> <writer>"; web/safety.js reads it too
Tombstone read_tombstone(std::string_view text);          // of no revision unless exactly of that form
// "<prefix>g <id> <writer>" in localStorage: this page is removing the draft, and the safety copy has not answered yet.
std::string gone_key(std::string_view prefix, std::string_view id, std::string_view writer);
// A tombstone in the safety copy, as it is written.
struct Gone {
    std::string id, tombstone;
};

// Whether the record of this stamp and base has the older one in it: the same page wrote both, or it began after the older.
bool builds_on(const Stamp& newest, std::uint64_t parent, const Stamp& older);

struct MergedDraft {
    std::string id, line;       // the record that holds, as it stands in one store or both
    Stamp newest, local, copy;  // of that record, and of what each store has; none: nothing that reads
    std::optional<std::string>
        other;                // the other store's line, when neither builds on the other: both texts have to be kept
    bool restored = false;    // localStorage lacks it, or has an older one
    bool newer = false;       // a later version wrote it: read-only here
    bool unreadable = false;  // beside it stands something that must not be overwritten: writing goes on under a new id
    bool local_closed = false, copy_closed = false;  // … just where this record would have to go
    std::vector<std::string> keys;                   // of the slots in localStorage that read
};
// A tombstone stands, and something of its draft is left.
struct GoneDraft {
    std::string id;
    Tombstone tombstone;
    Stamp local, copy;
    std::vector<std::string> keys;
    std::string line;  // its newest record, while localStorage alone says that it is gone: it is not in the trash yet
};
struct Merged {
    std::vector<MergedDraft> drafts;
    std::vector<GoneDraft> gone;
    std::vector<UnreadableItem> unreadable;  // in the safety copy
};
// items: what localStorage has under the prefix; copies and gone: what the safety copy has. All of it, or all of some drafts.
Merged merge(std::string_view prefix, const std::vector<StoredItem>& items, const std::vector<Copy>& copies,
             const std::vector<Gone>& gone);

}  // namespace drafts
