// What the application asks of the page around it: functions of the JavaScript modules beside this file, imported into the
// wasm under the module name "page" (web/bridge.js gives them). Strings are pointer and length in bytes, UTF-8. Only web/
// includes this.
#pragma once

#include <cstddef>
#include <cstdint>

#define PAGE_IMPORT(name) __attribute__((import_module("page"), import_name(#name)))

extern "C" {

// ---- Clock and chance ----------------------------------------------------------------------------------------------------
// year, month, day, hour, minute, second, offset from UTC in minutes
PAGE_IMPORT(local_time) void page_local_time(std::int32_t* seven_numbers);
// Twice as many hexadecimal digits
PAGE_IMPORT(random_hex) void page_random_hex(char* into, std::size_t bytes);

// ---- Effects (state/effect.h) --------------------------------------------------------------------------------------------
// The values of one effect, in the order of its fields (door.h); list: the last `count` values are one. Then the effect itself, by its place in
// state::Effect. web/effects.js carries it out.
PAGE_IMPORT(text) void page_text(const char* text, std::size_t size);
PAGE_IMPORT(number) void page_number(double value);
PAGE_IMPORT(yes_or_no) void page_yes_or_no(std::int32_t value);
PAGE_IMPORT(list) void page_list(std::size_t count);
PAGE_IMPORT(effect) void page_effect(std::size_t kind);

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
