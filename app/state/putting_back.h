// Putting a backup back: its file is compared with what is here first. What is here and gives way goes into the trash. The event
// AllRead is handled here for both: for putting a backup back, and for make_backup() of backing_up.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "drafts/backup.h"
#include "state/importing.h"

namespace state {

// A backup that the writer has chosen, not yet put back. Gone when another screen comes.
struct Restore {
    std::string file_name;
    ImportInput::FileTrouble file_trouble = ImportInput::FileTrouble::none;
    drafts::BackupReading file;
    // What would come of each draft in it; nothing: the stores have not been read yet, or nothing in the file can be put back.
    std::optional<drafts::BackupComparison> compared;
    enum class Way : std::uint8_t {
        none,
        merge,
        replace
    } accepted = Way::none;  // by the writer; done when the stores have been read again
    enum class Refused : std::uint8_t {
        no,
        unread,  // a store could not be read: what is not known to be here must not be taken for gone
        no_room
    } refused = Refused::no;
};

struct Turn;
struct State;
struct AllRead;
struct PutBackupBack;

// Goes to Terugzetten with this file, of which nothing is known yet.
Restore& show_restore(Turn& turn, const std::string& file_name);
// Whether the backup on the screen can take the place of what is here: it is whole and has drafts, and there is a trash for what gives way.
bool may_replace(const State& state);

void on(Turn& turn, const PutBackupBack&);
void on(Turn& turn, const AllRead&);

}  // namespace state
