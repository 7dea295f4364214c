#include "snapshot/written_rows.hpp"

#include <algorithm>

#include "base/digest.hpp"
#include "snapshot/node_tree.hpp"

namespace migration {
namespace {

using Kind = CatalogueColumn::Kind;

// Place and plain columns come first.
constexpr std::size_t first_column = 2;

void add_sized(std::string& line, std::string_view value) {
    line.append(std::to_string(value.size())).append(":").append(value);
}

}  // namespace

std::string WrittenRows::select(const CatalogueColumns& catalogue, const std::string& condition) {
    std::string list = "c.ctid, ROW(" + catalogue.plain + ")::text";
    if (catalogue.name == "pg_attribute")  // system columns are the same everywhere
        list = "c.ctid, CASE WHEN c.attnum > 0 THEN ROW(" + catalogue.plain +
               ")::text ELSE c.attnum::text END";
    for (const auto& column : catalogue.columns) list += ", " + column.selected;
    return "SELECT " + list + " FROM " + catalogue.name + " AS c WHERE " + condition;
}

void WrittenRows::set_rows(Oid oid, const CatalogueColumns& catalogue, const Rows& rows) {
    parts_.insert_or_assign(oid, Part{&catalogue, rows});
}

void WrittenRows::keep_only(const std::set<Oid>& catalogues) {
    std::erase_if(parts_, [&](const auto& part) { return !catalogues.contains(part.first); });
}

void WrittenRows::number_objects() {
    std::vector<std::pair<Oid, Oid>> objects;
    for (const auto& [oid, part] : parts_)
        for (std::size_t i = 0; i < part.catalogue->columns.size(); ++i)
            if (part.catalogue->columns[i].kind == Kind::own_oid)
                for (int row = 0; row < part.rows.size(); ++row)
                    objects.emplace_back(oid_in(part.rows.fields(row)[i + first_column]), oid);
    std::sort(objects.begin(), objects.end());
    std::size_t number = 0;
    for (const auto& [oid, catalogue] : objects)
        labels_[{catalogue, oid}] = "#" + std::to_string(++number);
}

void WrittenRows::put_names(const Rows& rows) {
    for (int row = 0; row < rows.size(); ++row)
        if (!rows.is_null(row, 2))
            add_sized(labels_[{oid_in(rows.at(row, 0)), oid_in(rows.at(row, 1))}], rows.at(row, 2));
}

std::optional<std::string> WrittenRows::digest() {
    missing_.clear();
    is_clear_ = true;
    if (lines_.empty()) {
        number_objects();
        for (const auto& [oid, part] : parts_)
            for (int row = 0; row < part.rows.size(); ++row)
                lines_.push_back({oid, row, "", false});
    }
    for (auto& line : lines_)
        if (!line.is_whole) write(line);
    if (!is_clear_) missing_.clear();
    if (!is_clear_ || !missing_.empty()) return std::nullopt;
    std::sort(lines_.begin(), lines_.end(),
              [](const auto& a, const auto& b) { return a.text < b.text; });
    Sha256 digest;
    for (const auto& line : lines_) digest.field(line.text);
    return digest.hex();
}

// Only columns that cannot be empty otherwise are empty for NULL.
void WrittenRows::write(Line& line) {
    const Part& part = parts_.at(line.catalogue);
    const auto row = part.rows.fields(line.row);
    const auto& columns = part.catalogue->columns;
    is_whole_ = true;
    line.text.assign(part.catalogue->name).append(" ");
    add_sized(line.text, row[first_column - 1]);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        value_.clear();
        add_value(columns[i], line.catalogue, row, row[i + first_column]);
        add_sized(line.text, value_);
    }
    line.is_whole = is_whole_;
}

void WrittenRows::add_value(const CatalogueColumn& column, Oid catalogue,
                            std::span<const std::string_view> row, std::string_view text) {
    switch (column.kind) {
        case Kind::plain:
            value_ += text;
            break;
        case Kind::own_oid:
            add_label(catalogue, oid_in(text));
            break;
        case Kind::references:
            add_list(column.target, text);
            break;
        case Kind::object_of_class:
            add_label(oid_in(row[column.target + first_column]), oid_in(text));
            break;
        case Kind::opaque_oid:
            add_list(0, text);
            break;
        case Kind::name:
            add_name(text);
            break;
        case Kind::node_tree:
            add_expression(text);
            break;
    }
}

const std::string& WrittenRows::label(Oid catalogue, Oid oid) {
    static const std::string unknown = "?";
    const CatalogueObject object{catalogue, oid};
    if (const auto found = labels_.find(object); found != labels_.end()) return found->second;
    is_whole_ = false;
    if (catalogue == 0)
        is_clear_ = false;
    else
        missing_.insert(object);
    return unknown;
}

void WrittenRows::add_label(Oid catalogue, Oid oid) {
    if (oid < first_named_oid)
        value_ += std::to_string(oid);
    else
        value_ += label(catalogue, oid);
}

// "16400", "{16400,23}" or "16400 23".
void WrittenRows::add_list(Oid catalogue, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find_first_not_of("0123456789", at), text.size());
        if (end == at) {
            value_ += text[at++];
            continue;
        }
        add_label(catalogue, oid_in(text.substr(at, end - at)));
        at = end;
    }
}

// The server names these after an OID.
void WrittenRows::add_name(std::string_view text) {
    for (const auto& [prefix, catalogue] :
         {std::pair{std::string_view("pg_toast_"), "pg_class"},
          std::pair{std::string_view("RI_ConstraintTrigger_a_"), "pg_trigger"},
          std::pair{std::string_view("RI_ConstraintTrigger_c_"), "pg_trigger"}}) {
        if (!text.starts_with(prefix)) continue;
        const auto rest = text.substr(prefix.size());
        const auto digits = rest.substr(0, rest.find('_'));
        if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos)
            continue;
        value_ += prefix;
        add_label(oids_.find(catalogue)->second, oid_in(digits));
        value_ += rest.substr(digits.size());
        return;
    }
    value_ += text;
}

void WrittenRows::add_expression(std::string_view text) {
    if (text.empty()) return;
    const auto shown = with_labels(text, [this](std::string_view catalogue, Oid oid) {
        return oid < first_named_oid ? std::to_string(oid)
                                     : label(oids_.find(catalogue)->second, oid);
    });
    if (!shown) is_clear_ = is_whole_ = false;
    value_ += shown.value_or("");
}

}  // namespace migration
