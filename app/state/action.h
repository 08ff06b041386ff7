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
// What both stores hold: after Started, as soon as the safety copy can be read, and when something may have been taken away (then all of
// it); of one draft, after ReadAgain.
struct CopiesRead {
    StorageTrouble trouble = StorageTrouble::none;  // else there is nothing of the safety copy
    std::vector<drafts::StoredItem> items;          // of localStorage, as they are now
    std::vector<drafts::Copy> copies;
    std::vector<drafts::Gone> gone;
    std::string draft{};  // id of the one that was asked for; empty: all
};
// clang-format off: one line an event reads as the list that it is
struct Navigated {
    std::string hash;
    bool fresh = false;
};                   // address changed (link, back, typed)
struct FlushDue {};  // 100 ms after SaveSoon, or at once: blur, hidden, pagehide
struct FieldLeft {
    std::string draft;
};  // a field of this draft lost focus: say "Bewaard" once
struct Stored {
    std::string draft;
    std::uint64_t revision = 0;
    StorageTrouble trouble = StorageTrouble::none;
};
struct Copied {
    std::string draft;
    drafts::Stamp record;
    StorageTrouble trouble = StorageTrouble::none;
};
struct Removed {
    std::string draft;
    StorageTrouble trouble = StorageTrouble::none;
};
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
    std::vector<drafts::Moment> history;
};
struct Held {
    std::string draft;
};  // this page is the one that writes in it; what another one had written has been read
struct HeldElsewhere {
    std::string draft;
};  // … or not: from the start, or because another one has taken it
struct HoldWanted {
    std::string draft;
};  // another tab asks for it
struct FileRead {
    std::string name, bytes;
};
struct FileRefused {
    std::string name;
    bool too_large = false;
};  // too large to be read, or unreadable
struct OfflineReady {
    bool ready = false;
};  // every file of the page is kept in this browser: it starts without a network
// All earlier texts of a draft, after ReadHistory, KeepMoment or DropMoments.
struct HistoryRead {
    std::string draft;
    StorageTrouble trouble = StorageTrouble::none;  // else there is nothing but this
    std::vector<drafts::Moment> moments;
};
struct HistoryGivenUp {
    bool named = false;
};                          // there was no room: earlier texts of drafts are gone, also those with a name
struct MomentsRefused {};   // not all earlier texts of a backup found room
struct NewVersionReady {};  // a new build of the page is here as a whole, and waits

struct TextViewRemembered {
    bool on = false;
};  // from an earlier visit: chosen, or declined
struct TextViewWanted {
    TextView::Why why = TextView::Why::chosen;
};  // the browser gives a reason to show the page without its picture
struct EnglishRead {
    bool remembered = false;
};                         // the English words are here: asked for now, or chosen on an earlier visit
struct EnglishMissing {};  // they could not be loaded

struct RoomRead {
    Room room;
};  // before Started, at every change of screen, and after a write that failed
struct DeviceRead {
    DeviceFacts device;
    std::string last_backup{};  // as Started has it
};
struct WipeBegun {};  // another page wipes everything; Wiped follows
struct Wiped {
    WipeOutcome outcome;
};  // after WipeDevice or WipeBegun

// ---- The writer ----------------------------------------------------------------------------------------------------
// Stale: somebody was in the field, so it could not be given what the draft has by now, and this goes on from what it had.
struct EditAnswer {
    std::string draft;
    std::size_t question = 0;
    std::string text;
    bool stale = false;
};
struct TypedBefore {
    std::string draft;
    std::size_t question = 0;
    std::string text;
};  // an answer of the static page, typed over what localStorage held before the application was here
struct EditTripDetail {
    std::string draft;
    std::size_t detail = 0;
    std::string text;
    bool stale = false;
};
struct EditImportText {
    std::string text;
};
struct EditSearch {
    std::string text;
};
struct EditMomentName {
    std::string text;
};
struct NameMoment {
    std::string draft;
};  // keep the text as it is now under the name in the field
struct CompareMoment {
    std::string key;
};  // with the text as it is now; again: close it
struct RestoreMoment {
    std::string draft, key;
};
struct RemoveMoment {
    std::string draft, key;
};
struct GoTo {
    Route route;
    std::string focus{};
};                   // focus: key of the node to go to, such as "answer.met"; empty: top of the page
struct NewDraft {};  // same as opening #/nieuw
struct DeleteDraft {
    std::string draft;
};
struct WriteHere {};  // Hier verdergaan
struct UndoDelete {};
struct PutBack {
    std::string draft;
};  // from the trash
struct RemoveForGood {
    std::string draft;
};  // the same
struct MoveUnplaced {
    std::string draft;
    std::size_t index = 0, question = 0;
};  // to the end of an answer
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
struct UndoChange {
    std::string draft;
};  // the last of these four, or of RestoreMoment
struct Toggle {
    std::string key;
};  // fold or unfold
struct ShowMore {
    std::string focus{};
};  // key of the first node that comes
struct TextDropped {
    std::string text;
};  // onto the page, beside its fields
struct ShowImported {
    std::size_t index = 0;
};                           // of several reports in one text; their number: all of it as one
struct AcceptImport {};      // the report that is shown
struct AcceptAllImports {};  // each of the reports
struct MakeBackup {};
struct ConfirmBackup {};  // the one that was offered is where downloads go: the writer has seen it
struct PutBackupBack {
    bool replace = false;
};  // false: nothing that is here goes
struct DownloadReport {
    std::string draft;
    enum class As : std::uint8_t { text, json } as = As::text;
};
struct DownloadStored {
    std::string key;
};  // an unreadable record, raw
struct Unfold {
    std::string key;
};                         // like Toggle, but only opens
struct TakeNewVersion {};  // the page starts anew with the build that waits
struct SwitchTextView {};
struct AskToWipe {};  // shows what would be gone
struct KeepAll {};    // the way back
struct WipeAll {};    // … and on
struct SwitchLanguage {};
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

// clang-format on

using Event =
    std::variant<Started, CopiesRead, Copied, Removed, TrashRead, AllRead, MakeBackup, ConfirmBackup, PutBackupBack,
                 PutBack, RemoveForGood, Held, HeldElsewhere, HoldWanted, WriteHere, TypedBefore, Navigated, FlushDue,
                 FieldLeft, Stored, FileRead, FileRefused, HistoryRead, HistoryGivenUp, MomentsRefused, OfflineReady,
                 NewVersionReady, TextViewRemembered, TextViewWanted, EnglishRead, EnglishMissing, EditAnswer,
                 EditTripDetail, EditImportText, EditSearch, EditMomentName, NameMoment, CompareMoment, RestoreMoment,
                 RemoveMoment, GoTo, NewDraft, DeleteDraft, UndoDelete, MoveUnplaced, RemoveUnplaced, TidyBullets,
                 UnwrapLinks, UndoChange, Toggle, Unfold, ShowMore, TextDropped, ShowImported, AcceptImport,
                 AcceptAllImports, DownloadReport, DownloadStored, TakeNewVersion, SwitchTextView, SwitchLanguage,
                 Shortcut, RoomRead, DeviceRead, WipeBegun, Wiped, AskToWipe, KeepAll, WipeAll>;

// Those that the page itself sends (web/bridge.js names them in this order); all others stand for what the writer does to a control.
using PageEvent =
    std::variant<Started, CopiesRead, Copied, Removed, TrashRead, AllRead, Held, HeldElsewhere, HoldWanted, Navigated,
                 FlushDue, Stored, FileRead, FileRefused, HistoryRead, HistoryGivenUp, MomentsRefused, OfflineReady,
                 NewVersionReady, TextViewRemembered, TextViewWanted, EnglishRead, EnglishMissing, TextDropped,
                 Shortcut, RoomRead, DeviceRead, WipeBegun, Wiped>;

struct Action {
    Event event;
    LocalTime now;          // when it happened
    std::string random_id;  // 32 fresh hex digits, used if the action makes a draft
};

}  // namespace state
