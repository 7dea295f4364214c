#include "postgres/rows.hpp"

#include <algorithm>
#include <cstdlib>

#include "postgres/rows_data.hpp"

namespace migration {

Rows rows_of(Result result) {
    auto data = std::make_shared<Rows::Data>();
    const std::shared_ptr<const PGresult> shared(
        result.release(), [](const PGresult* owned) { PQclear(const_cast<PGresult*>(owned)); });
    data->size = PQntuples(shared.get());
    const int width = PQnfields(shared.get());
    data->width = static_cast<std::size_t>(width);
    data->fields.reserve(static_cast<std::size_t>(data->size) * data->width);
    for (int row = 0; row < data->size; ++row)
        for (int column = 0; column < width; ++column)
            if (PQgetisnull(shared.get(), row, column) != 0)
                data->fields.emplace_back();
            else
                data->fields.emplace_back(
                    PQgetvalue(shared.get(), row, column),
                    static_cast<std::size_t>(PQgetlength(shared.get(), row, column)));
    data->result = shared;
    return Rows(data);
}

Rows rows_of(const pqxx::result& result) {
    auto data = std::make_shared<Rows::Data>();
    const auto shared = std::make_shared<const pqxx::result>(result);
    data->size = static_cast<int>(shared->size());
    data->width = static_cast<std::size_t>(shared->columns());
    for (const auto& row : *shared)
        for (const auto& field : row)
            if (field.is_null())
                data->fields.emplace_back();
            else
                data->fields.emplace_back(field.c_str(), field.size());
    data->result = shared;
    return Rows(data);
}

Rows::Rows(std::shared_ptr<const Data> data) : data_(std::move(data)) {}

int Rows::size() const {
    return data_->size;
}

bool Rows::is_null(int row, int column) const {
    return at(row, column).data() == nullptr;
}

std::string_view Rows::at(int row, int column) const {
    return data_
        ->fields[static_cast<std::size_t>(row) * data_->width + static_cast<std::size_t>(column)];
}

std::span<const std::string_view> Rows::fields(int row) const {
    return std::span(data_->fields)
        .subspan(static_cast<std::size_t>(row) * data_->width, data_->width);
}

std::optional<std::string> Rows::optional_text(int row, int column) const {
    if (is_null(row, column)) return std::nullopt;
    return text(row, column);
}

long long Rows::number(int row, int column) const {
    return is_null(row, column)
               ? 0
               : std::atoll(at(row, column).data());  // a zero byte ends libpq's values
}

}  // namespace migration
