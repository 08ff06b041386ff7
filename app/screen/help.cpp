// Hulp, Privacy, and Toegankelijkheid: wat is getest. Screens of nothing but words, as data; their Dutch is the source of app/screen/english.txt.
#include <array>
#include <span>

#include "screen/page.h"
#include "screen/words.h"

namespace screen {

using semantics::Role;
using state::Route;
using state::Screen;

namespace {

struct Piece {
    enum class Kind : unsigned char { heading, paragraph, item } kind;
    std::string_view words;
};
using Kind = Piece::Kind;

constexpr std::array help_pieces{
    Piece{Kind::paragraph,
          "Met Reisverslag schrijf je het verslag van een buitenlandse dienstreis. Je hoeft niets te "
          "installeren en nergens in te loggen."},
    Piece{Kind::heading, "Zo werkt het"},
    Piece{Kind::item, "Kies Nieuw verslag en beantwoord de vragen. De volgorde maakt niet uit en niets is verplicht."},
    Piece{Kind::item,
          "Je tekst wordt vanzelf bewaard in deze browser. Boven en onder het verslag lees je of dat is "
          "gelukt."},
    Piece{Kind::item,
          "Een browser kan zijn gegevens wissen. Download daarom wat je niet kwijt wilt. Als JSON kun je er later, ook "
          "op "
          "een ander apparaat, mee verder."},
    Piece{Kind::item, "Kies Controleren om het hele verslag te lezen. Daar download je het als tekst of als JSON."},
    Piece{Kind::item, "Heb je al een verslag? Kies Importeren en ga daarmee verder."},
    Piece{Kind::item, "Staat op Verslagen ‘Offline klaar’? Dan werkt deze pagina ook zonder internet."},
    Piece{Kind::heading, "In een antwoord"},
    Piece{Kind::item,
          "Begin een regel met een streepje en een spatie voor een opsomming. Met Enter gaat die verder. "
          "Met Enter op een leeg streepje stopt die."},
    Piece{Kind::item, "Alt + pijl omhoog of omlaag: de regel verplaatsen"},
    Piece{Kind::item, "Plak je een opsomming uit Word of Outlook? Dan worden het regels met een streepje."},
    Piece{Kind::item,
          "De golflijntjes onder spelfouten zijn van je browser. Zie je ze niet? Zet dan in je browser de "
          "spellingcontrole voor Nederlands aan."},
    Piece{Kind::heading, "Tekstweergave"},
    Piece{Kind::paragraph,
          "Met Tekstweergave bovenaan laat je browser de pagina zelf zien, zonder getekend beeld. Je "
          "kunt dan alles doen wat je anders ook kunt. Gebruik je eigen kleuren, je eigen afstand "
          "tussen letters of een vertaling? Dan gaat Tekstweergave vanzelf aan."},
    Piece{Kind::heading, "Toetsen"},
    Piece{Kind::item, "Alt + Shift + N: nieuw verslag"},
    Piece{Kind::item, "Alt + Shift + pijl omlaag: volgende vraag"},
    Piece{Kind::item, "Alt + Shift + pijl omhoog: vorige vraag"},
    Piece{Kind::item, "Alt + Shift + C: controleren"},
    Piece{Kind::item, "Alt + Shift + D: downloaden als tekst"},
    Piece{Kind::item, "Alt + Shift + H: deze hulp"},
    Piece{Kind::item, "Alt + Shift + Z: zoeken in verslagen"},
    Piece{Kind::item, "Ctrl + S: nu bewaren"},
    Piece{Kind::paragraph, "Op een Mac is Alt de toets Option, en Ctrl de toets Command."},
};

constexpr std::array privacy_pieces{
    Piece{Kind::paragraph,
          "Deze pagina verstuurt niets van wat je schrijft. Er is geen account, er zijn geen cookies en de pagina telt "
          "je bezoek niet."},
    Piece{Kind::heading, "Waar je tekst staat"},
    Piece{Kind::item,
          "Je verslagen staan in de opslag van deze browser, op dit apparaat. Ze staan er niet versleuteld."},
    Piece{Kind::item,
          "Wie dit apparaat met jouw gebruikersnaam gebruikt, kan ze lezen. Schrijf je op een apparaat dat je deelt? "
          "Verwijder je verslag dan als je klaar bent."},
    Piece{Kind::item,
          "Een bestand dat je downloadt, staat in je map met downloads. Je bepaalt zelf met wie je het deelt."},
    Piece{Kind::item,
          "Verwijder je een verslag? Dan staat het nog 30 dagen in de prullenbak. Daarna is het weg uit deze app. "
          "Resten kunnen nog in de bestanden van je browser "
          "staan."},
    Piece{Kind::item,
          "Haal je tekst weg uit een verslag? Dan kan die nog bij Eerdere versies van dat verslag staan. Daar kun je "
          "die ook verwijderen."},
};

constexpr std::array losing_pieces{
    Piece{Kind::heading, "Je verslag kan verdwijnen"},
    Piece{Kind::item, "In een privévenster verdwijnt alles zodra je het sluit."},
    Piece{Kind::item,
          "Een browser die zijn gegevens wist, gooit je verslagen weg. Sommige doen dat bij het afsluiten. Safari doet "
          "dat als je zeven dagen Safari gebruikt zonder deze pagina."},
    Piece{Kind::item, "Een computer van je werk kan alles wissen als je uitlogt."},
    Piece{Kind::item, "Download daarom wat je niet kwijt wilt."},
};

constexpr std::array more_privacy_pieces{
    Piece{Kind::heading, "Wat je browser doet"},
    Piece{Kind::paragraph,
          "De spellingcontrole, de vertaler of het toetsenbord van je browser of telefoon kan wel tekst versturen. "
          "Dat bepaalt deze pagina niet."},
    Piece{Kind::heading, "Wat je beter niet opschrijft"},
    Piece{Kind::paragraph,
          "Noem functies en geen namen. Schrijf niets op over de gezondheid of het privéleven van anderen."},
};

constexpr std::array accessibility_pieces{
    Piece{Kind::paragraph,
          "Deze pagina is gemaakt volgens WCAG 2.2, niveau AA. Hier lees je wat is getest en wat niet. Dit "
          "is geen officiële verklaring: die geeft de organisatie die de pagina aanbiedt."},
    Piece{Kind::heading, "Wat is getest"},
    Piece{Kind::paragraph,
          "Deze tests lopen bij elke verandering, op Linux. De schermlezer wordt met de hand gestart."},
    Piece{Kind::item, "Een heel verslag met het toetsenbord alleen: in Chromium, Firefox en WebKitGTK."},
    Piece{Kind::item, "De schermlezer Orca: in Firefox en Chromium."},
    Piece{Kind::item,
          "Alle schermen met axe: in beide weergaven, licht, donker en met eigen kleuren, in Nederlands en "
          "Engels, in Chromium."},
    Piece{Kind::item,
          "Het contrast van alle kleuren: tekst minstens 4,5 op 1 en randen minstens 3 op 1. Vraag je om meer "
          "contrast, dan is tekst minstens 7 op 1."},
    Piece{Kind::item,
          "Schermen van 320 pixels breed, vier keer vergroot, en eigen afstand tussen letters, woorden en "
          "regels: in Chromium. Alleen de tekst vergroot: in Firefox."},
    Piece{Kind::item, "De spellingcontrole: in Firefox, met een Nederlands woordenboek."},
    Piece{Kind::heading, "Wat niet is getest"},
    Piece{Kind::item, "De schermlezers NVDA, JAWS, VoiceOver en TalkBack."},
    Piece{Kind::item, "Windows, macOS, iOS en Android, en echte telefoons."},
    Piece{Kind::item, "Spraakbesturing en vergrootprogramma’s."},
    Piece{Kind::item, "Gebruik door mensen met een beperking."},
    Piece{Kind::heading, "Wat nog beter moet"},
    Piece{
        Kind::item,
        "Op een Mac, waar niet is getest, kan je browser Option + pijl zelf gebruiken. Dan verplaatst dat geen regel."},
    Piece{Kind::item, "In de getekende weergave volgt de pagina je eigen lettertype niet. In Tekstweergave wel."},
    Piece{Kind::heading, "Werkt iets niet voor jou?"},
    Piece{Kind::paragraph,
          "Meld het bij de organisatie die deze pagina aanbiedt. Je tekst kun je altijd meenemen als bestand."},
};

void pieces(Ui& ui, const std::string& key, std::span<const Piece> all) {
    std::size_t number = 0;
    for (auto piece = all.begin(); piece != all.end();) {
        const std::string name = key + "." + std::to_string(++number);
        if (piece->kind == Kind::heading) {
            ui.gap(8);
            ui.heading(name, 2, TextStyle::question, piece->words);
            ++piece;
        } else if (piece->kind == Kind::paragraph) {
            ui.gap(2);
            ui.text(name, TextStyle::body, piece->words);
            ++piece;
        } else {
            const auto list = ui.column(Role::list, name);
            for (; piece != all.end() && piece->kind == Kind::item; ++piece) {
                const std::string item = key + "." + std::to_string(++number);
                ui.gap(2);
                const auto scope = ui.column(Role::item, item);
                ui.text(item + ".text", TextStyle::body, piece->words);
            }
        }
    }
}

}  // namespace

void help_screen(Ui& ui) {
    ui.gap(2);
    pieces(ui, "help", help_pieces);
    ui.gap(8);
    links_about(ui);
}

void links_about(Ui& ui) {
    ui.link("to.device", TextStyle::quiet, words::device, "#/apparaat", state::GoTo{Route{Screen::device, {}}});
    ui.gap(5);
    ui.link("to.privacy", TextStyle::quiet, words::privacy, "#/privacy", state::GoTo{Route{Screen::privacy, {}}});
    ui.gap(5);  // so far apart that a finger hits the right one
    ui.link("to.accessibility", TextStyle::quiet, words::accessibility, "#/toegankelijkheid",
            state::GoTo{Route{Screen::accessibility, {}}});
}

void privacy_screen(Ui& ui) {
    ui.gap(2);
    pieces(ui, "privacy", privacy_pieces);
    about_losing(ui);
    pieces(ui, "privacy.more", more_privacy_pieces);
}

void about_losing(Ui& ui) { pieces(ui, "losing", losing_pieces); }

void accessibility_screen(Ui& ui) {
    ui.gap(2);
    pieces(ui, "accessibility", accessibility_pieces);
}

}  // namespace screen
