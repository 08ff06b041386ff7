// What the application asks of the page around it: functions of the JavaScript modules beside this file, imported into the
// wasm under the module name "page" (web/main.js gives them). Strings are pointer and length in bytes, UTF-8. Only web/
// includes this.
#pragma once

#include <cstddef>
#include <cstdint>

#define PAGE_IMPORT(name) __attribute__((import_module("page"), import_name(#name)))

extern "C" {

// ---- Clock and chance ----------------------------------------------------------------------------------------------------
// year, month, day, hour, minute, second, offset from UTC in minutes
PAGE_IMPORT(local_time) void page_local_time(std::int32_t* seven_numbers);
PAGE_IMPORT(random_bytes) void page_random_bytes(std::uint8_t* into, std::size_t count);

// ---- Effects (state/effect.h) --------------------------------------------------------------------------------------------
PAGE_IMPORT(save_soon) void page_save_soon();
// Writes unless another tab was first, reads back, compares; the result is a state::StorageTrouble. known: what is known to stand there.
PAGE_IMPORT(write_record)
std::int32_t page_write_record(const char* key, std::size_t key_size, const char* line, std::size_t line_size,
                               double known_revision, const char* known_writer, std::size_t known_writer_size);
// Answer: copied().
PAGE_IMPORT(write_copy)
void page_write_copy(const char* draft, std::size_t draft_size, const char* line, std::size_t line_size,
                     double known_revision, const char* known_writer, std::size_t known_writer_size);
// Keys: one a line.
PAGE_IMPORT(remove_records)
void page_remove_records(const char* keys, std::size_t keys_size, double known_revision, const char* known_writer,
                         std::size_t known_writer_size, const char* writer, std::size_t writer_size,
                         std::int32_t only_own);
// Answer: removed(). key: of localStorage, where the tombstone stands until then. line: for the trash; removed: ISO time.
PAGE_IMPORT(remove_copy)
void page_remove_copy(const char* draft, std::size_t draft_size, const char* key, std::size_t key_size,
                      const char* tombstone, std::size_t tombstone_size, const char* line, std::size_t line_size,
                      const char* removed, std::size_t removed_size, double known_revision, const char* known_writer,
                      std::size_t known_writer_size);
// Answer: trash_read().
PAGE_IMPORT(read_trash) void page_read_trash();
// Answer: all_read().
PAGE_IMPORT(read_all) void page_read_all();
PAGE_IMPORT(remove_from_trash) void page_remove_from_trash(const char* draft, std::size_t draft_size);
// Answer: history_read(), of all three. Keys: one a line.
PAGE_IMPORT(read_history) void page_read_history(const char* draft, std::size_t draft_size);
PAGE_IMPORT(keep_moment)
void page_keep_moment(const char* draft, std::size_t draft_size, const char* key, std::size_t key_size,
                      const char* time, std::size_t time_size, const char* name, std::size_t name_size,
                      const char* line, std::size_t line_size, std::int32_t put_back);
PAGE_IMPORT(drop_moments)
void page_drop_moments(const char* draft, std::size_t draft_size, const char* keys, std::size_t keys_size);
// Answer: copies_read().
PAGE_IMPORT(read_again) void page_read_again(const char* draft, std::size_t draft_size);
// Answer: held() or held_elsewhere(), now or later and again. take: from another tab.
PAGE_IMPORT(hold_draft) void page_hold_draft(const char* draft, std::size_t draft_size, std::int32_t take);
PAGE_IMPORT(give_up_draft) void page_give_up_draft(const char* draft, std::size_t draft_size);
PAGE_IMPORT(download)
void page_download(const char* name, std::size_t name_size, const char* type, std::size_t type_size, const char* bytes,
                   std::size_t size);
PAGE_IMPORT(download_stored)
void page_download_stored(const char* key, std::size_t key_size, const char* name, std::size_t name_size);
PAGE_IMPORT(set_address)
void page_set_address(const char* hash, std::size_t hash_size, std::int32_t replace, std::int32_t fresh);
PAGE_IMPORT(move_focus) void page_move_focus(const char* key, std::size_t key_size);
PAGE_IMPORT(scroll_to_top) void page_scroll_to_top();
PAGE_IMPORT(use_new_version) void page_use_new_version();
PAGE_IMPORT(show_face) void page_show_face(std::int32_t text);
// choice: state::RememberTextView::Choice
PAGE_IMPORT(remember_text_view) void page_remember_text_view(std::int32_t choice);
// Answer: english_read() or english_missing().
PAGE_IMPORT(load_english) void page_load_english();
PAGE_IMPORT(remember_language) void page_remember_language(std::int32_t english);
PAGE_IMPORT(remember_backup) void page_remember_backup(const char* time, std::size_t size);
// The first text of this page is kept.
PAGE_IMPORT(draft_kept) void page_draft_kept();
// Answers: device_read(); wiped().
PAGE_IMPORT(read_device) void page_read_device();
PAGE_IMPORT(wipe_device) void page_wipe_device();

// ---- The two faces -------------------------------------------------------------------------------------------------------
// A delta of the semantics tree (semantics/diff.h).
PAGE_IMPORT(apply) void page_apply(const char* delta, std::size_t size);
// A frame is due: call frame() before the next paint.
PAGE_IMPORT(request_frame) void page_request_frame();

// ---- Glyphs by the browser's own fonts (web/canvas_font.js) ---------------------------------------------------------------
// em in device px. Five numbers come back: advance, left, top (from the baseline, down), width, height; device px, the last
// four whole numbers around everything that is inked.
PAGE_IMPORT(measure_glyph)
void page_measure_glyph(std::uint32_t code_point, float em, std::int32_t bold, float* five_numbers);
// Draws the glyph four times as wide into RGBA8, straight alpha, 4 * width x height pixels of the box measured before.
PAGE_IMPORT(draw_glyph)
void page_draw_glyph(std::uint32_t code_point, float em, std::int32_t bold, std::uint32_t rgb, std::uint8_t* into);

}  // extern "C"
