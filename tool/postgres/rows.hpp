#pragma once

// The rows a query returned, as text. Cheap to copy; views stay valid as long as any copy lives.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace migration {

class Rows {
public:
    struct Data;
    explicit Rows(std::shared_ptr<const Data> data);

    int size() const;
    bool is_null(int row, int column) const;
    // NULL reads as empty.
    std::string_view at(int row, int column) const;
    // One row.
    std::span<const std::string_view> fields(int row) const;
    std::string text(int row, int column) const { return std::string(at(row, column)); }
    std::optional<std::string> optional_text(int row, int column) const;
    bool is_true(int row, int column) const { return at(row, column) == "t"; }
    long long number(int row, int column) const;

private:
    std::shared_ptr<const Data> data_;
};

}  // namespace migration
