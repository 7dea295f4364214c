#pragma once

#include <pqxx/pqxx>

#include "postgres/rows.hpp"

namespace migration {

struct Rows::Data {
    pqxx::result result;
};

}  // namespace migration
