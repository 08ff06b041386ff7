// Reservekopie terugzetten: choose a file, see what putting it back would change here, and choose one of two ways. Nothing changes before that.
#include <algorithm>

#include "screen/page.h"
#include "screen/words.h"

namespace screen {

using semantics::Role;

namespace {

void way(Ui& ui, const std::string& key, Ui::Button kind, std::string_view name, bool replace, std::string_view note) {
    ui.gap(4);
    ui.text(key + ".note", TextStyle::body, note);
    ui.gap(2);
    const auto row = ui.row(Role::box, key + ".actions");
    ui.button(key, kind, name, state::PutBackupBack{replace});
    ui.describe_last(key + ".note");
}

void preview(Ui& ui, const state::State& state, const state::Restore& restore) {
    const drafts::Backup& backup = restore.file.backup;
    ui.gap(8);
    const auto box = ui.column(Role::group, "restore.preview", words::in_the_backup);
    ui.heading("backup.heading", 2, TextStyle::subtitle, words::in_the_backup);
    ui.gap(2);
    ui.text("backup.facts", TextStyle::body, words::backup_facts(ui.words(), restore, state.now));
    const bool has_trash = state::has_trash(state);
    way(ui, "merge", Ui::Button::primary, words::merge_backup, false,
        has_trash ? words::merge_note : words::merge_note_without_trash);
    if (state::may_replace(state)) {
        way(ui, "replace", Ui::Button::standard, words::replace_by_backup, true, words::replace_note);
    }
    const std::string refused = words::restore_refused(ui.words(), restore);
    if (!refused.empty()) {
        ui.gap(4);
        ui.text("restore.refused", TextStyle::alarm, refused);
    } else if (restore.accepted != state::Restore::Way::none) {
        ui.gap(4);
        ui.status("restore.busy", TextStyle::body, words::restoring);
    }
    const std::size_t shown = std::min(backup.drafts.size(), state.list.shown);
    if (shown != 0) {
        ui.gap(5);
        const auto list = ui.column(Role::list, "backup.drafts", words::drafts);
        for (std::size_t i = 0; i < shown; ++i) {
            const std::string key = "backup." + std::to_string(i);
            ui.gap(3);
            const auto item = ui.column(Role::item, key);
            ui.rule();
            ui.gap(3);
            name_of_record(ui, key, backup.drafts[i].record, state.now);
            ui.text(key + ".facts", TextStyle::small, words::backup_entry(ui.words(), restore, i, state.now));
        }
    }
    if (shown == backup.drafts.size()) return;
    ui.gap(6);
    const auto row = ui.row(Role::box, "more.row");
    // With the last drafts shown the button disappears: the heading of the screen takes the focus.
    const bool is_last = state.list.shown + state::shown_step >= backup.drafts.size();
    ui.button("more", Ui::Button::standard, words::show_more, state::ShowMore{is_last ? "screen" : ""});
}

}  // namespace

void make_backup(Ui& ui) { ui.button("backup", Ui::Button::standard, words::make_backup, state::MakeBackup{}); }

void backup_outcome(Ui& ui, const state::State& state) {
    if (state.backup.is_wanted) {
        ui.gap(2);
        ui.status("backup.busy", TextStyle::small, words::making_backup);
    } else if (state.backup.outcome) {
        ui.gap(3);
        const auto box = ui.notice(Role::group, "backup.notice", words::notice_name);
        ui.text("backup.outcome", TextStyle::body, words::announcement(ui.words(), *state.backup.outcome));
        if (!state.backup.offered) return;
        ui.gap(2);
        const auto row = ui.row(Role::box, "backup.seen.row");
        ui.button("backup.seen", Ui::Button::standard, words::backup_seen, state::ConfirmBackup{});
    }
}

void backup_actions(Ui& ui, const state::State& state, bool makes) {
    {
        const auto row = ui.row(Role::box, "backup.actions");
        if (makes) make_backup(ui);
        ui.button("restore", Ui::Button::standard, words::restore_backup,
                  state::GoTo{{state::Screen::restore, {}}, {}});
    }
    if (makes) backup_outcome(ui, state);
}

void restore_screen(Ui& ui, const state::State& state) {
    ui.gap(2);
    ui.text("restore.intro", TextStyle::body, words::restore_intro);
    ui.gap(6);
    {
        const auto row = ui.row(Role::box, "restore.file.row");
        ui.file_chooser("restore.file", words::choose_file);
    }
    ui.gap(1);
    ui.text("restore.drop", TextStyle::hint, words::or_drop);
    if (!state.restore) return;
    const state::Restore& restore = *state.restore;
    ui.gap(2);
    ui.writers_text("restore.file.name", TextStyle::hint,
                    words::chosen_file(ui.words(), model::show_hidden(restore.file_name)));
    const std::string trouble = words::backup_trouble(ui.words(), restore);
    if (!trouble.empty()) {
        ui.gap(4);
        ui.text("restore.trouble", TextStyle::alarm, trouble);
    }
    if (restore.compared) {
        preview(ui, state, restore);
    } else if (const std::string refused = words::restore_refused(ui.words(), restore); !refused.empty()) {
        ui.gap(4);
        ui.text("restore.refused", TextStyle::alarm, refused);
    }
}

}  // namespace screen
