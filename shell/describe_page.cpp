// Build tool: prints what the page repeats from the application, so that nothing is typed twice: the tree of a new draft's
// screen, the design tokens and the words of the form, of which shell/assemble.mjs makes HTML and CSS; and what goes through the
// door between wasm and JavaScript (web/door.h), which tests/browser/door.test.mjs compares with what the scripts know.
#include <cstdio>
#include <string>

#include "door.h"
#include "formats/json.h"
#include "screen/app.h"
#include "screen/words.h"
#include "semantics/diff.h"

namespace {

std::string number(double value) {
    std::string text(32, '\0');
    text.resize(static_cast<std::size_t>(std::snprintf(text.data(), text.size(), "%g", value)));
    return text;
}

std::string quoted(std::string_view text) { return formats::json_quote(text, false); }

std::string colours(const screen::Palette& palette) {
    std::string out;
    for (std::size_t i = 0; i < palette.size(); ++i) {
        std::string hex(8, '\0');
        hex.resize(static_cast<std::size_t>(std::snprintf(hex.data(), hex.size(), "#%06x", palette[i])));
        out += (i == 0 ? "{" : ",") + quoted(screen::colour_names[i]) + ":" + quoted(hex);
    }
    return out + "}";
}

std::string styles() {
    std::string out;
    for (const screen::TextToken& token : screen::text_tokens) {
        out += (out.empty() ? "[" : ",") + std::string("{\"name\":") + quoted(token.name) +
               ",\"size\":" + number(token.size) + ",\"line\":" + number(token.line) +
               ",\"weight\":" + (token.weight == screen::Weight::bold ? "700" : "400") +
               ",\"colour\":" + quoted(screen::colour_names[static_cast<std::size_t>(token.colour)]) + "}";
    }
    return out + "]";
}

std::string sizes() {
    const screen::Sizes& s = screen::sizes;
    const std::pair<const char*, float> all[] = {{"column", s.column},
                                                 {"margin", s.margin},
                                                 {"margin-roomy", s.margin_roomy},
                                                 {"roomy-from", s.roomy_from},
                                                 {"outline", s.outline},
                                                 {"outline-gap", s.outline_gap},
                                                 {"wide-from", s.wide_from},
                                                 {"page-top", s.page_top},
                                                 {"page-bottom", s.page_bottom},
                                                 {"notice-x", s.notice_x},
                                                 {"notice-y", s.notice_y},
                                                 {"notice-edge", s.notice_edge},
                                                 {"button-x", s.button_x},
                                                 {"button-y", s.button_y},
                                                 {"fold-x", s.fold_x},
                                                 {"fold-y", s.fold_y},
                                                 {"field-x", s.field_x},
                                                 {"field-y", s.field_y},
                                                 {"rounding", s.rounding},
                                                 {"row-gap", s.row_gap},
                                                 {"date", s.date},
                                                 {"switch-width", s.switch_width},
                                                 {"switch-height", s.switch_height},
                                                 {"switch-inside", s.switch_inside},
                                                 {"switch-gap", s.switch_gap}};
    std::string out;
    for (const auto& [name, value] : all) out += (out.empty() ? "{" : ",") + quoted(name) + ":" + number(value);
    return out + "}";
}

// What the text report is made of, for the rescue page, which has no other part of the application.
std::string form() {
    std::string questions, details;
    for (const model::Question& question : model::questions) {
        questions += (questions.empty() ? "[" : ",[") + quoted(question.id) + "," + quoted(question.heading) + "," +
                     quoted(question.question) + "]";
    }
    for (const model::TripDetail& detail : model::trip_details) {
        details += (details.empty() ? "[" : ",[") + quoted(detail.id) + "," + quoted(detail.label) + "]";
    }
    return "{\"title\":" + quoted(model::report_heading) + ",\"questions\":[" + questions + "],\"details\":[" +
           details + "]}";
}

// A letter a value, as in web/bridge.js.
template <typename T>
std::string letters() {
    if constexpr (std::is_same_v<T, bool>) {
        return "b";
    } else if constexpr (web::is_number<T>) {
        return "n";
    } else if constexpr (std::is_same_v<T, std::string>) {
        return "t";
    } else if constexpr (web::is_list<T>) {
        return "l";
    } else {
        std::string all;
        T value{};
        web::for_each_field(value, [&all](const auto& field) { all += letters<std::decay_t<decltype(field)>>(); });
        return all;
    }
}

// GCC says "… [with T = state::Stored; …]", clang "… [T = state::Stored]".
template <typename T>
std::string_view name() {
    const std::string_view function = __PRETTY_FUNCTION__;
    const std::size_t begin = function.rfind("T = state::") + sizeof("T = state::") - 1;
    return function.substr(begin, function.find_first_of(";]", begin) - begin);
}

// [[name of the struct, a letter a value]…] in the order of the variant
template <typename Variant, std::size_t... Places>
std::string table(std::index_sequence<Places...>) {
    std::string out;
    const auto add = [&out](std::string_view struct_name, const std::string& values) {
        out += (out.empty() ? "[[" : ",[") + quoted(struct_name) + "," + quoted(values) + "]";
    };
    (add(name<std::variant_alternative_t<Places, Variant>>(), letters<std::variant_alternative_t<Places, Variant>>()),
     ...);
    return out + "]";
}
template <typename Variant>
std::string table() {
    return table<Variant>(std::make_index_sequence<std::variant_size_v<Variant>>());
}

}  // namespace

int main() {
    screen::App app(nullptr);
    app.view().width = 1280;  // wide enough for the outline, which the style sheet hides on narrow screens
    app.dispatch(state::Started{"rv1 / ", "00000000", true, {}, "#/verslag/" + std::string(32, '0'), true}, {},
                 std::string(32, '0'));
    app.frame();
    if (const std::string fault = semantics::first_fault(app.tree()); !fault.empty()) {
        std::fprintf(stderr, "describe_page: %s\n", fault.c_str());
        return 1;
    }
    std::printf(
        "{\"page\":%s,\"light\":%s,\"dark\":%s,\"lightContrast\":%s,\"darkContrast\":%s,\"styles\":%s,\"sizes\":%s,"
        "\"font\":%s,\"kept\":%s,\"saving\":%s,\"form\":%s,\"door\":{\"effects\":%s,\"events\":%s,\"trashDays\":%d}}\n",
        semantics::describe(app.tree()).c_str(), colours(screen::light_palette).c_str(),
        colours(screen::dark_palette).c_str(), colours(screen::light_contrast_palette).c_str(),
        colours(screen::dark_contrast_palette).c_str(), styles().c_str(), sizes().c_str(),
        quoted(screen::font_family).c_str(), quoted(screen::words::kept_here).c_str(),
        quoted(screen::words::saving).c_str(), form().c_str(), table<state::Effect>().c_str(),
        table<state::PageEvent>().c_str(), state::trash_days);
    return 0;
}
