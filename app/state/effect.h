// What the application wants done outside, as data. web/ carries it out and answers with actions.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "drafts/history.h"
#include "drafts/record.h"
#include "state/state.h"

namespace state {

// clang-format off: one line an effect reads as the list that it is
struct SaveSoon {};  // send FlushDue within 100 ms, or earlier when the page is left
// Answer: Stored, late or at once, in the order of the writes. Write, read back, compare. Not over a newer record than the one that is
// known, nor over one of the same revision by another writer: then the answer is overtaken.
struct WriteRecord {
    std::string key, line, draft;
    std::uint64_t revision = 0;
    drafts::Stamp known{};
};
// Answer: Copied, in the order of the writes. Only over the record that is known or an older one of the line's own writer, and over
// no tombstone of this or a later revision: else the answer is overtaken.
struct WriteCopy {
    std::string draft, line;
    drafts::Stamp record, known;
};
// Unless a record stands in one of the draft's slots that is newer than what is known, by another writer.
struct RemoveRecords {
    std::vector<std::string> keys;
    drafts::Stamp known;
    std::string writer;
    bool only_own = false;  // those by this writer
};
// Answer: Removed. Into the trash, and a tombstone is left; the same conditions as for WriteCopy. Under the key it stands in localStorage
// until the safety copy has it, so that the draft does not come back. line: for the trash, where the record that stands there is an older one.
struct RemoveCopy {
    std::string draft, key, tombstone, line, removed;  // removed: ISO time
    drafts::Stamp known;
};
struct ReadTrash {};  // answer: TrashRead
struct ReadAll {};    // answer: AllRead
struct RemoveFromTrash {
    std::string draft;
};  // for good; answer: TrashRead
struct ReadAgain {
    std::string draft;
};  // answer: CopiesRead, of this draft
// Answer: HistoryRead. Into the history of its draft, in the safety copy's database only, in a transaction of its own: where it finds no
// room, no record is to fail with it. What stands there under the key stays. Nothing is kept of a draft that has been removed.
struct KeepMoment {
    std::string draft;
    drafts::Moment moment;
    bool put_back = false;  // from a backup: also of one that has been removed, and comes back or is put into the trash
};
struct ReadHistory {
    std::string draft;
};  // answer: HistoryRead
struct DropMoments {
    std::string draft;
    std::vector<std::string> keys;
};  // the same
// Answer: Held or HeldElsewhere; what was held before is let go. Empty: nothing is held. take: from whoever has it, who gets three seconds
// to keep what was typed there.
struct HoldDraft {
    std::string draft;
    bool take = false;
};
struct GiveUpDraft {
    std::string draft;
};  // to the tab that asked for it
struct Download {
    std::string file_name, media_type, bytes;
};
struct DownloadStoredValue {
    std::string key, file_name;
};  // the raw value of a key, bytes untouched by the app
struct SetAddress {
    std::string hash;
    bool replace = false;
    bool fresh = false;
};  // no Navigated follows
struct MoveFocus {
    std::string key;
};  // node key; after the next frame
struct ScrollToTop {};
struct UseNewVersion {};  // this page is loaded anew; everything in it has been kept
struct ShowFace {
    bool text = false;
};  // the text view or the painted face
struct RememberTextView {
    enum class Choice : std::uint8_t { nothing, on, declined } choice = Choice::nothing;
};                      // for the next visit; losing it does no harm
struct LoadEnglish {};  // answer: EnglishRead or EnglishMissing
struct RememberLanguage {
    Language language = Language::dutch;
};  // the same
struct RememberBackup {
    std::string time;  // ISO
};                     // the same
struct DraftKept {
};  // the first text that was written in this page is kept: the browser is asked to keep it for good, once
struct ReadDevice {};  // answer: DeviceRead
struct WipeDevice {};  // answer: Wiped

// clang-format on

using Effect =
    std::variant<SaveSoon, WriteRecord, WriteCopy, RemoveRecords, RemoveCopy, ReadTrash, ReadAll, RemoveFromTrash,
                 ReadAgain, KeepMoment, ReadHistory, DropMoments, HoldDraft, GiveUpDraft, Download, DownloadStoredValue,
                 SetAddress, MoveFocus, ScrollToTop, UseNewVersion, ShowFace, RememberTextView, LoadEnglish,
                 RememberLanguage, RememberBackup, DraftKept, ReadDevice, WipeDevice>;

}  // namespace state
