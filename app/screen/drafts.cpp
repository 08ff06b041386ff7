// Verslagen: every draft with its name, progress, last change and whether it is kept.
#include <algorithm>
#include <vector>

#include "model/letters.h"
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
        if (!begin.empty()) ui.writers_text("begin." + id, TextStyle::small, begin);
    }
    ui.text("facts." + id, TextStyle::small,
            entry.newer_version ? ui.say(words::newer_version) : words::draft_facts(ui.words(), entry, state.now));
    if (entry.safety == state::Safety::saving || entry.safety == state::Safety::not_saved) {
        const bool alarm = entry.safety == state::Safety::not_saved;
        ui.text("kept." + id, alarm ? TextStyle::alarm : TextStyle::small,
                words::save_state(ui.words(), entry.safety, entry, state.now));
    }
    if (entry.newer_version) return;
    ui.gap(1);
    const auto row = ui.row(Role::box, "draft.actions." + id);
    ui.button("delete." + id, Ui::Button::quiet, words::remove, state::DeleteDraft{id},
              ui.say(words::remove) + " " + name);
}

void search(Ui& ui, const state::State& state, std::size_t found) {
    ui.gap(8);
    const auto landmark = ui.column(Role::search, "search.part");
    ui.label("search.label", 0, TextStyle::body, words::search, "search");
    ui.gap(1);
    ui.search_line("search", "search.label", state.list.search, state::EditSearch{});
    ui.gap(1);
    ui.status("search.found", TextStyle::small, words::found(ui.words(), found, state.drafts.size()));
    // Only while something is searched for: otherwise the number would be spoken when the screen opens.
    if (!state.list.search.empty()) ui.flag_last(semantics::speaks);
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

Found found_drafts(const Catalog& in, const state::State& state) {
    const std::string wanted = model::folded(state.list.search);
    Found found;
    std::string all;  // the draft's name as the list shows it, and everything that is written in it; folded
    const auto add = [&all](const auto& texts) {
        for (const std::string& text : texts) {
            all += ' ';
            model::append_folded(all, text);
        }
    };
    for (std::size_t i = 0; i < state.drafts.size(); ++i) {
        const state::DraftEntry& entry = state.drafts[i];
        all.clear();
        if (!wanted.empty()) {
            model::append_folded(all, words::draft_name(in, entry));
            add(entry.draft.report.answers);
            add(entry.draft.report.trip);
            add(entry.draft.report.unplaced);
        }
        if (model::has_words(all, wanted)) found.push_back(i);
    }
    return found;
}

void drafts_screen(Ui& ui, const state::State& state, const Found& found) {
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
    const bool is_backup_due = state::is_backup_due(state);
    if (is_backup_due) {
        ui.gap(6);
        const auto box = ui.column(Role::group, "backup-due", words::make_backup);
        ui.text("backup-due.text", TextStyle::body, words::backup_due(ui.words(), state));
        ui.gap(2);
        {
            const auto row = ui.row(Role::box, "backup-due.actions");
            make_backup(ui);
        }
        backup_outcome(ui, state);
    }
    if (!state::can_keep(state)) {
        ui.gap(4);
        ui.text("blocked", TextStyle::alarm, words::storage_blocked);
    }
    if (state.storage.has_local && state.storage.replica == state::Replica::unavailable) {
        ui.gap(4);
        ui.text("copies-off", TextStyle::body, words::no_copies(state));
    }
    const std::string room = words::room_notice(ui.words(), state.device.room);
    if (!room.empty()) {
        ui.gap(4);
        ui.text("room", state.device.room.is_closed() ? TextStyle::alarm : TextStyle::body, room);
    }
    if (state.device.wiped) {
        const std::vector<std::string> left = words::wipe_outcome(ui.words(), *state.device.wiped);
        ui.gap(4);
        if (left.empty()) ui.text("wiped", TextStyle::body, words::all_wiped);
        for (std::size_t i = 0; i < left.size(); ++i) ui.text("wiped." + std::to_string(i), TextStyle::alarm, left[i]);
    }
    if (!state.drafts.empty()) {
        search(ui, state, found.size());
        if (!found.empty()) {
            ui.gap(3);
            const auto list = ui.column(Role::list, "drafts", words::drafts);
            const std::size_t shown = std::min(found.size(), state.list.shown);
            for (std::size_t i = 0; i < shown; ++i) draft(ui, state, state.drafts[found[i]]);
        }
        if (found.size() > state.list.shown) {
            ui.gap(6);
            const auto row = ui.row(Role::box, "more.row");
            ui.button("more", Ui::Button::standard, words::show_more,
                      state::ShowMore{"open." + state.drafts[found[state.list.shown]].draft.id});
        }
    }
    unreadable(ui, state);
    ui.gap(10);
    backup_actions(ui, state, !is_backup_due);
    ui.gap(5);
    if (state::has_trash(state)) {
        ui.link("to.trash", TextStyle::quiet, words::trash, "#/prullenbak", state::GoTo{Route{Screen::trash, {}}});
        ui.gap(5);
    }
    ui.text("stays", TextStyle::hint, words::stays_here);
    ui.gap(2);
    links_about(ui);
    if (!state.device.offline_ready) return;
    // Below everything, so that nothing moves: it appears while the page is already in use.
    ui.gap(2);
    ui.status("offline", TextStyle::hint, words::offline_ready);
}

}  // namespace screen
