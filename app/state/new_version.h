// A new build of the page waits, and is taken when nothing would be gone with this one.
#pragma once

#include <cstdint>
#include <set>
#include <string>

namespace state {

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
    bool taking = false;              // the writer wants it
    std::set<std::string> waits_for;  // ids of drafts whose writes have yet to be answered before it is taken
};

struct Turn;
struct NewVersionReady;
struct TakeNewVersion;

// Loads the page anew if the writer wants it and every text is kept; says why not otherwise.
void take_new_version(Turn& turn);

void on(Turn& turn, const NewVersionReady&);
void on(Turn& turn, const TakeNewVersion&);

}  // namespace state
