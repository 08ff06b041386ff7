// All that the application remembers, as one value. It knows no browser, no ImGui, no clock: times and random ids arrive
// in actions. Words are not here either: the screens choose them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "drafts/merge.h"
#include "drafts/record.h"
#include "model/report.h"
#include "state/announcement.h"
#include "state/backing_up.h"
#include "state/changes.h"
#include "state/device.h"
#include "state/earlier.h"
#include "state/entry.h"
#include "state/faces.h"
#include "state/importing.h"
#include "state/keeping.h"
#include "state/new_version.h"
#include "state/places.h"
#include "state/putting_back.h"
#include "state/removing.h"
#include "state/route.h"
#include "state/tabs.h"
#include "state/time.h"
#include "state/trash.h"

namespace state {

struct State {
    // Given once at the start
    std::string key_prefix;         // see drafts/record.h
    std::string writer;             // 8 hex digits of this page
    bool storage_available = true;  // localStorage
    Copies copies = Copies::unknown;
    StorageTrouble copies_trouble = StorageTrouble::none;  // why they are unavailable
    // Of a record, in UTF-16 units: a longer one is in the safety copy only. Browsers write so much an hour to localStorage, and no more.
    std::size_t longest_local = 256u << 10;

    LocalTime now;  // of the last action
    Route route;
    Hold hold;
    std::vector<DraftEntry>
        drafts;  // newest change first; a blank new draft is not among them until its first character
    std::optional<DraftEntry> blank;  // the new draft that #/nieuw opened, until its first character
    // What was on the screen of one draft and went on as another, one after the other, since the page was drawn: its fields still name
    // the first, and what is typed in them goes to where that text went.
    struct Moved {
        std::string from, to;  // ids
    };
    std::vector<Moved> moved;
    // In the same way, what they still show of a draft whose text has been replaced.
    struct Shown {
        std::string draft;
        model::Report report;
    };
    std::vector<Shown> shown_still;
    std::vector<drafts::UnreadableItem> unreadable;
    std::optional<DraftEntry> deleted;  // the last deletion, while it can be undone
    std::vector<Removal> removals;      // from the safety copy, not answered yet or to be tried again
    // What is in the safety copy of removed drafts, the last one first; nothing: not read yet, or it cannot be.
    std::optional<std::vector<InTrash>> trash;
    std::string removed_for_good;      // id, until the trash has been read again
    std::optional<TextChange> change;  // read it through change_to_undo()
    History history;
    ImportInput import;
    std::optional<LocalTime> last_backup;  // as far as this browser knows
    bool makes_backup = false;             // when the stores have been read
    // Of one that was made: stands beside its button until the screen is left, and when the whole of it was offered until the writer has
    // seen it.
    std::optional<Announcement> backup_outcome;
    std::optional<LocalTime> backup_offered;  // when that one was made
    std::optional<Restore> restore;
    NewVersion new_version;
    TextView text_view;
    Announcement announcement;              // the last one
    std::vector<Announcement> unsaid;       // since the page was drawn: said one after the other
    std::vector<Announcement> notices;      // on the screen until another one comes
    std::set<std::string> unfolded;         // keys of hints and groups that are open
    std::string search;                     // content of the field "Zoeken in verslagen"
    std::size_t drafts_shown = shown_step;  // of those that are found
    Room room;
    std::optional<Device> device;
    std::optional<WipeOutcome> wiped;  // stands on Verslagen, until that is left
    Wiping wiping = Wiping::no;
    enum class GivenUp : std::uint8_t { nothing, automatic, named } given_up = GivenUp::nothing;  // of all histories
    Language language = Language::dutch;
    bool language_missing = false;  // asked for in vain; stands on the screen
    bool offline_ready = false;     // the page starts without a network
    bool has_kept = false;          // something that was written in this page
};

// The entry of a draft id among drafts or blank, or nullptr.
const DraftEntry* find_entry(const State& state, std::string_view id);
DraftEntry* find_entry(State& state, std::string_view id);

// Whether what is removed goes to the trash.
bool has_trash(const State& state);

// Whether this draft is being written in another tab, so that here it is only read.
bool reads_along(const State& state, std::string_view id);

// Whether this is told by a notice under the heading of the screen; else it stands somewhere on the page already.
bool is_notice(const State& state, const Announcement& told);

// Whether the browser keeps anything that is written here.
bool can_keep(const State& state);

// Whether something typed would be gone with this page, as far as it knows: in a draft, or under Importeren.
bool is_unkept(const State& state);

}  // namespace state
