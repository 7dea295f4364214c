#pragma once

// How Rows are made of what libpq and libpqxx return.

#include <libpq-fe.h>

#include <pqxx/pqxx>
#include <vector>

#include "postgres/raw_connection.hpp"
#include "postgres/rows.hpp"

namespace migration {

struct Rows::Data {
    std::shared_ptr<const void> result;  // whose memory the fields are
    int size = 0;
    std::size_t width = 0;
    std::vector<std::string_view> fields;  // row by row; NULL has no data()
};

Rows rows_of(Result result);
Rows rows_of(const pqxx::result& result);

}  // namespace migration
