// What every concern uses: the members of Turn.
#include "state/turn.h"

#include <algorithm>

#include "drafts/record.h"
#include "formats/json_text.h"
#include "formats/text.h"
#include "model/order.h"

namespace state {
namespace {

bool is_about_keeping(const Announcement& told) {
    return told.kind >= Said::save_failed && told.kind <= Said::save_recovered_on_device;
}

}  // namespace

void Turn::announce(Said kind, std::string subject) { tell({kind, std::move(subject)}); }

void Turn::announce(Said kind, const DraftEntry& about, const std::string& other) {
    tell({kind, subject_of(about.draft), 0, about.draft.id, other});
}

void Turn::tell(Announcement told) {
    told.serial = state.told.last.serial + 1;
    // The same announcement replaces its notice, and a draft's newer save state that of before.
    for (Announcement& notice : state.told.notices) {
        const bool is_again = notice.kind == told.kind && notice.subject == told.subject;
        const bool is_old = is_again || (is_about_keeping(notice) && is_about_keeping(told));
        if (is_old && notice.draft == told.draft) notice.serial = 0;
    }
    drop_notices();
    if (is_notice(state, told)) state.told.notices.push_back(told);
    state.told.unsaid.push_back(told);
    state.told.last = std::move(told);
}

void Turn::drop_notices() {
    const auto has_none = [](const Announcement& notice) { return notice.serial == 0; };
    state.told.notices.erase(std::remove_if(state.told.notices.begin(), state.told.notices.end(), has_none),
                             state.told.notices.end());
}

bool Turn::is_blank(std::string_view id) const { return state.blank && state.blank->draft.id == id; }

DraftEntry& Turn::insert(DraftEntry entry) {
    const auto before = std::find_if(state.drafts.begin(), state.drafts.end(),
                                     [&](const DraftEntry& other) { return last_change(entry) > last_change(other); });
    return *state.drafts.insert(before, std::move(entry));
}

void Turn::sort_drafts() { model::sort_from_high_to_low(state.drafts, last_change); }

void Turn::set_address(bool replace) { want(SetAddress{address(state.route), replace, is_blank(state.route.draft)}); }

bool Turn::is_unreadable(std::string_view id) const {
    return std::any_of(state.unreadable.begin(), state.unreadable.end(),
                       [id](const drafts::UnreadableItem& item) { return item.id == id; });
}

std::string Turn::further_id(std::size_t number) const {
    const std::string text = std::to_string(number);
    return drafts::record_hash(action.random_id, text + 'a') + drafts::record_hash(action.random_id, text + 'b');
}

std::vector<DraftEntry>::iterator Turn::position(std::string_view id) {
    return std::find_if(state.drafts.begin(), state.drafts.end(),
                        [id](const DraftEntry& entry) { return entry.draft.id == id; });
}

std::string Turn::id_meant(std::string id) const { return state::id_meant(state, std::move(id), action.token); }

DraftEntry* Turn::entry_meant(const std::string& id) { return find_entry(state, id_meant(id)); }

std::string Turn::fresh_id() {
    const std::size_t number = ids_used++;
    return number == 0 ? action.random_id : further_id(number);
}

void Turn::list_unreadable(drafts::UnreadableItem item) {
    const auto is_it = [&](const drafts::UnreadableItem& other) { return other.key == item.key; };
    if (std::none_of(state.unreadable.begin(), state.unreadable.end(), is_it)) {
        state.unreadable.push_back(std::move(item));
    }
}

std::vector<Removal>::iterator Turn::removal_of(std::string_view id) {
    return std::find_if(state.removals.begin(), state.removals.end(),
                        [id](const Removal& removal) { return removal.draft == id; });
}

DraftEntry* Turn::entry_stored(std::string_view id) {
    if (is_deleted(state, id)) return &*state.deleted;
    return find_entry(state, id);
}

std::string question_id(std::size_t question) { return std::string(model::questions[question].id); }

std::string as_typed(std::string_view text) {
    std::string out = formats::with_lf(text);
    return formats::is_utf8(out) ? out : formats::json_text(formats::json_quote(out, false)).value_or(std::string());
}

}  // namespace state
