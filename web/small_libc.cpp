// A few functions of the C library, smaller: the page needs a hundredth of what printf, scanf and strtod can do, and those
// with the 128-bit arithmetic under them weigh 23 kB. The linker takes these instead. They know nothing of the page.
#include <algorithm>
#include <cmath>
#include <cstdarg>
#include <cstddef>
#include <cstdlib>

namespace {

// Writes into a buffer of fixed size and counts on, as snprintf does.
struct Writer {
    char* out;
    std::size_t room;
    std::size_t count = 0;

    void put(char character) {
        if (count + 1 < room) out[count] = character;
        ++count;
    }
    void number(unsigned long value, unsigned base, bool upper, int width, char fill) {
        char digits[24];
        int used = 0;
        do {
            const unsigned digit = static_cast<unsigned>(value % base);
            digits[used++] = static_cast<char>(digit < 10 ? '0' + digit : (upper ? 'A' : 'a') + digit - 10);
            value /= base;
        } while (value != 0);
        for (; width > used; --width) put(fill);
        while (used > 0) put(digits[--used]);
    }
};

constexpr double half_turn = 3.14159265358979323846;

// Taylor's series, to a few parts in 10^12: a float is rounded the same.
double sine(double angle) {
    const double halves = std::nearbyint(angle / half_turn);
    const double rest = angle - halves * half_turn;  // at most a quarter of a turn
    double term = rest;
    double sum = rest;
    for (int i = 2; i <= 16; i += 2) {
        term *= -rest * rest / (i * (i + 1));
        sum += term;
    }
    return static_cast<int>(halves) % 2 == 0 ? sum : -sum;
}

}  // namespace

extern "C" {

// %s %c %d %i %u %x %X %p and %%, with width and zero fill: what Dear ImGui's core builds window names of. Fractions, which
// only its sliders print, come out as their format.
int vsnprintf(char* out, std::size_t room, const char* format, std::va_list arguments) {
    Writer writer{out, room};
    for (; *format != '\0'; ++format) {
        if (*format != '%') {
            writer.put(*format);
            continue;
        }
        ++format;
        const char fill = *format == '0' ? '0' : ' ';
        int width = 0;
        for (; *format >= '0' && *format <= '9'; ++format) width = width * 10 + (*format - '0');
        switch (*format) {
            case 's':
                for (const char* text = va_arg(arguments, const char*); *text != '\0'; ++text) writer.put(*text);
                break;
            case 'c':
                writer.put(static_cast<char>(va_arg(arguments, int)));
                break;
            case 'd':
            case 'i': {
                const int value = va_arg(arguments, int);
                if (value < 0) writer.put('-');
                writer.number(value < 0 ? 0UL - static_cast<unsigned long>(value) : static_cast<unsigned long>(value),
                              10, false, width, fill);
                break;
            }
            case 'u':
                writer.number(va_arg(arguments, unsigned), 10, false, width, fill);
                break;
            case 'x':
            case 'X':
                writer.number(va_arg(arguments, unsigned), 16, *format == 'X', width, fill);
                break;
            case 'p':
                writer.number(reinterpret_cast<unsigned long>(va_arg(arguments, void*)), 16, false, width, fill);
                break;
            case '\0':
                --format;
                break;
            default:
                writer.put(*format);
        }
    }
    if (room > 0) out[writer.count < room ? writer.count : room - 1] = '\0';
    return static_cast<int>(writer.count);
}

int snprintf(char* out, std::size_t room, const char* format, ...) {
    std::va_list arguments;
    va_start(arguments, format);
    const int count = vsnprintf(out, room, format, arguments);
    va_end(arguments);
    return count;
}

// Only Dear ImGui calls it, to read its settings file; the page has none.
int sscanf(const char*, const char*, ...) { return 0; }

// Only nlohmann/json's lexer calls it, on numbers whose syntax it has checked. Their text is kept as it was written
// (formats/json_text.cpp); of the value only this matters: is it one that a double can hold? The last bits may differ.
double strtod(const char* text, char** end) {
    const bool negative = *text == '-';
    if (negative) ++text;
    double value = 0;
    int scale = 0;
    bool fraction = false;
    for (; (*text >= '0' && *text <= '9') || (*text == '.' && !fraction); ++text) {
        if (*text == '.') {
            fraction = true;
        } else if (value < 1e300) {
            value = value * 10 + (*text - '0');
            if (fraction) --scale;
        } else if (!fraction) {
            ++scale;
        }
    }
    if (*text == 'e' || *text == 'E') {
        ++text;
        const bool down = *text == '-';
        if (*text == '-' || *text == '+') ++text;
        int exponent = 0;
        for (; *text >= '0' && *text <= '9'; ++text) {
            if (exponent < 100000) exponent = exponent * 10 + (*text - '0');
        }
        scale += down ? -exponent : exponent;
    }
    if (end != nullptr) *end = const_cast<char*>(text);
    for (; scale > 0 && value != 0 && std::isfinite(value); --scale) value *= 10;
    for (; scale < 0 && value != 0; ++scale) value /= 10;
    return negative ? -value : value;
}

// They share an object file with strtod, which would come along for them.
float strtof(const char* text, char** end) { return static_cast<float>(strtod(text, end)); }
long double strtold(const char* text, char** end) { return static_cast<long double>(strtod(text, end)); }

// Only Dear ImGui calls it, on the few windows that there are.
void qsort(void* items, std::size_t count, std::size_t size, int (*compare)(const void*, const void*)) {
    char* const first = static_cast<char*>(items);
    char* const end = first + count * size;
    for (char* item = first; item != end; item += size) {
        for (char* right = item; right != first && compare(right - size, right) > 0; right -= size)
            std::swap_ranges(right - size, right, right);
    }
}

// Only Dear ImGui calls these two, for its table of a circle and for round corners: angles of a few turns.
float sinf(float angle) { return static_cast<float>(sine(static_cast<double>(angle))); }
float cosf(float angle) { return static_cast<float>(sine(static_cast<double>(angle) + half_turn / 2)); }

}  // extern "C"
