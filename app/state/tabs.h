// The lease: which tab writes in the draft on the screen, when several tabs show it.
#pragma once

#include <cstdint>
#include <string>

namespace state {

// Who has the lease of the draft on the screen. The lease spares writers a conflict; it is not what keeps texts safe: every write compares
// what the store has with what this page knows.
struct Lease {
    std::string draft;  // id; empty: no draft on the screen
    enum class By : std::uint8_t {
        us,         // this page, or nobody can tell
        elsewhere,  // another tab: this page reads along
        passing,    // another tab, which has been asked for the lease, keeps its text and then gives the lease up
    } by = By::us;
    bool giving_up = false;  // another tab wants the lease; it gets it when what was typed here is safe
};

struct Turn;
struct LeaseGiven;
struct LeaseElsewhere;
struct LeaseWanted;
struct WriteHere;

// Asks for the lease of the draft that is shown, when that is another one than before.
void lease_shown_draft(Turn& turn);
// Gives the lease up to the tab that wants it, once what was typed here is kept.
void give_lease_up_when_kept(Turn& turn);

void on(Turn& turn, const LeaseGiven&);
void on(Turn& turn, const LeaseElsewhere&);
void on(Turn& turn, const LeaseWanted&);
void on(Turn& turn, const WriteHere&);

}  // namespace state
