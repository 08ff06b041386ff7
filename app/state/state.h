// All that the application remembers, as one value made of one struct a concern. It knows no browser, no ImGui, no clock: times and random
// ids arrive in actions. Words are not here either: the screens choose them.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "drafts/merge.h"
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
    LocalTime now;  // of the last action
    Storage storage;

    // ---- Drafts
    std::vector<DraftEntry> drafts;     // the last changed first
    std::optional<DraftEntry> blank;    // the new draft that #/nieuw opened, until its first character
    std::optional<DraftEntry> deleted;  // the last deletion, while it can be undone
    std::vector<Removal> removals;      // not answered yet by the safety copy, or to be tried again
    std::vector<drafts::UnreadableItem> unreadable;
    // Counts what makes the controls on the screen out of date: a fork that takes the place of a draft, and a merge that replaces texts. A control
    // of an older token still names the draft from before the fork, and may show the text from before the merge (DraftEntry::replaced_at).
    Token token = 0;
    struct Fork {
        std::string from, to;  // ids
        Token at = 0;
    };
    std::vector<Fork> forks;  // the oldest first

    // ---- What the writer sees and does
    Route route;
    bool is_typing = false;  // from a change of a text until a second without one, or until the field is left
    DraftList list;
    std::set<std::string> unfolded;    // keys of the hints and groups that are open
    std::optional<TextChange> change;  // read it through change_to_undo()
    Lease lease;
    History history;
    GivenUp given_up = GivenUp::nothing;
    ImportInput import;
    Trash trash;
    Backup backup;
    std::optional<Restore> restore;
    Told told;

    // ---- The page itself
    TextView text_view;
    LanguageChoice language;
    Device device;
    NewVersion new_version;
};

// What a control of this token calls a draft: the id, or that of the fork that has taken its place since.
std::string id_meant(const State& state, std::string id, Token token);
// The entry of a draft id among drafts or blank, or nullptr.
const DraftEntry* find_entry(const State& state, std::string_view id);
DraftEntry* find_entry(State& state, std::string_view id);
// Whether this is the draft that was deleted last, and can be taken back.
bool is_deleted(const State& state, std::string_view id);
// Whether what is removed goes to the trash.
bool has_trash(const State& state);
// Whether this draft is being written in another tab, so that here it is only read.
bool reads_along(const State& state, std::string_view id);
// What the page says of a draft's safety: while somebody types, no more than that the text is being kept. With each letter it would change three times.
Safety shown_safety(const State& state, const DraftEntry& entry);
// Whether a notice under the heading of the screen tells this; otherwise the screen shows it at another place already.
bool is_notice(const State& state, const Announcement& told);
// Whether the browser keeps anything that is written here.
bool can_keep(const State& state);
// Whether something typed would be gone with this page, as far as it knows: in a draft, or under Importeren.
bool is_unkept(const State& state);

}  // namespace state
