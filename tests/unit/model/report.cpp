// The report as a value: what counts as answered, as blank, as a date.
#include "model/report.h"

#include <catch2/catch_test_macros.hpp>

using model::Report;

TEST_CASE("white space alone is no answer") {
    CHECK_FALSE(model::is_answered(""));
    CHECK_FALSE(model::is_answered(" \t\n\v\f\r"));
    CHECK_FALSE(model::is_answered("\u00A0\u0085\u1680\u2003\u2028\u2029\u202F\u205F\u3000"));
    CHECK(model::is_answered("\u00A0x"));
    CHECK(model::is_answered("-"));
    CHECK(model::is_answered("\u200B"));  // zero width space is no white space in Unicode
    CHECK(model::is_answered("\xFF"));
}

TEST_CASE("answered questions are counted") {
    Report report;
    CHECK(model::answered_count(report) == 0);
    report.answers[1] = "2 dagen";
    report.answers[6] = "\n";
    CHECK(model::answered_count(report) == 1);
    for (std::string& answer : report.answers) answer = "x";
    CHECK(model::answered_count(report) == model::question_count);
}

TEST_CASE("a report is blank until something is typed or kept") {
    Report report;
    CHECK(model::is_blank(report));
    CHECK_FALSE(model::has_trip_details(report));

    report.detail(model::Trip::country) = "België";
    CHECK(model::has_trip_details(report));
    CHECK_FALSE(model::is_blank(report));

    report = {};
    report.answers[3] = " ";
    report.unplaced = {"", "\n"};
    CHECK(model::is_blank(report));
    report.unplaced.push_back("los");
    CHECK_FALSE(model::is_blank(report));

    report = {};
    report.unknown.trip = R"({"seat":"12A"})";
    CHECK_FALSE(model::is_blank(report));
}

TEST_CASE("a date exists in the calendar") {
    CHECK(model::is_iso_date("2026-11-23"));
    CHECK(model::is_iso_date("2024-02-29"));
    CHECK(model::is_iso_date("2000-02-29"));
    CHECK(model::is_iso_date("0001-01-01"));
    CHECK(model::is_iso_date("9999-12-31"));
    for (const char* text : {"", "2026", "2026-11", "2026-1-1", "2026-11-31", "2025-02-29", "1900-02-29", "2026-00-01",
                             "2026-13-01", "2026-01-00", "0000-01-01", "2026/11/23", "2026-11-23 ", "23-11-2026",
                             "2026-11-2x", "+026-11-23", "2026-11-23T00:00"}) {
        INFO(text);
        CHECK_FALSE(model::is_iso_date(text));
    }
}

TEST_CASE("each detail stands at the position of its name") {
    using model::Trip;
    CHECK(model::trip_details[static_cast<std::size_t>(Trip::name)].id == "name");
    CHECK(model::trip_details[static_cast<std::size_t>(Trip::return_)].id == "return");
    CHECK(model::trip_details[static_cast<std::size_t>(Trip::approved_on)].id == "approvedOn");
}
