// Op dit apparaat: what is stored and where it is safe, as it is now; how it can be gone; and wiping all of it, in two steps.
#include "screen/page.h"
#include "screen/words.h"

namespace screen {

using semantics::Role;

namespace {

void facts(Ui& ui, const std::string& key, std::string_view heading, const std::vector<std::string>& all) {
    ui.gap(8);
    ui.heading(key, 2, TextStyle::question, heading);
    const auto list = ui.column(Role::list, key + ".list");
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::string item = key + "." + std::to_string(i);
        ui.gap(2);
        const auto scope = ui.column(Role::item, item);
        ui.text(item + ".text", TextStyle::body, all[i]);
    }
}

void wiping(Ui& ui, const state::State& state) {
    ui.gap(8);
    ui.heading("wipe.heading", 2, TextStyle::question, words::wipe_all);
    ui.gap(2);
    if (state.device.wiping == state::Wiping::running) {
        ui.status("wipe.running", TextStyle::body, words::wiping);
        return;
    }
    if (state.device.wiping == state::Wiping::no) {
        ui.text("wipe.about", TextStyle::body, words::about_wiping);
        ui.gap(3);
        const auto row = ui.row(Role::box, "wipe.row");
        ui.button("wipe", Ui::Button::standard, words::wipe_on_device, state::AskToWipe{});
        return;
    }
    // The first button takes the focus and is described by the warning above it, so that a screen reader says the warning before anything is pressed.
    const auto group = ui.column(Role::group, "wipe.group", words::wipe_all);
    ui.text("wipe.what", TextStyle::alarm, words::what_is_wiped(ui.words(), state));
    ui.gap(3);
    const auto row = ui.row(Role::box, "wipe.actions");
    ui.button("wipe.no", Ui::Button::primary, words::wipe_nothing, state::KeepAll{});
    ui.describe_last("wipe.what");
    ui.button("wipe.yes", Ui::Button::standard, words::wipe_for_sure, state::WipeAll{});
    ui.describe_last("wipe.what");
}

}  // namespace

void device_screen(Ui& ui, const state::State& state) {
    facts(ui, "stored", words::what_is_stored, words::stored_here(ui.words(), state));
    facts(ui, "safe", words::how_safe, words::safe_here(ui.words(), state));
    ui.gap(3);
    backup_actions(ui, state, true);
    about_losing(ui);
    wiping(ui, state);
}

}  // namespace screen
