// All that the application remembers, as one value. It knows no browser, no ImGui, no clock: times and random ids arrive
// in actions. Words are not here either: the screens choose them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "drafts/backup.h"
#include "drafts/history.h"
#include "drafts/merge.h"
#include "drafts/record.h"
#include "formats/import.h"
#include "model/report.h"

namespace state {

// Wall-clock time of the device with its offset from UTC. Only for showing and for file names; nothing is ordered by it.
struct LocalTime {
    int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0;
    int offset_minutes = 0;
    bool operator==(const LocalTime&) const = default;
};
std::string iso_time(const LocalTime& time);                     // 2026-11-23T14:03:09+01:00
std::string iso_day(const LocalTime& time);                      // 2026-11-23
std::optional<LocalTime> parse_iso_time(std::string_view text);  // nothing unless exactly of the form above

// Key of the fold of an unplaced text's ways to go: this, and its place among them.
inline constexpr std::string_view unplaced_fold = "move.";
// … and of the last question before a draft or a moment is removed for good: this, and its id or key.
inline constexpr std::string_view removal_fold = "sure.";
inline constexpr int trash_days = 30;  // web/safety.js empties it

enum class Screen : std::uint8_t {
    drafts,
    write,
    check,
    versions,
    import,
    restore,
    trash,
    help,
    privacy,
    accessibility,
    device
};

struct Route {
    Screen screen = Screen::drafts;
    std::string draft;  // id, for write, check and versions
    bool operator==(const Route&) const = default;
};
std::string address(
    const Route& route);  // "#/", "#/verslag/<id>", "#/verslag/<id>/controleren", "#/importeren", "#/hulp" …

// Of the interface. Questions and answers of the report stay Dutch.
enum class Language : std::uint8_t { dutch, english };

enum class Safety : std::uint8_t {
    untouched,   // nothing to keep yet: a new draft without a character
    saving,      // changed since it was last kept; being written
    in_browser,  // the newest edit is in localStorage, read back
    on_device,  // … in the safety copy, on disk as far as a browser can tell. In localStorage too, or `trouble` says why not
    not_saved,  // the newest edit is kept nowhere but in this page
};
// web/storage.js and web/safety.js answer with these numbers.
enum class StorageTrouble : std::uint8_t {
    none,
    blocked,   // the browser gives this page no storage
    full,      // no room for this record
    mismatch,  // what was read back is not what was written
    failed,    // anything else
    overtaken,  // nothing was written: a record stands there that this page does not know, or the draft was removed elsewhere
    too_long,  // for localStorage, while the safety copy can have it; no store answers this
};

// What is known of one of the two stores about one draft.
struct Kept {
    drafts::Stamp stamp;       // newest record known to be there
    std::uint64_t edits = 0;   // edits of this page in it
    drafts::Stamp on_its_way;  // written, and not answered yet
    std::uint64_t edits_on_its_way = 0;
    StorageTrouble trouble = StorageTrouble::none;  // of the last answer
    bool closed = false;  // what stands where it would have to go does not read here: nothing is written
};

struct DraftEntry {
    drafts::Draft draft;
    drafts::Stamp newest;                           // its newest record, kept or on its way; revision 0: none yet
    std::string line;                               // that record, while a store that could have it lacks it
    std::size_t newest_units = 0;                   // its length
    std::uint64_t newest_base = 0;                  // what that record builds on, see drafts/record.h
    std::uint64_t base = 0;                         // … and what the next one of this page will
    std::uint64_t edits = 0;                        // counts changes by the writer in this page
    std::uint64_t written_edits = 0;                // edits contained in `newest`
    Kept local, copy;                               // localStorage, the safety copy
    Safety safety = Safety::untouched;              // follows from all of these
    StorageTrouble trouble = StorageTrouble::none;  // why not_saved, or why on_device without localStorage
    LocalTime changed;                              // of the last edit, or of the record that was read
    bool newer_version = false;     // written by a later version: shown, never opened for writing or overwritten
    bool unreadable_slot = false;   // the first edit moves on to a new id, so that nothing unreadable is overwritten
    std::vector<std::string> keys;  // keys in localStorage that belong to it
    bool is_fresh = false;          // new, and not kept yet: a reload opens it again by its address
    bool put_away = false;  // left by the writer: the record before the newest goes when both stores have that one
    std::uint64_t announced_edits = 0;  // edits at the last "saved": said again only when there are more
    std::uint64_t say_saved = 0;        // a field was left at these edits; say so when they are kept. 0: nothing to say
    std::optional<std::int64_t> moment_at;  // when a text of it was last kept in its history, by this page; s
    // Of two versions that do not build on each other. What is written under its id waits until the other one, of this id, is kept:
    std::string waits_for;
    // And once this one is kept, what this page wrote under the old id goes, and the old id is read again:
    struct Left {
        std::string id;
        std::vector<std::string> keys;
        drafts::Stamp local;
    };
    std::optional<Left> left;
    bool replaces = false;  // what this page showed: another page's text, or the safety copy's, has come in its place
    std::optional<model::Report>
        replaced;  // by a newer one from the safety copy, while what was typed before may still come
};

// What the writer handed in under Importeren, not yet stored.
struct ImportInput {
    std::string text;       // content of the field "Plak hier de tekst van een verslag"
    std::string file_name;  // empty: pasted
    enum class FileTrouble : std::uint8_t { none, too_large, unreadable } file_trouble = FileTrouble::none;
    std::optional<formats::Import> preview;  // of file or text
    std::size_t shown = 0;  // which of its reports stands on the screen; their number: all of it as one
};
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
// The report of a preview without a problem that stands on the screen.
const formats::ImportedReport& shown_report(const ImportInput& input);

// The last change that a button made to a draft's texts, while it can be taken back. It can as long as the answer is as
// the change left it; what the writer does to other answers does not matter.
struct TextChange {
    enum class Kind : std::uint8_t {
        moved,      // unplaced text, to the end of an answer
        removed,    // unplaced text
        tidied,     // the bullets of an answer
        unwrapped,  // the links without address of an answer
        restored,   // the whole text, to that of an earlier version
    };
    Kind kind = Kind::moved;
    std::string draft;          // id
    std::size_t question = 0;   // moved, tidied, unwrapped: whose answer
    std::string before, after;  // … and what it was and became
    std::size_t place = 0;      // moved, removed: where the text stood among the unplaced ones
    std::string unplaced;       // … and the text
    // restored: the text before, the edits since which nothing was written, and when the version was made
    std::optional<model::Report> report{};
    std::uint64_t edits = 0;
    LocalTime time{};
};

// What the screen Eerdere versies shows of one draft.
struct History {
    struct Version {
        drafts::Moment moment;
        LocalTime time;
        model::Report report;
    };
    bool is_read = false;
    StorageTrouble trouble = StorageTrouble::none;  // why it could not be read
    std::vector<Version> versions;                  // newest first
    std::string compared;                           // key of the one that stands beside the text as it is now
    std::string name;                               // content of the field "Naam voor dit moment"
    std::string naming;                             // key of the moment that is being kept under it
    std::string removing;                           // … and of one that is being removed
    enum class Refused : std::uint8_t { no, no_name, not_kept } refused = Refused::no;
};

// The text view: the same elements in the browser's own flow, without the picture. The writer switches it; it also opens by
// itself where a picture of text would do harm.
struct TextView {
    enum class Why : std::uint8_t {
        chosen,        // by the writer, now or on an earlier visit
        own_colours,   // forced, of a style sheet or an extension of the reader's: a picture would not follow them
        spacing,       // the reader's own distances between letters, words or lines
        translated,    // another language stands in the elements than in the picture
        cannot_paint,  // no canvas, or one that cannot be read back: there is no other face
    };
    bool on = false;
    Why why = Why::chosen;
    bool declined = false;  // switched off after it had opened by itself: only cannot_paint opens it again
    bool refused = false;   // switching off was asked for in vain; the reason stands on the screen
};

// Who writes in the draft on the screen, when several tabs of this browser show it. Whatever is thought here, a write looks at what
// stands there first; this is so that nobody has to find out that way.
struct Hold {
    std::string draft;  // id; empty: no draft on the screen
    enum class By : std::uint8_t {
        us,         // this page, or nobody can tell
        elsewhere,  // another tab: this page reads along
        passing,    // … which keeps its text now, and then gives it up
    } by = By::us;
    bool giving_up = false;  // another tab wants it: when what was typed here is safe
};

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

// A new build of the page that is here as a whole and waits until no page is open, or until the writer takes it.
struct NewVersion {
    bool ready = false;
    // Screens without fields show the offer at the top, but only from the next screen on: it comes at any moment, and must
    // not push a button away from under a finger.
    bool on_top = false;
    enum class Refused : std::uint8_t {
        no,
        not_saved,   // a draft is kept nowhere but in this page
        import_text  // what stands under Importeren is kept nowhere else either
    } refused = Refused::no;
    bool taking = false;              // the writer wants it; waits for the answers to
    std::set<std::string> waits_for;  // the writes of these drafts
};

// The database that holds the safety copies.
enum class Copies : std::uint8_t {
    unknown,  // not read yet
    usable,
    unavailable,  // not to be read so far, or the browser gives none: everything works, and less is promised
};

// ---- Op dit apparaat -------------------------------------------------------------------------------------------------

// In localStorage: UTF-16 units of all keys and values of the origin, which is what browsers count.
inline constexpr std::uint64_t room_limit = 5u << 20;
struct Room {
    std::uint64_t used = 0, others = 0;                             // others: of them, what is not of this page
    bool is_short() const { return used * 10 >= room_limit * 6; }   // … and that is said
    bool is_closed() const { return used * 10 >= room_limit * 8; }  // … for new drafts; an open one can always be kept
};
// What the browser says of itself and of the page; as read last.
struct Device {
    std::uint64_t usage = 0, quota = 0;  // bytes of everything that it keeps for the origin; quota 0: it does not say
    enum class Lasting : std::uint8_t { unknown, no, yes } lasting = Lasting::unknown;  // it never tidies that away
    bool asked = false;                                                                 // … was asked of it
    std::string version;                                                                // of the page
};
// Everything that this page has stored in this browser, taken away.
enum class Wiping : std::uint8_t {
    no,
    asked,  // the screen says what will be gone
    running
};
struct WipeOutcome {
    bool local_left = false;                     // something is still in localStorage
    StorageTrouble copy = StorageTrouble::none;  // why the safety copy is still there
};

inline constexpr std::size_t shown_step = 50;  // drafts at first, and more with each Toon meer

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
    struct Removal {
        std::string draft;
        drafts::Stamp copy;  // what is known to stand there
        drafts::Tombstone tombstone;
        std::string line;               // what goes into the trash, where the safety copy has not got it
        std::vector<std::string> keys;  // in localStorage, that go when it is there
        drafts::Stamp local;
        bool on_its_way = false;
    };
    std::vector<Removal> removals;  // from the safety copy, not answered yet or to be tried again
    // What is in the safety copy of removed drafts, the last one first; nothing: not read yet, or it cannot be.
    struct Removed {
        std::string id, line;
        drafts::Record record;
        LocalTime removed;
        bool newer_version = false;
    };
    std::optional<std::vector<Removed>> trash;
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

// A text that goes apart from another one of the same draft has these words at the end of its name, then perhaps a number, and ")".
inline constexpr std::string_view other_version = "(andere versie";
// Where they begin, behind the name that the writer gave, if any; else the end.
std::size_t version_at(std::string_view name);
// What a draft is called by the writer, by its own name or that of the trip; empty when it has neither.
std::string subject_of(const drafts::Draft& draft);

// The entry of a draft id among drafts or blank, or nullptr.
const DraftEntry* find_entry(const State& state, std::string_view id);
DraftEntry* find_entry(State& state, std::string_view id);
// Whether so much was written since the last backup that it is time for another: what stands in drafts that changed after it.
bool is_backup_due(const State& state);
// Whether the backup on the screen can take the place of what is here: it is whole, has drafts, and what gives way has a trash to go to.
bool may_replace(const State& state);
// Whether what is removed goes to the trash.
bool has_trash(const State& state);
int days_between(const LocalTime& from, const LocalTime& to);  // by the calendar; below 0 when the clock went back
// Whether this draft is being written in another tab, so that here it is only read.
bool reads_along(const State& state, std::string_view id);
// Whether this is told by a notice under the heading of the screen; else it stands somewhere on the page already.
bool is_notice(const State& state, const Announcement& told);
// Whether the browser keeps anything that is written here.
bool can_keep(const State& state);
// Whether something typed would be gone with this page, as far as it knows: in a draft, or under Importeren.
bool is_unkept(const State& state);
// The last change of this draft's texts by a button, if UndoChange would take it back; else nullptr.
const TextChange* change_to_undo(const State& state, std::string_view id);

}  // namespace state
