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
// instruction, CRC-32C, by a table for four bits.
#define IMGUI_ENABLE_SSE4_2_CRC
inline unsigned _mm_crc32_u8(unsigned crc, unsigned char byte) {
    constexpr unsigned table[16] = {0x00000000U, 0x105EC76FU, 0x20BD8EDEU, 0x30E349B1U, 0x417B1DBCU, 0x5125DAD3U,
                                    0x61C69362U, 0x7198540DU, 0x82F63B78U, 0x92A8FC17U, 0xA24BB5A6U, 0xB21572C9U,
                                    0xC38D26C4U, 0xD3D3E1ABU, 0xE330A81AU, 0xF36E6F75U};
    crc ^= byte;
    for (int half = 0; half < 2; ++half) crc = crc >> 4 ^ table[crc & 15U];
    return crc;
}
inline unsigned _mm_crc32_u32(unsigned crc, unsigned word) {
    for (int shift = 0; shift < 32; shift += 8) crc = _mm_crc32_u8(crc, static_cast<unsigned char>(word >> shift));
    return crc;
}
