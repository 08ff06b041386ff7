// Addresses of the screens, of state/route.h.
#include "state/route.h"

#include <utility>

#include "drafts/record.h"

namespace state {

std::string address(const Route& route) {
    switch (route.screen) {
        case Screen::drafts:
            break;
        case Screen::write:
            return "#/verslag/" + route.draft;
        case Screen::check:
            return "#/verslag/" + route.draft + "/controleren";
        case Screen::versions:
            return "#/verslag/" + route.draft + "/versies";
        case Screen::import:
            return "#/importeren";
        case Screen::help:
            return "#/hulp";
        case Screen::restore:
            return "#/terugzetten";
        case Screen::trash:
            return "#/prullenbak";
        case Screen::privacy:
            return "#/privacy";
        case Screen::accessibility:
            return "#/toegankelijkheid";
        case Screen::device:
            return "#/apparaat";
    }
    return "#/";
}

Address parse_address(std::string_view hash) {
    constexpr std::string_view of_draft = "#/verslag/";
    constexpr std::pair<Screen, std::string_view> others[]{{Screen::check, "/controleren"},
                                                           {Screen::versions, "/versies"}};
    if (hash.empty() || hash == "#" || hash == "#/") return {};
    if (hash == "#/importeren") return {{Screen::import, {}}};
    if (hash == "#/hulp") return {{Screen::help, {}}};
    if (hash == "#/prullenbak") return {{Screen::trash, {}}};
    if (hash == "#/terugzetten") return {{Screen::restore, {}}};
    if (hash == "#/privacy") return {{Screen::privacy, {}}};
    if (hash == "#/toegankelijkheid") return {{Screen::accessibility, {}}};
    if (hash == "#/apparaat") return {{Screen::device, {}}};
    if (hash == "#/nieuw") return {{Screen::write, {}}, true, true};
    if (hash.substr(0, of_draft.size()) == of_draft) {
        std::string_view id = hash.substr(of_draft.size());
        Screen screen = Screen::write;
        for (const auto& [other, end] : others) {
            if (id.size() <= end.size() || id.substr(id.size() - end.size()) != end) continue;
            screen = other;
            id.remove_suffix(end.size());
        }
        if (drafts::is_draft_id(id)) return {{screen, std::string(id)}};
    }
    return {{}, false};
}

}  // namespace state
