// What has happened, as a kind and what it is about; the words are app/screen/words.cpp's.
#pragma once

#include <cstdint>
#include <string>

namespace state {

// One thing that was done or has happened. It is said aloud, and stands on the page: as a notice, or where is_notice() says.
struct Announcement {
    enum class Kind : std::uint8_t {
        none,
        saved,  // a changed field was left and its text is kept in localStorage; there is no safety copy of it
        saved_on_device,           // … and in the safety copy
        save_failed,               // subject: draft's name; why is in the entry
        copy_failed,               // it is in localStorage, but the safety copy did not take it; subject: draft's name
        save_recovered,            // kept again after save_failed: in localStorage
        save_recovered_on_device,  // … in the safety copy
        deleted,                   // a draft; undo is offered
        deleted_to_trash,          // … and it can be put back for thirty days
        put_back,                  // from the trash; subject: draft's name
        removed_for_good,          // subject: the same
        not_removed,               // the safety copy did not do it
        restored,                  // undo of a deletion
        unplaced_moved,            // to an answer, subject: its question; undo is offered
        unplaced_removed,          // undo is offered
        bullets_tidied,            // undo is offered
        links_unwrapped,           // undo is offered
        change_undone,
        imported,           // a draft was made from a file or paste
        imported_all,       // several were; subject: how many
        import_text_left,   // a file was taken over, and the text in the field beside it is kept nowhere yet
        import_shown,       // another of several reports is shown; subject: its number, or nothing for all as one
        downloaded,         // offered to the browser, which does not tell what became of it; subject: file name
        import_ready,       // the preview can be looked at
        import_refused,     // the reason stands on the screen
        backup_made,        // and offered as a download; subject: file name
        backup_incomplete,  // the same, and trash or history are not in it
        backup_too_large,   // the same, and it is more than can be put back here
        backup_confirmed,   // the writer has seen the file
        backup_ready,       // the preview can be looked at
        restore_refused,    // why stands on the screen
        moments_refused,    // some of its earlier texts
        backup_put_back,    // subject: how many drafts
        continued_as_copy,  // unreadable_slot: the writer goes on in a copy
        overtaken,          // the draft was changed elsewhere: the writer goes on in a version of their own
        removed_elsewhere,  // it is not here any more: the writer goes on in a new one
        reads_along,        // the draft on the screen is being written in another tab
        writes_here,        // … and from now on in this one
        restored_copies,    // from the safety copy; subject: how many
        moment_kept,        // under a name, in the history of a draft
        moment_not_kept,    // the reason stands on the screen
        moment_removed,     // by the writer
        moment_gone,        // subject: its name; the history of its draft was too large
        version_restored,   // undo is offered
        history_given_up,   // of all drafts, for room; subject: not empty when it had names, too
        versions_apart,     // two versions of a draft were found, both are there; subject: of how many drafts
        storage_blocked,
        no_room,              // for a new draft; what to do stands on the screen
        new_version,          // a new build waits; said once
        new_version_refused,  // not taken: the reason stands on the screen
        wiped,                // everything on this device
        wipe_failed,          // … but for what the screen names
        text_view_on,         // by the writer
        text_view_off,
        text_view_opened,   // by itself; subject: number of the TextView::Why
        text_view_refused,  // cannot be switched off; subject: the same
        language,           // another one, by the writer
        language_missing,   // its words could not be loaded
    };
    Kind kind = Kind::none;
    std::string subject;
    std::uint32_t serial = 0;      // counts all of them
    std::string draft{}, other{};  // ids of what it is about, and of the other version: the ways on
};

using Said = Announcement::Kind;

}  // namespace state
