// Effects and events as flat rows of texts and numbers, field after field in the order in which the structs declare them: so a struct is all
// that has to be written of a new one. It knows no effect and no event by name, nor what is on the other side of the door.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace web {

// ---- The fields of an aggregate -----------------------------------------------------------------------------------------

// Stands for a value of any type, where it is only asked whether a struct has one more field.
struct AnyField {
    template <typename T>
    operator T() const;
};

template <typename T, typename... Fields>
constexpr std::size_t count_fields() {
    if constexpr (requires { T{Fields{}..., AnyField{}}; }) {
        return count_fields<T, Fields..., AnyField>();
    } else {
        return sizeof...(Fields);
    }
}

// Calls `each` with every field of `value`, in order.
template <typename T, typename Each>
void for_each_field(T& value, const Each& each) {
    constexpr std::size_t count = count_fields<std::remove_const_t<T>>();
    static_assert(count <= 7, "write the next line");
    if constexpr (count == 1) {
        auto& [a] = value;
        each(a);
    } else if constexpr (count == 2) {
        auto& [a, b] = value;
        (each(a), each(b));
    } else if constexpr (count == 3) {
        auto& [a, b, c] = value;
        (each(a), each(b), each(c));
    } else if constexpr (count == 4) {
        auto& [a, b, c, d] = value;
        (each(a), each(b), each(c), each(d));
    } else if constexpr (count == 5) {
        auto& [a, b, c, d, e] = value;
        (each(a), each(b), each(c), each(d), each(e));
    } else if constexpr (count == 6) {
        auto& [a, b, c, d, e, f] = value;
        (each(a), each(b), each(c), each(d), each(e), each(f));
    } else if constexpr (count == 7) {
        auto& [a, b, c, d, e, f, g] = value;
        (each(a), each(b), each(c), each(d), each(e), each(f), each(g));
    }
}

template <typename T>
inline constexpr bool is_number = std::is_arithmetic_v<T> || std::is_enum_v<T>;
template <typename T>
inline constexpr bool is_list = false;
template <typename T>
inline constexpr bool is_list<std::vector<T>> = true;

// ---- Out: an effect -----------------------------------------------------------------------------------------------------

// To has text(const std::string&), number(double), yes_or_no(bool), and list(count): the last `count` values are one.
template <typename To, typename T>
void write(const To& to, const T& value) {
    if constexpr (std::is_same_v<T, bool>) {
        to.yes_or_no(value);
    } else if constexpr (is_number<T>) {
        to.number(static_cast<double>(value));
    } else if constexpr (std::is_same_v<T, std::string>) {
        to.text(value);
    } else if constexpr (is_list<T>) {
        static_assert(std::is_same_v<typename T::value_type, std::string>, "an effect has no other lists yet");
        for (const std::string& text : value) to.text(text);
        to.list(value.size());
    } else {
        for_each_field(value, [&to](const auto& field) { write(to, field); });
    }
}

// ---- In: an event -------------------------------------------------------------------------------------------------------

// What the page has handed in for one event: its texts in order, and its numbers. Of a list the number of its texts is a number.
class Row {
  public:
    // numbers: they outlive the row.
    Row(std::vector<std::string> texts, std::span<const double> numbers)
        : texts_(std::move(texts)), numbers_(numbers) {}

    template <typename T>
    void read(T& into) {
        if constexpr (std::is_same_v<T, bool>) {
            into = number() != 0;
        } else if constexpr (std::is_enum_v<T>) {
            into = static_cast<T>(static_cast<std::int32_t>(number()));
        } else if constexpr (is_number<T>) {
            into = static_cast<T>(number());
        } else if constexpr (std::is_same_v<T, std::string>) {
            text(into);
        } else if constexpr (is_list<T>) {
            const double count = number();
            is_whole_ = is_whole_ && count >= 0 && count <= static_cast<double>(texts_.size());
            if (!is_whole_) return;
            const std::size_t end = next_text_ + static_cast<std::size_t>(count);
            while (is_whole_ && next_text_ < end) read(into.emplace_back());
            is_whole_ = is_whole_ && next_text_ == end;
        } else {
            for_each_field(into, [this](auto& field) { this->read(field); });
        }
    }

    // All that was read was there, and all that was there has been read.
    bool is_used_up() const { return is_whole_ && next_text_ == texts_.size() && next_number_ == numbers_.size(); }

  private:
    [[gnu::noinline]] void text(std::string& into) {
        if (next_text_ < texts_.size()) {
            into = std::move(texts_[next_text_++]);
        } else {
            is_whole_ = false;
        }
    }
    [[gnu::noinline]] double number() {
        if (next_number_ < numbers_.size()) return numbers_[next_number_++];
        is_whole_ = false;
        return 0;
    }

    std::vector<std::string> texts_;
    std::span<const double> numbers_;
    std::size_t next_text_ = 0, next_number_ = 0;
    bool is_whole_ = true;
};

// The event of this kind: its place in the list of those that the page sends. False: there is none, or its row has other values.
template <typename FromPage, typename Event, std::size_t... Kinds>
bool read_event(std::size_t kind, Row& row, Event& event, std::index_sequence<Kinds...>) {
    const bool is_known =
        ((kind == Kinds && (row.read(event.template emplace<std::variant_alternative_t<Kinds, FromPage>>()), true)) ||
         ...);
    return is_known && row.is_used_up();
}
template <typename FromPage, typename Event>
bool read_event(std::size_t kind, Row& row, Event& event) {
    return read_event<FromPage>(kind, row, event, std::make_index_sequence<std::variant_size_v<FromPage>>());
}

}  // namespace web
