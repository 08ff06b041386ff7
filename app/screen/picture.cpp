// The rasteriser: solid rectangles, glyph rectangles, and convex polygons solved row by row, which is all that ui.cpp
// draws. Fixed point throughout, so that a picture is the same on every machine and a tile the same as that part of the
// whole page. It may not know screens, browsers, or what is drawn.
#include "screen/picture.h"

#include <algorithm>
#include <cstring>

#include "imgui.h"

namespace screen {
namespace {

using i64 = std::int64_t;
using u32 = std::uint32_t;
using u64 = std::uint64_t;
using std::size_t;

// Positions are counted in 1/256 px, texture coordinates in 1/256 texel. Bounds keep all products below within 64 bits.
constexpr int one = 256, half = 128;
constexpr int far_pixel = 1 << 21;
constexpr int far_texel = 1 << 14;

int fixed(float value, int bound) {
    if (!(value > static_cast<float>(-bound))) return -bound * one;  // NaN goes here too
    if (!(value < static_cast<float>(bound))) return bound * one;
    // Made positive first: a cast truncates, and floor() may be a call.
    const double bias = static_cast<double>(bound) * one;
    return static_cast<int>(static_cast<double>(value) * one + 0.5 + bias) - bound * one;
}

// The first pixel whose centre is at or right of (below) a position. A shape covers the pixels from that of its start
// up to that of its end, which is the top-left rule: neighbours that share an edge neither overlap nor leave a gap.
int pixel_from(int position) { return (position + half - 1) >> 8; }

int round_whole(int position) { return (position + half) >> 8; }

i64 floor_div(i64 a, i64 b) { return a / b - (a % b < 0 ? 1 : 0); }  // b > 0

// --- Colours: RGBA bytes in memory order, so red is the lowest byte ---

constexpr u32 opaque = 0xFF000000u, white = 0xFFFFFFFFu, red_blue_bits = 0x00FF00FFu;

u32 alpha_of(u32 colour) { return colour >> 24; }
u32 channel(u32 colour, int i) { return (colour >> (8 * i)) & 255u; }

// One colour over many backgrounds: its own part of the sum is made once. Red and blue share one word, each in 16 bits;
// the result is div255 of each channel, exactly.
class Ink {
  public:
    explicit Ink(u32 colour)
        : rest_(255 - alpha_of(colour)),
          red_blue_((colour & red_blue_bits) * alpha_of(colour) + 0x00800080u),
          green_(((colour >> 8) & 255u) * alpha_of(colour) + 128u) {}

    u32 over(u32 below) const {
        const u32 rb = (below & red_blue_bits) * rest_ + red_blue_;
        const u32 g = ((below >> 8) & 255u) * rest_ + green_;
        return opaque | (((rb + ((rb >> 8) & red_blue_bits)) >> 8) & red_blue_bits) | ((g + (g >> 8)) & 0xFF00u);
    }

  private:
    u32 rest_, red_blue_, green_;
};

void fill_row(u32* out, int count, u32 colour) {
    if (alpha_of(colour) == 255) {
        std::fill_n(out, count, colour);
    } else if (alpha_of(colour) != 0) {
        const Ink ink(colour);
        for (int i = 0; i < count; ++i) out[i] = ink.over(out[i]);
    }
}

// The texels of one pixel added up: alpha, and colour times alpha (a transparent texel's colour must not show).
struct Sum {
    u32 alpha = 0, red = 0, green = 0, blue = 0;

    Sum(const u32* texels, int count) {
        for (int i = 0; i < count; ++i) {
            const u32 a = alpha_of(texels[i]);
            alpha += a;
            red += a * channel(texels[i], 0);
            green += a * channel(texels[i], 1);
            blue += a * channel(texels[i], 2);
        }
    }

    // The average of `count` texels over a background: rounded once, at the end.
    u32 over(u32 below, u32 count) const {
        const u32 unit = 255 * count, rest = unit - alpha;
        const auto mix = [&](u32 part, int i) {
            return ((channel(below, i) * rest + part + unit / 2) / unit) << (8 * i);
        };
        return opaque | mix(red, 0) | mix(green, 1) | mix(blue, 2);
    }
    u32 tinted_over(u32 below, u32 count, u32 tint) const {
        const u64 unit = u64{65025} * 255 * count, rest = unit - u64{alpha} * alpha_of(tint) * 255;
        const auto mix = [&](u32 part, int i) {
            const u64 all = channel(below, i) * rest + u64{part} * channel(tint, i) * alpha_of(tint);
            return static_cast<u32>((all + unit / 2) / unit) << (8 * i);
        };
        return opaque | mix(red, 0) | mix(green, 1) | mix(blue, 2);
    }
};

struct Point {
    int x, y;
};

// --- Textures ---

struct Texture {
    const unsigned char* pixels = nullptr;
    int width = 0, height = 0;

    const unsigned char* row(int v) const { return pixels + static_cast<size_t>(v) * static_cast<size_t>(width) * 4; }
    static u32 load(const unsigned char* from) {
        u32 texel;
        std::memcpy(&texel, from, 4);
        return texel;
    }
    Point place(const ImVec2& uv) const {
        return {fixed(uv.x * static_cast<float>(width), far_texel),
                fixed(uv.y * static_cast<float>(height), far_texel)};
    }
};

// --- Shapes ---

struct Rect {
    int left, top, right, bottom;
    bool empty() const { return left >= right || top >= bottom; }
};

Rect common(const Rect& a, const Rect& b) {
    return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right), std::min(a.bottom, b.bottom)};
}

Point point(const ImDrawVert& v) { return {fixed(v.pos.x, far_pixel), fixed(v.pos.y, far_pixel)}; }

// Positive when a, b, c go clockwise on screen.
i64 cross(Point a, Point b, Point c) { return i64{b.x - a.x} * (c.y - a.y) - i64{c.x - a.x} * (b.y - a.y); }

// An alpha that changes evenly over a triangle. Its steps are whole numbers, so that it does not matter from which pixel
// one begins to count: tiles agree with each other.
struct Plane {
    static constexpr int shift = 24;
    i64 origin, per_x, per_y;
    int low, high;

    Plane(const Point* p, i64 area, int a, int b, int c) : low(std::min({a, b, c})), high(std::max({a, b, c})) {
        // No steeper than from one end to the other within 1/256 px: slivers would leave 64 bits.
        const i64 bound = i64{high - low} << shift;
        const i64 b_a = b - a, c_a = c - a;
        const i64 x = ((b_a * (p[2].y - p[0].y) - c_a * (p[1].y - p[0].y)) << shift) / area;
        const i64 y = ((c_a * (p[1].x - p[0].x) - b_a * (p[2].x - p[0].x)) << shift) / area;
        per_x = std::clamp(x, -bound, bound);
        per_y = std::clamp(y, -bound, bound);
        origin = (i64{a} << shift) + (i64{1} << (shift - 1)) + per_x * (half - p[0].x) + per_y * (half - p[0].y);
        per_x *= one;
        per_y *= one;
    }
    i64 raw(int x, int y) const { return origin + per_x * x + per_y * y; }
    u32 value(i64 raw_value) const { return static_cast<u32>(std::clamp<i64>(raw_value >> shift, low, high)); }
};

class Painter {
  public:
    Painter(const Rect& tile, Picture& into)
        : tile_(tile), into_(into), spans_(static_cast<size_t>(tile.bottom - tile.top)) {}

    void draw(const ImDrawList& list, const ImDrawCmd& command) {
        const ImVec4& c = command.ClipRect;
        clip_ = common(tile_, {round_whole(fixed(c.x, far_pixel)), round_whole(fixed(c.y, far_pixel)),
                               round_whole(fixed(c.z, far_pixel)), round_whole(fixed(c.w, far_pixel))});
        if (clip_.empty()) return;
        // Glyphs move by up to half a pixel when snapped; one pixel more keeps the test below simple and safe.
        above_ = static_cast<float>(clip_.top - 1);
        below_ = static_cast<float>(clip_.bottom + 1);
        texture_ = Texture();
        const ImTextureData* data = command.TexRef._TexData;
        if (data && data->Pixels && data->BytesPerPixel == 4) texture_ = {data->Pixels, data->Width, data->Height};

        const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
        const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
        const ImDrawIdx* const end = indices + command.ElemCount;
        while (end - indices >= 3) {
            const ImDrawIdx first = indices[0];
            if (end - indices >= 6 && indices[1] == first + 1 && indices[2] == first + 2 && indices[3] == first &&
                indices[4] == first + 2 && indices[5] == first + 3) {
                const ImDrawVert* v = vertices + first;
                if (outside(v[0], v[1], v[2]) && outside(v[0], v[2], v[3])) {
                    indices += 6;
                    continue;
                }
                if (quad(v)) {
                    indices += 6;
                    continue;
                }
            }
            const ImDrawVert &a = vertices[first], &b = vertices[indices[1]], &c3 = vertices[indices[2]];
            if (outside(a, b, c3)) {
                indices += 3;
            } else if (a.col == b.col && a.col == c3.col) {
                indices += solid_fan(vertices, indices, end);
            } else {
                soft_triangle(a, b, c3);
                indices += 3;
            }
        }
    }

  private:
    struct Span {
        int left, right;
    };

    Rect tile_;
    Picture& into_;
    std::vector<Span> spans_;  // of the polygon at hand, per row of the tile
    Rect clip_{};
    float above_ = 0, below_ = 0;
    Texture texture_;

    u32* at(int x, int y) {
        return into_.pixels.data() + static_cast<size_t>(y - tile_.top) * static_cast<size_t>(into_.width) +
               static_cast<size_t>(x - tile_.left);
    }

    bool outside(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) const {
        return (a.pos.y < above_ && b.pos.y < above_ && c.pos.y < above_) ||
               (a.pos.y > below_ && b.pos.y > below_ && c.pos.y > below_);
    }

    // --- Upright rectangles: fills and glyphs. False when it is something else. ---

    bool quad(const ImDrawVert* v) {
        const auto upright = [](const ImVec2& a, const ImVec2& b, const ImVec2& c, const ImVec2& d) {
            return a.y == b.y && b.x == c.x && c.y == d.y && d.x == a.x && a.x < c.x && a.y < c.y;
        };
        if (!upright(v[0].pos, v[1].pos, v[2].pos, v[3].pos)) return false;
        if (v[0].col != v[1].col || v[0].col != v[2].col || v[0].col != v[3].col) return false;
        const Point from = point(v[0]), to = point(v[2]);
        if (texture_.pixels && upright(v[0].uv, v[1].uv, v[2].uv, v[3].uv)) {
            glyph(from, to, texture_.place(v[0].uv), texture_.place(v[2].uv), v[0].col);
        } else {
            fill({pixel_from(from.x), pixel_from(from.y), pixel_from(to.x), pixel_from(to.y)}, v[0].col);
        }
        return true;
    }

    void fill(Rect r, u32 colour) {
        r = common(r, clip_);
        if (r.empty()) return;
        const int count = r.right - r.left;
        const u32* first = at(r.left, r.top);
        fill_row(at(r.left, r.top), count, colour);
        for (int y = r.top + 1; y < r.bottom; ++y) {
            // Copying wide rows is quicker than filling them, without SIMD.
            if (count >= 128 && alpha_of(colour) == 255)
                std::memcpy(at(r.left, y), first, static_cast<size_t>(count) * 4);
            else
                fill_row(at(r.left, y), count, colour);
        }
    }

    // A bitmap that is four texels a pixel wide and one a pixel high, or one by one as Dear ImGui's bundled font is.
    void glyph(Point from, Point to, Point uv_from, Point uv_to, u32 tint) {
        const int ratio = i64{uv_to.x - uv_from.x} * 2 > i64{to.x - from.x} * 5 ? 4 : 1;
        // Which texel lies at pixel 0 is what is rounded, not the rectangle's edges. For a whole glyph that is the same
        // thing; a glyph that Dear ImGui cut short by its clip rectangle stays where the whole one would be.
        const i64 shift_u = -((i64{from.x} * ratio - uv_from.x + half) >> 8);
        const int shift_v = -round_whole(from.y - uv_from.y);
        const int first_u = std::max(round_whole(uv_from.x), 0), end_u = std::min(round_whole(uv_to.x), texture_.width);
        const int first_v = std::max(round_whole(uv_from.y), 0),
                  end_v = std::min(round_whole(uv_to.y), texture_.height);
        const auto bound_x = [&](i64 x) { return static_cast<int>(std::clamp<i64>(x, clip_.left, clip_.right)); };
        const int left = bound_x(floor_div(first_u - shift_u, ratio)),
                  right = bound_x(-floor_div(shift_u - end_u, ratio));
        const int top = std::max(first_v - shift_v, clip_.top), bottom = std::min(end_v - shift_v, clip_.bottom);
        if (first_u >= end_u || left >= right) return;

        // The page's glyphs come with their colour baked in, four texels to a pixel: these have their own loop for all
        // pixels but those at the ends.
        const bool is_baked = ratio == 4 && tint == white;
        const int inner_left = is_baked ? bound_x(-floor_div(shift_u - first_u, 4)) : right;
        const int inner_right = is_baked ? std::max(bound_x(floor_div(end_u - shift_u, 4)), inner_left) : right;
        for (int y = top; y < bottom; ++y) {
            const unsigned char* texels = texture_.row(y + shift_v);
            u32* const out = at(clip_.left, y) - clip_.left;
            const auto mixed = [&](int x, int end) {
                for (; x < end; ++x) {
                    const i64 u = ratio * i64{x} + shift_u;
                    u32 t[4] = {};
                    for (int i = 0; i < ratio; ++i)
                        if (u + i >= first_u && u + i < end_u) t[i] = Texture::load(texels + (u + i) * 4);
                    out[x] = is_baked ? Sum(t, 4).over(out[x], 4)
                                      : Sum(t, ratio).tinted_over(out[x], static_cast<u32>(ratio), tint);
                }
            };
            mixed(left, inner_left);
            const unsigned char* next = texels + (i64{inner_left} * 4 + shift_u) * 4;
            for (int x = inner_left; x < inner_right; ++x, next += 16) {
                u32 t[4];
                std::memcpy(t, next, sizeof t);
                const u32 any = t[0] | t[1] | t[2] | t[3];
                if (alpha_of(any) == 0) continue;
                const bool is_solid = any == (t[0] & t[1] & t[2] & t[3]) && alpha_of(any) == 255;
                out[x] = is_solid ? any : Sum(t, 4).over(out[x], 4);
            }
            mixed(inner_right, right);
        }
    }

    // --- Polygons ---

    // Finds the span of every row of a convex polygon; gives the rows. Every edge is followed from its upper end, so
    // that two polygons that share it see the same edge.
    Span trace(const Point* p, size_t count, bool clockwise) {
        int low = p[0].y, high = p[0].y;
        for (size_t i = 1; i < count; ++i) {
            low = std::min(low, p[i].y);
            high = std::max(high, p[i].y);
        }
        const Span rows = {std::max(pixel_from(low), clip_.top), std::min(pixel_from(high), clip_.bottom)};
        for (size_t i = 0; i < count; ++i) {
            const Point a = p[i], b = p[i + 1 < count ? i + 1 : 0];
            const bool down = a.y < b.y;
            const Point upper = down ? a : b, lower = down ? b : a;
            const int end = std::min(pixel_from(lower.y), rows.right);
            int y = std::max(pixel_from(upper.y), rows.left);
            if (y >= end) continue;
            const i64 slope = (i64{lower.x - upper.x} << 24) / (lower.y - upper.y);
            i64 x = (i64{upper.x} << 24) + slope * (y * one + half - upper.y);
            int Span::*const side = down == clockwise ? &Span::right : &Span::left;
            for (; y < end; ++y, x += slope * one)
                spans_[static_cast<size_t>(y - tile_.top)].*side = static_cast<int>((x + (i64{1} << 31) - 1) >> 32);
        }
        return rows;
    }

    Span span(int y) const {
        const Span s = spans_[static_cast<size_t>(y - tile_.top)];
        return {std::max(s.left, clip_.left), std::min(s.right, clip_.right)};
    }

    // Triangles about one vertex, of one colour, are drawn as the one convex polygon that they make up, as far as they
    // do. Gives the number of indices used.
    int solid_fan(const ImDrawVert* vertices, const ImDrawIdx* indices, const ImDrawIdx* end) {
        constexpr size_t most = 64;
        Point p[most];
        const ImDrawVert& hub = vertices[indices[0]];
        for (size_t i = 0; i < 3; ++i) p[i] = point(vertices[indices[i]]);
        const i64 area = cross(p[0], p[1], p[2]);
        if (area == 0) return 3;
        const bool clockwise = area > 0;
        const auto turns_on = [&](Point a, Point b, Point c) {
            const i64 turn = cross(a, b, c);
            return clockwise ? turn > 0 : turn < 0;
        };
        size_t count = 3;
        const ImDrawIdx* next = indices + 3;
        for (; count < most && end - next >= 3 && next[0] == indices[0] && next[1] == next[-1]; next += 3) {
            const ImDrawVert& v = vertices[next[2]];
            if (v.col != hub.col) break;
            const Point q = point(v);
            if (!turns_on(p[count - 2], p[count - 1], q) || !turns_on(p[0], p[count - 1], q) ||
                !turns_on(p[count - 1], q, p[0]) || !turns_on(q, p[0], p[1]))
                break;
            p[count++] = q;
        }
        const Span rows = trace(p, count, clockwise);
        for (int y = rows.left; y < rows.right; ++y) {
            const Span s = span(y);
            if (s.left < s.right) fill_row(at(s.left, y), s.right - s.left, hub.col);
        }
        return static_cast<int>(next - indices);
    }

    // A triangle of one colour whose alpha changes: the soft edges of shapes.
    void soft_triangle(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
        const Point p[3] = {point(a), point(b), point(c)};
        const i64 area = cross(p[0], p[1], p[2]);
        if (area == 0) return;
        const Span rows = trace(p, 3, area > 0);
        const Plane plane(p, area, static_cast<int>(alpha_of(a.col)), static_cast<int>(alpha_of(b.col)),
                          static_cast<int>(alpha_of(c.col)));
        const u32 rgb = a.col & ~opaque;
        for (int y = rows.left; y < rows.right; ++y) {
            const Span s = span(y);
            if (s.left >= s.right) continue;
            i64 alpha = plane.raw(s.left, y);
            u32* out = at(s.left, y);
            if (plane.per_x == 0) {
                fill_row(out, s.right - s.left, rgb | (plane.value(alpha) << 24));
                continue;
            }
            for (int x = s.left; x < s.right; ++x, ++out, alpha += plane.per_x)
                *out = Ink(rgb | (plane.value(alpha) << 24)).over(*out);
        }
    }
};

}  // namespace

void rasterise(const ImDrawData& data, int left, int top, int width, int height, u32 background, Picture& into) {
    into.width = std::max(width, 0);
    into.height = std::max(height, 0);
    const size_t count = static_cast<size_t>(into.width) * static_cast<size_t>(into.height);
    into.pixels.resize(count);
    if (count == 0) return;
    // Filled by copying what is filled already, twice as much each time.
    u32* const pixels = into.pixels.data();
    size_t done = std::min<size_t>(count, 256);
    std::fill_n(pixels, done, background | opaque);
    for (; done < count; done *= 2) std::memcpy(pixels + done, pixels, std::min(done, count - done) * 4);

    Painter painter({left, top, left + width, top + height}, into);
    for (const ImDrawList* list : data.CmdLists)
        for (const ImDrawCmd& command : list->CmdBuffer)
            if (!command.UserCallback) painter.draw(*list, command);
}

void hash_bands(const ImDrawData& data, int top, int height, u32 background, std::vector<u64>& into) {
    const auto step = [](u64& hash, u64 value) {
        hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
        hash = (hash << 29) | (hash >> 35);
    };
    into.assign(static_cast<size_t>((std::max(height, 0) + band_height - 1) / band_height), background);
    if (into.empty()) return;
    const float first = static_cast<float>(top), end = static_cast<float>(top + height);
    // One triangle after the other: their bytes go into the bands that they touch. A glyph may be snapped by up to half a pixel.
    const auto add = [&](const ImDrawVert* const(&corners)[3], u64 around) {
        const float upper = std::min({corners[0]->pos.y, corners[1]->pos.y, corners[2]->pos.y}) - 1;
        const float lower = std::max({corners[0]->pos.y, corners[1]->pos.y, corners[2]->pos.y}) + 1;
        if (!(lower >= first && upper < end)) return;
        u64 hash = around;
        for (const ImDrawVert* corner : corners) {
            u64 values[2];
            static_assert(sizeof *corner == sizeof values + sizeof(u32));
            std::memcpy(values, corner, sizeof values);
            step(hash, values[0]);
            step(hash, values[1]);
            step(hash, corner->col);
        }
        const auto band = [&](float y) {
            return static_cast<size_t>(static_cast<int>(std::clamp(y, first, end - 1) - first) / band_height);
        };
        for (size_t i = band(upper); i <= band(lower); ++i) step(into[i], hash);
    };
    for (const ImDrawList* list : data.CmdLists) {
        for (const ImDrawCmd& command : list->CmdBuffer) {
            if (command.UserCallback) continue;
            u64 around = 0;
            u64 clip[2];
            static_assert(sizeof clip == sizeof command.ClipRect);
            std::memcpy(clip, &command.ClipRect, sizeof clip);
            step(around, clip[0]);
            step(around, clip[1]);
            if (const ImTextureData* texture = command.TexRef._TexData)
                step(around, static_cast<u64>(texture->UniqueID));
            const ImDrawVert* const vertices = list->VtxBuffer.Data + command.VtxOffset;
            const ImDrawIdx* const indices = list->IdxBuffer.Data + command.IdxOffset;
            for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
                add({vertices + indices[i], vertices + indices[i + 1], vertices + indices[i + 2]}, around);
            }
        }
    }
}

}  // namespace screen
