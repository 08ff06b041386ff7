// Everything that can happen to the application: what the writer does, and what the browser answers.
// Plain data; nothing here knows who sends it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "drafts/history.h"
#include "drafts/merge.h"
#include "drafts/record.h"
#include "state/state.h"

namespace state {

// ---- The page ------------------------------------------------------------------------------------------------------
struct Started {
    std::string key_prefix, writer;
    bool storage_available = true;
    std::vector<drafts::StoredItem> items;  // everything stored under the prefix
    std::string hash;                       // of the address: "#/verslag/…"
    bool fresh = false;                     // the history entry says: a new draft, nothing stored yet
    std::string last_backup{};              // ISO time; empty: none that this browser knows of
};
// What both stores hold. Of all drafts: as soon as the safety copy can be read, and when something may have been taken away. Of one draft: after
// ReadAgain.
struct CopiesRead {
    StorageTrouble trouble = StorageTrouble::none;  // else there is nothing of the safety copy
    std::vector<drafts::StoredItem> items;          // of localStorage, as they are now
    std::vector<drafts::Copy> copies;
    std::vector<drafts::Gone> gone;
    std::string draft{};  // id of the one that was asked for; empty: all
};
// The address has changed: by the browser's buttons, a link from outside, or typed.
struct Navigated {
    std::string hash;
    bool fresh = false;
};
// At most 100 ms after the first change that is in no record; at once when the page or its window is left, and on Ctrl+S; 5 s after a write that
// failed. A field that is left sends FieldLeft, which writes its draft.
struct FlushDue {};
// A second after the last SaveSoon.
struct Paused {};
// A field of this draft lost the focus: that it is kept is announced once.
struct FieldLeft {
    std::string draft;
};
// localStorage has answered a WriteRecord.
struct Stored {
    std::string draft;
    std::uint64_t revision = 0;
    StorageTrouble trouble = StorageTrouble::none;
};
// The safety copy has answered a WriteCopy.
struct Copied {
    std::string draft;
    drafts::Stamp record;
    StorageTrouble trouble = StorageTrouble::none;
};
// The safety copy has answered a RemoveCopy.
struct Removed {
    std::string draft;
    StorageTrouble trouble = StorageTrouble::none;
};
// What is in the trash: after ReadTrash or RemoveFromTrash.
struct TrashRead {
    StorageTrouble trouble = StorageTrouble::none;
    struct Item {
        std::string id, line, removed;  // ISO time
    };
    std::vector<Item> items;
};
// Both stores, the trash and all earlier texts, for a backup that is made or put back. A trouble is the safety copy's.
struct AllRead {
    CopiesRead stores;
    std::vector<TrashRead::Item> trash;
    std::vector<drafts::Snapshot> history;
};
// This page has the lease of the draft, and what another tab had written in it has been read.
struct LeaseGiven {
    std::string draft;
};
// Another tab has the lease of this draft: since before this page asked, or because it took it.
struct LeaseElsewhere {
    std::string draft;
};
// Another tab asks for the lease of this draft.
struct LeaseWanted {
    std::string draft;
};
// A file that was chosen or dropped.
struct FileRead {
    std::string name, bytes;
};
// A file that is too large to be read, or cannot be read.
struct FileRefused {
    std::string name;
    bool too_large = false;
};
// Whether every file of the page is kept in this browser, so that it starts without a network.
struct OfflineReady {
    bool ready = false;
};
// All snapshots of a draft: after ReadHistory, KeepSnapshot or DropSnapshots.
struct HistoryRead {
    std::string draft;
    StorageTrouble trouble = StorageTrouble::none;  // else there is nothing but this
    std::vector<drafts::Snapshot> snapshots;
};
// For want of room the snapshots of all drafts were removed: those without a name, or all.
struct HistoryGivenUp {
    bool named = false;
};
// Not all snapshots of a backup found room.
struct SnapshotsRefused {};
// A new build of the page is here as a whole, and waits.
struct NewVersionReady {};

// On an earlier visit the writer has chosen the text view, or declined it.
struct TextViewRemembered {
    bool on = false;
};
// The browser gives a reason to show the page without its picture.
struct TextViewWanted {
    TextView::Why why = TextView::Why::chosen;
};
// The English words are here: asked for now, or chosen on an earlier visit.
struct EnglishRead {
    bool remembered = false;
};
// The English words could not be loaded.
struct EnglishMissing {};

// How full localStorage is: at the start, at every change of screen, when the page comes into view, after records were removed, and after a write that failed.
struct RoomRead {
    Room room;
};
// After ReadDevice.
struct DeviceRead {
    DeviceFacts device;
    std::string last_backup{};  // as Started has it
};
// Another page wipes everything; Wiped follows.
struct WipeBegun {};
// After WipeDevice or WipeBegun.
struct Wiped {
    WipeOutcome outcome;
};

// ---- The writer ----------------------------------------------------------------------------------------------------
struct EditAnswer {
    std::string draft;
    std::size_t question = 0;
    std::string text;
};
struct EditTripDetail {
    std::string draft;
    std::size_t detail = 0;
    std::string text;
};
struct EditImportText {
    std::string text;
};
struct EditSearch {
    std::string text;
};
struct EditSnapshotName {
    std::string text;
};
// Makes a snapshot of the text as it is now, under the name in the field.
struct NameSnapshot {
    std::string draft;
};
// Compares a snapshot with the text as it is now; a second time closes the comparison.
struct CompareSnapshot {
    std::string key;
};
struct RestoreSnapshot {
    std::string draft, key;
};
struct RemoveSnapshot {
    std::string draft, key;
};
// focus: key of the node to go to, such as "answer.met"; empty: the top of the page.
struct GoTo {
    Route route;
    std::string focus{};
};
// The same as opening the address #/nieuw.
struct NewDraft {};
struct DeleteDraft {
    std::string draft;
};
// The button Hier verdergaan: takes the lease.
struct WriteHere {};
struct UndoDelete {};
// Puts a draft back from the trash.
struct PutBack {
    std::string draft;
};
// Removes a draft from the trash for good.
struct RemoveForGood {
    std::string draft;
};
// Moves an unplaced text to the end of an answer.
struct MoveUnplaced {
    std::string draft;
    std::size_t index = 0, question = 0;
};
struct RemoveUnplaced {
    std::string draft;
    std::size_t index = 0;
};
struct TidyBullets {
    std::string draft;
    std::size_t question = 0;
};
struct UnwrapLinks {
    std::string draft;
    std::size_t question = 0;
};
// Takes back the last MoveUnplaced, RemoveUnplaced, TidyBullets, UnwrapLinks or RestoreSnapshot (changes.h).
struct UndoChange {
    std::string draft;
};
// Opens or closes a fold.
struct Toggle {
    std::string key;
};
// The list shows more drafts. focus: key of the first of them.
struct ShowMore {
    std::string focus{};
};
// A text was dropped onto the page, beside its fields.
struct TextDropped {
    std::string text;
};
// The preview shows this one of several reports in one text; their number: all of them as one.
struct ShowImported {
    std::size_t index = 0;
};
// Takes over the report that the preview shows.
struct AcceptImport {};
// Takes over each of the reports as a draft.
struct AcceptAllImports {};
struct MakeBackup {};
// The writer has seen the file of the backup that was offered.
struct ConfirmBackup {};
// replace: drafts that are not in the backup, and texts that differ, give way to it.
struct PutBackupBack {
    bool replace = false;
};
struct DownloadReport {
    std::string draft;
    enum class As : std::uint8_t { text, json } as = As::text;
};
// Downloads a record that does not read, as it is.
struct DownloadStored {
    std::string key;
};
// Opens a fold.
struct Unfold {
    std::string key;
};
// Loads the page anew with the build that waits.
struct TakeNewVersion {};
struct SwitchTextView {};
// Shows what wiping would remove, and asks.
struct AskToWipe {};
// Closes that question.
struct KeepAll {};
// Wipes; only after AskToWipe.
struct WipeAll {};
struct SwitchLanguage {};
// A keyboard shortcut. web/events.js has the letters in the same order.
struct Shortcut {
    enum class To : std::uint8_t {
        new_draft,
        next_question,
        previous_question,
        check,
        download,
        help,
        search
    } to = To::help;
    std::string focused{};  // key of the node that has the focus
};

using Event = std::variant<
    Started, CopiesRead, Copied, Removed, TrashRead, AllRead, MakeBackup, ConfirmBackup, PutBackupBack, PutBack,
    RemoveForGood, LeaseGiven, LeaseElsewhere, LeaseWanted, WriteHere, Navigated, FlushDue, Paused, FieldLeft, Stored,
    FileRead, FileRefused, HistoryRead, HistoryGivenUp, SnapshotsRefused, OfflineReady, NewVersionReady,
    TextViewRemembered, TextViewWanted, EnglishRead, EnglishMissing, EditAnswer, EditTripDetail, EditImportText,
    EditSearch, EditSnapshotName, NameSnapshot, CompareSnapshot, RestoreSnapshot, RemoveSnapshot, GoTo, NewDraft,
    DeleteDraft, UndoDelete, MoveUnplaced, RemoveUnplaced, TidyBullets, UnwrapLinks, UndoChange, Toggle, Unfold,
    ShowMore, TextDropped, ShowImported, AcceptImport, AcceptAllImports, DownloadReport, DownloadStored, TakeNewVersion,
    SwitchTextView, SwitchLanguage, Shortcut, RoomRead, DeviceRead, WipeBegun, Wiped, AskToWipe, KeepAll, WipeAll>;

// Those that the page itself sends (web/bridge.js names them in this order); all others stand for what the writer does to a control.
using PageEvent =
    std::variant<Started, CopiesRead, Copied, Removed, TrashRead, AllRead, LeaseGiven, LeaseElsewhere, LeaseWanted,
                 Navigated, FlushDue, Paused, Stored, FileRead, FileRefused, HistoryRead, HistoryGivenUp,
                 SnapshotsRefused, OfflineReady, NewVersionReady, TextViewRemembered, TextViewWanted, EnglishRead,
                 EnglishMissing, TextDropped, Shortcut, RoomRead, DeviceRead, WipeBegun, Wiped>;

struct Action {
    Event event;
    LocalTime now;          // when it happened
    std::string random_id;  // 32 fresh hex digits, used if the action makes a draft
    // State::token when what the writer acted on was drawn. An edit: when its field was given the text that it goes on from, which is earlier
    // where a field could not be given a newer text because somebody was in it, and 0 in the static page, before there was an application.
    Token token = 0;
};

}  // namespace state
