// All that the application remembers, as one value. It knows no browser, no ImGui, no clock: times and random ids arrive
// in actions. Words are not here either: the screens choose them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

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

enum class Screen : std::uint8_t { drafts, write, check, import, help, privacy, accessibility };

struct Route {
    Screen screen = Screen::drafts;
    std::string draft;  // id, for write and check
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
    not_saved,   // the newest edit is kept nowhere but in this page
};
enum class StorageTrouble : std::uint8_t {
    none,
    blocked,   // the browser gives this page no storage
    full,      // no room for this record
    mismatch,  // what was read back is not what was written
    failed,    // anything else
};

struct DraftEntry {
    drafts::Draft draft;
    std::uint64_t revision = 0;       // newest revision that was written or handed out for writing; 0: never
    std::uint64_t kept_revision = 0;  // newest revision read back from the store
    std::uint64_t edits = 0;          // counts changes by the writer in this page
    std::uint64_t written_edits = 0;  // edits contained in `revision`
    Safety safety = Safety::untouched;
    StorageTrouble trouble = StorageTrouble::none;  // why not_saved
    LocalTime changed;                              // of the last edit, or of the record that was read
    bool newer_version = false;     // written by a later version: shown, never opened for writing or overwritten
    bool unreadable_slot = false;   // the first edit moves on to a new id, so that nothing unreadable is overwritten
    std::vector<std::string> keys;  // keys in the store that belong to it
    std::uint64_t announced_edits = 0;  // edits at the last "saved": said again only when there are more
    bool say_saved = false;             // a field was left; say so when the write is answered
    std::string continued_from;  // id of the draft that this one is a copy of: edits on their way to it come here
};

// What the writer handed in under Importeren, not yet stored.
struct ImportInput {
    std::string text;       // content of the field "Plak hier de tekst van een verslag"
    std::string file_name;  // empty: pasted
    enum class FileTrouble : std::uint8_t { none, too_large, unreadable } file_trouble = FileTrouble::none;
    std::optional<formats::Import> preview;  // of file or text
    std::size_t shown = 0;  // which of its reports stands on the screen; their number: all of it as one
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
    };
    Kind kind = Kind::moved;
    std::string draft;          // id
    std::size_t question = 0;   // moved, tidied, unwrapped: whose answer
    std::string before, after;  // … and what it was and became
    std::size_t place = 0;      // moved, removed: where the text stood among the unplaced ones
    std::string unplaced;       // … and the text
};

// The text view: the same elements in the browser's own flow, without the picture. The writer switches it; it also opens by
// itself where a picture of text would do harm.
struct TextView {
    enum class Why : std::uint8_t {
        chosen,          // by the writer, now or on an earlier visit
        forced_colours,  // the reader's own colours, which a picture would not follow
        spacing,         // the reader's own distances between letters, words or lines
        translated,      // another language stands in the elements than in the picture
        cannot_paint,    // no canvas, or one that cannot be read back: there is no other face
    };
    bool on = false;
    Why why = Why::chosen;
    bool declined = false;  // switched off after it had opened by itself: only cannot_paint opens it again
    bool refused = false;   // switching off was asked for in vain; the reason stands on the screen
};

// One thing to say aloud (status region) and to show; serial changes each time, so that the same thing can be said again.
struct Announcement {
    enum class Kind : std::uint8_t {
        none,
        saved,             // a changed field was left and its text is kept
        save_failed,       // subject: draft's name; why is in the entry
        save_recovered,    // kept again after save_failed
        deleted,           // a draft; undo is offered
        restored,          // undo of a deletion
        unplaced_moved,    // to an answer, subject: its question; undo is offered
        unplaced_removed,  // undo is offered
        bullets_tidied,    // undo is offered
        links_unwrapped,   // undo is offered
        change_undone,
        imported,           // a draft was made from a file or paste
        imported_all,       // several were; subject: how many
        import_shown,       // another of several reports is shown; subject: its number, or nothing for all as one
        downloaded,         // subject: file name
        import_ready,       // the preview can be looked at
        import_refused,     // the reason stands on the screen
        continued_as_copy,  // unreadable_slot: the writer goes on in a copy
        storage_blocked,
        new_version,          // a new build waits; said once
        new_version_refused,  // not taken: the reason stands on the screen
        text_view_on,         // by the writer
        text_view_off,
        text_view_opened,   // by itself; subject: number of the TextView::Why
        text_view_refused,  // cannot be switched off; subject: the same
        language,           // another one, by the writer
        language_missing,   // its words could not be loaded
    };
    Kind kind = Kind::none;
    std::string subject;
    std::uint32_t serial = 0;
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

struct State {
    // Given once at the start
    std::string key_prefix;  // see drafts/record.h
    std::string writer;      // 8 hex digits of this page
    bool storage_available = true;

    LocalTime now;  // of the last action
    Route route;
    std::vector<DraftEntry>
        drafts;  // newest change first; a blank new draft is not among them until its first character
    std::optional<DraftEntry> blank;  // the new draft that #/nieuw opened, until its first character
    std::vector<drafts::UnreadableItem> unreadable;
    std::optional<DraftEntry> deleted;  // the last deletion, while it can be undone
    std::optional<TextChange> change;   // read it through change_to_undo()
    ImportInput import;
    bool offline_ready = false;  // the page starts without a network
    NewVersion new_version;
    TextView text_view;
    Language language = Language::dutch;
    bool language_missing = false;  // asked for in vain; stands on the screen
    Announcement announcement;
    std::set<std::string> unfolded;  // keys of hints and groups that are open
    std::string search;              // content of the field "Zoeken in verslagen"
    std::size_t drafts_shown = 50;   // of those that are found; Toon meer adds 50
};

// The entry of a draft id among drafts or blank, or nullptr.
const DraftEntry* find_entry(const State& state, std::string_view id);
DraftEntry* find_entry(State& state, std::string_view id);
// The last change of this draft's texts by a button, if UndoChange would take it back; else nullptr.
const TextChange* change_to_undo(const State& state, std::string_view id);

}  // namespace state
