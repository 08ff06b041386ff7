// Verslagen: every draft with its name, progress, last change and whether it is kept.
#include <algorithm>

#include "screen/page.h"
#include "screen/words.h"

namespace screen {

using semantics::Role;
using state::Route;
using state::Screen;

namespace {

void draft(Ui& ui, const state::State& state, const state::DraftEntry& entry) {
    const std::string& id = entry.draft.id;
    const std::string name = words::draft_name(entry);
    const Route route{Screen::write, id};
    ui.gap(3);
    const auto item = ui.column(Role::item, "draft." + id);
    ui.rule();
    ui.gap(3);
    ui.writers_link("open." + id, name, state::address(route), state::GoTo{route});
    if (!words::has_own_name(entry)) {
        const std::string begin = words::begins_with(entry.draft.report);
        if (!begin.empty()) ui.writers_text("begin." + id, TextStyle::small, begin, true);
    }
    std::string facts = words::answered(model::answered_count(entry.draft.report)) + ", gewijzigd " +
                        words::moment(entry.changed, state.now) + ".";
    if (entry.safety == state::Safety::in_browser) facts += " " + std::string(words::kept_here) + ".";
    if (entry.newer_version) facts = words::newer_version;
    ui.text("facts." + id, TextStyle::small, facts);
    if (entry.safety == state::Safety::saving || entry.safety == state::Safety::not_saved) {
        const bool alarm = entry.safety == state::Safety::not_saved;
        ui.text("kept." + id, alarm ? TextStyle::alarm : TextStyle::small, words::save_state(entry, state.now));
    }
    if (entry.newer_version) return;
    ui.gap(1);
    const auto row = ui.row(Role::box, "draft.actions." + id);
    ui.button("delete." + id, Ui::Button::quiet, words::remove, state::DeleteDraft{id},
              std::string(words::remove) + " " + name);
}

void unreadable(Ui& ui, const state::State& state) {
    if (state.unreadable.empty()) return;
    ui.gap(10);
    const auto group = ui.column(Role::group, "unreadable", words::unreadable);
    ui.heading("unreadable.heading", 2, TextStyle::subtitle, words::unreadable);
    ui.gap(2);
    ui.text("unreadable.note", TextStyle::body, words::unreadable_note);
    std::size_t number = 0;
    for (const drafts::UnreadableItem& item : state.unreadable) {
        const std::string key = "unreadable." + std::to_string(++number);
        ui.gap(3);
        const auto row = ui.row(Role::box, key);
        const std::string what = "Onleesbaar verslag " + std::to_string(number) + ", " + words::bytes(item.bytes);
        ui.button(key + ".download", Ui::Button::standard, words::download_raw, state::DownloadStored{item.key},
                  std::string(words::download_raw) + ": " + what);
        ui.text(key + ".facts", TextStyle::small, what);
    }
}

}  // namespace

void drafts_screen(Ui& ui, const state::State& state) {
    ui.heading("screen", 1, TextStyle::title, words::drafts);
    ui.gap(4);
    if (state.drafts.empty()) {
        ui.text("empty", TextStyle::body, words::no_drafts);
        ui.gap(4);
    }
    {
        const auto row = ui.row(Role::box, "actions");
        ui.button("new", Ui::Button::primary, words::new_draft, state::NewDraft{});
        ui.button("import", Ui::Button::standard, words::import, state::GoTo{Route{Screen::import, {}}});
    }
    if (!state.storage_available) {
        ui.gap(4);
        ui.text("blocked", TextStyle::alarm, words::storage_blocked);
    }
    if (state.deleted.has_value()) {
        ui.gap(6);
        const auto box = ui.column(Role::group, "deleted", words::undo);
        ui.writers_text("deleted.name", TextStyle::body,
                        words::draft_name(*state.deleted) + " is verwijderd uit deze app.");
        ui.gap(2);
        const auto row = ui.row(Role::box, "deleted.actions");
        ui.button("undo", Ui::Button::standard, words::undo, state::UndoDelete{});
    }
    if (!state.drafts.empty()) {
        ui.gap(3);
        const auto list = ui.column(Role::list, "drafts", words::drafts);
        const std::size_t shown = std::min(state.drafts.size(), state.drafts_shown);
        for (std::size_t i = 0; i < shown; ++i) draft(ui, state, state.drafts[i]);
    }
    if (state.drafts.size() > state.drafts_shown) {
        ui.gap(6);
        const auto row = ui.row(Role::box, "more.row");
        ui.button("more", Ui::Button::standard, words::show_more, state::ShowMore{});
    }
    unreadable(ui, state);
    ui.gap(10);
    ui.text("stays", TextStyle::hint, words::stays_here);
    if (!state.offline_ready) return;
    // Below everything: it comes when the page is already being used.
    ui.gap(2);
    ui.status("offline", TextStyle::hint, words::offline_ready);
}

}  // namespace screen
