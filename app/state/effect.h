// What the application wants done outside, as data. web/ carries it out and answers with actions.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "state/state.h"

namespace state {

// clang-format off: one line an effect reads as the list that it is
struct SaveSoon {};   // send FlushDue within 100 ms, or earlier when the page is left
struct WriteRecord {  // answer: Stored, late or at once, in the order of the writes. Write, read back, compare.
    std::string key, line, draft;
    std::uint64_t revision = 0;
};
struct RemoveKeys {
    std::vector<std::string> keys;
};
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

// clang-format on

using Effect = std::variant<SaveSoon, WriteRecord, RemoveKeys, Download, DownloadStoredValue, SetAddress, MoveFocus,
                            ScrollToTop, UseNewVersion, ShowFace, RememberTextView, LoadEnglish, RememberLanguage>;

}  // namespace state
