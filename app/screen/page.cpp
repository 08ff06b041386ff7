// Header, columns and the choice of the screen.
#include "screen/page.h"

#include <algorithm>
#include <cmath>

#include "screen/words.h"

namespace screen {

using semantics::Role;
using state::Route;
using state::Screen;

std::string answer_key(std::size_t question) { return "answer." + std::string(model::questions[question].id); }
std::string trip_key(std::size_t detail) { return "trip." + std::string(model::trip_details[detail].id); }

Columns columns(const View& view, bool wants_outline) {
    // The style sheet lays the static page out by the same rule (shell/style.css, .page).
    const float unit = view.unit;
    // Slightly more before rounding down: at ratios such as 1.1 the browser's own sum comes out just below a whole unit.
    const float beside = std::floor((view.width - sizes.column * unit) / 2 / unit + 1.0F / 16) * unit;
    Columns result;
    const float margin = (view.width >= sizes.roomy_from * unit ? sizes.margin_roomy : sizes.margin) * unit;
    result.left = std::max(margin, beside);
    result.width = std::min(sizes.column * unit, view.width - 2 * margin);
    // In the margin, so that the text column has the same place as on the other screens.
    result.has_outline = wants_outline && view.width >= sizes.wide_from * unit;
    result.outline_left = result.left - (sizes.outline + sizes.outline_gap) * unit;
    return result;
}

namespace {

std::string_view name_of(Screen screen) {
    switch (screen) {
        case Screen::drafts:
            return words::drafts;
        case Screen::write:
            return words::write;
        case Screen::check:
            return words::check;
        case Screen::versions:
            return words::versions;
        case Screen::import:
            return words::import;
        case Screen::restore:
            return words::restore_backup;
        case Screen::trash:
            return words::trash;
        case Screen::help:
            return words::help;
        case Screen::privacy:
            return words::privacy;
        case Screen::accessibility:
            return words::accessibility;
        case Screen::device:
            return words::device;
    }
    return words::drafts;
}

}  // namespace

std::string page_title(const Catalog& in, const state::State& state) {
    return std::string(in.say(name_of(state.route.screen))) + " - " + std::string(words::app_name);
}

std::string page_alarm(const Catalog& in, const state::State& state) {
    if (state.route.screen != Screen::write) return {};
    const state::DraftEntry* const entry = state::find_entry(state, state.route.draft);
    if (entry == nullptr || entry->safety != state::Safety::not_saved) return {};
    return std::string(in.say(words::not_saved_alarm));
}

void save_states(Ui& ui, const std::string& key, const state::State& state, const state::DraftEntry& entry) {
    // Before the first character there is nothing to lose, but without storage no promise can be made either.
    const bool warns = entry.safety == state::Safety::untouched && !state::can_keep(state);
    const bool alarm = entry.safety == state::Safety::not_saved || warns;
    ui.status(key + ".progress", TextStyle::small, words::progress(ui.words(), entry.draft.report));
    ui.status(key + ".save", alarm ? TextStyle::alarm : TextStyle::small,
              warns ? ui.say(words::will_not_be_kept)
                    : words::save_state(ui.words(), state::shown_safety(state, entry), entry, state.now));
    const std::string only_in_one = words::only_in_one(ui.words(), state, entry);
    if (!only_in_one.empty()) ui.text(key + ".trouble", TextStyle::small, only_in_one);
    if (!alarm) return;
    ui.text(key + ".trouble", TextStyle::small,
            words::save_trouble(ui.words(), warns ? state::StorageTrouble::blocked : entry.trouble));
}

void reading_along(Ui& ui, const state::State& state, const state::DraftEntry& entry) {
    if (!state::reads_along(state, entry.draft.id)) return;
    const bool passing = state.lease.by == state::Lease::By::passing;
    ui.gap(4);
    const auto box = ui.column(Role::group, "reads-along", words::reads_along);
    ui.status("reads-along.text", TextStyle::body, passing ? words::passing : words::reads_along);
    ui.gap(2);
    const auto row = ui.row(Role::box, "reads-along.actions");
    ui.button("write.here", Ui::Button::standard, words::write_here, state::WriteHere{});
}

namespace {

// Links to the drafts that an announcement is about; not on Verslagen, where the list has them.
void ways_on(Ui& ui, const state::State& state, const state::Announcement& told, const std::string& key) {
    if (told.kind == state::Announcement::Kind::import_text_left) {
        ui.gap(2);
        ui.link(key + ".import", TextStyle::quiet, words::import, "#/importeren",
                state::GoTo{Route{Screen::import, {}}});
    }
    if (state.route.screen == Screen::drafts || told.draft.empty()) return;
    const bool has_other = !told.other.empty();
    for (const std::string* id : {&told.draft, &told.other}) {
        const state::DraftEntry* const entry = state::find_entry(state, *id);
        if (entry == nullptr || (!has_other && *id == state.route.draft)) continue;
        const Route route{Screen::write, *id};
        const std::string name = words::draft_name(ui.words(), *entry), key_of_link = key + *id;
        ui.gap(2);
        if (has_other) {
            ui.writers_link(key_of_link, name, state::address(route), state::GoTo{route});
        } else {
            ui.link(key_of_link, TextStyle::quiet, words::open, state::address(route), state::GoTo{route}, false,
                    ui.say(words::open) + " " + name);
        }
    }
}

// The last deletion, while it can be undone: on Verslagen, where the draft stood.
void deleted(Ui& ui, const state::State& state) {
    if (!state.deleted || state.route.screen != Screen::drafts) return;
    ui.gap(4);
    const auto box = ui.notice(Role::group, "deleted", words::undo);
    ui.writers_text("deleted.name", TextStyle::body,
                    words::deleted(ui.words(), *state.deleted, state::has_trash(state)));
    ui.gap(2);
    const auto row = ui.row(Role::box, "deleted.actions");
    ui.button("undo", Ui::Button::standard, words::undo, state::UndoDelete{});
}

void new_version(Ui& ui, const state::State& state) {
    const auto box = ui.column(Role::group, "new-version", words::new_version);
    ui.status("new-version.text", TextStyle::body, words::new_version);
    if (state.new_version.refused != state::NewVersion::Refused::no) {
        ui.gap(1);
        ui.text("new-version.refused", TextStyle::alarm,
                words::new_version_refused(ui.words(), state.new_version.refused));
    }
    ui.gap(2);
    const auto row = ui.row(Role::box, "new-version.actions");
    ui.button("new-version.use", Ui::Button::standard, words::use_new_version, state::TakeNewVersion{});
}

}  // namespace

void notices(Ui& ui, const state::State& state, bool of_downloads) {
    for (const state::Announcement& told : state.told.notices) {
        const bool is_download = told.kind == state::Announcement::Kind::downloaded;
        if (of_downloads != (is_download && state.route.screen == Screen::check)) continue;
        const std::string key = "notice." + std::to_string(told.serial);
        ui.gap(4);
        const auto box = ui.notice(Role::group, key, words::notice_name);
        // An announcement may quote a name, so the DOM paints it.
        ui.writers_text(key + ".text", TextStyle::body, words::announcement(ui.words(), told));
        ways_on(ui, state, told, key);
    }
}

float page(Ui& ui, const View& view, const state::State& state, const Found& found) {
    const bool about_draft = state.route.screen == Screen::write || state.route.screen == Screen::check ||
                             state.route.screen == Screen::versions;
    const state::DraftEntry* const entry = about_draft ? state::find_entry(state, state.route.draft) : nullptr;
    const bool writes = state.route.screen == Screen::write && entry != nullptr && !entry->newer_version;
    const Columns at = columns(view, writes);

    ui.place_column(at.left, ui.px(sizes.page_top), at.width);
    {
        const auto header = ui.row(Role::banner, "header");
        ui.link("home", TextStyle::brand, words::app_name, "#/", state::GoTo{Route{Screen::drafts, {}}});
        ui.link("nav.drafts", TextStyle::nav, words::drafts, "#/", state::GoTo{Route{Screen::drafts, {}}});
        ui.link("nav.help", TextStyle::nav, words::help, "#/hulp", state::GoTo{Route{Screen::help, {}}});
        ui.button("language", Ui::Button::nav, ui.words().is_dutch() ? words::to_english : words::to_dutch,
                  state::SwitchLanguage{});
        ui.language_of_last(ui.words().is_dutch() ? "en" : "nl");
        ui.skip_link("skip", words::to_content, state::address(state.route), state::GoTo{state.route, "screen"});
        ui.make_first();
        ui.to_end();
        ui.toggle("text-view", words::text_view, state.text_view.on, state::SwitchTextView{});
        ui.make_first();
    }
    const float below_header = ui.pen_y();
    float outline_bottom = 0;
    if (at.has_outline) {
        ui.place_column(at.outline_left, below_header + ui.px(8), ui.px(sizes.outline));
        outline(ui, *entry);
        outline_bottom = ui.pen_y();
        ui.place_column(at.left, below_header, at.width);
    }
    ui.gap(6);
    {
        const auto main = ui.column(Role::main, "main");
        // The offer of a new build can appear at any moment. On a screen with fields it is below everything, so that no field moves.
        const bool has_fields =
            writes || state.route.screen == Screen::import || state.route.screen == Screen::versions;
        const bool on_top = state.new_version.on_top && !has_fields;
        if (on_top) {
            new_version(ui, state);
            ui.gap(6);
        }
        if (state.language.is_missing) {
            ui.text("language.missing", TextStyle::alarm, words::language_missing);
            ui.gap(6);
        }
        if (state.text_view.refused) {
            ui.text("text-view.refused", TextStyle::small, words::text_view_opened(ui.words(), state.text_view.why));
            ui.gap(6);
        }
        const bool is_unknown = about_draft && entry == nullptr;
        const bool is_newer = about_draft && !is_unknown && entry->newer_version;
        ui.heading("screen", 1, TextStyle::title,
                   is_unknown                            ? words::unknown_draft
                   : is_newer                            ? words::newer_version
                   : state.route.screen == Screen::write ? model::report_title
                                                         : name_of(state.route.screen));
        notices(ui, state, false);
        deleted(ui, state);
        if (is_unknown) {
            ui.gap(4);
            ui.text("unknown.note", TextStyle::body, words::unknown_draft_note);
            const std::string_view no_copies = words::no_copies(state);
            if (state.storage.has_local && !no_copies.empty()) {
                ui.gap(2);
                ui.text("unknown.copies", TextStyle::body, no_copies);
            }
            ui.gap(6);
            const auto actions = ui.row(Role::box, "actions");
            ui.button("new", Ui::Button::primary, words::new_draft, state::NewDraft{});
            ui.button("to.drafts", Ui::Button::standard, words::drafts, state::GoTo{Route{Screen::drafts, {}}});
        } else if (is_newer) {
            ui.gap(4);
            ui.text("newer.note", TextStyle::body, words::newer_version_note);
        } else {
            switch (state.route.screen) {
                case Screen::drafts:
                    drafts_screen(ui, state, found);
                    break;
                case Screen::write:
                    write_screen(ui, state, *entry);
                    break;
                case Screen::check:
                    check_screen(ui, state, *entry);
                    break;
                case Screen::versions:
                    versions_screen(ui, state, *entry);
                    break;
                case Screen::import:
                    import_screen(ui, state);
                    break;
                case Screen::restore:
                    restore_screen(ui, state);
                    break;
                case Screen::trash:
                    trash_screen(ui, state);
                    break;
                case Screen::help:
                    help_screen(ui);
                    break;
                case Screen::privacy:
                    privacy_screen(ui);
                    break;
                case Screen::accessibility:
                    accessibility_screen(ui);
                    break;
                case Screen::device:
                    device_screen(ui, state);
                    break;
            }
        }
        if (state.new_version.ready && !on_top) {
            ui.gap(10);
            new_version(ui, state);
        }
        // Below everything, because it appears at any moment; it is also spoken.
        if (state.given_up != state::GivenUp::nothing) {
            ui.gap(10);
            ui.text("history.given-up", TextStyle::alarm, words::given_up(state.given_up == state::GivenUp::named));
        }
        const std::string why = words::text_view_opened(ui.words(), state.text_view.why);
        if (!why.empty() && !state.text_view.refused) {
            ui.gap(10);
            ui.text("text-view.why", TextStyle::small, why);
        }
    }
    return std::max(ui.pen_y(), outline_bottom) + ui.px(sizes.page_bottom);
}

}  // namespace screen
