// Golden pictures: written and read as PNG, so that any viewer shows them, without a library. Of deflate only what flat
// areas need: fixed codes, repeats of the pixel to the left and of the row above. The reader knows only what the writer
// makes.
#pragma once

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "screen/picture.h"

namespace png {

inline std::uint32_t crc(std::string_view bytes) {
    std::uint32_t sum = 0xFFFFFFFFu;
    for (const char byte : bytes) {
        sum ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1) ^ (sum & 1 ? 0xEDB88320u : 0);
    }
    return ~sum;
}

inline std::uint32_t adler(std::string_view bytes) {
    std::uint32_t a = 1, b = 0;
    for (const char byte : bytes) {
        a = (a + static_cast<unsigned char>(byte)) % 65521;
        b = (b + a) % 65521;
    }
    return (b << 16) | a;
}

inline std::string big_endian(std::uint32_t v) {
    return {static_cast<char>(v >> 24), static_cast<char>(v >> 16), static_cast<char>(v >> 8), static_cast<char>(v)};
}

inline std::string chunk(const std::string& type, const std::string& body) {
    return big_endian(static_cast<std::uint32_t>(body.size())) + type + body + big_endian(crc(type + body));
}

// The file up to the pixels, which tells the size; reading compares it as a whole.
inline std::string head(int width, int height) {
    const std::string size =
        big_endian(static_cast<std::uint32_t>(width)) + big_endian(static_cast<std::uint32_t>(height));
    return "\x89PNG\r\n\x1a\n" + chunk("IHDR", size + std::string("\x08\x02\0\0\0", 5));  // 8 bits, RGB
}

// ---- Deflate, one block with fixed codes ----------------------------------------------------------------------------

constexpr std::size_t longest_repeat = 258, short_repeats_to = 10;  // lengths 3 to 10 and 258 need no extra bits

class BitWriter {
  public:
    void bits(std::size_t value, int count) {  // least significant first
        for (int i = 0; i < count; ++i) {
            if (filled_ == 0) out_ += '\0';
            out_.back() = static_cast<char>(static_cast<unsigned char>(out_.back()) | ((value >> i) & 1) << filled_);
            filled_ = (filled_ + 1) % 8;
        }
    }
    void code(std::size_t value, int count) {  // most significant first
        while (count-- > 0) bits(value >> count, 1);
    }
    // 0 to 255: a byte; 256: the end; above: a length.
    void symbol(std::size_t symbol) {
        if (symbol < 144) return code(0x30 + symbol, 8);
        if (symbol < 256) return code(0x190 + symbol - 144, 9);
        if (symbol < 280) return code(symbol - 256, 7);
        code(0xC0 + symbol - 280, 8);
    }
    void repeat(std::size_t length, std::size_t distance) {
        symbol(length == longest_repeat ? 285 : 254 + length);
        if (distance <= 2) return code(distance - 1, 5);
        int extra = 0;
        while ((distance - 1) >> (extra + 2) != 0) ++extra;
        code(2 * static_cast<std::size_t>(extra) + ((distance - 1) >> extra), 5);
        bits(distance - 1, extra);
    }
    const std::string& bytes() const { return out_; }

  private:
    std::string out_;
    int filled_ = 0;
};

class BitReader {
  public:
    explicit BitReader(std::string_view bytes) : bytes_(bytes) {}
    std::size_t bits(int count) {
        std::size_t value = 0;
        for (int i = 0; i < count; ++i, ++at_) value |= static_cast<std::size_t>(bit()) << i;
        return value;
    }
    std::size_t code(int count, std::size_t begun = 0) {
        for (int i = 0; i < count; ++i, ++at_) begun = begun << 1 | static_cast<std::size_t>(bit());
        return begun;
    }
    std::size_t symbol() {
        const std::size_t seven = code(7);
        if (seven < 0x18) return 256 + seven;
        const std::size_t eight = code(1, seven);
        if (eight < 0xC0) return eight - 0x30;
        if (eight < 0xC8) return 280 + eight - 0xC0;
        return 144 + code(1, eight) - 0x190;
    }
    std::size_t distance() {
        const std::size_t symbol = code(5);
        if (symbol < 2) return symbol + 1;
        const int extra = static_cast<int>(symbol / 2) - 1;
        return ((2 + symbol % 2) << extra) + bits(extra) + 1;
    }
    bool at_end() const { return at_ >= 8 * bytes_.size(); }

  private:
    std::string_view bytes_;
    std::size_t at_ = 0;
    int bit() const { return at_end() ? 0 : bytes_[at_ / 8] >> (at_ % 8) & 1; }
};

// Rows of `row` bytes.
inline std::string compressed(const std::string& rows, std::size_t row) {
    BitWriter out;
    out.bits(3, 3);  // the last block, fixed codes
    for (std::size_t at = 0; at < rows.size();) {
        std::size_t length = 0, distance = 0;
        for (const std::size_t back : {std::size_t{3}, row}) {
            std::size_t equal = 0;
            while (back <= at && equal < longest_repeat && at + equal < rows.size() &&
                   rows[at + equal] == rows[at + equal - back])
                ++equal;
            if (equal > length) length = equal, distance = back;
        }
        if (length != longest_repeat) length = std::min(length, short_repeats_to);
        if (length < 3) {
            out.symbol(static_cast<unsigned char>(rows[at++]));
        } else {
            out.repeat(length, distance);
            at += length;
        }
    }
    out.symbol(256);
    return out.bytes();
}

// Stops at anything that compressed() does not write, and at `size`.
inline std::string decompressed(std::string_view bytes, std::size_t size) {
    BitReader in(bytes);
    std::string rows;
    if (in.bits(3) != 3) return rows;
    while (rows.size() < size && !in.at_end()) {
        const std::size_t symbol = in.symbol();
        if (symbol < 256) {
            rows += static_cast<char>(symbol);
            continue;
        }
        const std::size_t length = symbol == 285 ? longest_repeat : symbol - 254, distance = in.distance();
        if (symbol == 256 || (length > short_repeats_to && symbol != 285) || distance > rows.size()) break;
        for (std::size_t i = 0; i < length; ++i) rows += rows[rows.size() - distance];
    }
    return rows;
}

// ---- Pictures -------------------------------------------------------------------------------------------------------

inline std::string encode(const screen::Picture& picture) {
    std::string rows;
    for (std::size_t i = 0; i < picture.pixels.size(); ++i) {
        if (i % static_cast<std::size_t>(picture.width) == 0) rows += '\0';  // filter: none
        for (int shift = 0; shift < 24; shift += 8) rows += static_cast<char>(picture.pixels[i] >> shift);
    }
    const std::size_t row = 1 + 3 * static_cast<std::size_t>(picture.width);
    const std::string stream = "\x78\x01" + compressed(rows, row) + big_endian(adler(rows));
    return head(picture.width, picture.height) + chunk("IDAT", stream) + chunk("IEND", "");
}

// An empty picture when the file is not one of encode().
inline screen::Picture decode(const std::string& file) {
    const auto number = [&](std::size_t at) {
        std::uint32_t v = 0;
        for (std::size_t i = at; i < at + 4; ++i) v = (v << 8) | static_cast<unsigned char>(file[i]);
        return static_cast<int>(v);
    };
    if (file.size() < 43) return {};
    screen::Picture picture{number(16), number(20), {}};
    const std::string start = head(picture.width, picture.height);
    // 10,000 px: a row that can still be repeated.
    if (file.compare(0, start.size(), start) != 0 || picture.width > 10'000 || picture.height > 10'000) return {};
    const std::size_t row = 1 + 3 * static_cast<std::size_t>(picture.width);
    const std::size_t total = row * static_cast<std::size_t>(picture.height);
    const std::string rows = decompressed(std::string_view(file).substr(start.size() + 8 + 2), total);
    if (rows.size() != total) return {};
    const auto byte = [&rows](std::size_t i) { return static_cast<unsigned char>(rows[i]); };
    for (std::size_t i = 0; i < total; i += row)
        for (std::size_t p = i + 1; p < i + row; p += 3)
            picture.pixels.push_back(byte(p) | byte(p + 1) << 8 | byte(p + 2) << 16 | 0xFF000000u);
    return encode(picture) == file ? picture : screen::Picture{};
}

inline void write(const std::filesystem::path& path, const screen::Picture& picture) {
    const std::string file = encode(picture);
    std::ofstream(path, std::ios::binary).write(file.data(), static_cast<std::streamsize>(file.size()));
}

inline std::filesystem::path golden_path(const std::string& name) {
    return std::filesystem::path(REISVERSLAG_TEST_DATA) / "pictures" / (name + ".png");
}

inline bool is_other(const screen::Picture& one, const screen::Picture& other, int x, int y) {
    const auto at = [x, y](const screen::Picture& in) {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(in.width) + static_cast<std::size_t>(x);
    };
    const bool in_one = x < one.width && y < one.height, in_other = x < other.width && y < other.height;
    return in_one != in_other || (in_one && one.pixels[at(one)] != other.pixels[at(other)]);
}

// Three pictures beside each other: what was expected, what there is, and in red on a pale copy where the two are not the same.
inline screen::Picture comparison(const screen::Picture& expected, const screen::Picture& got) {
    constexpr int gap = 16;
    constexpr std::uint32_t ground = 0xFF808080u, red = 0xFF0000FFu;
    const int width = std::max(expected.width, got.width), height = std::max(expected.height, got.height);
    screen::Picture all{3 * width + 2 * gap, height, {}};
    all.pixels.assign(static_cast<std::size_t>(all.width) * static_cast<std::size_t>(height), ground);
    const auto put = [&all](int x, int y, std::uint32_t pixel) {
        all.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(all.width) + static_cast<std::size_t>(x)] =
            pixel;
    };
    const auto copy = [&put](const screen::Picture& from, int left, bool is_pale) {
        for (int y = 0, i = 0; y < from.height; ++y) {
            for (int x = 0; x < from.width; ++x, ++i) {
                const std::uint32_t pixel = from.pixels[static_cast<std::size_t>(i)];
                put(left + x, y, is_pale ? 0xFFC0C0C0u | (pixel >> 2 & 0x3F3F3Fu) : pixel);
            }
        }
    };
    copy(expected, 0, false);
    copy(got, width + gap, false);
    copy(got, 2 * (width + gap), true);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            if (is_other(expected, got, x, y)) put(2 * (width + gap) + x, y, red);
        }
    }
    return all;
}

// Compares with tests/data/pictures/<name>.png, byte for byte. Empty when equal, else what differs, and where a picture of the
// difference is.
inline std::string difference_from_golden(const screen::Picture& picture, const std::string& name) {
    const std::filesystem::path golden = golden_path(name);
    std::ifstream in(golden, std::ios::binary);
    const std::string file(std::istreambuf_iterator<char>(in), {});
    if (encode(picture) == file) return {};
    const screen::Picture expected = decode(file);
    const std::filesystem::path folder = std::filesystem::path(REISVERSLAG_SOURCE) / ".build/pictures";
    std::filesystem::create_directories(folder);
    write(folder / (name + ".png"), comparison(expected, picture));
    std::string what = name + ": another size";
    if (expected.pixels.empty()) {
        what = golden.string() + " is missing or unreadable";
    } else if (expected.width == picture.width && expected.height == picture.height) {
        const auto at = std::mismatch(expected.pixels.begin(), expected.pixels.end(), picture.pixels.begin()).first;
        const auto i = static_cast<int>(at - expected.pixels.begin());
        what = name + ": differs first at x " + std::to_string(i % picture.width) + ", y " +
               std::to_string(i / picture.width);
    }
    return what + "; expected, got and changed pixels: " + (folder / (name + ".png")).string();
}

// For the hidden tests [write-pictures]: makes this picture the golden one. They fail in any case, so that a run that writes what it
// should compare with never passes for a test, and write nothing in CI.
inline void make_golden(const screen::Picture& picture, const std::string& name) {
    if (std::getenv("CI") != nullptr) FAIL("golden pictures are not made in CI");
    std::filesystem::create_directories(golden_path(name).parent_path());
    write(golden_path(name), picture);
}

}  // namespace png
