// Wiring: what the page's scripts call, turned into events; effects turned into calls of the page. It decides nothing.
#include <emscripten/emscripten.h>

#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "canvas_font.h"
#include "page.h"
#include "screen/app.h"

namespace {

screen::App& app() {
    static screen::App the_app(web::canvas_font_loader());
    return the_app;
}

// Strings for the next call: JavaScript asks for room, writes the bytes there, and then calls.
std::vector<std::string>& arguments() {
    static std::vector<std::string> strings;
    return strings;
}
std::vector<std::string> take_arguments(std::size_t least) {
    std::vector<std::string> taken = std::exchange(arguments(), {});
    if (taken.size() < least) taken.resize(least);
    return taken;
}

state::LocalTime now() {
    std::int32_t parts[7] = {};
    page_local_time(parts);
    return {parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]};
}

std::string random_hex(std::size_t bytes) {
    std::vector<std::uint8_t> chance(bytes);
    page_random_bytes(chance.data(), bytes);
    std::string text;
    for (const std::uint8_t byte : chance) {
        constexpr std::string_view digits = "0123456789abcdef";
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

std::string one_a_line(const std::vector<std::string>& keys) {
    std::string lines;
    for (const std::string& key : keys) lines += (lines.empty() ? "" : "\n") + key;
    return lines;
}

void dispatch(const state::Event& event);

struct Carrier {
    void operator()(const state::SaveSoon&) const { page_save_soon(); }
    void operator()(const state::WriteRecord& write) const {
        const std::int32_t trouble = page_write_record(write.key.data(), write.key.size(), write.line.data(),
                                                       write.line.size(), static_cast<double>(write.known.revision),
                                                       write.known.writer.data(), write.known.writer.size());
        dispatch(state::Stored{write.draft, write.revision, static_cast<state::StorageTrouble>(trouble)});
    }
    void operator()(const state::WriteCopy& write) const {
        page_write_copy(write.draft.data(), write.draft.size(), write.line.data(), write.line.size(),
                        static_cast<double>(write.known.revision), write.known.writer.data(),
                        write.known.writer.size());
    }
    void operator()(const state::RemoveRecords& remove) const {
        const std::string keys = one_a_line(remove.keys);
        page_remove_records(keys.data(), keys.size(), static_cast<double>(remove.known.revision),
                            remove.known.writer.data(), remove.known.writer.size(), remove.writer.data(),
                            remove.writer.size(), remove.only_own);
    }
    void operator()(const state::RemoveCopy& remove) const {
        page_remove_copy(remove.draft.data(), remove.draft.size(), remove.key.data(), remove.key.size(),
                         remove.tombstone.data(), remove.tombstone.size(), remove.line.data(), remove.line.size(),
                         remove.removed.data(), remove.removed.size(), static_cast<double>(remove.known.revision),
                         remove.known.writer.data(), remove.known.writer.size());
    }
    void operator()(const state::ReadTrash&) const { page_read_trash(); }
    void operator()(const state::ReadAll&) const { page_read_all(); }
    void operator()(const state::RemoveFromTrash& remove) const {
        page_remove_from_trash(remove.draft.data(), remove.draft.size());
    }
    void operator()(const state::ReadAgain& again) const { page_read_again(again.draft.data(), again.draft.size()); }
    void operator()(const state::ReadHistory& read) const { page_read_history(read.draft.data(), read.draft.size()); }
    void operator()(const state::KeepMoment& keep) const {
        const drafts::Moment& moment = keep.moment;
        page_keep_moment(keep.draft.data(), keep.draft.size(), moment.key.data(), moment.key.size(), moment.time.data(),
                         moment.time.size(), moment.name.data(), moment.name.size(), moment.line.data(),
                         moment.line.size(), keep.put_back);
    }
    void operator()(const state::DropMoments& drop) const {
        const std::string keys = one_a_line(drop.keys);
        page_drop_moments(drop.draft.data(), drop.draft.size(), keys.data(), keys.size());
    }
    void operator()(const state::HoldDraft& hold) const {
        page_hold_draft(hold.draft.data(), hold.draft.size(), hold.take);
    }
    void operator()(const state::GiveUpDraft& given) const {
        page_give_up_draft(given.draft.data(), given.draft.size());
    }
    void operator()(const state::Download& file) const {
        page_download(file.file_name.data(), file.file_name.size(), file.media_type.data(), file.media_type.size(),
                      file.bytes.data(), file.bytes.size());
    }
    void operator()(const state::DownloadStoredValue& file) const {
        page_download_stored(file.key.data(), file.key.size(), file.file_name.data(), file.file_name.size());
    }
    void operator()(const state::SetAddress& address) const {
        page_set_address(address.hash.data(), address.hash.size(), address.replace, address.fresh);
    }
    void operator()(const state::MoveFocus& focus) const { page_move_focus(focus.key.data(), focus.key.size()); }
    void operator()(const state::ScrollToTop&) const { page_scroll_to_top(); }
    void operator()(const state::UseNewVersion&) const { page_use_new_version(); }
    void operator()(const state::ShowFace& face) const { page_show_face(face.text); }
    void operator()(const state::RememberTextView& remember) const {
        page_remember_text_view(static_cast<std::int32_t>(remember.choice));
    }
    void operator()(const state::LoadEnglish&) const { page_load_english(); }
    void operator()(const state::RememberLanguage& remember) const {
        page_remember_language(remember.language == state::Language::english);
    }
    void operator()(const state::RememberBackup& remember) const {
        page_remember_backup(remember.time.data(), remember.time.size());
    }
    void operator()(const state::DraftKept&) const { page_draft_kept(); }
    void operator()(const state::ReadDevice&) const { page_read_device(); }
    void operator()(const state::WipeDevice&) const { page_wipe_device(); }
};

void dispatch(const state::Event& event) {
    const std::vector<state::Effect> effects = app().dispatch(event, now(), random_hex(16));
    for (const state::Effect& effect : effects) std::visit(Carrier{}, effect);
    page_request_frame();
}

state::CopiesRead stores_of(std::vector<std::string> strings, std::int32_t trouble, std::size_t items,
                            std::size_t copies) {
    state::CopiesRead read;
    read.trouble = static_cast<state::StorageTrouble>(trouble);
    for (std::size_t i = 0; i + 1 < strings.size(); i += 2) {
        std::string &first = strings[i], &second = strings[i + 1];
        if (i < items) {
            read.items.push_back({std::move(first), std::move(second)});
        } else if (i < items + copies) {
            read.copies.push_back({std::move(first), std::move(second)});
        } else {
            read.gone.push_back({std::move(first), std::move(second)});
        }
    }
    return read;
}

std::vector<state::TrashRead::Item> trash_of(std::vector<std::string> strings) {
    std::vector<state::TrashRead::Item> items;
    for (std::size_t i = 0; i + 2 < strings.size(); i += 3) {
        items.push_back({std::move(strings[i]), std::move(strings[i + 1]), std::move(strings[i + 2])});
    }
    return items;
}

std::vector<drafts::Moment> moments_of(std::vector<std::string> strings) {
    std::vector<drafts::Moment> moments;
    for (std::size_t i = 0; i + 3 < strings.size(); i += 4) {
        moments.push_back(
            {std::move(strings[i]), std::move(strings[i + 1]), std::move(strings[i + 2]), std::move(strings[i + 3])});
    }
    return moments;
}

void view_changed() {
    app().changed();
    page_request_frame();
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE char* string_argument(std::size_t size) {
    arguments().emplace_back(size, '\0');
    return arguments().back().data();
}

// Strings: key prefix, hash of the address, time of the last backup, then key and value of everything stored.
EMSCRIPTEN_KEEPALIVE void start(std::int32_t storage_available, std::int32_t fresh) {
    std::vector<std::string> strings = take_arguments(3);
    state::Started started{strings[0], random_hex(4), storage_available != 0, {}, strings[1], fresh != 0, strings[2]};
    for (std::size_t i = 3; i + 1 < strings.size(); i += 2) {
        started.items.push_back({std::move(strings[i]), std::move(strings[i + 1])});
    }
    dispatch(started);
}

// Strings: id of the draft that was asked for, or nothing for all; key and value of what localStorage has now, id and line of each copy, id
// and tombstone of what is gone; how many strings the first two of these lists are. trouble: state::StorageTrouble.
EMSCRIPTEN_KEEPALIVE void copies_read(std::int32_t trouble, std::size_t items, std::size_t copies) {
    std::vector<std::string> strings = take_arguments(1);
    const auto first = std::make_move_iterator(strings.begin());
    state::CopiesRead read = stores_of({first + 1, std::make_move_iterator(strings.end())}, trouble, items, copies);
    read.draft = std::move(strings[0]);
    dispatch(read);
}
// The same, and before them id, line and time of removal of each draft in the trash, and key, time, name and line of each moment.
EMSCRIPTEN_KEEPALIVE void all_read(std::int32_t trouble, std::size_t trash, std::size_t history, std::size_t items,
                                   std::size_t copies) {
    std::vector<std::string> strings = take_arguments(trash + history);
    const auto first = std::make_move_iterator(strings.begin());
    const auto moments = first + static_cast<std::ptrdiff_t>(trash);
    const auto rest = moments + static_cast<std::ptrdiff_t>(history);
    std::vector<state::TrashRead::Item> removed = trash_of({first, moments});
    std::vector<drafts::Moment> earlier = moments_of({moments, rest});
    dispatch(state::AllRead{stores_of({rest, std::make_move_iterator(strings.end())}, trouble, items, copies),
                            std::move(removed), std::move(earlier)});
}
// Strings: id of the draft, writer of the record. trouble: state::StorageTrouble.
EMSCRIPTEN_KEEPALIVE void copied(double revision, std::int32_t trouble) {
    std::vector<std::string> strings = take_arguments(2);
    dispatch(state::Copied{std::move(strings[0]),
                           {static_cast<std::uint64_t>(revision), std::move(strings[1])},
                           static_cast<state::StorageTrouble>(trouble)});
}
// String: id of the draft.
EMSCRIPTEN_KEEPALIVE void removed(std::int32_t trouble) {
    dispatch(state::Removed{take_arguments(1)[0], static_cast<state::StorageTrouble>(trouble)});
}
// Strings: id, line and time of removal of each draft in the trash.
EMSCRIPTEN_KEEPALIVE void trash_read(std::int32_t trouble) {
    dispatch(state::TrashRead{static_cast<state::StorageTrouble>(trouble), trash_of(take_arguments(0))});
}
// Strings: id of the draft; key, time, name and line of each of its moments.
EMSCRIPTEN_KEEPALIVE void history_read(std::int32_t trouble) {
    std::vector<std::string> strings = take_arguments(1);
    std::string draft = std::move(strings[0]);
    strings.erase(strings.begin());
    dispatch(state::HistoryRead{std::move(draft), static_cast<state::StorageTrouble>(trouble),
                                moments_of(std::move(strings))});
}
EMSCRIPTEN_KEEPALIVE void moments_refused() { dispatch(state::MomentsRefused{}); }
EMSCRIPTEN_KEEPALIVE void history_given_up(std::int32_t named) { dispatch(state::HistoryGivenUp{named != 0}); }
// String: id of a draft that several tabs may show.
EMSCRIPTEN_KEEPALIVE void held() { dispatch(state::Held{take_arguments(1)[0]}); }
EMSCRIPTEN_KEEPALIVE void held_elsewhere() { dispatch(state::HeldElsewhere{take_arguments(1)[0]}); }
EMSCRIPTEN_KEEPALIVE void hold_wanted() { dispatch(state::HoldWanted{take_arguments(1)[0]}); }
// Whether something typed is kept nowhere else.
EMSCRIPTEN_KEEPALIVE std::int32_t unkept() { return state::is_unkept(app().state()); }
// Whether there is any draft that a store could have lost.
EMSCRIPTEN_KEEPALIVE std::int32_t holds_drafts() { return app().state().drafts.empty() ? 0 : 1; }

EMSCRIPTEN_KEEPALIVE void navigated(std::int32_t fresh) {
    dispatch(state::Navigated{take_arguments(1)[0], fresh != 0});
}

// Strings: key of the field, its text. Stale: the field could not be given the text that the draft had by then.
EMSCRIPTEN_KEEPALIVE void edited(std::int32_t stale) {
    const std::vector<std::string> strings = take_arguments(2);
    const state::Event* const event = app().edit_of(strings[0], strings[1]);
    if (event == nullptr) return;
    state::Event typed(*event);
    if (auto* answer = std::get_if<state::EditAnswer>(&typed)) answer->stale = stale != 0;
    if (auto* detail = std::get_if<state::EditTripDetail>(&typed)) detail->stale = stale != 0;
    dispatch(typed);
}

// The same of a field of the static page, typed before the application was here.
EMSCRIPTEN_KEEPALIVE void typed_before() {
    const std::vector<std::string> strings = take_arguments(2);
    const state::Event* const event = app().edit_of(strings[0], strings[1]);
    if (event == nullptr) return;
    if (const auto* answer = std::get_if<state::EditAnswer>(event)) {
        dispatch(state::TypedBefore{answer->draft, answer->question, answer->text});
    } else {
        dispatch(state::Event(*event));
    }
}

// String: key of the button or link.
EMSCRIPTEN_KEEPALIVE void activated() {
    const std::vector<std::string> strings = take_arguments(1);
    if (const state::Event* event = app().event_of(strings[0])) dispatch(state::Event(*event));
}

EMSCRIPTEN_KEEPALIVE void flush_due() { dispatch(state::FlushDue{}); }

// String: key of the field that lost the focus.
EMSCRIPTEN_KEEPALIVE void field_left() {
    const std::vector<std::string> strings = take_arguments(1);
    const state::Event* const event = app().event_of(strings[0]);
    if (event == nullptr) return;
    if (const auto* answer = std::get_if<state::EditAnswer>(event)) dispatch(state::FieldLeft{answer->draft});
    if (const auto* detail = std::get_if<state::EditTripDetail>(event)) dispatch(state::FieldLeft{detail->draft});
}

// Strings: name of the file, its bytes.
EMSCRIPTEN_KEEPALIVE void file_read() {
    std::vector<std::string> strings = take_arguments(2);
    dispatch(state::FileRead{std::move(strings[0]), std::move(strings[1])});
}
// String: name of the file.
EMSCRIPTEN_KEEPALIVE void file_refused(std::int32_t too_large) {
    dispatch(state::FileRefused{take_arguments(1)[0], too_large != 0});
}

EMSCRIPTEN_KEEPALIVE void text_dropped() { dispatch(state::TextDropped{take_arguments(1)[0]}); }
EMSCRIPTEN_KEEPALIVE void offline_ready(std::int32_t ready) { dispatch(state::OfflineReady{ready != 0}); }
EMSCRIPTEN_KEEPALIVE void new_version_ready() { dispatch(state::NewVersionReady{}); }

EMSCRIPTEN_KEEPALIVE void text_view_remembered(std::int32_t on) { dispatch(state::TextViewRemembered{on != 0}); }
// why: state::TextView::Why
EMSCRIPTEN_KEEPALIVE void text_view_wanted(std::int32_t why) {
    dispatch(state::TextViewWanted{static_cast<state::TextView::Why>(why)});
}

// String: what app/screen/english.txt holds.
EMSCRIPTEN_KEEPALIVE void english_read(std::int32_t remembered) {
    app().set_english(std::move(take_arguments(1)[0]));
    dispatch(state::EnglishRead{remembered != 0});
}
EMSCRIPTEN_KEEPALIVE void english_missing() { dispatch(state::EnglishMissing{}); }

// to: state::Shortcut::To. String: key of the node that has the focus; empty: none.
EMSCRIPTEN_KEEPALIVE void shortcut(std::int32_t to) {
    dispatch(state::Shortcut{static_cast<state::Shortcut::To>(to), take_arguments(1)[0]});
}

EMSCRIPTEN_KEEPALIVE void room_read(double used, double others) {
    dispatch(state::RoomRead{{static_cast<std::uint64_t>(used), static_cast<std::uint64_t>(others)}});
}
// String: version of the page. lasting: state::Device::Lasting
EMSCRIPTEN_KEEPALIVE void device_read(double usage, double quota, std::int32_t lasting, std::int32_t asked) {
    std::vector<std::string> strings = take_arguments(2);
    dispatch(state::DeviceRead{{static_cast<std::uint64_t>(usage), static_cast<std::uint64_t>(quota),
                                static_cast<state::Device::Lasting>(lasting), asked != 0, std::move(strings[0])},
                               std::move(strings[1])});
}
EMSCRIPTEN_KEEPALIVE void wipe_begun() { dispatch(state::WipeBegun{}); }
// copy: state::StorageTrouble
EMSCRIPTEN_KEEPALIVE void wiped(std::int32_t local_left, std::int32_t copy) {
    dispatch(state::Wiped{{local_left != 0, static_cast<state::StorageTrouble>(copy)}});
}

EMSCRIPTEN_KEEPALIVE void set_view(float width, float ratio, float unit, std::int32_t dark,
                                   std::int32_t more_contrast) {
    screen::View& view = app().view();
    view.width = width;
    view.ratio = ratio;
    view.unit = unit;
    view.dark = dark != 0;
    view.more_contrast = more_contrast != 0;
    view.paints_writers_text = false;
    view_changed();
}

EMSCRIPTEN_KEEPALIVE void set_baseline(std::int32_t style, float css_px) {
    std::array<float, screen::text_style_count>& baselines = app().view().baselines;
    if (style >= 0 && static_cast<std::size_t>(style) < baselines.size())
        baselines[static_cast<std::size_t>(style)] = css_px;
}

// Strings: keys that the pointer is over, presses, and that has the focus; empty: none.
EMSCRIPTEN_KEEPALIVE void point() {
    std::vector<std::string> strings = take_arguments(3);
    screen::View& view = app().view();
    view.hovered = std::move(strings[0]);
    view.pressed = std::move(strings[1]);
    view.focused = std::move(strings[2]);
    view_changed();
}

// String: key. CSS px.
EMSCRIPTEN_KEEPALIVE void measured(float width, float height) {
    app().view().measured[take_arguments(1)[0]] = {width, height};
    view_changed();
}

// Draws one frame and hands over what changed; true when another is due.
EMSCRIPTEN_KEEPALIVE std::int32_t frame() {
    app().frame();
    const std::string delta = app().delta();
    if (!delta.empty()) page_apply(delta.data(), delta.size());
    return app().frame_due();
}

// A part of the page as RGBA8 rows of the page's width; valid until the next call. Device px.
EMSCRIPTEN_KEEPALIVE const std::uint32_t* picture(std::int32_t top, std::int32_t height) {
    return app().picture(top, height).pixels.data();
}
// Of the part drawn last: whether its tile has to be shown anew.
EMSCRIPTEN_KEEPALIVE double picture_fingerprint() {
    return static_cast<double>(screen::picture_hash(app().last_picture()) >> 11);  // 53 bits fit a double
}
EMSCRIPTEN_KEEPALIVE std::int32_t picture_width() { return app().picture_width(); }

}  // extern "C"
