// What the application wants done outside, as data. web/ carries it out and answers with events.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "drafts/history.h"
#include "drafts/record.h"
#include "state/state.h"

namespace state {

// Asks for FlushDue within 100 ms, or earlier when the page is left.
struct SaveSoon {};
// Writes a record to localStorage, reads it back and compares. Nothing is written over a newer record than the one that is known, nor over one of
// the same revision by another writer: then the answer is a conflict. Answer: Stored, in the order of the writes.
struct WriteRecord {
    std::string key, line, draft;
    std::uint64_t revision = 0;
    drafts::Stamp known{};
};
// Writes a record to the safety copy: only over the record that is known or an older one of the line's own writer, and over no tombstone of this or
// a later revision; else the answer is a conflict. Answer: Copied, in the order of the writes.
struct WriteCopy {
    std::string draft, line;
    drafts::Stamp record, known;
};
// Removes records from localStorage, unless one of the draft's slots has a record of another writer that is neither the known one nor
// older.
struct RemoveRecords {
    std::vector<std::string> keys;
    drafts::Stamp known;
    std::string writer;
    bool only_own = false;  // only records by this writer
};
// Moves a draft of the safety copy into its trash and leaves a tombstone, under the same conditions as WriteCopy. Until the safety copy has answered,
// the tombstone stands in localStorage under the key, so that the draft does not come back. line: the record for the trash, where the safety copy has an
// older one or none. Answer: Removed.
struct RemoveCopy {
    std::string draft, key, tombstone, line, removed;  // removed: ISO time
    drafts::Stamp known;
};
// Answer: TrashRead.
struct ReadTrash {};
// Answer: AllRead.
struct ReadAll {};
// Removes a draft from the trash for good. Answer: TrashRead.
struct RemoveFromTrash {
    std::string draft;
};
// Answer: CopiesRead, of this draft.
struct ReadAgain {
    std::string draft;
};
// Puts a snapshot into the history of its draft, in a transaction of its own, so that no record fails when there is no room for it. A snapshot that has
// the key already stays. Nothing is kept of a draft that has been removed. Answer: HistoryRead;
// with put_back none, or SnapshotsRefused.
struct KeepSnapshot {
    std::string draft;
    drafts::Snapshot snapshot;
    bool put_back = false;  // from a backup: also of a draft that has been removed
};
// Answer: HistoryRead.
struct ReadHistory {
    std::string draft;
};
// Removes snapshots. Answer: HistoryRead.
struct DropSnapshots {
    std::string draft;
    std::vector<std::string> keys;
};
// Asks for the lease of a draft and gives up the one before; empty: only gives it up. take: from the tab that has it, which gets three seconds to keep
// what was typed there. Answer: LeaseGiven or LeaseElsewhere, now or later and again.
struct AskForLease {
    std::string draft;
    bool take = false;
};
// Gives the lease up to the tab that asked for it.
struct GiveUpLease {
    std::string draft;
};
struct Download {
    std::string file_name, media_type, bytes;
};
// Downloads the raw value of a key of localStorage.
struct DownloadStoredValue {
    std::string key, file_name;
};
// Sets the address; no Navigated follows.
struct SetAddress {
    std::string hash;
    bool replace = false;
    bool fresh = false;
};
// Moves the focus to the node of this key, after the next frame.
struct MoveFocus {
    std::string key;
};
struct ScrollToTop {};
// Loads the page anew with the build that waits; everything in this one has been kept.
struct UseNewVersion {};
// Shows the text view or the painted face.
struct ShowFace {
    bool text = false;
};
// Remembers the choice for the next visit; losing it does no harm.
struct RememberTextView {
    enum class Choice : std::uint8_t { nothing, on, declined } choice = Choice::nothing;
};
// Answer: EnglishRead or EnglishMissing.
struct LoadEnglish {};
// Remembers the language for the next visit; losing it does no harm.
struct RememberLanguage {
    Language language = Language::dutch;
};
// Remembers when the last backup was made; losing it does no harm.
struct RememberBackup {
    std::string time;  // ISO
};
// The first text that was written in this page is kept: the browser is asked to keep it for good, once.
struct DraftKept {};
// Answer: DeviceRead.
struct ReadDevice {};
// Answer: Wiped.
struct WipeDevice {};

using Effect =
    std::variant<SaveSoon, WriteRecord, WriteCopy, RemoveRecords, RemoveCopy, ReadTrash, ReadAll, RemoveFromTrash,
                 ReadAgain, KeepSnapshot, ReadHistory, DropSnapshots, AskForLease, GiveUpLease, Download,
                 DownloadStoredValue, SetAddress, MoveFocus, ScrollToTop, UseNewVersion, ShowFace, RememberTextView,
                 LoadEnglish, RememberLanguage, RememberBackup, DraftKept, ReadDevice, WipeDevice>;

}  // namespace state
