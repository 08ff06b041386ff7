// Every word of the interface that is not part of the form itself (model/form.h), in Dutch of level B1, with je.
// And how dates and states are put into words. It knows the state; no layout. Constants are Dutch, and the widgets say them in
// the language of the page; functions are handed that language and give words that can stand as they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/import.h"
#include "formats/notice.h"
#include "screen/catalog.h"
#include "state/state.h"

namespace screen::words {

inline constexpr std::string_view app_name = "Reisverslag";
inline constexpr std::string_view drafts = "Verslagen";
inline constexpr std::string_view new_draft = "Nieuw verslag";
inline constexpr std::string_view import = "Importeren";
inline constexpr std::string_view remove = "Verwijderen";
inline constexpr std::string_view undo = "Ongedaan maken";
inline constexpr std::string_view show_more = "Toon meer";
inline constexpr std::string_view search = "Zoeken in verslagen";
inline constexpr std::string_view no_drafts =
    "Schrijf het verslag van je buitenlandse dienstreis in zeven vragen, of begin met een verslag dat je al hebt.";
inline constexpr std::string_view stays_here =
    "Wat je schrijft, blijft in deze browser. Deze pagina verstuurt niets. Een browser kan zijn gegevens wissen: "
    "download "
    "wat je niet kwijt wilt.";
inline constexpr std::string_view storage_blocked =
    "Deze browser bewaart niets voor deze pagina. Download je verslag voordat je de pagina sluit.";
inline constexpr std::string_view copies_off =
    "De veiligheidskopie werkt niet in deze browser. Wat je schrijft, staat alleen in de gewone opslag. Download je "
    "verslag, zodat je niets kwijtraakt.";
inline constexpr std::string_view copies_unread =
    "De veiligheidskopie kon niet worden gelezen. Een verslag dat alleen daar staat, zie je nu niet. Deze pagina "
    "probeert het opnieuw.";
inline constexpr std::string_view copies_not_read_yet =
    "De veiligheidskopie is nog niet gelezen. Misschien staat het verslag daar.";
inline constexpr std::string_view copy_failed =
    "De veiligheidskopie lukt niet, misschien omdat de schijf vol is. Je tekst staat alleen in de gewone opslag van "
    "deze browser. Download dit verslag, zodat je niets kwijtraakt.";
inline constexpr std::string_view no_room =
    "Er is geen ruimte voor een nieuw verslag. Je leest op de pagina wat je kunt doen.";
inline constexpr std::string_view will_not_be_kept = "Wordt niet bewaard";
inline constexpr std::string_view not_saved_alarm = "Niet bewaard. Download je verslag.";
inline constexpr std::string_view saving = "Bezig met bewaren";
inline constexpr std::string_view kept_here = "Bewaard in deze browser";
inline constexpr std::string_view kept_on_device = "Bewaard op dit apparaat";
inline constexpr std::string_view trip_group = "Reisgegevens (niet verplicht)";
inline constexpr std::string_view trip_note =
    "Deze gegevens komen niet in de download als tekst, wel in de download als JSON.";
inline constexpr std::string_view fold_hint = "Uitleg en voorbeeld";
inline constexpr std::string_view example = "Voorbeeld: ";
inline constexpr std::string_view outline = "Vragen";
inline constexpr std::string_view check = "Controleren";
inline constexpr std::string_view about_check =
    "Bij Controleren lees je het hele verslag en download je het. Niets is verplicht.";
inline constexpr std::string_view change = "Wijzig";
inline constexpr std::string_view not_filled = "Niet ingevuld";
inline constexpr std::string_view download_text = "Download als tekst";
inline constexpr std::string_view download_json = "Download als JSON";
inline constexpr std::string_view back_to_writing = "Terug naar schrijven";
inline constexpr std::string_view not_recognised = "Niet herkend";
inline constexpr std::string_view not_recognised_note =
    "Deze tekst hoort bij geen vraag. Hij blijft bij je verslag bewaard en staat wel in de JSON, niet in de tekst.";
inline constexpr std::string_view move_to_answer = "Verplaats naar een antwoord";
inline constexpr std::string_view put_with = "Zet bij: ";
inline constexpr std::string_view unplaced_removed = "De tekst is verwijderd.";
inline constexpr std::string_view tidy_bullets = "Opsomming netjes maken";
inline constexpr std::string_view bullets_tidied = "De opsomming is netjes gemaakt.";
inline constexpr std::string_view unwrap_links = "Link weghalen, tekst houden";
inline constexpr std::string_view links_unwrapped = "De link is weg, de tekst staat er nog.";
inline constexpr std::string_view has_empty_links = "Hier staat een link zonder adres.";
inline constexpr std::string_view downloads = "Downloaden";
inline constexpr std::string_view to_downloads = "Naar downloaden";
inline constexpr std::string_view what_downloads_are =
    "Tekst is handig voor in een mail of in Word. JSON is compleet: daarmee kun je later verder in Reisverslag.";
inline constexpr std::string_view trip_details = "Reisgegevens";
inline constexpr std::string_view text_not_reversible =
    "Een antwoord bevat een regel die op een vraag lijkt. Wie de tekst weer importeert, krijgt andere antwoorden. "
    "Kies JSON om het verslag later weer te openen.";
inline constexpr std::string_view paste_here = "Plak hier de tekst van een verslag";
inline constexpr std::string_view choose_file = "Bestand kiezen";
inline constexpr std::string_view import_intro =
    "Kies een bestand (tekst of JSON), of plak de tekst van een verslag. Je ziet eerst welke tekst bij welke vraag "
    "komt. "
    "Er wordt pas iets bewaard als je het verslag overneemt.";
inline constexpr std::string_view accept_import = "Overnemen als nieuw verslag";
inline constexpr std::string_view or_drop = "Of sleep een bestand naar deze pagina.";
inline constexpr std::string_view several_heading = "Meer verslagen in één tekst";
inline constexpr std::string_view look_at = "Bekijk";
inline constexpr std::string_view as_one_report = "Alles als één verslag";
inline constexpr std::string_view preview = "Dit wordt je verslag";
inline constexpr std::string_view versions = "Eerdere versies";
inline constexpr std::string_view versions_what =
    "Hier staan eerdere versies van dit verslag, alleen in deze browser. Is er te weinig ruimte, dan gaan ze als "
    "eerste weg.";
inline constexpr std::string_view no_versions =
    "Er zijn nog geen eerdere versies. Schrijf je later verder, dan bewaart de pagina er vanzelf een.";
inline constexpr std::string_view no_history = "Deze browser kan nu geen eerdere versies bewaren of laten zien.";
inline constexpr std::string_view snapshot_name = "Naam voor dit moment";
inline constexpr std::string_view keep_snapshot = "Moment bewaren";
inline constexpr std::string_view snapshot_needs_name = "Geef dit moment eerst een naam.";
inline constexpr std::string_view snapshot_not_kept = "Het moment is niet bewaard. Probeer het later nog eens.";
inline constexpr std::string_view automatic = "Automatisch bewaard";
inline constexpr std::string_view compare = "Vergelijken";
inline constexpr std::string_view no_way_back_to_version = "Daarna kun je deze versie niet meer terugzetten.";
inline constexpr std::string_view how_to_compare =
    "Wat is doorgestreept, staat er nu niet meer. Wat is onderstreept, is er daarna bij gekomen.";
inline constexpr std::string_view no_difference = "Er is geen verschil met de tekst van nu.";
inline constexpr std::string_view unreadable = "Niet leesbaar";
inline constexpr std::string_view unreadable_note =
    "Deze gegevens zijn beschadigd of niet van deze pagina. Ze blijven staan zoals ze zijn. Je kunt ze downloaden.";
inline constexpr std::string_view download_raw = "Download de ruwe gegevens";
inline constexpr std::string_view unknown_draft = "Dit verslag staat niet in deze browser";
inline constexpr std::string_view unknown_draft_note =
    "Een adres van een verslag werkt alleen in de browser waarin het is geschreven. "
    "Misschien is het verslag verwijderd.";
inline constexpr std::string_view newer_version = "Gemaakt met een nieuwere versie van deze pagina";
inline constexpr std::string_view newer_version_note =
    "Dit verslag is gemaakt met een nieuwere versie van deze pagina. Ververs de pagina om het te openen.";

inline constexpr std::string_view text_view = "Tekstweergave";
inline constexpr std::string_view to_content = "Naar de inhoud";
inline constexpr std::string_view write = "Schrijven";
inline constexpr std::string_view help = "Hulp";
inline constexpr std::string_view privacy = "Privacy";
inline constexpr std::string_view accessibility = "Toegankelijkheid: wat is getest";
inline constexpr std::string_view can_be_undone = "Je kunt dit ongedaan maken.";
// The name of the other language is always in that language.
inline constexpr std::string_view to_english = "English", to_dutch = "Nederlands";
inline constexpr std::string_view language_is_now = "De pagina is nu in het Nederlands.";
inline constexpr std::string_view language_missing =
    "De Engelse woorden konden niet worden geladen. Probeer het later.";
inline constexpr std::string_view offline_ready = "Offline klaar: deze pagina werkt ook zonder internet.";
inline constexpr std::string_view trash = "Prullenbak";
inline constexpr std::string_view trash_note =
    "Verslagen die je verwijdert, staan hier nog 30 dagen. Daarna verdwijnen ze vanzelf.";
inline constexpr std::string_view trash_empty = "De prullenbak is leeg.";
inline constexpr std::string_view no_trash =
    "Deze browser geeft geen ruimte voor een prullenbak. Wat je verwijdert, kun je alleen terughalen zolang de pagina "
    "open is.";
inline constexpr std::string_view put_back = "Terugzetten";
inline constexpr std::string_view remove_for_good = "Definitief verwijderen";
inline constexpr std::string_view no_way_back = "Daarna kun je dit verslag niet meer terugzetten.";
inline constexpr std::string_view yes_remove = "Ja, verwijderen";
inline constexpr std::string_view make_backup = "Reservekopie maken";
inline constexpr std::string_view restore_backup = "Reservekopie terugzetten";
inline constexpr std::string_view restore_intro =
    "Kies een reservekopie die je met deze pagina hebt gemaakt. Je ziet eerst wat erin staat. Er verandert pas iets "
    "als "
    "je kiest hoe je de kopie terugzet.";
inline constexpr std::string_view in_the_backup = "Dit staat in de reservekopie";
inline constexpr std::string_view merge_backup = "Samenvoegen";
inline constexpr std::string_view merge_note =
    "Samenvoegen: wat in de kopie nieuw of nieuwer is, komt hier. De oudere tekst van hier gaat dan naar de "
    "prullenbak. Wat in conflict is, komt ernaast. De rest blijft zoals het is.";
inline constexpr std::string_view merge_note_without_trash =
    "Samenvoegen: wat in de kopie nieuw is, komt hier. Wat anders is dan hier en niet ouder, komt ernaast. De rest "
    "blijft zoals het is. De prullenbak en de eerdere versies blijven in het bestand.";
inline constexpr std::string_view replace_by_backup = "Vervangen";
inline constexpr std::string_view replace_note =
    "Vervangen: alleen de verslagen uit de kopie staan daarna in je lijst, en wat deze pagina niet kan vervangen. Wat "
    "hier anders is, gaat eerst naar de prullenbak. Daar blijft het 30 dagen.";
inline constexpr std::string_view snapshots_refused =
    "Niet alle eerdere versies uit de reservekopie konden worden teruggezet.";
inline constexpr std::string_view restoring = "Bezig met terugzetten…";
inline constexpr std::string_view making_backup = "Bezig met de reservekopie…";
inline constexpr std::string_view backup_seen = "De reservekopie staat in mijn map Downloads";
inline constexpr std::string_view notice_name = "Melding";
inline constexpr std::string_view open = "Openen";
inline constexpr std::string_view import_text_stays =
    "Dit komt uit het bestand. De tekst in het veld blijft staan. Je kunt die daarna overnemen.";
inline constexpr std::string_view reads_along =
    "Dit verslag is open in een ander tabblad of venster. Hier lees je mee.";
inline constexpr std::string_view write_here = "Hier verdergaan";
inline constexpr std::string_view passing = "Het andere tabblad bewaart zijn tekst…";
inline constexpr std::string_view new_version = "Nieuwe versie klaar";
inline constexpr std::string_view use_new_version = "Nieuwe versie gebruiken";
inline constexpr std::string_view device = "Op dit apparaat";
inline constexpr std::string_view what_is_stored = "Wat er staat";
inline constexpr std::string_view how_safe = "Hoe veilig het staat";
inline constexpr std::string_view wipe_all = "Alles wissen";
inline constexpr std::string_view wipe_on_device = "Alles wissen op dit apparaat";
inline constexpr std::string_view about_wiping =
    "Je kunt alles weghalen wat deze pagina in deze browser bewaart. Resten kunnen nog in de bestanden van je browser "
    "staan. Wat je hebt gedownload, blijft staan.";
inline constexpr std::string_view wipe_nothing = "Niet wissen";
inline constexpr std::string_view wipe_for_sure = "Ja, alles wissen";
inline constexpr std::string_view wiping = "Bezig met wissen";
inline constexpr std::string_view all_wiped =
    "Alles is verwijderd uit deze app. Resten kunnen nog in de bestanden van je browser staan. Wat je hebt gedownload, "
    "staat er nog.";

std::string answered(const Catalog& in, std::size_t count);            // 5 van 7 beantwoord
std::string progress(const Catalog& in, const model::Report& report);  // the same, and what is not recognised
std::string moment(const Catalog& in, const state::LocalTime& when,
                   const state::LocalTime& now);    // vandaag 14:03; 23 nov 2026, 14:03
std::string clock(const state::LocalTime& when);    // 14:03
std::string day_in_report(const std::string& iso);  // 14 september 2026, in Dutch; what is no ISO date as it is
std::string draft_name(const Catalog& in,
                       const state::DraftEntry& entry);  // given, else trip, else "Verslag van 23 november 2026"
bool has_own_name(const state::DraftEntry& entry);       // given, or the trip's
// How the text of a report without a name begins, to know it by; empty when nothing is written.
std::string begins_with(const Catalog& in, const model::Report& report);
// Where the newest text is kept: nowhere yet, in localStorage, in the replica as well, or in neither. The help text and the tests name
// these words. Before the first character: that the text will be kept by itself.
std::string save_state(const Catalog& in, state::Safety shown, const state::DraftEntry& entry,
                       const state::LocalTime& now);
std::string save_trouble(const Catalog& in, state::StorageTrouble trouble);  // what to do about it
// Why the list may lack drafts: the replica is blocked, or not read yet. Empty when it was read.
std::string_view no_copies(const state::State& state);
// That only one of the two stores took the text. Stays while the next text is being written, so that nothing moves while somebody types.
std::string only_in_one(const Catalog& in, const state::State& state, const state::DraftEntry& entry);
std::string snapshot_gone(const Catalog& in, std::string_view name);
std::string restored_to(const Catalog& in, const state::LocalTime& when, const state::LocalTime& now);
std::string compare_marks(const Catalog& in);  // see semantics/node.h
std::string_view given_up(bool named);         // that snapshots were deleted to make room; in Dutch
std::string new_version_refused(const Catalog& in, state::NewVersion::Refused reason);  // and what to do
std::string moved_to(const Catalog& in, std::string_view question);
// Why the text view opened by itself, and the way back; empty when the writer chose it.
std::string text_view_opened(const Catalog& in, state::TextView::Why why);
std::string announcement(const Catalog& in, const state::Announcement& announcement);
std::string import_problem(const Catalog& in, formats::ImportProblem problem);
std::string file_trouble(const Catalog& in, const state::ImportInput& input);
std::string why_not_imported(const Catalog& in, const state::ImportInput& input);  // empty: it can be
std::string notice(const Catalog& in, const formats::Notice& notice);
// What the text export of this report leaves out; empty: nothing.
std::string text_leaves_out(const Catalog& in, bool has_trip_details, bool has_unplaced);
std::string only_begins(const Catalog& in, std::size_t all_bytes);  // of a text that is shown in part
std::string more_unplaced(const Catalog& in, std::size_t count);
std::string several_reports(const Catalog& in, std::size_t count);
std::string accept_all(const Catalog& in, std::size_t count);
std::string report_number(const Catalog& in, std::size_t index);                 // Verslag 2
std::string report_of(const Catalog& in, std::size_t index, std::size_t count);  // Verslag 2 van 3
std::string import_outcome(const Catalog& in, const model::Report& report);      // 7 van 7 vragen herkend. …
// "7 van 7 beantwoord, gewijzigd vandaag 14:03." and whether it is kept.
std::string draft_facts(const Catalog& in, const state::DraftEntry& entry, const state::LocalTime& now);
std::string found(const Catalog& in, std::size_t count, std::size_t all);  // 3 van 12 verslagen
std::string deleted(const Catalog& in, const state::DraftEntry& entry, bool to_trash);
// "7 van 7 beantwoord, verwijderd vandaag 14:03, verdwijnt over 30 dagen."
std::string trash_facts(const Catalog& in, const state::InTrash& item, const state::LocalTime& now);
// That it is time for a backup.
std::string backup_due(const Catalog& in, const state::State& state);
// "Gemaakt: vandaag 14:03. 3 nieuw, 1 gelijk." and what else is in the file, or does not read.
std::string backup_facts(const Catalog& in, const state::Restore& restore, const state::LocalTime& now);
std::string backup_entry(const Catalog& in, const state::Restore& restore, std::size_t index,
                         const state::LocalTime& now);
std::string backup_trouble(const Catalog& in, const state::Restore& restore);  // empty: none
// Why the backup cannot be put back now; empty when it can be.
std::string restore_refused(const Catalog& in, const state::Restore& restore);
std::string unreadable_item(const Catalog& in, std::size_t number, std::size_t size);
std::string chosen_file(const Catalog& in, std::string_view name);
std::string unplaced_number(const Catalog& in, std::size_t index);  // tells its buttons apart
std::string bytes(const Catalog& in, std::uint64_t count);          // 14 kB
// What to do when localStorage fills up; empty while there is room enough.
std::string room_notice(const Catalog& in, const state::Room& room);
std::vector<std::string> stored_here(const Catalog& in, const state::State& state);
std::vector<std::string> safe_here(const Catalog& in, const state::State& state);
std::string what_is_wiped(const Catalog& in, const state::State& state);
std::vector<std::string> wipe_outcome(const Catalog& in, const state::WipeOutcome& outcome);

}  // namespace screen::words
