// Op dit apparaat: how much room is used, what the browser says of itself, and wiping everything that is stored.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "state/entry.h"

namespace state {

// In localStorage: UTF-16 units of all keys and values of the origin, which is what browsers count.
inline constexpr std::uint64_t room_limit = 5u << 20;

struct Room {
    std::uint64_t used = 0, others = 0;                             // others: the part that is not of this page
    bool is_short() const { return used * 10 >= room_limit * 6; }   // the writer is told
    bool is_closed() const { return used * 10 >= room_limit * 8; }  // no new drafts; an open one can always be kept
};

// What the browser says of itself and of the page; as read last.
struct DeviceFacts {
    std::uint64_t usage = 0,
                  quota = 0;  // bytes that the browser keeps for the origin, and may; quota 0: it does not say
    // Whether the browser keeps that until the user removes it.
    enum class Lasting : std::uint8_t { unknown, no, yes } lasting = Lasting::unknown;
    bool asked = false;   // the browser was asked to
    std::string version;  // of the page
};

// Removing everything that this page has stored in this browser.
enum class Wiping : std::uint8_t {
    no,
    asked,  // the screen says what will be removed, and asks
    running
};

struct WipeOutcome {
    bool local_left = false;                     // something is still in localStorage
    StorageTrouble copy = StorageTrouble::none;  // why the safety copy is still there
};

struct Device {
    Room room;
    std::optional<DeviceFacts> facts;  // nothing: not read yet
    Wiping wiping = Wiping::no;
    std::optional<WipeOutcome> wiped;  // stands on Verslagen until that is left
    bool offline_ready = false;        // every file of the page is kept: it starts without a network
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
