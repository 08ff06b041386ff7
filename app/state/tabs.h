// Which tab writes in the draft on the screen, when several show it.
#pragma once

#include <cstdint>
#include <string>

namespace state {

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

struct Turn;
struct Held;
struct HeldElsewhere;
struct HoldWanted;
struct WriteHere;

// The draft on the screen is the one that this page wants to write in.
void hold_shown_draft(Turn& turn);
void give_up_when_kept(Turn& turn);

void on(Turn& turn, const Held&);
void on(Turn& turn, const HeldElsewhere&);
void on(Turn& turn, const HoldWanted&);
void on(Turn& turn, const WriteHere&);

}  // namespace state
