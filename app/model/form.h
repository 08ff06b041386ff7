// The form: seven questions and the trip details beside them, as data. This is the one file to edit to change the form.
// It knows no format, no screen and no language but the Dutch of the form itself.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace model {

struct Question {
    std::string_view id;        // stable name in JSON, records and node keys
    std::string_view heading;   // line in the text report: byte-exact, never "corrected"
    std::string_view question;  // on screen and as accessible name
    std::string_view hint;      // folded help, B1, asks for results and functions instead of names
    std::string_view example;   // invented, folded with the hint
};

inline constexpr std::string_view report_heading = "VERSLAG BUITENLANDSE DIENSTREIS";
inline constexpr std::string_view report_title = "Verslag buitenlandse dienstreis";

inline constexpr std::size_t question_count = 7;
inline constexpr std::array<Question, question_count> questions{{
    {"persons", "HOEVEEL PERSONEN HEBBEN DE REIS GEMAAKT", "Hoeveel personen hebben de reis gemaakt?",
     "Schrijf hoeveel mensen namens de gemeente meegingen. Noem functies, geen namen.",
     "Drie personen: een wethouder, een beleidsadviseur en een projectleider."},
    {"duration", "HOELANG DUURDE DE REIS?", "Hoelang duurde de reis?",
     "Noem het aantal dagen en nachten. Verschilt het per persoon? Schrijf dat er dan bij.",
     "Twee dagen en één nacht."},
    {"purpose", "WAT WAS HET DOEL VAN DE REIS?", "Wat was het doel van de reis?",
     "Schrijf waarom de reis nodig was en wat je vooraf wilde bereiken.",
     "Leren hoe Gent fietsstraten aanlegt, zodat wij dat in onze binnenstad beter kunnen doen."},
    {"locations", "WELKE LOCATIES ZIJN BEZOCHT?", "Welke locaties zijn bezocht?",
     "Noem de plaatsen, gebouwen en bijeenkomsten waar je bent geweest.",
     "Het stadhuis van Gent, twee fietsstraten en een werkplaats voor fietsen."},
    {"met", "WIE HEB JE ONTMOET? (BENOEM DE FUNCTIEOMSCHRIJVING)",
     "Wie heb je ontmoet? (Benoem de functieomschrijving)", "Noem functies en organisaties, geen namen van personen.",
     "De schepen voor mobiliteit, twee verkeerskundigen en de voorzitter van een bewonersgroep."},
    {"results", "WAT HEEFT DE REIS DE GEMEENTE OPGELEVERD?", "Wat heeft de reis de gemeente opgeleverd?",
     "Noem concrete resultaten: wat weten, kunnen of krijgen we nu wat we eerst niet hadden?",
     "Een ontwerp voor een kruispunt dat wij in maart testen, en de meetgegevens van drie jaar."},
    {"followup", "ZIJN ER VERVOLGAFSPRAKEN? ZO JA, WELKE?", "Zijn er vervolgafspraken? Zo ja, welke?",
     "Schrijf wie wat doet en wanneer. Zijn er geen afspraken? Schrijf dat dan ook op.",
     "Ja. In april komt een verkeerskundige uit Gent kijken naar onze proef."},
}};

struct TripDetail {
    enum class Kind : unsigned char { text, date };  // a date is YYYY-MM-DD in every format
    std::string_view id;
    std::string_view label;
    Kind kind = Kind::text;
};

inline constexpr std::size_t trip_detail_count = 13;
// The order is the order of the JSON report. Names by position, for the few rules that speak of one detail.
// clang-format off
enum class Trip : std::size_t {
    name, place, country, departure, return_, department, cost_expected, cost_actual, paid_by, transport,
    no_train_reason, approved_by, approved_on
};
// clang-format on
inline constexpr std::array<TripDetail, trip_detail_count> trip_details{{
    {"name", "Naam van de reis"},
    {"place", "Plaats"},
    {"country", "Land"},
    {"departure", "Datum van vertrek", TripDetail::Kind::date},
    {"return", "Datum van terugkomst", TripDetail::Kind::date},
    {"department", "Afdeling"},
    {"costExpected", "Verwachte kosten"},
    {"costActual", "Werkelijke kosten"},
    {"paidBy", "Wie heeft de reis betaald of je uitgenodigd?"},
    {"transport", "Hoe heb je gereisd?"},
    {"noTrainReason", "Niet met de trein? Schrijf waarom"},
    {"approvedBy", "Goedgekeurd door (functie)"},
    {"approvedOn", "Datum van goedkeuring", TripDetail::Kind::date},
}};

}  // namespace model
