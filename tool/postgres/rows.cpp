#include "postgres/rows.hpp"

#include <cstdlib>

#include "postgres/rows_data.hpp"

namespace migration {
namespace {

pqxx::field field(const Rows::Data& data, int row, int column) {
    return data.result[static_cast<pqxx::result::size_type>(row)][static_cast<pqxx::row::size_type>(column)];
}

}  // namespace

Rows::Rows(std::shared_ptr<const Data> data) : data_(std::move(data)) {}

int Rows::size() const {
    return static_cast<int>(data_->result.size());
}

bool Rows::is_null(int row, int column) const {
    return field(*data_, row, column).is_null();
}

std::string_view Rows::at(int row, int column) const {
    const auto value = field(*data_, row, column);
    return {value.c_str(), value.size()};
}

void Rows::fields(int row, std::span<std::string_view> into) const {
    const pqxx::row whole = data_->result[static_cast<pqxx::result::size_type>(row)];
    for (std::size_t i = 0; i < into.size(); ++i) {
        const pqxx::field value = whole[static_cast<pqxx::row::size_type>(i)];
        into[i] = {value.c_str(), value.size()};
    }
}

std::optional<std::string> Rows::optional_text(int row, int column) const {
    if (is_null(row, column)) return std::nullopt;
    return text(row, column);
}

long long Rows::number(int row, int column) const {
    return std::atoll(at(row, column).data());  // ends with a zero byte, as libpq's values do
}

}  // namespace migration
