// Questions that several concerns and the screens ask of the state.
#include "state/state.h"

#include <algorithm>

namespace state {

const DraftEntry* find_entry(const State& state, std::string_view id) {
    for (const DraftEntry& entry : state.drafts) {
        if (entry.draft.id == id) return &entry;
    }
    return state.blank && state.blank->draft.id == id ? &*state.blank : nullptr;
}

bool is_deleted(const State& state, std::string_view id) { return state.deleted && state.deleted->draft.id == id; }

bool has_trash(const State& state) { return state.storage.replica != Replica::unavailable; }

bool reads_along(const State& state, std::string_view id) {
    return state.lease.by != Lease::By::us && state.lease.draft == id;
}

bool can_keep(const State& state) { return state.storage.has_local || state.storage.replica == Replica::usable; }

bool is_unkept(const State& state) {
    return model::is_answered(state.import.text) ||
           std::any_of(state.drafts.begin(), state.drafts.end(), [](const DraftEntry& entry) {
               return entry.safety == Safety::saving || entry.safety == Safety::not_saved;
           });
}

bool is_notice(const State& state, const Announcement& told) {
    using Kind = Announcement::Kind;
    switch (told.kind) {
        case Kind::none:
        // The save state of a draft stands on its own screens and in the list. Elsewhere it is no news that all is well.
        case Kind::saved:
        case Kind::saved_on_device:
            return false;
        case Kind::save_failed:
        case Kind::copy_failed:
        case Kind::save_recovered:
        case Kind::save_recovered_on_device:
        case Kind::storage_blocked: {
            const std::string& shown = state.route.draft;
            return state.route.screen != Screen::drafts && (told.draft.empty() ? shown.empty() : told.draft != shown);
        }
        // No notice, because the screen shows it already: with the way back, where the text was changed or the draft has gone;
        case Kind::deleted:
        case Kind::deleted_to_trash:
        case Kind::unplaced_moved:
        case Kind::unplaced_removed:
        case Kind::bullets_tidied:
        case Kind::links_unwrapped:
        case Kind::version_restored:
        // as a preview with a heading, or why there is none in its place;
        case Kind::import_shown:
        case Kind::import_ready:
        case Kind::import_refused:
        case Kind::backup_ready:
        case Kind::restore_refused:
        case Kind::snapshot_not_kept:
        case Kind::no_room:
        // beside the button that was pressed;
        case Kind::backup_made:
        case Kind::backup_incomplete:
        case Kind::backup_too_large:
        // with the way to go on here;
        case Kind::reads_along:
        // below everything, on every screen;
        case Kind::history_given_up:
        case Kind::new_version:
        case Kind::new_version_refused:
        case Kind::text_view_opened:
        // at the top of every screen, as the switch, the words themselves, or why not;
        case Kind::text_view_on:
        case Kind::text_view_off:
        case Kind::text_view_refused:
        case Kind::language:
        case Kind::language_missing:
        // on Verslagen, with what is left.
        case Kind::wiped:
        case Kind::wipe_failed:
            return false;
        case Kind::put_back:
        case Kind::removed_for_good:
        case Kind::not_removed:
        case Kind::restored:
        case Kind::change_undone:
        case Kind::imported:
        case Kind::imported_all:
        case Kind::import_text_left:
        case Kind::downloaded:
        case Kind::backup_confirmed:
        case Kind::snapshots_refused:
        case Kind::backup_put_back:
        case Kind::continued_as_copy:
        case Kind::conflict:
        case Kind::removed_elsewhere:
        case Kind::writes_here:
        case Kind::restored_copies:
        case Kind::snapshot_kept:
        case Kind::snapshot_removed:
        case Kind::snapshot_gone:
        case Kind::versions_apart:
            return true;
    }
    return true;
}

std::string id_meant(const State& state, std::string id, Token token) {
    for (const State::Fork& fork : state.forks) {
        if (fork.from == id && fork.at > token) id = fork.to;
    }
    return id;
}

Safety shown_safety(const State& state, const DraftEntry& entry) {
    const bool is_kept = entry.safety == Safety::in_browser || entry.safety == Safety::on_device;
    return is_kept && state.is_typing ? Safety::saving : entry.safety;
}

DraftEntry* find_entry(State& state, std::string_view id) {
    return const_cast<DraftEntry*>(find_entry(static_cast<const State&>(state), id));
}

}  // namespace state
