// What has happened, as a kind and what it is about. The words are app/screen/words.cpp's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace state {

// One thing that was done or has happened. It is said aloud, and stands on the page: as a notice, or where is_notice() says.
struct Announcement {
    // Behind each kind what its subject is, if it has one.
    enum class Kind : std::uint8_t {
        none,
        // Saving
        saved,                     // a changed field was left, and its text is kept in localStorage only; draft's name
        saved_on_device,           // a changed field was left, and its text is in the safety copy; draft's name
        save_failed,               // the text is kept nowhere, DraftEntry::trouble says why; draft's name
        copy_failed,               // the text is in localStorage, and the safety copy did not take it; draft's name
        save_recovered,            // after save_failed: kept in localStorage; draft's name
        save_recovered_on_device,  // after save_failed or copy_failed: kept in the safety copy; draft's name
        // Removing, and the trash
        deleted,           // for good; undo is offered; draft's name
        deleted_to_trash,  // for thirty days; undo is offered; draft's name
        put_back,          // from the trash; draft's name
        removed_for_good,  // draft's name
        not_removed,       // the safety copy did not do it
        restored,          // a deletion was undone; draft's name
        // Changes by a button; undo is offered
        unplaced_moved,  // to an answer; its question
        unplaced_removed,
        bullets_tidied,
        links_unwrapped,
        change_undone,
        // Import and download
        imported,          // a draft was made; its name
        imported_all,      // several were made; how many
        import_text_left,  // a file was taken over, and the text in the field beside it is kept nowhere yet
        import_shown,      // another of several reports is shown; its number, or nothing for all of them as one
        downloaded,        // offered to the browser, which does not tell what became of it; file name
        import_ready,      // the preview can be looked at; file name
        import_refused,    // the screen says why; file name
        // Backup
        backup_made,        // everything, offered as a download; file name
        backup_incomplete,  // without trash or history, offered as a download; file name
        backup_too_large,   // offered as a download, and more than this page would read back; file name
        backup_confirmed,   // the writer has seen the file
        backup_ready,       // the preview can be looked at; file name
        restore_refused,    // the screen says why
        snapshots_refused,  // some snapshots of a backup found no room
        backup_put_back,    // how many drafts
        // Forks and other tabs
        continued_as_copy,  // a slot of the draft does not read: the writer goes on in a fork; its name
        conflict,           // the draft was changed elsewhere: the writer goes on in a fork; its name
        removed_elsewhere,  // the draft was removed elsewhere: the writer goes on in a fork; its name
        reads_along,        // the draft on the screen is being written in another tab
        writes_here,        // the draft on the screen is written in this tab again
        restored_copies,    // drafts that only the safety copy had; how many
        // Earlier versions
        snapshot_kept,      // a snapshot under a name
        snapshot_not_kept,  // the screen says why
        snapshot_removed,   // by the writer
        snapshot_gone,      // the history of its draft was too large; the snapshot's name
        version_restored,   // undo is offered
        history_given_up,   // of all drafts, for want of room; not empty when snapshots with a name went, too
        versions_apart,     // drafts were found in two conflicting versions, and both are there; of how many drafts
        // The page itself
        storage_blocked,      // the browser keeps nothing
        no_room,              // for a new draft; the screen says what to do
        new_version,          // a new build waits; said once
        new_version_refused,  // the screen says why
        wiped,                // everything on this device
        wipe_failed,          // the screen says what is left
        text_view_on,         // by the writer
        text_view_off,        // by the writer
        text_view_opened,     // by itself; number of the TextView::Why
        text_view_refused,    // it cannot be switched off; number of the TextView::Why
        language,             // another one, by the writer
        language_missing,     // its words could not be loaded
    };
    Kind kind = Kind::none;
    std::string subject;
    std::uint32_t serial = 0;  // counts all announcements
    std::string draft{};       // id of what it is about, or empty; a notice has a link to it
    std::string other{};       // id of the other version, where there are two; a notice has a link to it
};

using Said = Announcement::Kind;

struct Told {
    Announcement last;
    std::vector<Announcement> unsaid;   // since the last frame: said one after the other
    std::vector<Announcement> notices;  // on the screen that is shown, until another one comes
};

}  // namespace state
