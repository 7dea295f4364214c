#include "snapshot/footprint.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <span>
#include <string_view>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "snapshot/catalogue_rows.hpp"

namespace migration {
namespace {

// Smaller OIDs are part of the server's sources.
constexpr Oid first_named_oid = 12000;

enum class Kind {
    plain,
    own_oid,
    references,       // an OID, or several, of rows of the catalogue `target`
    object_of_class,  // an OID of the catalogue that the column number `target` names
    opaque_oid,       // an OID of who knows what
    name,             // may end in an OID
    expression,       // pg_node_tree
};

struct Column {
    std::string name;
    std::string selected;
    Kind kind = Kind::plain;
    Oid target = 0;
};

// Owners and privileges; where data are stored and how many there are; what a scan found.
constexpr std::array<std::string_view, 31> left_out{
    "relowner",     "nspowner",      "proowner",     "typowner",   "oprowner",     "opcowner",
    "opfowner",     "collowner",     "conowner",     "dictowner",  "cfgowner",     "extowner",
    "fdwowner",     "srvowner",      "lomowner",     "evtowner",   "pubowner",     "subowner",
    "stxowner",     "lanowner",      "relfilenode",  "relpages",   "reltuples",    "relallvisible",
    "relallfrozen", "reltoastrelid", "relfrozenxid", "relminmxid", "indcheckxmin", "attmissingval",
    "attcacheoff"};
// What `relacl` is of pg_class.
constexpr std::array<std::string_view, 8> privileges{"relacl", "attacl", "nspacl", "proacl",
                                                     "typacl", "lanacl", "fdwacl", "srvacl"};

template <typename List, typename Value>
bool is_in(const List& list, const Value& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

constexpr const char* columns_sql = R"sql(
SELECT c.oid, c.relname, a.attname, t.typname, k.target, pg_catalog.pg_relation_size(c.oid) / 8192
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
LEFT JOIN (
    SELECT fktable::pg_catalog.oid AS catalogue, fkcols[1] AS name, pktable::pg_catalog.oid AS target
    FROM pg_catalog.pg_get_catalog_foreign_keys()
    WHERE pg_catalog.cardinality(fkcols) = 1 AND pkcols = '{oid}') AS k ON k.catalogue = c.oid AND k.name = a.attname
WHERE c.relnamespace = 11 AND c.relkind = 'r'
ORDER BY c.oid, a.attnum
)sql";

constexpr const char* slots_sql =
    "SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', s.slot_name, s.slot_type, s.plugin, "
    "s.two_phase), "
    "', ' ORDER BY s.slot_name) FROM pg_catalog.pg_replication_slots AS s WHERE NOT s.temporary";

// Whether the transaction's writing is counted, the replication slots, and how many rows of each catalogue $1
// it made, changed and removed.
const std::string written_sql =
    std::string("SELECT current_setting('track_counts'), (") + slots_sql + R"sql(),
    (SELECT string_agg(concat_ws(' ', n.c, n.made, n.changed, n.removed), ',')
     FROM (SELECT c, pg_stat_get_xact_tuples_inserted(c) AS made, pg_stat_get_xact_tuples_updated(c) AS changed,
                pg_stat_get_xact_tuples_deleted(c) AS removed
           FROM unnest($1) AS c OFFSET 0) AS n
     WHERE n.made + n.changed + n.removed > 0)
)sql";

// Keeps what the transaction has locked for more than reading, for the next queries, and tells of it.
constexpr const char* locked_sql = R"sql(
SELECT set_config('migration.locked', coalesce(array_agg(l.relation)::text, '{}'), true)
FROM pg_locks AS l
WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.mode NOT IN ('AccessShareLock', 'RowShareLock')
)sql";

// A condition on the relations $1, on those.
std::string of_locked(std::string condition) {
    constexpr std::string_view locked = "(SELECT current_setting('migration.locked'))::oid[]";
    for (auto at = condition.find("$1"); at != std::string::npos;
         at = condition.find("$1", at + locked.size()))
        condition.replace(at, 2, locked);
    return condition;
}

constexpr const char* identities_sql = R"sql(
SELECT o.catalogue, o.oid, i.type || ' ' || i.identity
FROM unnest($1, $2) AS o (catalogue, oid)
CROSS JOIN LATERAL pg_identify_object(o.catalogue, o.oid, 0) AS i
WHERE o.catalogue <> 'pg_enum'::regclass
UNION ALL
SELECT o.catalogue, o.oid, format('label %L of %s', e.enumlabel, i.identity)
FROM unnest($1, $2) AS o (catalogue, oid)
JOIN pg_enum AS e ON o.catalogue = 'pg_enum'::regclass AND e.oid = o.oid
CROSS JOIN LATERAL pg_identify_object('pg_type'::regclass, e.enumtypid, 0) AS i
)sql";

// Rows that the transaction and its subtransactions have made.
constexpr const char* made = "age(c.xmin) <= age((SELECT pg_current_xact_id_if_assigned()::xid))";

// The plans are made in a small database, perhaps, and kept while it grows: they shall go by index.
constexpr std::array<const char*, 4> pins{"SET LOCAL search_path = ''",
                                          "SET LOCAL plan_cache_mode = force_generic_plan",
                                          "SET LOCAL enable_seqscan = off", "SET LOCAL jit = off"};

Column column_of(const std::string& catalogue, const std::string& name, const std::string& type, Oid target) {
    Column column{name, "c." + name};
    const bool is_oid = type == "oid" || type == "_oid" || type == "oidvector" || type.starts_with("reg");
    if (type.starts_with("reg")) column.selected += "::oid";
    if (name == "oid")
        column.kind = Kind::own_oid;
    else if (name == "objid" || name == "refobjid" || name == "objoid")
        column.kind = Kind::object_of_class;
    else if (is_oid && target != 0)
        column.kind = Kind::references;
    else if (is_oid)
        column.kind = Kind::opaque_oid;
    else if (type == "name" && (catalogue == "pg_class" || catalogue == "pg_trigger"))
        column.kind = Kind::name;
    else if (type == "pg_node_tree")
        column.kind = Kind::expression;
    column.target = target;
    return column;
}

// What stands in the column with the class of an object.
std::string class_column(std::string_view object_column) {
    if (object_column == "objoid") return "classoid";
    return object_column == "objid" ? "classid" : "refclassid";
}

Oid oid_in(std::string_view text) {
    Oid oid = 0;
    std::from_chars(text.data(), text.data() + text.size(), oid);
    return oid;
}

bool is_number(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void add_field(std::string& line, std::string_view value) {
    line += std::to_string(value.size());
    line += ':';
    line += value;
}

}  // namespace

struct FootprintReader::Catalogue {
    std::string name;
    std::vector<Column> columns;  // those that name other objects, or hold them
    std::string plain;            // the others, for one text
    long long last_block = 0;     // where rows were added last: the next ones follow

    std::string select(const std::string& condition) const {
        std::string list = "c.ctid, ROW(" + plain + ")::text";
        for (const auto& column : columns) list += ", " + column.selected;
        return "SELECT " + list + " FROM " + name + " AS c WHERE " + condition + " AND " + made;
    }
};

struct FootprintReader::Counts {
    long long made = 0;
    long long changed = 0;
    long long removed = 0;
};

struct FootprintReader::Written {
    bool is_clear = false;  // that it was counted, and no replication slot has come or gone
    std::map<Oid, Counts> catalogues;
    std::optional<std::vector<Oid>> locked;  // where it was asked for
    std::set<Oid> by_locks;                  // catalogues whose rows were looked for so
};

// The rows found, and what they say when each OID is replaced by what it stands for: the row's number among
// those found, in the order of their OIDs, or the object's name.
class FootprintReader::Writing {
public:
    explicit Writing(const std::map<std::string, Oid>& oids) : oids_(oids) {}

    // The rows of a catalogue; those of an earlier try go.
    void put(Oid oid, const Catalogue& catalogue, const Rows& rows) {
        Part part{&catalogue, catalogue.columns.size() + first_column, rows, {}};
        part.fields.resize(part.width * static_cast<std::size_t>(rows.size()));
        for (int row = 0; row < rows.size(); ++row)
            rows.fields(
                row, std::span(part.fields).subspan(static_cast<std::size_t>(row) * part.width, part.width));
        parts_.insert_or_assign(oid, std::move(part));
    }
    bool has(Oid oid) const { return parts_.contains(oid); }
    int count(Oid oid) const { return has(oid) ? parts_.at(oid).rows.size() : 0; }
    // What was expected and not written has no rows of the transaction.
    template <typename Map>
    void keep_only(const Map& written) {
        std::erase_if(parts_, [&](const auto& part) { return !written.contains(part.first); });
    }

    void number_objects() {
        std::vector<std::pair<Oid, Oid>> objects;
        for (const auto& [oid, part] : parts_)
            for (std::size_t i = 0; i < part.catalogue->columns.size(); ++i)
                if (part.catalogue->columns[i].kind == Kind::own_oid)
                    for (auto row = part.fields.begin(); row != part.fields.end(); row += part.step())
                        objects.emplace_back(oid_in(row[static_cast<std::ptrdiff_t>(i + first_column)]), oid);
        std::sort(objects.begin(), objects.end());
        for (const auto& [oid, catalogue] : objects)
            labels_[{catalogue, oid}] = "#" + std::to_string(labels_.size() + 1);
    }

    // Names of the objects that missing() listed.
    void put_names(const Rows& rows) {
        for (int row = 0; row < rows.size(); ++row)
            if (!rows.is_null(row, 2))
                labels_[{oid_in(rows.at(row, 0)), oid_in(rows.at(row, 1))}] = rows.text(row, 2);
    }
    const CatalogueObjects& missing() const { return missing_; }

    // nullopt where something is missing, or cannot be told.
    std::optional<std::string> digest() {
        missing_.clear();
        is_clear_ = true;
        std::vector<std::string> lines;
        for (const auto& [oid, part] : parts_)
            for (auto row = part.fields.begin(); row != part.fields.end(); row += part.step())
                lines.push_back(line(oid, part, std::span(row, part.width)));
        if (!is_clear_ || !missing_.empty()) return std::nullopt;
        std::sort(lines.begin(), lines.end());
        Sha256 digest;
        for (const auto& line : lines) digest.field(line);
        return digest.hex();
    }

    bool is_clear() const { return is_clear_; }

private:
    // Place and plain columns come first.
    static constexpr std::size_t first_column = 2;

    struct Part {
        const Catalogue* catalogue;
        std::size_t width;
        Rows rows;                             // whose memory the fields are
        std::vector<std::string_view> fields;  // row by row
        std::ptrdiff_t step() const { return static_cast<std::ptrdiff_t>(width); }
    };
    using Fields = std::span<const std::string_view>;

    // Only columns that cannot be empty otherwise are empty for NULL.
    std::string line(Oid catalogue, const Part& part, Fields row) {
        std::string line = part.catalogue->name + " ";
        add_field(line, row[first_column - 1]);
        const auto& columns = part.catalogue->columns;
        for (std::size_t i = 0; i < columns.size(); ++i)
            add_field(line, value(columns[i], catalogue, row, row[i + first_column]));
        return line;
    }

    std::string value(const Column& column, Oid catalogue, Fields row, std::string_view text) {
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
            case Kind::expression:
                return expression(text);
        }
        return std::string(text);
    }

    std::string label(Oid catalogue, Oid oid) {
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
    std::string list(Oid catalogue, std::string_view text) {
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
    std::string name(std::string_view text) {
        for (const auto& [prefix, catalogue] :
             {std::pair{std::string_view("pg_toast_"), "pg_class"},
              std::pair{std::string_view("RI_ConstraintTrigger_a_"), "pg_trigger"},
              std::pair{std::string_view("RI_ConstraintTrigger_c_"), "pg_trigger"}}) {
            if (!text.starts_with(prefix)) continue;
            const auto rest = text.substr(prefix.size());
            const auto digits = rest.substr(0, rest.find('_'));
            if (is_number(digits))
                return std::string(prefix) + label(oids_.at(catalogue), oid_in(digits)) +
                       std::string(rest.substr(digits.size()));
        }
        return std::string(text);
    }

    // The catalogue that a field of an expression points into; empty for numbers that are no OIDs.
    static std::optional<std::string_view> catalogue_of(std::string_view field) {
        for (const auto& [end, catalogue] : {std::pair{std::string_view("type"), std::string_view("pg_type")},
                                             {"typeid", "pg_type"},
                                             {"typid", "pg_type"},
                                             {"collid", "pg_collation"},
                                             {"collation", "pg_collation"},
                                             {"collOid", "pg_collation"},
                                             {"coltypes", "pg_type"},
                                             {"colcollations", "pg_collation"},
                                             {"resorigtbl", "pg_class"},
                                             {"seqid", "pg_class"},
                                             {"opno", "pg_operator"},
                                             {"funcid", "pg_proc"},
                                             {"fnoid", "pg_proc"},
                                             {"relid", "pg_class"},
                                             {"eqop", "pg_operator"},
                                             {"sortop", "pg_operator"},
                                             {"location", ""},
                                             {"typmod", ""},
                                             {"typmods", ""},
                                             {"stmt_len", ""}})
            if (field.ends_with(end)) return catalogue;
        return std::nullopt;
    }

    // Values that are OIDs, by the type's OID.
    static std::string_view catalogue_of_values(Oid type) {
        switch (type) {
            case 24:
            case 2202:
                return "pg_proc";
            case 2203:
            case 2204:
                return "pg_operator";
            case 2205:
                return "pg_class";
            case 2206:
                return "pg_type";
            case 3734:
                return "pg_ts_config";
            case 3769:
                return "pg_ts_dict";
            case 4089:
                return "pg_namespace";
            case 4096:
                return "pg_authid";
            case 4191:
                return "pg_collation";
            default:
                return "";
        }
    }

    // What stands for a constant whose value is an OID. Values of types that are not the server's own may
    // hold OIDs anywhere; those of enumerations are some.
    std::optional<std::string> constant(Oid type, const std::vector<std::string_view>& words,
                                        std::size_t bracket) {
        const bool is_theirs = type >= first_named_oid;
        if (may_hold_oids(type) || (is_theirs && words[bracket - 1] != "4")) is_clear_ = false;
        const auto catalogue = is_theirs ? "pg_enum" : catalogue_of_values(type);
        const auto oid = catalogue.empty() ? std::nullopt : oid_of_bytes(words, bracket);
        return oid ? std::optional(label(oids_.at(std::string(catalogue)), *oid)) : std::nullopt;
    }

    // Arrays of such types, rows, and access rights.
    static bool may_hold_oids(Oid type) {
        constexpr std::array<Oid, 15> types{1008, 2207, 2208, 2209, 2210, 2211, 3735, 3770,
                                            4090, 4097, 4192, 1033, 1034, 2249, 2287};
        return is_in(types, type);
    }

    // ":constvalue 4 [ 1 64 0 0 0 0 0 0 ]", the number's bytes as the machine has them.
    static std::optional<Oid> oid_of_bytes(const std::vector<std::string_view>& words, std::size_t bracket) {
        Oid oid = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            if (bracket + 1 + i >= words.size()) return std::nullopt;
            const int byte = std::atoi(std::string(words[bracket + 1 + i]).c_str());
            oid |= static_cast<Oid>(static_cast<unsigned char>(byte)) << (8 * i);
        }
        return oid;
    }

    std::string expression(std::string_view text) {
        const std::vector<std::string_view> words = split(text, ' ');
        std::string shown, field;
        Oid constant_type = 0;
        bool in_bytes = false;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const auto word = words[i];
            const auto digits = word.substr(0, word.find_first_of(")}"));
            const auto rest = word.substr(digits.size());
            shown += ' ';
            if (word.starts_with(':')) field = word.substr(1);
            if (word == "[") in_bytes = true;
            if (word.starts_with(']')) in_bytes = false;
            if (word == "[" && field == "constvalue") {
                if (const auto shown_value = constant(constant_type, words, i)) {
                    shown += *shown_value;
                    while (i + 1 < words.size() && !words[i].starts_with(']')) ++i;
                    shown += words[i];
                    in_bytes = false;
                    continue;
                }
            }
            if (in_bytes || !is_number(digits) || oid_in(digits) < first_named_oid) {
                if (field == "consttype" && is_number(digits)) constant_type = oid_in(digits);
                shown += word;
                continue;
            }
            const auto catalogue = catalogue_of(field);
            if (field == "consttype") constant_type = oid_in(digits);
            if (!catalogue)
                is_clear_ = false;
            else if (catalogue->empty())
                shown += word;
            else
                shown += label(oids_.at(std::string(*catalogue)), oid_in(digits)) + std::string(rest);
        }
        return shown;
    }

    const std::map<std::string, Oid>& oids_;
    std::map<Oid, Part> parts_;
    std::map<CatalogueObject, std::string> labels_;
    CatalogueObjects missing_;
    bool is_clear_ = true;
};

std::string Footprint::text() const {
    std::string text = digest;
    for (const auto& [oid, changed] : catalogues)
        text += (text.size() == digest.size() ? " " : ",") + std::to_string(oid) + (changed ? "*" : "");
    return text;
}

std::optional<Footprint> Footprint::from_text(std::string_view text) {
    if (text.empty()) return std::nullopt;
    const auto parts = split(text, ' ');
    Footprint footprint{std::string(parts.front()), {}};
    if (parts.size() > 1)
        for (const auto oid : split(parts[1], ',')) footprint.catalogues[oid_in(oid)] = oid.ends_with('*');
    return footprint;
}

FootprintReader::FootprintReader(Session& session)
    : queries_(session), slots_(session.rows(slots_sql).text(0, 0)) {
    const Rows rows = session.rows(columns_sql);
    for (int i = 0; i < rows.size(); ++i) {
        const std::string name = rows.text(i, 1), column = rows.text(i, 2);
        if (tells_nothing(name)) continue;
        const Oid oid = oid_in(rows.at(i, 0));
        oids_[name] = oid;
        auto& catalogue = catalogues_[oid];
        catalogue.name = name;
        catalogue.last_block = std::max(rows.number(i, 5) - 1, 0LL);
        if (is_in(left_out, column) || is_in(privileges, column)) continue;
        auto described = column_of(name, column, rows.text(i, 3), oid_in(rows.at(i, 4)));
        if (described.kind == Kind::plain)
            catalogue.plain += (catalogue.plain.empty() ? "" : ", ") + described.selected;
        else
            catalogue.columns.push_back(std::move(described));
    }
    for (auto& [oid, catalogue] : catalogues_)
        for (auto& column : catalogue.columns) {
            if (column.kind != Kind::object_of_class) continue;
            const auto found =
                std::find_if(catalogue.columns.begin(), catalogue.columns.end(),
                             [&](const auto& other) { return other.name == class_column(column.name); });
            column.target = static_cast<Oid>(found - catalogue.columns.begin());
        }
}

FootprintReader::~FootprintReader() = default;

// Rows behind what the catalogue had before.
void FootprintReader::queue_end(Oid oid, Writing& writing) {
    auto& catalogue = catalogues_.at(oid);
    queries_.add_prepared(
        "migration_rows_at_end_" + catalogue.name, "(tid)", [&] { return catalogue.select("c.ctid >= $1"); },
        "('(" + std::to_string(catalogue.last_block) + ",0)')",
        [&, oid](const Rows& rows) {
            if (rows.size() > 0)
                catalogue.last_block =
                    std::max(catalogue.last_block, std::atoll(rows.at(rows.size() - 1, 0).data() + 1));
            writing.put(oid, catalogue, rows);
        });
}

void FootprintReader::queue_written(Written& written) {
    std::vector<Oid> oids;
    for (const auto& [oid, catalogue] : catalogues_) oids.push_back(oid);
    queries_.add_prepared(
        "migration_written", "(oid[])", [] { return written_sql; }, "(" + oid_array(oids) + ")",
        [&](const Rows& rows) {
            written.is_clear = rows.at(0, 0) == "on" && rows.at(0, 1) == slots_;
            slots_ = rows.text(0, 1);
            for (const auto line : split(rows.at(0, 2), ',')) {
                const auto words = split(line, ' ');
                if (words.size() != 4) continue;
                const auto number = [&](std::size_t at) {
                    return std::atoll(std::string(words[at]).c_str());
                };
                written.catalogues[oid_in(words[0])] = {number(1), number(2), number(3)};
            }
        });
    // The counters hold what earlier transactions wrote, too, until they are flushed.
    if (queries_.session().server_major() >= 15) queries_.add("SELECT pg_stat_force_next_flush()");
}

void FootprintReader::queue_locked(Written& written) {
    queries_.add_prepared(
        "migration_locked", "", [] { return locked_sql; }, "",
        [&](const Rows& rows) {
            auto& locked = written.locked.emplace();
            const auto list = rows.at(0, 0);
            for (const auto relation : split(list.substr(1, list.size() - 2), ','))
                if (!relation.empty()) locked.push_back(oid_in(relation));
        });
}

void FootprintReader::queue_of_relations(Oid oid, Writing& writing) {
    const auto& catalogue = catalogues_.at(oid);
    queries_.add_prepared(
        "migration_rows_of_relations_" + catalogue.name, "",
        [&] { return catalogue.select(of_locked(condition_of_relations(catalogue.name))); }, "",
        [&, oid](const Rows& rows) { writing.put(oid, catalogue, rows); });
}

// Whether what is said of a relation was changed under a lock of it, if it was: then the locks tell of which.
bool FootprintReader::goes_by_locks(Grants grants, bool types_changed) const {
    // ALTER TYPE … SET SCHEMA moves a composite type's relation without a lock.
    return grants == Grants::none && !may_call_ && !types_changed;
}

// By hand it is changed under a lock of the catalogue.
bool FootprintReader::is_changed_under_lock(Oid catalogue, const Written& written) const {
    return is_locked_with_relation(catalogues_.at(catalogue).name) &&
           std::none_of(written.locked->begin(), written.locked->end(), [&](Oid relation) {
               const auto found = catalogues_.find(relation);
               return found != catalogues_.end() && is_locked_with_relation(found->second.name);
           });
}

// nullopt where the rows will not tell everything.
std::optional<FootprintReader::Written> FootprintReader::ask(Grants grants,
                                                             const std::map<Oid, bool>& expected,
                                                             Writing& writing) {
    Written written;
    for (const char* sql : pins) queries_.add(sql);
    queue_written(written);
    const auto types = expected.find(oids_.at("pg_type"));
    const bool by_locks = goes_by_locks(grants, types != expected.end() && types->second);
    for (const auto& [oid, changed] : expected) {
        if (!catalogues_.contains(oid)) continue;
        if (!changed) {
            queue_end(oid, writing);
        } else if (by_locks && is_locked_with_relation(catalogues_.at(oid).name)) {
            if (written.by_locks.empty()) queue_locked(written);
            written.by_locks.insert(oid);
            queue_of_relations(oid, writing);
        }
    }
    queries_.run();
    bool is_clear = written.is_clear;
    for (const auto& [oid, counts] : written.catalogues) {
        const auto& name = catalogues_.at(oid).name;
        may_call_ = may_call_ || name == "pg_proc" || name == "pg_extension";
        is_clear = is_clear && counts.removed == 0 && is_told(name) && !name.starts_with("pg_largeobject");
    }
    return is_clear ? std::optional(written) : std::nullopt;
}

// What is not found yet.
void FootprintReader::find_rest(Grants grants, Written& written, Writing& writing) {
    const auto types = written.catalogues.find(oids_.at("pg_type"));
    const bool by_locks =
        goes_by_locks(grants, types != written.catalogues.end() && types->second.changed > 0);
    std::vector<Oid> open;
    for (const auto& [oid, counts] : written.catalogues) {
        const bool is_found =
            written.by_locks.contains(oid) && by_locks && is_changed_under_lock(oid, written);
        if (is_found || (counts.changed == 0 && writing.count(oid) == counts.made)) continue;
        open.push_back(oid);
        if (counts.changed == 0 && !writing.has(oid)) queue_end(oid, writing);
    }
    if (open.empty()) return;
    if (by_locks && !written.locked) queue_locked(written);
    queries_.run();
    for (const Oid oid : open) {
        const auto& counts = written.catalogues.at(oid);
        if (counts.changed == 0 && writing.count(oid) == counts.made) continue;
        const auto& catalogue = catalogues_.at(oid);
        if (by_locks && is_changed_under_lock(oid, written))
            queue_of_relations(oid, writing);
        else
            queries_.add_prepared(
                "migration_rows_anywhere_" + catalogue.name, "", [&] { return catalogue.select("true"); }, "",
                [&, oid](const Rows& rows) { writing.put(oid, catalogue, rows); });
    }
    queries_.run();
}

// What the rows name and do not hold.
void FootprintReader::name_objects(Writing& writing) {
    std::vector<Oid> classes, oids;
    for (const auto& object : writing.missing()) {
        classes.push_back(object.catalogue);
        oids.push_back(object.oid);
    }
    queries_.add_prepared(
        "migration_identities", "(oid[], oid[])", [] { return identities_sql; },
        "(" + oid_array(classes) + ", " + oid_array(oids) + ")",
        [&](const Rows& rows) { writing.put_names(rows); });
    queries_.run();
}

std::optional<Footprint> FootprintReader::read(Grants grants, const std::set<std::string>& prepared,
                                               const std::map<Oid, bool>& expected) {
    queries_.keep(prepared);
    Writing writing(oids_);
    auto written = ask(grants, expected, writing);
    if (!written) return std::nullopt;
    find_rest(grants, *written, writing);
    writing.keep_only(written->catalogues);
    writing.number_objects();
    auto digest = writing.digest();
    if (!digest && writing.is_clear()) {
        name_objects(writing);
        digest = writing.digest();
    }
    if (!digest) return std::nullopt;
    Footprint footprint{*digest, {}};
    for (const auto& [oid, counts] : written->catalogues) footprint.catalogues[oid] = counts.changed > 0;
    return footprint;
}

}  // namespace migration
