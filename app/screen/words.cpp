// Sentences with something in them: dates, counts, states and notices.
#include "screen/words.h"

#include <algorithm>
#include <array>

#include "model/form.h"
#include "model/utf8.h"

namespace screen::words {
namespace {

constexpr std::array<std::string_view, 12> months{"januari",   "februari", "maart",    "april",
                                                  "mei",       "juni",     "juli",     "augustus",
                                                  "september", "oktober",  "november", "december"};

constexpr std::string_view one_restored = "1 verslag is hersteld uit de veiligheidskopie.";
constexpr std::string_view more_restored = "{1} verslagen zijn hersteld uit de veiligheidskopie.";

std::string_view month_name(int month) {
    return month >= 1 && month <= 12 ? months[static_cast<std::size_t>(month - 1)] : "";
}

std::string two_digits(int number) {
    std::string text = std::to_string(number);
    return text.size() < 2 ? '0' + text : text;
}

std::string_view hidden_name(model::Hidden kind) {
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

std::string said(const Catalog& in, std::string_view dutch) { return std::string(in.say(dutch)); }

bool same_day(const state::LocalTime& one, const state::LocalTime& other) {
    return one.year == other.year && one.month == other.month && one.day == other.day;
}

std::string kept_at(const Catalog& in, std::string_view where, const state::DraftEntry& entry,
                    const state::LocalTime& now) {
    return said(in, where) + ", " +
           (same_day(entry.changed, now) ? clock(entry.changed) : moment(in, entry.changed, now));
}

// The kinds of files that hold text in another way, in the order of formats::ImportProblem from `pdf` on.
constexpr std::string_view kinds_of_files[] = {
    "een pdf-bestand",
    "een Word-bestand",
    "een OpenDocument-bestand",
    "een oud Word-bestand of een bericht van Outlook",
    "een RTF-bestand",
    "een opgeslagen e-mail of webpagina",
    "een webpagina",
    "een tabel (CSV of Excel)",
};

}  // namespace

std::string answered(const Catalog& in, std::size_t count) {
    return in.fill("{1} van {2} beantwoord", {std::to_string(count), std::to_string(model::question_count)});
}

std::string progress(const Catalog& in, const model::Report& report) {
    const std::string text = answered(in, model::answered_count(report));
    return report.unplaced.empty() ? text
                                   : in.fill("{1}, {2} niet herkend", {text, std::to_string(report.unplaced.size())});
}

std::string clock(const state::LocalTime& when) { return two_digits(when.hour) + ":" + two_digits(when.minute); }

std::string moment(const Catalog& in, const state::LocalTime& when, const state::LocalTime& now) {
    if (same_day(when, now)) return in.fill("vandaag {1}", {clock(when)});
    // "mrt" is the one Dutch month whose short form is not its first three letters.
    const std::string short_month =
        when.month == 3 && in.is_dutch() ? "mrt" : std::string(in.say(month_name(when.month)).substr(0, 3));
    return std::to_string(when.day) + " " + short_month + " " + std::to_string(when.year) + ", " + clock(when);
}

std::string day_in_report(const std::string& iso) {
    if (!model::is_iso_date(iso)) return iso;
    const std::string day = iso.substr(iso[8] == '0' ? 9 : 8);
    const int month = (iso[5] - '0') * 10 + (iso[6] - '0');
    return day + " " + std::string(month_name(month)) + " " + iso.substr(0, 4);
}

std::string draft_name(const Catalog& in, const state::DraftEntry& entry) {
    std::string name = state::subject_of(entry.draft);
    if (model::is_answered(name)) return name;
    name =
        in.fill("Verslag van {1} {2} {3}", {std::to_string(entry.changed.day), in.say(month_name(entry.changed.month)),
                                            std::to_string(entry.changed.year)});
    const std::size_t version = state::version_at(entry.draft.name);
    if (version == entry.draft.name.size()) return name;
    name += ' ';
    name += in.say("(andere versie");
    return name += std::string_view(entry.draft.name).substr(version + state::other_version.size());
}

bool has_own_name(const state::DraftEntry& entry) { return model::is_answered(state::subject_of(entry.draft)); }

std::string begins_with(const Catalog& in, const model::Report& report) {
    constexpr std::size_t most = 90;  // bytes; enough to know it by
    for (const std::string& answer : report.answers) {
        if (!model::is_answered(answer)) continue;
        const std::string_view text = std::string_view(answer).substr(model::utf8::leading_white(answer));
        const std::string_view line = text.substr(0, text.find('\n'));
        return in.fill("Begint met: ‘{1}’", {model::utf8::clip(line, most)});
    }
    return {};
}

std::string save_state(const Catalog& in, state::Safety shown, const state::DraftEntry& entry,
                       const state::LocalTime& now) {
    switch (shown) {
        case state::Safety::untouched:
            return said(in, "Je tekst wordt vanzelf bewaard");
        case state::Safety::saving:
            return said(in, saving);
        case state::Safety::in_browser:
            return kept_at(in, kept_here, entry, now);
        case state::Safety::on_device:
            return kept_at(in, kept_on_device, entry, now);
        case state::Safety::not_saved:
            return said(in, "Niet bewaard");
    }
    return {};
}

std::string save_trouble(const Catalog& in, state::StorageTrouble trouble) {
    switch (trouble) {
        case state::StorageTrouble::none:
        case state::StorageTrouble::conflict:
        case state::StorageTrouble::too_long:
            return {};
        case state::StorageTrouble::blocked:
            return said(in, storage_blocked);
        case state::StorageTrouble::full:
            return said(in,
                        "De opslag van deze browser is vol. Download dit verslag nu, of verwijder verslagen die je "
                        "niet meer nodig hebt.");
        case state::StorageTrouble::mismatch:
        case state::StorageTrouble::failed:
            return said(in, "Bewaren in deze browser lukt niet. Download dit verslag nu, zodat je niets kwijtraakt.");
    }
    return {};
}

std::string_view no_copies(const state::State& state) {
    switch (state.storage.replica) {
        case state::Replica::unknown:
            return copies_not_read_yet;
        case state::Replica::usable:
            return {};
        case state::Replica::unavailable:
            return state.storage.replica_trouble == state::StorageTrouble::blocked ? copies_off : copies_unread;
    }
    return {};
}

std::string only_in_one(const Catalog& in, const state::State& state, const state::DraftEntry& entry) {
    using state::StorageTrouble;
    const bool is_kept = entry.safety == state::Safety::in_browser || entry.safety == state::Safety::on_device ||
                         (entry.safety == state::Safety::saving && entry.newest.revision != 0);
    if (!is_kept || state.storage.replica != state::Replica::usable) return {};
    const StorageTrouble local = entry.trouble == StorageTrouble::too_long ? entry.trouble
                                 : state.storage.has_local                 ? entry.local.trouble
                                                                           : StorageTrouble::blocked;
    if (entry.copy.trouble != StorageTrouble::none) {
        return local == StorageTrouble::none ? said(in, copy_failed) : std::string();
    }
    switch (local) {
        case StorageTrouble::too_long:
            return said(in,
                        "Dit verslag is te lang voor de gewone opslag van deze browser. Je tekst staat alleen in de "
                        "veiligheidskopie. Download hem af en toe.");
        case StorageTrouble::none:
        case StorageTrouble::conflict:
            return {};
        case state::StorageTrouble::full:
            return said(
                in,
                "De gewone opslag van deze browser is vol. Je tekst staat alleen in de veiligheidskopie. Verwijder "
                "verslagen die je niet meer nodig hebt.");
        case state::StorageTrouble::blocked:
        case state::StorageTrouble::mismatch:
        case state::StorageTrouble::failed:
            return said(in,
                        "De gewone opslag van deze browser werkt niet. Je tekst staat alleen in de veiligheidskopie.");
    }
    return {};
}

std::string snapshot_gone(const Catalog& in, std::string_view name) {
    return in.fill(
        "De versie met de naam {1} is verwijderd. De eerdere versies van dit verslag namen te veel ruimte in.", {name});
}

std::string restored_to(const Catalog& in, const state::LocalTime& when, const state::LocalTime& now) {
    return in.fill("De tekst van {1} staat er weer.", {moment(in, when, now)});
}

std::string compare_marks(const Catalog& in) {
    // With spaces around them, which keep them apart from the text when a screen reader reads on.
    return said(in, "verwijderd:") + " \n" + said(in, "toegevoegd:") + " \n " + said(in, "einde") + " \n" +
           (in.is_dutch() ? "nl" : "en");
}

std::string_view given_up(bool named) {
    return named ? "Eerdere versies zijn verwijderd om ruimte te maken, ook versies met een naam."
                 : "Eerdere versies zijn verwijderd om ruimte te maken.";
}

// The same words where it can be undone and in the list.
std::string and_in_trash(const Catalog& in, const std::string& gone, bool to_trash) {
    return to_trash ? gone + " " + said(in, "Het staat nog 30 dagen in de prullenbak.") : gone;
}

std::string moved_to(const Catalog& in, std::string_view question) {
    return question.empty() ? said(in, "De tekst staat nu bij een antwoord.")
                            : in.fill("De tekst staat nu bij ‘{1}’.", {in.say(question)});
}

std::string announcement(const Catalog& in, const state::Announcement& announcement) {
    using Kind = state::Announcement::Kind;
    const std::string& subject = announcement.subject;
    const auto undoable = [&in](const std::string& text) { return text + " " + said(in, can_be_undone); };
    switch (announcement.kind) {
        case Kind::none:
            return {};
        case Kind::saved:
            return said(in, kept_here);
        case Kind::saved_on_device:
            return said(in, kept_on_device);
        case Kind::save_failed:
            return said(in, not_saved_alarm);
        case Kind::copy_failed:
            return said(in, copy_failed);
        case Kind::save_recovered:
            return said(in, "Weer bewaard in deze browser");
        case Kind::save_recovered_on_device:
            return said(in, "Weer bewaard op dit apparaat");
        case Kind::deleted:
        case Kind::deleted_to_trash: {
            const std::string gone = subject.empty() ? said(in, "Verslag is verwijderd uit deze app.")
                                                     : in.fill("‘{1}’ is verwijderd uit deze app.", {subject});
            return undoable(and_in_trash(in, gone, announcement.kind == Kind::deleted_to_trash));
        }
        case Kind::put_back:
            return subject.empty() ? said(in, "Het verslag is teruggezet.")
                                   : in.fill("‘{1}’ is teruggezet.", {subject});
        case Kind::removed_for_good:
            return subject.empty() ? said(in, "Het verslag is definitief verwijderd uit deze app.")
                                   : in.fill("‘{1}’ is definitief verwijderd uit deze app.", {subject});
        case Kind::not_removed:
            return said(in, "Het verwijderen is niet gelukt. Probeer het later.");
        case Kind::restored:
            return said(in, "Het verslag is terug.");
        case Kind::unplaced_moved:
            return undoable(moved_to(in, subject));
        case Kind::unplaced_removed:
            return undoable(said(in, unplaced_removed));
        case Kind::bullets_tidied:
            return undoable(said(in, bullets_tidied));
        case Kind::links_unwrapped:
            return undoable(said(in, links_unwrapped));
        case Kind::change_undone:
            return said(in, "Het is ongedaan gemaakt.");
        case Kind::imported:
            return said(in, "Overgenomen als nieuw verslag");
        case Kind::imported_all:
            return in.fill("{1} verslagen overgenomen", {subject});
        case Kind::import_text_left:
            return said(in, "Je tekst in het veld bij Importeren staat er nog. Die is nog niet overgenomen.");
        case Kind::import_shown:
            return subject.empty() ? said(in, "Hieronder staat alles als één verslag.")
                                   : in.fill("Hieronder staat verslag {1}.", {subject});
        case Kind::downloaded:
            return in.fill("Aangeboden als download: {1}. Kijk in je map Downloads.", {subject});
        case Kind::import_ready:
            return said(in, "Hieronder zie je wat er wordt overgenomen.");
        case Kind::import_refused:
            return said(in, "Dit kan niet worden overgenomen.");
        case Kind::backup_made:
            return in.fill("Reservekopie aangeboden als download: {1}. Kijk in je map Downloads.", {subject});
        case Kind::backup_incomplete:
            return in.fill("Reservekopie aangeboden als download, maar niet alles staat erin: {1}", {subject});
        case Kind::backup_too_large:
            return in.fill(
                "De reservekopie {1} is te groot om hier terug te zetten. Download je verslagen één voor één.",
                {subject});
        case Kind::backup_confirmed:
            return said(in, "Deze pagina onthoudt dat je de reservekopie hebt.");
        case Kind::backup_ready:
            return said(in, "Hieronder zie je wat er in de reservekopie staat.");
        case Kind::restore_refused:
            return said(in, "De reservekopie is nog niet teruggezet.");
        case Kind::snapshots_refused:
            return said(in, snapshots_refused);
        case Kind::backup_put_back:
            if (subject == "0") return said(in, "De reservekopie is teruggezet. Er is geen verslag bij gekomen.");
            return subject == "1" ? said(in, "1 verslag is teruggezet uit de reservekopie.")
                                  : in.fill("{1} verslagen zijn teruggezet uit de reservekopie.", {subject});
        case Kind::continued_as_copy:
            return said(in, "Een deel van de bewaarde gegevens is niet leesbaar. Je werkt verder in een kopie.");
        case Kind::conflict:
            return said(
                in,
                "Dit verslag is ook in een ander tabblad veranderd. Je werkt verder in een eigen versie. Beide versies "
                "staan bij Verslagen.");
        case Kind::removed_elsewhere:
            return said(
                in,
                "Dit verslag staat hier niet meer. Misschien is het in een ander tabblad verwijderd. Wat je typte, "
                "staat nu in een nieuw verslag.");
        case Kind::reads_along:
            return said(in, reads_along);
        case Kind::writes_here:
            return said(in, "Je schrijft nu hier verder. Het andere tabblad leest mee.");
        case Kind::restored_copies:
            return subject == "1" ? said(in, one_restored) : in.fill(more_restored, {subject});
        case Kind::snapshot_kept:
            return said(in, "Het moment is bewaard.");
        case Kind::snapshot_not_kept:
            return said(in, "Het moment is niet bewaard.");
        case Kind::snapshot_removed:
            return said(in, "De eerdere versie is verwijderd uit deze app.");
        case Kind::snapshot_gone:
            return snapshot_gone(in, subject);
        case Kind::version_restored:
            return undoable(said(in, "De eerdere versie staat er weer."));
        case Kind::history_given_up:
            return said(in, given_up(!subject.empty()));
        case Kind::versions_apart:
            return subject == "1"
                       ? said(in, "Van een verslag zijn er twee versies. Beide staan bij Verslagen.")
                       : in.fill("Van {1} verslagen zijn er twee versies. Ze staan bij Verslagen.", {subject});
        case Kind::storage_blocked:
            return said(in, storage_blocked);
        case Kind::no_room:
            return said(in, no_room);
        case Kind::new_version:
            return said(in, new_version);
        case Kind::new_version_refused:
            return said(in, "De nieuwe versie is niet gestart. Je leest op de pagina waarom.");
        case Kind::wiped:
            return said(in, all_wiped);
        case Kind::wipe_failed:
            return said(in, "Niet alles is gewist. Je leest op de pagina wat er nog staat.");
        case Kind::text_view_on:
            return said(in, "Tekstweergave staat aan");
        case Kind::text_view_off:
            return said(in, "Tekstweergave staat uit");
        case Kind::text_view_opened:
        case Kind::text_view_refused:
            return text_view_opened(in, static_cast<state::TextView::Why>(subject[0] - '0'));
        case Kind::language:
            return said(in, language_is_now);
        case Kind::language_missing:
            return said(in, language_missing);
    }
    return {};
}

std::string text_view_opened(const Catalog& in, state::TextView::Why why) {
    using Why = state::TextView::Why;
    std::string_view reason;
    switch (why) {
        case Why::chosen:
            return {};
        case Why::own_colours:
            reason = "Tekstweergave staat aan, omdat je je eigen kleuren gebruikt.";
            break;
        case Why::spacing:
            reason = "Tekstweergave staat aan, omdat je je eigen afstand tussen letters, woorden of regels gebruikt.";
            break;
        case Why::translated:
            reason = "Tekstweergave staat aan, omdat je de pagina laat vertalen.";
            break;
        case Why::cannot_paint:
            return said(in, "Tekstweergave staat aan en kan niet uit, omdat de pagina hier niet kan worden getekend.");
    }
    return said(in, reason) + " " + said(in, "Met de knop Tekstweergave bovenaan zet je die weer uit.");
}

std::string new_version_refused(const Catalog& in, state::NewVersion::Refused reason) {
    using Refused = state::NewVersion::Refused;
    switch (reason) {
        case Refused::no:
            return {};
        case Refused::not_saved:
            return said(
                in,
                "Niet alles is bewaard. Download eerst je verslag. De nieuwe versie start ook als je deze pagina "
                "sluit en later weer opent.");
        case Refused::import_text:
            return said(
                in, "Bij Importeren staat tekst die nog niet is bewaard. Neem die eerst over, of maak het veld leeg.");
    }
    return {};
}

std::string import_problem(const Catalog& in, formats::ImportProblem problem) {
    using Problem = formats::ImportProblem;
    switch (problem) {
        case Problem::none:
            return {};
        case Problem::empty:
            return said(in, "Dit bestand is leeg. Er is niets om over te nemen.");
        case Problem::too_large:
            return said(in, "Dit is te groot voor een verslag. Tekst mag 2 MB zijn en JSON 8 MB.");
        case Problem::too_deep:
            return said(in, "Dit bestand is te diep genest. Het is geen verslag van deze pagina.");
        case Problem::too_many_nodes:
            return said(in, "Dit bestand heeft te veel onderdelen. Het is geen verslag van deze pagina.");
        case Problem::not_a_report:
            return said(in,
                        "Dit is JSON, maar geen verslag van deze pagina. Kies een bestand dat met Download als JSON is "
                        "gemaakt.");
        case Problem::pdf:
        case Problem::word:
        case Problem::odt:
        case Problem::old_office:
        case Problem::rtf:
        case Problem::mail:
        case Problem::web_page:
        case Problem::table:
            return in.fill(
                "Dit is {1}. Open het in het programma waarmee je het leest, kopieer alles en plak het hier.",
                {in.say(kinds_of_files[static_cast<std::size_t>(problem) - static_cast<std::size_t>(Problem::pdf)])});
        case Problem::picture:
            return said(in, "Dit is een plaatje of een film. Deze pagina leest alleen tekst. Typ over wat erop staat.");
        case Problem::archive:
            return said(in, "Dit is een zip-bestand. Pak het uit en kies het bestand dat erin zit.");
        case Problem::not_text:
            return said(
                in,
                "Dit bestand is geen tekst. Open het in het programma waarmee het is gemaakt en plak de tekst hier.");
    }
    return {};
}

std::string file_trouble(const Catalog& in, const state::ImportInput& input) {
    switch (input.file_trouble) {
        case state::ImportInput::FileTrouble::none:
            return {};
        case state::ImportInput::FileTrouble::too_large:
            return said(in, "Het bestand is te groot voor een verslag (meer dan 8 MB). Het is niet gelezen.");
        case state::ImportInput::FileTrouble::unreadable:
            return said(in, "Het bestand kon niet worden gelezen. Kies het opnieuw, of plak de tekst.");
    }
    return {};
}

std::string why_not_imported(const Catalog& in, const state::ImportInput& input) {
    const std::string trouble = file_trouble(in, input);
    return trouble.empty() && input.preview ? import_problem(in, input.preview->problem) : trouble;
}

std::string notice(const Catalog& in, const formats::Notice& notice) {
    using Kind = formats::Notice::Kind;
    const std::string_view question = notice.question < model::question_count
                                          ? in.say(model::questions[notice.question].question)
                                          : std::string_view();
    const auto text = [&](std::string_view dutch) { return in.fill(dutch, {question}); };
    const std::string all_unplaced = said(in, "Alle tekst staat onder Niet herkend.");
    // A notice with its line and how many times it applies, where it says both.
    const auto placed = [&](const std::string& sentence) {
        return notice.line > 0 ? in.fill("Regel {1}: {2}", {std::to_string(notice.line), sentence}) : sentence;
    };
    const auto counted = [&](std::string_view what) {
        std::string out = said(in, what);
        if (!question.empty()) out = in.fill("{1} bij ‘{2}’", {out, question});
        if (notice.count > 1) out = in.fill("{1}, {2} keer", {out, std::to_string(notice.count)});
        return out;
    };
    switch (notice.kind) {
        case Kind::missing_heading:
            return text("De vraag ‘{1}’ staat niet in de tekst. Het antwoord blijft leeg.");
        case Kind::repeated_heading:
            return placed(text("De vraag ‘{1}’ staat er vaker. De teksten zijn samengevoegd."));
        case Kind::reordered:
            return placed(text("De vragen staan in een andere volgorde. Ze zijn goed gezet."));
        case Kind::unplaced_text:
            return placed(text("Deze tekst hoort bij geen vraag. Hij blijft bewaard onder Niet herkend."));
        case Kind::hidden_characters:
            return placed(in.fill("Er staan {1}. Meestal zie je die niet. Hier zijn ze zichtbaar, en ze blijven staan.",
                                  {counted(hidden_name(notice.hidden))}));
        case Kind::link_without_address:
            return placed(in.fill("Er staat {1}. De tekst blijft staan.", {counted("een link zonder adres")}));
        case Kind::repeated_member:
            return in.fill(
                "Het onderdeel ‘{1}’ staat er vaker. De laatste waarde telt. Wat er eerder stond, staat onder Niet "
                "herkend.",
                {notice.text});
        case Kind::wrong_type:
            return in.fill(
                "Het onderdeel ‘{1}’ is {2}. Het staat onder Niet herkend.",
                {notice.text, in.say(notice.text == "unplaced"                           ? "geen lijst van teksten"
                                     : notice.text == "answers" || notice.text == "trip" ? "geen groep onderdelen"
                                     : notice.text == "version"                          ? "geen heel getal"
                                                                                         : "geen tekst")});
        case Kind::invalid_date:
            return in.fill("‘{1}’ is geen datum. De waarde staat onder Niet herkend.", {notice.text});
        case Kind::unknown_member:
            return in.fill("Het onderdeel ‘{1}’ kent deze pagina niet. Het blijft bewaard in de JSON.", {notice.text});
        case Kind::newer_version:
            return said(in, "Dit bestand is gemaakt met een nieuwere versie. Controleer of alles er staat.");
        case Kind::replaced_bytes:
            return said(in, "Een deel van het bestand was niet te lezen. Daar staat nu het teken \uFFFD.");
        case Kind::repaired_bytes:
            return said(in, "Het bestand gebruikt een oude tekenset. Controleer letters zoals é en ï.");
        case Kind::cut_off:
            return said(
                in,
                "De tekst houdt midden in een teken op. Daar staat nu het teken \uFFFD. Misschien ontbreekt er meer.");
        case Kind::no_heading:
            return said(in, "Hier staat geen vraag van het verslag als kop in.") + " " + all_unplaced;
        case Kind::perhaps_heading:
            return placed(
                text("Hier staan de meeste woorden van de vraag ‘{1}’, maar niet als kop. Het antwoord blijft leeg."));
        case Kind::answers_above:
            return said(in,
                        "Boven de eerste vraag staat tekst, onder de laatste niets. Staan de antwoorden boven de "
                        "vragen? Dan staan ze hier bij de verkeerde vraag.");
        case Kind::json_ends:
            return placed(said(in, "Hier houdt de JSON op, en de rest ontbreekt.")) + " " + all_unplaced;
        case Kind::json_comma:
            return placed(said(in, "Na de laatste komma van de JSON hoort nog een onderdeel, of de komma moet weg.")) +
                   " " + all_unplaced;
        case Kind::json_unexpected:
            return placed(in.fill("Deze JSON heeft een fout bij ‘{1}’. Misschien ontbreekt daarvoor een komma, een "
                                  "haakje of een aanhalingsteken.",
                                  {notice.text})) +
                   " " + all_unplaced;
    }
    return {};
}

std::string text_leaves_out(const Catalog& in, bool has_trip_details, bool has_unplaced) {
    if (!has_trip_details && !has_unplaced) return {};
    return said(in, !has_unplaced ? "Je reisgegevens komen niet in de download als tekst. Kies JSON als alles mee moet."
                    : !has_trip_details
                        ? "De niet herkende tekst komt niet in de download als tekst. Kies JSON als alles mee moet."
                        : "Je reisgegevens en de niet herkende tekst komen niet in de download als tekst. Kies JSON "
                          "als alles mee moet.");
}

std::string only_begins(const Catalog& in, std::size_t all_bytes) {
    return in.fill("Je ziet alleen het begin van deze tekst ({1}). De hele tekst gaat mee.", {bytes(in, all_bytes)});
}

std::string more_unplaced(const Catalog& in, std::size_t count) {
    return in.fill("Er staan hierna nog {1} niet herkende teksten. Ze blijven bij je verslag bewaard.",
                   {std::to_string(count)});
}

std::string several_reports(const Catalog& in, std::size_t count) {
    return in.fill(
        "In deze tekst staan {1} verslagen. Neem ze allemaal over, of bekijk ze één voor één en neem over wat je "
        "wilt.",
        {std::to_string(count)});
}

std::string accept_all(const Catalog& in, std::size_t count) {
    return in.fill("Alle {1} overnemen", {std::to_string(count)});
}

std::string report_number(const Catalog& in, std::size_t index) {
    return in.fill("Verslag {1}", {std::to_string(index + 1)});
}

std::string report_of(const Catalog& in, std::size_t index, std::size_t count) {
    return in.fill("Verslag {1} van {2}", {std::to_string(index + 1), std::to_string(count)});
}

std::string import_outcome(const Catalog& in, const model::Report& report) {
    return in.fill("{1} van {2} vragen hebben een antwoord.",
                   {std::to_string(model::answered_count(report)), std::to_string(model::question_count)}) +
           " " + said(in, report.unplaced.empty() ? "Alle tekst heeft een plek." : "Niet alle tekst heeft een plek.");
}

std::string bytes(const Catalog& in, std::uint64_t count) {
    const auto in_units = [count](std::uint64_t unit) { return std::to_string((count + unit / 2) / unit); };
    if (count < 1000) return in.fill("{1} bytes", {in_units(1)});
    if (count < 999'500) return in.fill("{1} kB", {in_units(1000)});
    if (count < 999'500'000) return in.fill("{1} MB", {in_units(1'000'000)});
    return in.fill("{1} GB", {in_units(1'000'000'000)});
}

std::string draft_facts(const Catalog& in, const state::DraftEntry& entry, const state::LocalTime& now) {
    std::string facts = in.fill("{1}, gewijzigd {2}.", {answered(in, model::answered_count(entry.draft.report)),
                                                        moment(in, entry.changed, now)});
    if (entry.safety == state::Safety::in_browser) facts += " " + said(in, kept_here) + ".";
    if (entry.safety == state::Safety::on_device) facts += " " + said(in, kept_on_device) + ".";
    return facts;
}

std::string found(const Catalog& in, std::size_t count, std::size_t all) {
    if (count == all) return all == 1 ? said(in, "1 verslag") : in.fill("{1} verslagen", {std::to_string(all)});
    if (count == 0) return said(in, "Geen verslag gevonden");
    return in.fill("{1} van {2} verslagen gevonden", {std::to_string(count), std::to_string(all)});
}

std::string deleted(const Catalog& in, const state::DraftEntry& entry, bool to_trash) {
    return and_in_trash(in, in.fill("{1} is verwijderd uit deze app.", {draft_name(in, entry)}), to_trash);
}

std::string trash_facts(const Catalog& in, const state::InTrash& item, const state::LocalTime& now) {
    if (item.newer_version) return said(in, newer_version);
    const int days = std::clamp(state::trash_days - state::days_between(item.removed, now), 1, state::trash_days);
    const std::string removed = moment(in, item.removed, now);
    const std::string count = answered(in, model::answered_count(item.record.draft.report));
    return days == 1
               ? in.fill("{1}, verwijderd {2}, verdwijnt over 1 dag.", {count, removed})
               : in.fill("{1}, verwijderd {2}, verdwijnt over {3} dagen.", {count, removed, std::to_string(days)});
}

std::string backup_due(const Catalog& in, const state::State& state) {
    return state.backup.last
               ? in.fill("Je verslagen zijn veranderd sinds je laatste reservekopie ({1}).",
                         {moment(in, *state.backup.last, state.now)})
               : said(in, "Er staat veel tekst in je verslagen. Een reservekopie is een bestand met al je verslagen.");
}

std::string backup_facts(const Catalog& in, const state::Restore& restore, const state::LocalTime& now) {
    constexpr std::array<std::string_view, 6> kinds{"{1} nieuw", "{1} gelijk",      "{1} nieuwer",
                                                    "{1} ouder", "{1} in conflict", "{1} hier verwijderd"};
    const drafts::Backup& backup = restore.file.backup;
    std::string facts;
    const auto add = [&facts](const std::string& sentence) {
        if (!facts.empty()) facts += ' ';
        facts += sentence;
    };
    if (const auto made = state::parse_iso_time(backup.made)) add(in.fill("Gemaakt: {1}.", {moment(in, *made, now)}));
    std::string counts = found(in, backup.drafts.size(), backup.drafts.size());
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
        const auto count = std::count(restore.compared->drafts.begin(), restore.compared->drafts.end(),
                                      static_cast<drafts::Compared>(kind));
        if (count != 0) counts += ", " + in.fill(kinds[kind], {std::to_string(count)});
    }
    add(counts + ".");
    if (!backup.trash.empty()) {
        add(in.fill("In de prullenbak van de kopie: {1}.", {std::to_string(backup.trash.size())}));
    }
    if (!backup.history.empty()) {
        add(in.fill("Eerdere versies in de kopie: {1}.", {std::to_string(backup.history.size())}));
    }
    const std::size_t unread = backup.unreadable.size() + restore.file.unreadable.size();
    if (unread != 0) {
        add(in.fill("Niet leesbaar: {1}. Dat blijft alleen in het bestand.", {std::to_string(unread)}));
    }
    return facts;
}

std::string backup_entry(const Catalog& in, const state::Restore& restore, std::size_t index,
                         const state::LocalTime& now) {
    const drafts::BackupEntry& entry = restore.file.backup.drafts[index];
    const drafts::Compared compared = restore.compared->drafts[index];
    const bool comes = compared != drafts::Compared::same && compared != drafts::Compared::older;
    std::string_view is;
    switch (compared) {
        case drafts::Compared::fresh:
            is = "Nieuw: dit verslag staat hier nog niet.";
            break;
        case drafts::Compared::same:
            is = "Gelijk: hier staat dezelfde tekst.";
            break;
        case drafts::Compared::newer:
            is = "Nieuwer: hier staat een oudere tekst.";
            break;
        case drafts::Compared::older:
            is = "Ouder: hier staat een nieuwere tekst.";
            break;
        case drafts::Compared::conflict:
            is = "In conflict: hier staat een andere tekst.";
            break;
        case drafts::Compared::deleted:
            is = "Hier verwijderd: dit verslag komt terug.";
            break;
    }
    const std::string by_hand =
        entry.report_differs && comes
            ? " " + said(in, "De leesbare tekst in het bestand is anders. Die telt niet: wat bewaard was, komt terug.")
            : std::string();
    if (entry.newer) return said(in, is) + " " + said(in, newer_version) + ".";
    const auto changed = state::parse_iso_time(entry.record.time);
    const std::string count = answered(in, model::answered_count(entry.record.draft.report));
    return said(in, is) + " " +
           (changed ? in.fill("{1}, gewijzigd {2}.", {count, moment(in, *changed, now)}) : count + ".") + by_hand;
}

std::string restore_refused(const Catalog& in, const state::Restore& restore) {
    switch (restore.refused) {
        case state::Restore::Refused::no:
            return {};
        case state::Restore::Refused::unread:
            return said(
                in, "Deze browser gaf nu niet alles wat hier staat. Er is niets veranderd. Kies het bestand opnieuw.");
        case state::Restore::Refused::no_room:
            return said(in, "Er is niet genoeg ruimte voor deze verslagen. Er is niets veranderd.");
    }
    return {};
}

std::string backup_trouble(const Catalog& in, const state::Restore& restore) {
    using Problem = drafts::BackupProblem;
    const bool is_too_large = restore.file_trouble == state::ImportInput::FileTrouble::too_large;
    if (restore.file_trouble == state::ImportInput::FileTrouble::unreadable) {
        return said(in, "Het bestand kon niet worden gelezen. Kies het opnieuw.");
    }
    switch (is_too_large ? Problem::too_large : restore.file.problem) {
        case Problem::none:
            return {};
        case Problem::not_a_backup:
            return said(in, "Dit is geen reservekopie van deze pagina. Een los verslag neem je over bij Importeren.");
        case Problem::newer:
            return said(
                in, "Deze reservekopie is gemaakt met een nieuwere versie van deze pagina. Ververs eerst de pagina.");
        case Problem::too_large:
            return said(
                in, "Dit is geen reservekopie van deze pagina, of hij is te groot (meer dan 64 MB of 50.000 teksten).");
        case Problem::too_deep:
            return said(in, "Dit bestand is te diep genest. Het is geen reservekopie van deze pagina.");
        case Problem::cut_short:
        case Problem::damaged:
            return said(in, "Dit bestand is niet heel. Je ziet hieronder alles wat nog te lezen is.");
    }
    return {};
}

std::string unreadable_item(const Catalog& in, std::size_t number, std::size_t size) {
    return in.fill("Onleesbaar verslag {1}, {2}", {std::to_string(number), bytes(in, size)});
}

std::string chosen_file(const Catalog& in, std::string_view name) { return in.fill("Gekozen: {1}", {name}); }

std::string unplaced_number(const Catalog& in, std::size_t index) {
    return in.fill(" (niet herkende tekst {1})", {std::to_string(index + 1)});
}

// ---- Op dit apparaat --------------------------------------------------------------------------------------------------

namespace {

std::string percent(const Catalog& in, std::uint64_t units) {
    const std::uint64_t of_hundred = units * 100 / state::room_limit;
    return of_hundred == 0 && units != 0 ? said(in, "minder dan 1 %") : in.fill("{1} %", {std::to_string(of_hundred)});
}

std::string unreadable_count(const Catalog& in, std::size_t count) {
    return count == 1 ? said(in, "1 onleesbaar verslag") : in.fill("{1} onleesbare verslagen", {std::to_string(count)});
}

// How many of all drafts have their newest text in this store.
std::string kept_in(const Catalog& in, std::string_view where, const state::State& state,
                    state::Kept state::DraftEntry::*store) {
    std::size_t kept = 0;
    for (const state::DraftEntry& entry : state.drafts) {
        kept +=
            entry.newest.revision != 0 && (entry.*store).stamp == entry.newest && entry.edits == entry.written_edits;
    }
    return in.fill(where, {std::to_string(kept), std::to_string(state.drafts.size())});
}

}  // namespace

std::string room_notice(const Catalog& in, const state::Room& room) {
    constexpr std::string_view closed =
        "De gewone opslag van deze browser is voor {1} vol. Een nieuw verslag past er niet meer bij. Download wat je "
        "wilt houden en verwijder verslagen die je niet meer nodig hebt.";
    constexpr std::string_view filling =
        "De gewone opslag van deze browser is voor {1} vol. Download wat je wilt houden en verwijder verslagen die je "
        "niet meer nodig hebt.";
    if (!room.is_short()) return {};
    return in.fill(room.is_closed() ? closed : filling, {percent(in, room.used)});
}

std::vector<std::string> stored_here(const Catalog& in, const state::State& state) {
    std::vector<std::string> facts{found(in, state.drafts.size(), state.drafts.size())};
    if (!state.unreadable.empty()) {
        facts.push_back(in.fill("{1}. Bij Verslagen kun je de ruwe gegevens downloaden.",
                                {unreadable_count(in, state.unreadable.size())}));
    }
    if (state.storage.has_local) {
        const std::uint64_t left = state::room_limit - std::min(state.device.room.used, state::room_limit);
        facts.push_back(in.fill("Gewone opslag: {1} is in gebruik, ongeveer {2} is nog vrij.",
                                {percent(in, state.device.room.used), bytes(in, left)}));
        if (state.device.room.others != 0) {
            facts.back() += " " + in.fill("Daarvan is {1} van andere pagina’s van deze website.",
                                          {percent(in, state.device.room.others)});
        }
    }
    if (state.device.facts && state.device.facts->quota != 0) {
        facts.push_back(in.fill("Alles samen, ook de veiligheidskopie en de pagina zelf: ongeveer {1} van {2}.",
                                {bytes(in, state.device.facts->usage), bytes(in, state.device.facts->quota)}));
    }
    return facts;
}

std::vector<std::string> safe_here(const Catalog& in, const state::State& state) {
    using Lasting = state::DeviceFacts::Lasting;
    std::vector<std::string> facts;
    const auto say = [&](std::string_view dutch) { facts.push_back(said(in, dutch)); };
    if (state.storage.has_local) {
        facts.push_back(kept_in(in, "Gewone opslag: {1} van {2} verslagen.", state, &state::DraftEntry::local));
    } else {
        say("Gewone opslag: nee. Deze browser geeft die niet.");
    }
    switch (state.storage.replica) {
        case state::Replica::unknown:
            say("Veiligheidskopie: nog niet gelezen.");
            break;
        case state::Replica::usable:
            facts.push_back(kept_in(in,
                                    "Veiligheidskopie: {1} van {2} verslagen. Die blijven staan als je browser of je "
                                    "computer ineens stopt.",
                                    state, &state::DraftEntry::copy));
            break;
        case state::Replica::unavailable:
            if (state.storage.replica_trouble != state::StorageTrouble::blocked) {
                say(copies_unread);
                break;
            }
            say("Veiligheidskopie: nee. Deze browser geeft er geen plek voor. Stopt hij ineens, dan kan wat je het "
                "laatst typte weg zijn.");
            break;
    }
    if (state.device.facts) {
        const state::DeviceFacts& told = *state.device.facts;
        if (told.lasting == Lasting::yes) {
            say("Blijvend: ja. De browser ruimt je verslagen niet op als er weinig ruimte is. Zelf wissen kan wel.");
        } else if (told.lasting == Lasting::unknown) {
            say("Blijvend: onbekend. Deze browser zegt het niet.");
        } else {
            say(told.asked
                    ? "Blijvend: nee. Het is gevraagd, en deze browser belooft het niet. Is er weinig ruimte op dit "
                      "apparaat, dan kan hij je verslagen opruimen."
                    : "Blijvend: nee, nog niet. Deze pagina vraagt het aan de browser als je iets schrijft.");
        }
    }
    facts.push_back(state.backup.last
                        ? in.fill("Laatste reservekopie: {1}.", {moment(in, *state.backup.last, state.now)})
                        : said(in, "Laatste reservekopie: nog geen."));
    say(state.device.offline_ready ? offline_ready
                                   : "Nog niet offline klaar: zonder internet opent deze pagina misschien niet.");
    if (state.device.facts) facts.push_back(in.fill("Versie van deze pagina: {1}.", {state.device.facts->version}));
    return facts;
}

std::string what_is_wiped(const Catalog& in, const state::State& state) {
    std::string count = found(in, state.drafts.size(), state.drafts.size());
    if (!state.unreadable.empty()) count += ", " + unreadable_count(in, state.unreadable.size());
    return in.fill(
        "Dit gaat weg: {1}, de prullenbak, eerdere versies en je voorkeuren. Je kunt het niet ongedaan maken. Download "
        "eerst wat je wilt houden.",
        {count});
}

std::vector<std::string> wipe_outcome(const Catalog& in, const state::WipeOutcome& outcome) {
    std::vector<std::string> left;
    if (outcome.local_left) {
        left.push_back(said(in,
                            "Niet gewist: de gewone opslag. Wis de gegevens van deze website in de instellingen van je "
                            "browser."));
    }
    if (outcome.copy == state::StorageTrouble::blocked) {
        left.push_back(
            said(in, "Niet gewist: de veiligheidskopie, als die er is. Deze browser laat deze pagina er niet bij."));
    } else if (outcome.copy != state::StorageTrouble::none) {
        left.push_back(said(
            in, "Niet gewist: de veiligheidskopie. Sluit andere tabbladen met deze pagina en probeer het opnieuw."));
    }
    return left;
}

}  // namespace screen::words
