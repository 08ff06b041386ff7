// Rules of state/downloads.h.
#include "state/downloads.h"

#include <utility>

#include "formats/file_name.h"
#include "formats/json.h"
#include "formats/text.h"
#include "state/turn.h"

namespace state {

void on(Turn& turn, const DownloadReport& event) {
    const DraftEntry* entry = turn.entry_meant(event.draft);
    if (!entry || entry->newer_version) return;
    const bool as_text = event.as == DownloadReport::As::text;
    const model::Report& report = entry->draft.report;
    std::string name = formats::file_name(report, iso_day(turn.action.now), as_text ? "txt" : "json");
    turn.announce(Said::downloaded, name);
    turn.want(Download{std::move(name), as_text ? "text/plain;charset=utf-8" : "application/json",
                       as_text ? formats::export_text(report) : formats::export_json(report)});
}

void on(Turn& turn, const DownloadStored& event) {
    for (std::size_t i = 0; i < turn.state.unreadable.size(); ++i) {
        const drafts::UnreadableItem& item = turn.state.unreadable[i];
        if (item.key != event.key) continue;
        std::string name = "onleesbaar-verslag-" + std::to_string(i + 1) + ".txt";
        turn.announce(Said::downloaded, name);
        if (item.copy.empty()) {
            turn.want(DownloadStoredValue{event.key, std::move(name)});
        } else {
            turn.want(Download{std::move(name), "text/plain;charset=utf-8", item.copy});
        }
        return;
    }
}

}  // namespace state
