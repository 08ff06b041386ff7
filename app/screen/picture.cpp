// The rasteriser: solid rectangles, glyph rectangles, and convex polygons solved row by row. Fixed point throughout, so
// that a picture is the same on every machine and a tile the same as that part of the whole page.
// It may not know screens, browsers, or what is drawn.
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

// v / 255 to the nearest, for v up to 255 * 255.
u32 div255(u32 v) { return ((v + 128) * 257) >> 16; }

u32 modulate(u32 a, u32 b) {
    if (b == white) return a;
    u32 out = 0;
    for (int i = 0; i < 4; ++i) out |= div255(channel(a, i) * channel(b, i)) << (8 * i);
    return out;
}

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

// Texels added up, each with a weight: alpha, and colour times alpha (a transparent texel's colour must not show).
struct Sum {
    u64 alpha = 0, red = 0, green = 0, blue = 0;

    void add(u32 texel, u32 weight) {
        const u64 a = u64{alpha_of(texel)} * weight;
        alpha += a;
        red += a * channel(texel, 0);
        green += a * channel(texel, 1);
        blue += a * channel(texel, 2);
    }

    // The average over `total` weight, tinted, over a background: rounded once, at the end.
    u32 over(u32 below, u32 tint, u64 total) const {
        if (alpha == 0) return below;
        const u64 tint_alpha = alpha_of(tint);
        const u64 unit = 65025 * total * 255;
        const u64 rest = unit - alpha * tint_alpha * 255;
        const auto mix = [&](u64 part, int i) {
            const u64 all = channel(below, i) * rest + part * channel(tint, i) * tint_alpha;
            return static_cast<u32>((all + unit / 2) / unit) << (8 * i);
        };
        return opaque | mix(red, 0) | mix(green, 1) | mix(blue, 2);
    }
};

// --- Textures ---

struct Texture {
    const unsigned char* pixels = nullptr;
    int width = 0, height = 0, bytes = 0;

    const unsigned char* row(int v) const {
        return pixels + static_cast<size_t>(v) * static_cast<size_t>(width) * static_cast<size_t>(bytes);
    }
    // `u` texels into a row.
    u32 texel(const unsigned char* row, int u) const {
        if (bytes == 1) return (static_cast<u32>(row[u]) << 24) | 0x00FFFFFFu;
        return load(row + static_cast<size_t>(u) * 4);
    }
    static u32 load(const unsigned char* from) {
        u32 texel;
        std::memcpy(&texel, from, 4);
        return texel;
    }
    u32 clamped(int u, int v) const { return texel(row(std::clamp(v, 0, height - 1)), std::clamp(u, 0, width - 1)); }
    int fixed_u(float u) const { return fixed(u * static_cast<float>(width), far_texel); }
    int fixed_v(float v) const { return fixed(v * static_cast<float>(height), far_texel); }

    // Between the four nearest texels. Dear ImGui keeps its anti-aliased lines as a texture that counts on this.
    u32 smooth(int u, int v) const {
        const int left = (u - half) >> 8, top = (v - half) >> 8;
        const u32 fu = static_cast<u32>((u - half) & 255), fv = static_cast<u32>((v - half) & 255);
        Sum sum;
        sum.add(clamped(left, top), (256 - fu) * (256 - fv));
        sum.add(clamped(left + 1, top), fu * (256 - fv));
        sum.add(clamped(left, top + 1), (256 - fu) * fv);
        sum.add(clamped(left + 1, top + 1), fu * fv);
        if (sum.alpha == 0) return 0;
        const auto mean = [&](u64 part) { return static_cast<u32>((part + sum.alpha / 2) / sum.alpha); };
        const u32 alpha = static_cast<u32>((sum.alpha + 32768) >> 16);
        return mean(sum.red) | (mean(sum.green) << 8) | (mean(sum.blue) << 16) | (alpha << 24);
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

struct Point {
    int x, y;
};

Point point(const ImDrawVert& v) { return {fixed(v.pos.x, far_pixel), fixed(v.pos.y, far_pixel)}; }

// Positive when a, b, c go clockwise on screen.
i64 cross(Point a, Point b, Point c) { return i64{b.x - a.x} * (c.y - a.y) - i64{c.x - a.x} * (b.y - a.y); }

// A value that changes evenly over a triangle. Its steps are whole numbers, so that it does not matter from which pixel
// one begins to count: tiles agree with each other.
struct Plane {
    i64 origin = 0, per_x = 0, per_y = 0;
    int low = 0, high = 0, shift = 0;

    Plane() = default;
    Plane(const Point* p, i64 area, int a, int b, int c, int fraction_bits)
        : low(std::min({a, b, c})), high(std::max({a, b, c})), shift(fraction_bits) {
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
    int value(i64 raw_value) const { return static_cast<int>(std::clamp<i64>(raw_value >> shift, low, high)); }
    int at(int x, int y) const { return value(raw(x, y)); }
};

bool same(const ImVec2& a, const ImVec2& b) { return a.x == b.x && a.y == b.y; }

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
        if (data && data->Pixels && data->Width > 0 && data->Height > 0)
            texture_ = {data->Pixels, data->Width, data->Height, data->BytesPerPixel};
        known_ = false;

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
            } else if (a.col == b.col && a.col == c3.col && same(a.uv, b.uv) && same(a.uv, c3.uv)) {
                indices += solid_fan(vertices, indices, end);
            } else {
                shaded_triangle(a, b, c3);
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
    bool known_ = false;  // of the solid texel last asked for, nearly always the white one
    ImVec2 known_uv_;
    u32 known_texel_ = white;

    u32* at(int x, int y) {
        return into_.pixels.data() + static_cast<size_t>(y - tile_.top) * static_cast<size_t>(into_.width) +
               static_cast<size_t>(x - tile_.left);
    }

    bool outside(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) const {
        return (a.pos.y < above_ && b.pos.y < above_ && c.pos.y < above_) ||
               (a.pos.y > below_ && b.pos.y > below_ && c.pos.y > below_);
    }

    u32 solid_colour(const ImDrawVert& v) {
        if (!texture_.pixels) return v.col;
        if (!known_ || !same(known_uv_, v.uv)) {
            known_ = true;
            known_uv_ = v.uv;
            known_texel_ = texture_.clamped(texture_.fixed_u(v.uv.x) >> 8, texture_.fixed_v(v.uv.y) >> 8);
        }
        return modulate(v.col, known_texel_);
    }

    // --- Upright rectangles: fills, glyphs, images. False when it is something else. ---

    bool quad(const ImDrawVert* v) {
        const auto upright = [](const ImVec2& a, const ImVec2& b, const ImVec2& c, const ImVec2& d) {
            return a.y == b.y && b.x == c.x && c.y == d.y && d.x == a.x && a.x < c.x && a.y < c.y;
        };
        if (!upright(v[0].pos, v[1].pos, v[2].pos, v[3].pos)) return false;
        if (v[0].col != v[1].col || v[0].col != v[2].col || v[0].col != v[3].col) return false;
        const bool solid = same(v[0].uv, v[1].uv) && same(v[0].uv, v[2].uv) && same(v[0].uv, v[3].uv);
        const Point from = point(v[0]), to = point(v[2]);
        if (solid || !texture_.pixels) {
            fill({pixel_from(from.x), pixel_from(from.y), pixel_from(to.x), pixel_from(to.y)}, solid_colour(v[0]));
            return true;
        }
        if (!upright(v[0].uv, v[1].uv, v[2].uv, v[3].uv)) return false;
        image(from, to, {texture_.fixed_u(v[0].uv.x), texture_.fixed_v(v[0].uv.y)},
              {texture_.fixed_u(v[2].uv.x), texture_.fixed_v(v[2].uv.y)}, v[0].col);
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

    // Whether `texels` long a piece of texture belongs on `pixels`, `ratio` to a pixel, but for a rounded size.
    static bool has_ratio(int texels, int pixels, int ratio) {
        const i64 expected = i64{pixels} * ratio;
        const i64 slack = std::min<i64>(expected / 16, i64{one} * ratio) + 8;
        const i64 error = texels - expected;
        return error <= slack && -error <= slack;
    }

    void image(Point from, Point to, Point uv_from, Point uv_to, u32 tint) {
        if (alpha_of(tint) == 0) return;
        const int width = to.x - from.x, texels = uv_to.x - uv_from.x;
        if (width <= 0 || to.y <= from.y || texels <= 0) return;
        int ratio = 0;
        for (const int candidate : {4, 1, 2, 3})
            if (ratio == 0 && has_ratio(texels, width, candidate)) ratio = candidate;
        if (!has_ratio(uv_to.y - uv_from.y, to.y - from.y, 1) || (ratio == 0 && texels < width)) {
            scaled_image(from, to, uv_from, uv_to, tint);
            return;
        }
        // Which texel lies at pixel 0 is what is rounded, not the rectangle's edges. For a whole glyph that is the same
        // thing; a glyph that Dear ImGui cut short by its clip rectangle stays where the whole one would be.
        const int first_v = std::max(round_whole(uv_from.y), 0);
        const int end_v = std::min(round_whole(uv_to.y), texture_.height);
        const int row_shift = -round_whole(from.y - uv_from.y);
        // From here 1/65536 texel, so that uneven ratios stay true over a wide image.
        i64 first_u = uv_from.x, end_u = uv_to.x, step, origin;
        if (ratio != 0) {
            first_u = i64{round_whole(uv_from.x)} * one;
            end_u = i64{round_whole(uv_to.x)} * one;
            step = i64{ratio} << 16;
            origin = -((i64{from.x} * ratio - uv_from.x + half) >> 8) << 16;
        } else {
            step = (i64{texels} << 16) / width;
            if (step > i64{1024} << 16) return;  // too narrow to be seen, too steep for 64 bits
            origin = (i64{uv_from.x} << 8) - ((i64{from.x} * step) >> 8);
        }
        first_u = std::max<i64>(first_u, 0);
        end_u = std::min<i64>(end_u, i64{texture_.width} * one);
        if (first_u >= end_u) return;

        const auto bound_x = [&](i64 x) { return static_cast<int>(std::clamp<i64>(x, clip_.left, clip_.right)); };
        const int left = bound_x(floor_div((first_u << 8) - origin, step));
        const int right = bound_x(-floor_div(origin - (end_u << 8), step));
        const int top = std::max(first_v - row_shift, clip_.top), bottom = std::min(end_v - row_shift, clip_.bottom);
        if (left >= right) return;

        // Glyphs come with their colour baked in, four texels to a pixel or one: these have their own loop for all
        // pixels but those at the ends.
        int inner_left = right, inner_right = right;
        if ((ratio == 4 || ratio == 1) && texture_.bytes == 4 && (tint | opaque) == white) {
            inner_left = bound_x(-floor_div(origin - (first_u << 8), step));
            inner_right = std::max(bound_x(floor_div((end_u << 8) - origin, step)), inner_left);
        }
        for (int y = top; y < bottom; ++y) {
            const unsigned char* texels_of_row = texture_.row(y + row_shift);
            const auto mixed = [&](int x, int end) {
                for (u32* out = at(left, y) + (x - left); x < end; ++x, ++out) {
                    const i64 u = (origin + step * x) >> 8, u_end = (origin + step * (x + 1)) >> 8;
                    *out = box(texels_of_row, std::max(u, first_u), std::min(u_end, end_u))
                               .over(*out, tint, static_cast<u64>(u_end - u));
                }
            };
            if (inner_left >= inner_right) {
                mixed(left, right);
                continue;
            }
            mixed(left, inner_left);
            const size_t start = static_cast<size_t>((origin + step * inner_left) >> 16) * 4;
            u32* const out = at(inner_left, y);
            if (ratio == 4)
                glyph_row<4>(out, texels_of_row + start, inner_right - inner_left, alpha_of(tint));
            else
                glyph_row<1>(out, texels_of_row + start, inner_right - inner_left, alpha_of(tint));
            mixed(inner_right, right);
        }
    }

    // The texels between two places in a row, those at the ends in part.
    Sum box(const unsigned char* row, i64 from, i64 to) const {
        Sum sum;
        while (from < to) {
            const i64 next = std::min((from | 255) + 1, to);
            sum.add(texture_.texel(row, static_cast<int>(from >> 8)), static_cast<u32>(next - from));
            from = next;
        }
        return sum;
    }

    // As Sum::over() of N whole texels a pixel, untinted: the same result, in 32 bits and with a constant divisor.
    template <size_t N>
    static void glyph_row(u32* out, const unsigned char* texels, int count, u32 tint_alpha) {
        constexpr u32 unit = 65025u * u32{N};
        for (; count > 0; --count, ++out, texels += 4 * N) {
            u32 t[N];
            u32 any = 0, all = white;
            for (size_t i = 0; i < N; ++i) {
                t[i] = Texture::load(texels + 4 * i);
                any |= t[i];
                all &= t[i];
            }
            if (alpha_of(any) == 0) continue;
            if (any == all && (any & opaque) == opaque && tint_alpha == 255) {
                *out = any;
                continue;
            }
            u32 alpha = 0, red = 0, green = 0, blue = 0;
            for (size_t i = 0; i < N; ++i) {
                const u32 a = alpha_of(t[i]);
                alpha += a;
                red += a * channel(t[i], 0);
                green += a * channel(t[i], 1);
                blue += a * channel(t[i], 2);
            }
            const u32 rest = unit - alpha * tint_alpha;
            const u32 below = *out;
            const auto mix = [&](u32 part, int i) {
                return ((channel(below, i) * rest + part * tint_alpha + unit / 2) / unit) << (8 * i);
            };
            *out = opaque | mix(red, 0) | mix(green, 1) | mix(blue, 2);
        }
    }

    // Any other size: the nearest texel.
    void scaled_image(Point from, Point to, Point uv_from, Point uv_to, u32 tint) {
        const Rect r = common({pixel_from(from.x), pixel_from(from.y), pixel_from(to.x), pixel_from(to.y)}, clip_);
        const i64 step_u = (i64{uv_to.x - uv_from.x} << 16) / (to.x - from.x);
        const i64 step_v = (i64{uv_to.y - uv_from.y} << 16) / (to.y - from.y);
        const auto texel = [](int uv, i64 step, int pixel, int start) {
            return static_cast<int>(((i64{uv} << 16) + step * (i64{pixel} * one + half - start)) >> 24);
        };
        for (int y = r.top; y < r.bottom; ++y) {
            const int v = texel(uv_from.y, step_v, y, from.y);
            for (int x = r.left; x < r.right; ++x)
                fill_row(at(x, y), 1, modulate(texture_.clamped(texel(uv_from.x, step_u, x, from.x), v), tint));
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
            if (v.col != hub.col || !same(v.uv, hub.uv)) break;
            const Point q = point(v);
            if (!turns_on(p[count - 2], p[count - 1], q) || !turns_on(p[0], p[count - 1], q) ||
                !turns_on(p[count - 1], q, p[0]) || !turns_on(q, p[0], p[1]))
                break;
            p[count++] = q;
        }
        const u32 colour = solid_colour(hub);
        if (alpha_of(colour) != 0) {
            const Span rows = trace(p, count, clockwise);
            for (int y = rows.left; y < rows.right; ++y) {
                const Span s = span(y);
                if (s.left < s.right) fill_row(at(s.left, y), s.right - s.left, colour);
            }
        }
        return static_cast<int>(next - indices);
    }

    // A triangle whose colour or place in the texture changes: the soft edges of shapes, lines, gradients.
    void shaded_triangle(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
        const Point p[3] = {point(a), point(b), point(c)};
        const i64 area = cross(p[0], p[1], p[2]);
        if (area == 0) return;
        const Span rows = trace(p, 3, area > 0);
        if (rows.left >= rows.right) return;

        const bool textured = texture_.pixels && !(same(a.uv, b.uv) && same(a.uv, c.uv));
        const u32 differ = (a.col ^ b.col) | (a.col ^ c.col);
        Plane colours[4], u, v;
        bool flat = true;  // nothing changes along a row
        for (int i = 0; i < 4; ++i) {
            if (channel(differ, i) == 0) continue;
            colours[i] = Plane(p, area, static_cast<int>(channel(a.col, i)), static_cast<int>(channel(b.col, i)),
                               static_cast<int>(channel(c.col, i)), 24);
            flat = flat && colours[i].per_x == 0;
        }
        if (textured) {
            u = Plane(p, area, texture_.fixed_u(a.uv.x), texture_.fixed_u(b.uv.x), texture_.fixed_u(c.uv.x), 12);
            v = Plane(p, area, texture_.fixed_v(a.uv.y), texture_.fixed_v(b.uv.y), texture_.fixed_v(c.uv.y), 12);
            flat = flat && u.per_x == 0 && v.per_x == 0;
        }
        const u32 texel = textured ? white : modulate(white, solid_colour({a.pos, a.uv, white}));
        const auto colour_at = [&](int x, int y) {
            u32 colour = a.col;
            for (int i = 0; i < 4; ++i) {
                if (channel(differ, i) == 0) continue;
                colour = (colour & ~(255u << (8 * i))) | (static_cast<u32>(colours[i].at(x, y)) << (8 * i));
            }
            return modulate(colour, textured ? texture_.smooth(u.at(x, y), v.at(x, y)) : texel);
        };
        const bool only_alpha = !textured && texel == white && (differ & ~opaque) == 0;
        const u32 rgb = a.col & ~opaque;

        for (int y = rows.left; y < rows.right; ++y) {
            const Span s = span(y);
            if (s.left >= s.right) continue;
            u32* out = at(s.left, y);
            if (flat) {
                fill_row(out, s.right - s.left, colour_at(s.left, y));
            } else if (only_alpha) {
                i64 alpha = colours[3].raw(s.left, y);
                for (int x = s.left; x < s.right; ++x, ++out, alpha += colours[3].per_x)
                    *out = Ink(rgb | (static_cast<u32>(colours[3].value(alpha)) << 24)).over(*out);
            } else {
                for (int x = s.left; x < s.right; ++x, ++out) *out = Ink(colour_at(x, y)).over(*out);
            }
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

u64 picture_hash(const Picture& picture) {
    // Four chains, because one waits for its own multiplication. No step loses anything, so that one changed pixel is
    // always another hash.
    constexpr u64 odd = 0x9E3779B97F4A7C15u;
    const auto step = [](u64 hash, u64 value) {
        hash = (hash ^ value) * odd;
        return (hash << 29) | (hash >> 35);
    };
    u64 chain[4] = {1, 2, 3, 4};
    const u32* const pixels = picture.pixels.data();
    const size_t count = picture.pixels.size();
    size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        u64 values[4];
        std::memcpy(values, pixels + i, sizeof values);
        for (int k = 0; k < 4; ++k) chain[k] = step(chain[k], values[k]);
    }
    for (; i < count; ++i) chain[0] = step(chain[0], pixels[i]);
    u64 hash = step(step(5, static_cast<u64>(picture.width)), static_cast<u64>(picture.height));
    for (const u64 c : chain) hash = step(hash, c);
    return hash;
}

}  // namespace screen
