// Which screen is shown, of which draft, and how the address bar says it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace state {

enum class Screen : std::uint8_t {
    drafts,
    write,
    check,
    versions,
    import,
    restore,
    trash,
    help,
    privacy,
    accessibility,
    device
};

struct Route {
    Screen screen = Screen::drafts;
    std::string draft;  // id, for write, check and versions
    bool operator==(const Route&) const = default;
};

std::string address(
    const Route& route);  // "#/", "#/verslag/<id>", "#/verslag/<id>/controleren", "#/importeren", "#/hulp" …

struct Address {
    Route route;
    bool known = true;
    bool new_draft = false;
};
// Of an address that is not one of this page, `known` is false and the route is the list.
Address parse_address(std::string_view hash);

}  // namespace state
