// Names of downloaded files: from an allow-list, whatever was typed.
#include "formats/file_name.h"

#include <catch2/catch_test_macros.hpp>

#include "generate.h"

using model::Trip;

namespace {

std::string name_for(std::string_view place, std::string_view trip = "", std::string_view departure = "") {
    model::Report report;
    report.detail(Trip::place) = place;
    report.detail(Trip::name) = trip;
    report.detail(Trip::departure) = departure;
    return formats::file_name(report, "2026-11-23", "txt");
}

}  // namespace

TEST_CASE("a file is named after place and month, else trip and today") {
    CHECK(name_for("") == "verslag-dienstreis-2026-11-23.txt");
    CHECK(name_for("Gent", "Fietsstraten", "2026-09-30") == "verslag-dienstreis-gent-2026-09.txt");
    CHECK(name_for("", "Fietsstraten in Gent") == "verslag-dienstreis-fietsstraten-in-gent-2026-11-23.txt");
    CHECK(name_for("Gent", "", "najaar") == "verslag-dienstreis-gent-2026-11-23.txt");
    CHECK(name_for("Київ", "Warmtenet") == "verslag-dienstreis-warmtenet-2026-11-23.txt");
    CHECK(name_for("北京", "北京") == "verslag-dienstreis-2026-11-23.txt");
}

TEST_CASE("accents go, letters stay") {
    CHECK(name_for("Łódź") == "verslag-dienstreis-lodz-2026-11-23.txt");
    CHECK(name_for("Groß-Gerau") == "verslag-dienstreis-gross-gerau-2026-11-23.txt");
    CHECK(name_for("Malmö & København") == "verslag-dienstreis-malmo-kobenhavn-2026-11-23.txt");
    CHECK(name_for("Besançon, Ærø, Œuilly") == "verslag-dienstreis-besancon-aero-oeuilly-2026-11-23.txt");
    CHECK(name_for("IJmuiden Ĳ Þ ĳ ŉ ſ ÿ") == "verslag-dienstreis-ijmuiden-ij-th-ij-n-s-y-2026-11-23.txt");
    CHECK(name_for("București Ţara Škofja İzmir ĸ ŻÓŁĆ") ==
          "verslag-dienstreis-bucuresti-tara-skofja-izmir-k-zolc-2026-11-23.txt");
    CHECK(name_for("Sa\u0303o Paulo") == "verslag-dienstreis-sao-paulo-2026-11-23.txt");
    CHECK(name_for("’s-Hertogenbosch") == "verslag-dienstreis-s-hertogenbosch-2026-11-23.txt");
    CHECK(name_for("2×3÷4") == "verslag-dienstreis-2-3-4-2026-11-23.txt");
}

TEST_CASE("nothing typed can leave the folder or hide the extension") {
    CHECK(name_for("../../etc/passwd") == "verslag-dienstreis-etc-passwd-2026-11-23.txt");
    CHECK(name_for("CON") == "verslag-dienstreis-con-2026-11-23.txt");
    CHECK(name_for("a\u202Etxt.exe\n\\:*?\"<>|") == "verslag-dienstreis-atxt-exe-2026-11-23.txt");
    CHECK(name_for("---") == "verslag-dienstreis-2026-11-23.txt");
    CHECK(name_for(". .") == "verslag-dienstreis-2026-11-23.txt");
    CHECK(name_for("\xFF\xFE") == "verslag-dienstreis-2026-11-23.txt");
    model::Report report;
    CHECK(formats::file_name(report, "", "json") == "verslag-dienstreis.json");
}

TEST_CASE("a name is at most 80 characters and clean, whatever was typed") {
    CHECK(name_for(std::string(300, 'a')).size() == 80);
    CHECK(name_for(std::string(45, 'a') + " " + std::string(45, 'b')).find("-.") == std::string::npos);
    Random random(2026);
    for (int i = 0; i < 10'000; ++i) {
        const std::string name = name_for(random_answer(random), random_answer(random), i % 2 == 0 ? "2026-02-01" : "");
        INFO(name);
        REQUIRE(name.size() <= 80);
        REQUIRE(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string::npos);
        REQUIRE(name.find("--") == std::string::npos);
        REQUIRE(name.find("-.") == std::string::npos);
        REQUIRE(name.find('.') == name.size() - 4);
        REQUIRE(name.rfind("verslag-dienstreis-", 0) == 0);
    }
}
