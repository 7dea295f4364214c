#include "snapshot/written_rows.hpp"

#include <algorithm>

#include "base/digest.hpp"
#include "snapshot/node_tree.hpp"

namespace migration {
namespace {

using Kind = CatalogueColumn::Kind;

// Place and plain columns come first.
constexpr std::size_t first_column = 2;

std::string sized(std::string_view value) {
    return (std::to_string(value.size()) += ':').append(value);
}

}  // namespace

// Rows that the transaction and its subtransactions have made.
std::string WrittenRows::select(const CatalogueColumns& catalogue, const std::string& condition) {
    std::string list = "c.ctid, ROW(" + catalogue.plain + ")::text";
    for (const auto& column : catalogue.columns) list += ", " + column.selected;
    return "SELECT " + list + " FROM " + catalogue.name + " AS c WHERE " + condition +
           " AND age(c.xmin) <= age((SELECT pg_current_xact_id_if_assigned()::xid))";
}

void WrittenRows::put(Oid oid, const CatalogueColumns& catalogue, const Rows& rows) {
    Part part{&catalogue, catalogue.columns.size() + first_column, rows, {}};
    part.fields.resize(part.width * static_cast<std::size_t>(rows.size()));
    for (int row = 0; row < rows.size(); ++row)
        rows.fields(row,
                    std::span(part.fields).subspan(static_cast<std::size_t>(row) * part.width, part.width));
    parts_.insert_or_assign(oid, std::move(part));
}

void WrittenRows::keep_only(const std::set<Oid>& catalogues) {
    std::erase_if(parts_, [&](const auto& part) { return !catalogues.contains(part.first); });
}

void WrittenRows::number_objects() {
    std::vector<std::pair<Oid, Oid>> objects;
    for (const auto& [oid, part] : parts_)
        for (std::size_t i = 0; i < part.catalogue->columns.size(); ++i)
            if (part.catalogue->columns[i].kind == Kind::own_oid)
                for (auto row = part.fields.begin(); row != part.fields.end(); row += part.step())
                    objects.emplace_back(oid_in(row[static_cast<std::ptrdiff_t>(i + first_column)]), oid);
    std::sort(objects.begin(), objects.end());
    std::size_t number = 0;
    for (const auto& [oid, catalogue] : objects) labels_[{catalogue, oid}] = "#" + std::to_string(++number);
}

void WrittenRows::put_names(const Rows& rows) {
    for (int row = 0; row < rows.size(); ++row)
        if (!rows.is_null(row, 2))
            labels_[{oid_in(rows.at(row, 0)), oid_in(rows.at(row, 1))}] = sized(rows.at(row, 2));
}

std::optional<std::string> WrittenRows::digest() {
    number_objects();
    missing_.clear();
    is_clear_ = true;
    std::vector<std::string> lines;
    for (const auto& [oid, part] : parts_)
        for (auto row = part.fields.begin(); row != part.fields.end(); row += part.step())
            lines.push_back(line(oid, part, std::span(row, part.width)));
    if (!is_clear_) missing_.clear();
    if (!is_clear_ || !missing_.empty()) return std::nullopt;
    std::sort(lines.begin(), lines.end());
    Sha256 digest;
    for (const auto& line : lines) digest.field(line);
    return digest.hex();
}

// Only columns that cannot be empty otherwise are empty for NULL.
std::string WrittenRows::line(Oid catalogue, const Part& part, Fields row) {
    std::string line = part.catalogue->name + " ";
    line += sized(row[first_column - 1]);
    const auto& columns = part.catalogue->columns;
    for (std::size_t i = 0; i < columns.size(); ++i)
        line += sized(value(columns[i], catalogue, row, row[i + first_column]));
    return line;
}

std::string WrittenRows::value(const CatalogueColumn& column, Oid catalogue, Fields row,
                               std::string_view text) {
    switch (column.kind) {
        case Kind::plain:
            break;
        case Kind::own_oid:
            return label(catalogue, oid_in(text));
        case Kind::references:
            return list(column.target, text);
        case Kind::object_of_class:
            return label(oid_in(row[column.target + first_column]), oid_in(text));
        case Kind::opaque_oid:
            return list(0, text);
        case Kind::name:
            return name(text);
        case Kind::node_tree:
            return expression(text);
    }
    return std::string(text);
}

std::string WrittenRows::label(Oid catalogue, Oid oid) {
    if (oid < first_named_oid) return std::to_string(oid);
    const CatalogueObject object{catalogue, oid};
    if (const auto found = labels_.find(object); found != labels_.end()) return found->second;
    if (catalogue == 0)
        is_clear_ = false;
    else
        missing_.insert(object);
    return "?";
}

// "16400", "{16400,23}" or "16400 23".
std::string WrittenRows::list(Oid catalogue, std::string_view text) {
    std::string shown;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find_first_not_of("0123456789", at), text.size());
        if (end == at) {
            shown += text[at++];
            continue;
        }
        shown += label(catalogue, oid_in(text.substr(at, end - at)));
        at = end;
    }
    return shown;
}

// The server names these after an OID.
std::string WrittenRows::name(std::string_view text) {
    for (const auto& [prefix, catalogue] :
         {std::pair{std::string_view("pg_toast_"), "pg_class"},
          std::pair{std::string_view("RI_ConstraintTrigger_a_"), "pg_trigger"},
          std::pair{std::string_view("RI_ConstraintTrigger_c_"), "pg_trigger"}}) {
        if (!text.starts_with(prefix)) continue;
        const auto rest = text.substr(prefix.size());
        const auto digits = rest.substr(0, rest.find('_'));
        if (!digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos)
            return std::string(prefix) + label(oids_.find(catalogue)->second, oid_in(digits)) +
                   std::string(rest.substr(digits.size()));
    }
    return std::string(text);
}

std::string WrittenRows::expression(std::string_view text) {
    if (text.empty()) return "";
    const auto shown = with_labels(text, [this](std::string_view catalogue, Oid oid) {
        return label(oids_.find(catalogue)->second, oid);
    });
    is_clear_ = is_clear_ && shown;
    return shown.value_or("");
}

}  // namespace migration
