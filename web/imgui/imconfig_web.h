// Dear ImGui's switches of the web build: those of every build, two that leave its own fonts out, and one that leaves out mending.
#pragma once

#include "screen/imconfig.h"

// The page's fonts come from the browser (web/canvas_font.cpp), so stb_truetype and the bundled font stay out of the
// download. Dear ImGui has no switch "no font loader", but with this one it takes whatever loader
// ImGuiFreeType::GetFontLoader() gives; web/canvas_font.cpp defines it, misc/freetype/imgui_freetype.h beside this file declares it.
#define IMGUI_ENABLE_FREETYPE
#define IMGUI_DISABLE_DEFAULT_FONT

// A Begin without its End is a fault of ours, and the native tests find it. In the page it is a trap: all that Dear ImGui could mend of it
// would be 6 kB of the download.
#define IM_ASSERT_USER_ERROR(_EXPR, _MSG) \
    do {                                  \
        if (!(_EXPR)) __builtin_trap();   \
    } while (0)

// Dear ImGui hashes by a table of a kilobyte that no compressor makes smaller, or by an instruction that does the same. This is the
// instruction, bit by bit: what is hashed are the keys of a page's items.
#define IMGUI_ENABLE_SSE4_2_CRC
inline unsigned _mm_crc32_u8(unsigned crc, unsigned char byte) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc % 2 != 0 ? 0x82F63B78U : 0);
    return crc;
}
inline unsigned _mm_crc32_u32(unsigned crc, unsigned word) {
    for (int shift = 0; shift < 32; shift += 8) crc = _mm_crc32_u8(crc, static_cast<unsigned char>(word >> shift));
    return crc;
}
