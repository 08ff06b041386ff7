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
    const std::string name = words::draft_name(ui.words(), entry);
    const Route route{Screen::write, id};
    ui.gap(3);
    const auto item = ui.column(Role::item, "draft." + id);
    ui.rule();
    ui.gap(3);
    if (words::has_own_name(entry)) ui.keep_dutch();
    ui.writers_link("open." + id, name, state::address(route), state::GoTo{route});
    if (!words::has_own_name(entry)) {
        const std::string begin = words::begins_with(ui.words(), entry.draft.report);
        if (!begin.empty()) ui.writers_text("begin." + id, TextStyle::small, begin, true);
    }
    ui.text("facts." + id, TextStyle::small,
            entry.newer_version ? ui.say(words::newer_version) : words::draft_facts(ui.words(), entry, state.now));
    if (entry.safety == state::Safety::saving || entry.safety == state::Safety::not_saved) {
        const bool alarm = entry.safety == state::Safety::not_saved;
        ui.text("kept." + id, alarm ? TextStyle::alarm : TextStyle::small,
                words::save_state(ui.words(), entry, state.now));
    }
    if (entry.newer_version) return;
    ui.gap(1);
    const auto row = ui.row(Role::box, "draft.actions." + id);
    ui.button("delete." + id, Ui::Button::quiet, words::remove, state::DeleteDraft{id},
              ui.say(words::remove) + " " + name);
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
        const std::string what = words::unreadable_item(ui.words(), number, item.bytes);
        ui.button(key + ".download", Ui::Button::standard, words::download_raw, state::DownloadStored{item.key},
                  ui.say(words::download_raw) + ": " + what);
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
        ui.writers_text("deleted.name", TextStyle::body, words::deleted(ui.words(), *state.deleted));
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
    ui.gap(2);
    ui.link("to.accessibility", TextStyle::quiet, words::accessibility, "#/toegankelijkheid",
            state::GoTo{Route{Screen::accessibility, {}}});
    if (!state.offline_ready) return;
    // Below everything: it comes when the page is already being used.
    ui.gap(2);
    ui.status("offline", TextStyle::hint, words::offline_ready);
}

}  // namespace screen
