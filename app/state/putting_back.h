// A backup is compared with what is here, and put back. Nothing that is here is lost by it.
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
    // What putting it back would do here; nothing: the stores have not been read yet, or nothing in the file can be put back.
    std::optional<drafts::BackupComparison> compared;
    enum class Way : std::uint8_t {
        none,
        merge,
        replace
    } accepted = Way::none;  // when the stores have been read again
    enum class Refused : std::uint8_t {
        no,
        unread,
        no_room
    } refused = Refused::no;  // unread: not everything that is here
};

struct Turn;
struct State;
struct AllRead;
struct PutBackupBack;

Restore& show_restore(Turn& turn, const std::string& file_name);
// Whether the backup on the screen can take the place of what is here: it is whole, has drafts, and what gives way has a trash to go to.
bool may_replace(const State& state);

void on(Turn& turn, const PutBackupBack&);
void on(Turn& turn, const AllRead&);

}  // namespace state
