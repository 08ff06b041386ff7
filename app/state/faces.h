// The text view in place of the picture, and the language of the interface.
#pragma once

#include <cstdint>

namespace state {

enum class Language : std::uint8_t { dutch, english };

// Language of the interface. Questions and answers of the report stay Dutch.
struct LanguageChoice {
    Language now = Language::dutch;
    bool is_missing = false;  // English was asked for in vain; the screen says so
};

// The text view: the same elements in the browser's own flow, without the picture. The writer switches it; it also opens by
// itself where a picture of text would do harm.
struct TextView {
    enum class Why : std::uint8_t {
        chosen,        // by the writer, now or on an earlier visit
        own_colours,   // forced, of a style sheet or an extension of the reader's: a picture would not follow them
        spacing,       // the reader's own distances between letters, words or lines
        translated,    // another language stands in the elements than in the picture
        cannot_paint,  // no canvas, none that can be read back, or no style sheet: there is no other face
    };
    bool on = false;
    Why why = Why::chosen;
    bool declined = false;  // switched off after it had opened by itself: only cannot_paint opens it again
    bool refused = false;   // switching off was asked for in vain; the reason stands on the screen
};

struct Turn;
struct EnglishMissing;
struct EnglishRead;
struct SwitchLanguage;
struct SwitchTextView;
struct TextViewRemembered;
struct TextViewWanted;

void on(Turn& turn, const TextViewRemembered&);
void on(Turn& turn, const TextViewWanted&);
void on(Turn& turn, const SwitchTextView&);
void on(Turn& turn, const SwitchLanguage&);
void on(Turn& turn, const EnglishRead&);
void on(Turn& turn, const EnglishMissing&);

}  // namespace state
