// Op dit apparaat: how much room is used, and everything taken away.
#pragma once

#include <cstdint>
#include <string>

#include "state/entry.h"

namespace state {

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

struct Turn;
struct AskToWipe;
struct DeviceRead;
struct KeepAll;
struct OfflineReady;
struct RoomRead;
struct WipeAll;
struct WipeBegun;
struct Wiped;

void on(Turn& turn, const OfflineReady&);
void on(Turn& turn, const RoomRead&);
void on(Turn& turn, const DeviceRead&);
void on(Turn& turn, const AskToWipe&);
void on(Turn& turn, const KeepAll&);
void on(Turn& turn, const WipeAll&);
void on(Turn& turn, const WipeBegun&);
void on(Turn& turn, const Wiped&);

}  // namespace state
