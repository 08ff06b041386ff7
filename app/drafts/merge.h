// Two stores hold the same drafts: localStorage and the replica, the copy of all drafts in IndexedDB ("veiligheidskopie" in the interface).
// Decides which record of a draft counts, and what each store lacks. Pure functions over strings: no storage, no clock, and nothing of
// what a page has in its fields.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drafts/record.h"

namespace drafts {

// The record line that the replica has of a draft.
struct Copy {
    std::string id, line;
};
// What a removal covers: the record of this stamp and every record that it builds on. A record that another page wrote at the same time, on
// the same parent, is not covered and survives the removal.
struct Tombstone {
    Stamp newest;
    std::uint64_t parent = 0;  // the parent revision of that record; as Record::parent_revision
    bool operator==(const Tombstone&) const = default;
};
std::string write_tombstone(const Tombstone& tombstone);  // "<revision> <base> <writer>"; web/safety.js reads it too
Tombstone read_tombstone(std::string_view text);          // newest.revision is 0 unless the text has exactly that form
// "<prefix>g <id> <writer>" in localStorage, with a tombstone as its value: the page of this writer is removing the draft, and the replica has
// not confirmed the removal yet. The next start finishes it.
std::string gone_key(std::string_view prefix, std::string_view id, std::string_view writer);
// A tombstone that the replica has, as write_tombstone() wrote it.
struct Gone {
    std::string id, tombstone;
};

// Whether the record with the stamp `newest` and the parent revision `base` was written with the text of `older` in sight: the same page wrote
// both, or `older` is the parent or older than the parent.
bool builds_on(const Stamp& newest, std::uint64_t parent, const Stamp& older);

struct MergedDraft {
    std::string id, line;  // line: the record that counts, as one store has it or both have it
    Stamp newest, local,
        copy;  // stamps of `line` and of each store's record; revision 0: that store has none that reads
    std::optional<std::string>
        other;  // a conflict: the other store's line, when neither record builds on the other. Both are kept
    bool restored = false;    // localStorage has no record or an older one: the replica gave the text back
    bool newer = false;       // a later version of the application wrote `line`: shown read-only
    bool unreadable = false;  // a slot or the replica holds bytes that do not parse: never overwritten, the draft forks
    bool local_closed = false, copy_closed = false;  // the next record would overwrite such bytes in that store
    std::vector<std::string> keys;                   // keys of the slots in localStorage whose record reads
};
// A draft with a tombstone of which a store still has a record, or whose removal is not finished.
struct GoneDraft {
    std::string id;
    Tombstone tombstone;
    Stamp local, copy;
    std::vector<std::string> keys;
    std::string
        line;  // the newest record, while only localStorage has the tombstone: the replica has not moved the draft to the trash yet
};
struct Merged {
    std::vector<MergedDraft> drafts;
    std::vector<GoneDraft> gone;
    std::vector<UnreadableItem> unreadable;        // records of the replica that do not read
    std::vector<UnreadableItem> unreadable_items;  // of localStorage, as find_drafts() gives them
};
// items: keys and values that localStorage has under the prefix; copies and gone: what the replica has. Either everything, or everything of
// some drafts. Drafts come in the order of their ids.
Merged merge(std::string_view prefix, const std::vector<StoredItem>& items, const std::vector<Copy>& copies,
             const std::vector<Gone>& gone, const KnownLines& known = {});

}  // namespace drafts
