#pragma once

#include <string>

namespace migration {

// The time now, in UTC: "2026-01-31T23:59:59Z".
std::string utc_time();

// Its date: "2026-01-31".
std::string utc_date();

// The same for names: "20260131T235959Z".
std::string compact_utc_time();

}  // namespace migration
