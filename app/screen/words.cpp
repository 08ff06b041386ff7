// Sentences with something in them: dates, counts, states and notices.
#include "screen/words.h"

#include <array>

#include "model/form.h"
#include "model/utf8.h"

namespace screen::words {
namespace {

constexpr std::array<std::string_view, 12> months{"januari",   "februari", "maart",    "april",
                                                  "mei",       "juni",     "juli",     "augustus",
                                                  "september", "oktober",  "november", "december"};

std::string_view month_name(int month) {
    return month >= 1 && month <= 12 ? months[static_cast<std::size_t>(month - 1)] : "";
}

std::string two_digits(int number) {
    std::string text = std::to_string(number);
    return text.size() < 2 ? '0' + text : text;
}

std::string hidden_name(model::Hidden kind) {
    switch (kind) {
        case model::Hidden::fixed_space:
            return "vaste spaties";
        case model::Hidden::soft_hyphen:
            return "zachte koppeltekens";
        case model::Hidden::zero_width:
            return "tekens zonder breedte";
        case model::Hidden::direction_mark:
        case model::Hidden::direction_override:
            return "tekens die de leesrichting sturen";
        case model::Hidden::tag:
            return "verborgen tekens";
        case model::Hidden::control:
            return "stuurtekens";
    }
    return {};
}

std::string quoted(std::string_view text) { return "‘" + std::string(text) + "’"; }

}  // namespace

std::string answered(std::size_t count) {
    return std::to_string(count) + " van " + std::to_string(model::question_count) + " beantwoord";
}

std::string progress(const model::Report& report) {
    std::string text = answered(model::answered_count(report));
    if (!report.unplaced.empty()) text += ", " + std::to_string(report.unplaced.size()) + " niet herkend";
    return text;
}

std::string clock(const state::LocalTime& when) { return two_digits(when.hour) + ":" + two_digits(when.minute); }

std::string moment(const state::LocalTime& when, const state::LocalTime& now) {
    if (when.year == now.year && when.month == now.month && when.day == now.day) return "vandaag " + clock(when);
    // "mrt" is the one Dutch month whose short form is not its first three letters.
    const std::string short_month = when.month == 3 ? "mrt" : std::string(month_name(when.month).substr(0, 3));
    return std::to_string(when.day) + " " + short_month + " " + std::to_string(when.year) + ", " + clock(when);
}

std::string draft_name(const state::DraftEntry& entry) {
    if (model::is_answered(entry.draft.name)) return entry.draft.name;
    const std::string& trip = entry.draft.report.detail(model::Trip::name);
    if (model::is_answered(trip)) return trip;
    return "Verslag van " + std::to_string(entry.changed.day) + " " + std::string(month_name(entry.changed.month)) +
           " " + std::to_string(entry.changed.year);
}

bool has_own_name(const state::DraftEntry& entry) {
    return model::is_answered(entry.draft.name) || model::is_answered(entry.draft.report.detail(model::Trip::name));
}

std::string begins_with(const model::Report& report) {
    constexpr std::size_t most = 120;  // bytes; what does not fit the line is cut there anyway
    for (const std::string& answer : report.answers) {
        if (!model::is_answered(answer)) continue;
        const std::string_view text = std::string_view(answer).substr(model::utf8::leading_white(answer));
        const std::string_view line = text.substr(0, text.find('\n'));
        return "Begint met: " + quoted(model::utf8::clip(line, most));
    }
    return {};
}

std::string save_state(const state::DraftEntry& entry, const state::LocalTime& now) {
    switch (entry.safety) {
        case state::Safety::untouched:
            return "Je tekst wordt vanzelf bewaard";
        case state::Safety::saving:
            return "Bezig met bewaren";
        case state::Safety::in_browser: {
            const bool today =
                entry.changed.year == now.year && entry.changed.month == now.month && entry.changed.day == now.day;
            return std::string(kept_here) + ", " + (today ? clock(entry.changed) : moment(entry.changed, now));
        }
        case state::Safety::not_saved:
            return "Niet bewaard";
    }
    return {};
}

std::string save_trouble(state::StorageTrouble trouble) {
    switch (trouble) {
        case state::StorageTrouble::none:
            return {};
        case state::StorageTrouble::blocked:
            return std::string(storage_blocked);
        case state::StorageTrouble::full:
            return "De opslag van deze browser is vol. Download dit verslag nu, of verwijder verslagen die je niet "
                   "meer nodig "
                   "hebt.";
        case state::StorageTrouble::mismatch:
        case state::StorageTrouble::failed:
            return "Bewaren in deze browser lukt niet. Download dit verslag nu, zodat je niets kwijtraakt.";
    }
    return {};
}

std::string moved_to(std::string_view question) {
    return "De tekst staat nu bij " + (question.empty() ? std::string("een antwoord") : quoted(question)) + ".";
}

std::string announcement(const state::Announcement& announcement) {
    using Kind = state::Announcement::Kind;
    switch (announcement.kind) {
        case Kind::none:
            return {};
        case Kind::saved:
            return "Bewaard in deze browser";
        case Kind::save_failed:
            return std::string(not_saved_alarm);
        case Kind::save_recovered:
            return "Weer bewaard in deze browser";
        case Kind::deleted:
            return (announcement.subject.empty() ? std::string("Verslag") : quoted(announcement.subject)) +
                   " is verwijderd uit deze app. Je kunt dit ongedaan maken.";
        case Kind::restored:
            return "Het verslag is terug.";
        case Kind::unplaced_moved:
            return moved_to(announcement.subject) + " Je kunt dit ongedaan maken.";
        case Kind::unplaced_removed:
            return std::string(unplaced_removed) + " Je kunt dit ongedaan maken.";
        case Kind::bullets_tidied:
            return std::string(bullets_tidied) + " Je kunt dit ongedaan maken.";
        case Kind::links_unwrapped:
            return std::string(links_unwrapped) + " Je kunt dit ongedaan maken.";
        case Kind::change_undone:
            return "Het is ongedaan gemaakt.";
        case Kind::imported:
            return "Overgenomen als nieuw verslag";
        case Kind::imported_all:
            return announcement.subject + " verslagen overgenomen";
        case Kind::import_shown:
            return announcement.subject.empty() ? "Hieronder staat alles als één verslag."
                                                : "Hieronder staat verslag " + announcement.subject + ".";
        case Kind::downloaded:
            return "Gedownload: " + announcement.subject;
        case Kind::import_ready:
            return "Hieronder zie je wat er wordt overgenomen.";
        case Kind::import_refused:
            return "Dit kan niet worden overgenomen.";
        case Kind::continued_as_copy:
            return "Een deel van de bewaarde gegevens is niet leesbaar. Je werkt verder in een kopie.";
        case Kind::storage_blocked:
            return std::string(storage_blocked);
        case Kind::new_version:
            return std::string(new_version);
        case Kind::new_version_refused:
            return "De nieuwe versie is niet gestart. Je leest op de pagina waarom.";
        case Kind::text_view_on:
            return "Tekstweergave staat aan";
        case Kind::text_view_off:
            return "Tekstweergave staat uit";
        case Kind::text_view_opened:
        case Kind::text_view_refused:
            return text_view_opened(static_cast<state::TextView::Why>(announcement.subject[0] - '0'));
    }
    return {};
}

std::string text_view_opened(state::TextView::Why why) {
    using Why = state::TextView::Why;
    std::string_view reason;
    switch (why) {
        case Why::chosen:
            return {};
        case Why::forced_colours:
            reason = "je eigen kleuren gebruikt";
            break;
        case Why::spacing:
            reason = "je eigen afstand tussen letters, woorden of regels gebruikt";
            break;
        case Why::translated:
            reason = "de pagina laat vertalen";
            break;
        case Why::cannot_paint:
            return "Tekstweergave staat aan en kan niet uit, omdat deze browser niet laat zien wat de pagina tekent.";
    }
    return "Tekstweergave staat aan, omdat je " + std::string(reason) +
           ". Met de knop Tekstweergave bovenaan zet je die weer uit.";
}

std::string new_version_refused(state::NewVersion::Refused reason) {
    using Refused = state::NewVersion::Refused;
    switch (reason) {
        case Refused::no:
            return {};
        case Refused::not_saved:
            return "Niet alles is bewaard. Download eerst je verslag. De nieuwe versie start ook als je deze pagina "
                   "sluit en later weer opent.";
        case Refused::import_text:
            return "Bij Importeren staat tekst die nog niet is bewaard. Neem die eerst over, of maak het veld leeg.";
    }
    return {};
}

std::string import_problem(formats::ImportProblem problem) {
    using Problem = formats::ImportProblem;
    switch (problem) {
        case Problem::none:
            return {};
        case Problem::empty:
            return "Dit bestand is leeg. Er is niets om over te nemen.";
        case Problem::too_large:
            return "Dit is te groot voor een verslag. Tekst mag 2 MB zijn en JSON 8 MB.";
        case Problem::too_deep:
            return "Dit bestand is te diep genest. Het is geen verslag van deze pagina.";
        case Problem::too_many_nodes:
            return "Dit bestand heeft te veel onderdelen. Het is geen verslag van deze pagina.";
        case Problem::broken_json:
            return "Dit lijkt JSON, maar het bestand is niet heel. Vraag om een nieuwe download, of plak de tekst.";
        case Problem::not_a_report:
            return "Hier staat geen enkele vraag van het verslag in. Plak de hele tekst, met de vragen erbij.";
        case Problem::not_text:
            return "Dit bestand is geen tekst. Open het in het programma waarmee het is gemaakt en plak de tekst hier.";
    }
    return {};
}

std::string file_trouble(const state::ImportInput& input) {
    switch (input.file_trouble) {
        case state::ImportInput::FileTrouble::none:
            return {};
        case state::ImportInput::FileTrouble::too_large:
            return "Het bestand is te groot voor een verslag (meer dan 8 MB). Het is niet gelezen.";
        case state::ImportInput::FileTrouble::unreadable:
            return "Het bestand kon niet worden gelezen. Kies het opnieuw, of plak de tekst.";
    }
    return {};
}

std::string notice(const formats::Notice& notice) {
    using Kind = formats::Notice::Kind;
    const std::string question =
        notice.question < model::question_count ? quoted(model::questions[notice.question].question) : std::string();
    const std::string where = notice.line > 0 ? "Regel " + std::to_string(notice.line) + ": " : std::string();
    const std::string in_question = question.empty() ? std::string() : " bij " + question;
    const std::string times = notice.count > 1 ? ", " + std::to_string(notice.count) + " keer" : std::string();
    const std::string there = where.empty() ? "Er" : where + "er";
    switch (notice.kind) {
        case Kind::missing_heading:
            return "De vraag " + question + " staat niet in de tekst. Het antwoord blijft leeg.";
        case Kind::repeated_heading:
            return where + "de vraag " + question + " staat er vaker. De teksten zijn samengevoegd.";
        case Kind::reordered:
            return where + "de vragen staan in een andere volgorde. Ze zijn goed gezet.";
        case Kind::unplaced_text:
            return where + "deze tekst hoort bij geen vraag. Hij blijft bewaard onder Niet herkend.";
        case Kind::hidden_characters:
            return there + " staan " + hidden_name(notice.hidden) + in_question + times +
                   ". Je ziet ze niet, maar ze blijven staan.";
        case Kind::link_without_address:
            return there + " staat een link zonder adres" + in_question + times + ". De tekst blijft staan.";
        case Kind::repeated_member:
            return "Het onderdeel " + quoted(notice.text) +
                   " staat er vaker. De eerste waarde staat onder Niet herkend.";
        case Kind::wrong_type:
            return "Het onderdeel " + quoted(notice.text) + " is geen tekst. Het staat onder Niet herkend.";
        case Kind::invalid_date:
            return quoted(notice.text) + " is geen datum. De waarde staat onder Niet herkend.";
        case Kind::unknown_member:
            return "Het onderdeel " + quoted(notice.text) + " kent deze pagina niet. Het blijft bewaard in de JSON.";
        case Kind::newer_version:
            return "Dit bestand is gemaakt met een nieuwere versie. Controleer of alles er staat.";
        case Kind::replaced_bytes:
            return "Een deel van het bestand was niet te lezen. Daar staat nu het teken \uFFFD.";
        case Kind::repaired_bytes:
            return "Het bestand gebruikt een oude tekenset. Controleer letters zoals é en ï.";
    }
    return {};
}

std::string text_leaves_out(bool has_trip_details, bool has_unplaced) {
    if (!has_trip_details && !has_unplaced) return {};
    std::string what = has_trip_details ? "Je reisgegevens" : "De niet herkende tekst";
    if (has_trip_details && has_unplaced) what += " en de niet herkende tekst";
    return what + (has_trip_details ? " komen" : " komt") +
           " niet in de download als tekst. Kies JSON als alles mee moet.";
}

std::string only_begins(std::size_t all_bytes) {
    return "Je ziet alleen het begin van deze tekst (" + bytes(all_bytes) + "). De hele tekst gaat mee.";
}

std::string more_unplaced(std::size_t count) {
    return "Er staan hierna nog " + std::to_string(count) +
           " niet herkende teksten. Ze blijven bij je verslag bewaard.";
}

std::string several_reports(std::size_t count) {
    return "In deze tekst staan " + std::to_string(count) +
           " verslagen. Neem ze allemaal over, of bekijk ze één voor één en neem over wat je wilt.";
}

std::string accept_all(std::size_t count) { return "Alle " + std::to_string(count) + " overnemen"; }

std::string report_number(std::size_t index) { return "Verslag " + std::to_string(index + 1); }

std::string report_of(std::size_t index, std::size_t count) {
    return report_number(index) + " van " + std::to_string(count);
}

std::string import_outcome(const model::Report& report) {
    const std::string answers = std::to_string(model::answered_count(report)) + " van " +
                                std::to_string(model::question_count) + " vragen hebben een antwoord. ";
    return answers + (report.unplaced.empty() ? "Alle tekst heeft een plek." : "Niet alle tekst heeft een plek.");
}

std::string word_count(std::size_t count) {
    if (count == 0) return {};
    std::string digits = std::to_string(count);
    for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, '.');
    return digits + (count == 1 ? " woord" : " woorden");
}

std::string bytes(std::size_t count) {
    return count < 1000 ? std::to_string(count) + " bytes" : std::to_string((count + 500) / 1000) + " kB";
}

}  // namespace screen::words
