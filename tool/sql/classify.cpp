#include "sql/classify.hpp"

#include <pg_query.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>

#include "base/text.hpp"

namespace migration {
namespace {

using nlohmann::json;

// Larger statements are rows of data; their parse tree would take many times their size.
constexpr std::size_t largest_parsed = 1U << 20U;
// Longer texts set no search path in a way that anybody would read.
constexpr std::size_t largest_setting = 1U << 16U;

// Whether a statement begins as those do that change how the rest is run: no comment inside makes
// one harmless.
bool may_control(std::string_view statement) {
    const std::string first =
        to_lower(statement.substr(0, statement.find_first_of(" \t\r\n\f\v;/-(")));
    for (const char* word : {"begin", "start", "commit", "end", "rollback", "abort", "savepoint",
                             "release", "prepare", "set", "reset", "copy"})
        if (first == word) return true;
    return false;
}

bool is_true(const json& node, const char* key) {
    return node.value(key, false);
}

bool has_option(const json& node, const std::string& name) {
    if (!node.contains("params")) return false;
    for (const auto& option : node["params"])
        if (option.contains("DefElem") && option["DefElem"].value("defname", "") == name)
            return true;
    return false;
}

bool detaches_concurrently(const json& node) {
    if (!node.contains("cmds")) return false;
    for (const auto& command : node["cmds"]) {
        const auto& body = command.value("AlterTableCmd", json::object());
        if (body.value("subtype", "") == "AT_DetachPartition" && body.contains("def") &&
            is_true(body["def"].value("PartitionCmd", json::object()), "concurrent"))
            return true;
    }
    return false;
}

// PostgreSQL's PreventInTransactionBlock callers.
bool refuses_transaction(const std::string& type, const json& node) {
    if (type == "IndexStmt" || type == "DropStmt") return is_true(node, "concurrent");
    if (type == "VacuumStmt") return is_true(node, "is_vacuumcmd");
    if (type == "ReindexStmt") {
        const auto what = node.value("kind", "");
        return has_option(node, "concurrently") ||
               (what != "REINDEX_OBJECT_INDEX" && what != "REINDEX_OBJECT_TABLE");
    }
    if (type == "ClusterStmt") return !node.contains("relation");
    if (type == "AlterTableStmt") return detaches_concurrently(node);
    return type == "CreatedbStmt" || type == "DropdbStmt" || type == "CreateTableSpaceStmt" ||
           type == "DropTableSpaceStmt" || type == "AlterSystemStmt" ||
           type == "CreateSubscriptionStmt" || type == "DropSubscriptionStmt";
}

// PostgreSQL's RequireTransactionBlock callers, besides those about savepoints.
bool needs_transaction(const std::string& type, const json& node) {
    constexpr int with_hold = 0x20;  // CURSOR_OPT_HOLD
    if (type == "DeclareCursorStmt") return (node.value("options", 0) & with_hold) == 0;
    return type == "LockStmt";
}

// Whether the options of BEGIN or SET TRANSACTION say READ ONLY.
bool says_read_only(const json& options) {
    return std::any_of(options.begin(), options.end(), [](const json& option) {
        const auto& element = option.value("DefElem", json::object());
        if (element.value("defname", "") != "transaction_read_only") return false;
        const auto& value = element.value("arg", json::object()).value("A_Const", json::object());
        return value.value("ival", json::object()).value("ival", 0) != 0;
    });
}

StatementKind transaction_kind(const json& node) {
    const auto kind = node.value("kind", "");
    const bool chains = is_true(node, "chain");
    if (kind == "TRANS_STMT_BEGIN" || kind == "TRANS_STMT_START")
        return says_read_only(node.value("options", json::array())) ? StatementKind::begin_read_only
                                                                    : StatementKind::begin;
    if (kind == "TRANS_STMT_COMMIT")
        return chains ? StatementKind::commit_chain : StatementKind::commit;
    if (kind == "TRANS_STMT_ROLLBACK")
        return chains ? StatementKind::roll_back_chain : StatementKind::roll_back;
    if (kind == "TRANS_STMT_SAVEPOINT" || kind == "TRANS_STMT_RELEASE" ||
        kind == "TRANS_STMT_ROLLBACK_TO")
        return StatementKind::within_transaction;
    return StatementKind::control;
}

// The words of SET name = value, in lower case.
std::vector<std::string> values_of(const json& node) {
    std::vector<std::string> values;
    for (const auto& argument : node.value("args", json::array())) {
        const auto constant = argument.value("A_Const", json::object());
        values.push_back(constant.contains("ival")
                             ? std::to_string(constant["ival"].value("ival", 0))
                             : to_lower(constant.value("sval", json::object()).value("sval", "")));
    }
    return values;
}

// As PostgreSQL reads a boolean setting: unique beginnings count.
bool means(const std::string& value, bool wanted) {
    const std::vector<std::string> words =
        wanted ? std::vector<std::string>{"on", "true", "yes", "1"}
               : std::vector<std::string>{"off", "false", "no", "0"};
    return std::any_of(words.begin(), words.end(), [&](const auto& word) {
        return !value.empty() && word.starts_with(value) && value != "o";
    });
}

StatementKind setting_kind(const json& node) {
    const auto name = to_lower(node.value("name", ""));
    const auto values = values_of(node);
    if (node.value("kind", "") == "VAR_SET_MULTI" && name == "transaction")
        return says_read_only(node.value("args", json::array()))
                   ? StatementKind::read_only
                   : StatementKind::transaction_setting;
    if (name == "transaction_read_only" && !values.empty() && means(values.front(), true))
        return StatementKind::read_only;
    return name.starts_with("transaction_") ? StatementKind::transaction_setting
                                            : StatementKind::setting;
}

// The ledger, as a script's names may mean it. A name without a schema is one of schema public,
// unless the script has set the search path.
struct LedgerWords {
    const LedgerName& ledger;
    SearchPath path;

    bool has_schema(const std::string& schema) const {
        if (!schema.empty()) return schema == ledger.schema;
        return path == SearchPath::to_ledger;
    }
};

bool is_ledger(const json& node, const LedgerWords& ledger) {
    const auto relation = node.value("relation", json::object());
    if (relation.value("relpersistence", "") == "t") return false;
    return relation.value("relname", "") == ledger.ledger.table &&
           ledger.has_schema(relation.value("schemaname", ""));
}

bool is_copy_from_stdin(const json& node) {
    return is_true(node, "is_from") && !node.contains("filename") && !is_true(node, "is_program");
}

bool names_ledger(const json& list, const LedgerWords& ledger) {
    const auto parts = list.value("List", json::object()).value("items", json::array());
    if (parts.empty() || parts.size() > 2) return false;
    const auto text = [](const json& part) {
        return part.value("String", json::object()).value("sval", "");
    };
    return text(parts.back()) == ledger.ledger.table &&
           ledger.has_schema(parts.size() == 1 ? "" : text(parts.front()));
}

bool drops_schema(const json& node, const std::string& schema) {
    const auto objects = node.value("objects", json::array());
    return std::any_of(objects.begin(), objects.end(), [&](const json& object) {
        return object.value("String", json::object()).value("sval", "") == schema;
    });
}

// DROP TABLE, TRUNCATE, ALTER TABLE or a plain CREATE TABLE of the ledger's name, DROP SCHEMA of
// its schema.
bool changes_ledger(const std::string& type, const json& node, const LedgerWords& ledger) {
    if (type == "AlterTableStmt" || type == "RenameStmt" || type == "CreateStmt")
        return is_ledger(node, ledger);
    if (type == "DropStmt" && node.value("removeType", "") == "OBJECT_TABLE") {
        const auto objects = node.value("objects", json::array());
        return std::any_of(objects.begin(), objects.end(),
                           [&](const auto& object) { return names_ledger(object, ledger); });
    }
    if (type == "DropStmt" && node.value("removeType", "") == "OBJECT_SCHEMA")
        return drops_schema(node, ledger.ledger.schema);
    if (type != "TruncateStmt") return false;
    const auto relations = node.value("relations", json::array());
    return std::any_of(relations.begin(), relations.end(), [&](const auto& relation) {
        return is_ledger(json{{"relation", relation.value("RangeVar", json::object())}}, ledger);
    });
}

StatementKind kind_of(const std::string& type, const json& node, const LedgerWords& ledger) {
    if (type == "TransactionStmt") return transaction_kind(node);
    if (type == "VariableSetStmt") return setting_kind(node);
    if (type == "SelectStmt" && !node.contains("intoClause")) return StatementKind::query;
    if (type == "CopyStmt" && is_copy_from_stdin(node)) return StatementKind::copy_in;
    const bool writes = type == "InsertStmt" || type == "UpdateStmt" || type == "DeleteStmt";
    if ((writes || (type == "CreateStmt" && is_true(node, "if_not_exists"))) &&
        is_ledger(node, ledger))
        return node.contains("withClause") ? StatementKind::ledger_change
                                           : StatementKind::self_record;
    if (changes_ledger(type, node, ledger)) return StatementKind::ledger_change;
    if (needs_transaction(type, node)) return StatementKind::within_transaction;
    return refuses_transaction(type, node) ? StatementKind::no_transaction : StatementKind::plain;
}

std::string quoted(const std::string& name) {
    std::string text = "\"";
    for (const char c : name) text += c == '"' ? std::string("\"\"") : std::string(1, c);
    return text + "\"";
}

std::optional<ConcurrentIndex> concurrent_index_of(const std::string& type, const json& node) {
    if (type != "IndexStmt" || !is_true(node, "concurrent")) return std::nullopt;
    const auto relation = node.value("relation", json::object());
    const std::string schema = relation.value("schemaname", "");
    return ConcurrentIndex{
        0, node.value("idxname", ""),
        (schema.empty() ? "" : quoted(schema) + ".") + quoted(relation.value("relname", ""))};
}

// The first schema of a search path, in small letters and without quotes. A schema of the user's
// name is seldom there:
// "$user", public is what sessions begin with.
std::string first_schema(std::string_view path) {
    for (const auto element : split(path, ',')) {
        std::string name = to_lower(trim(element));
        std::erase_if(name, [](char c) { return c == '"' || c == '\''; });
        if (name != "$user") return std::string(trim(name));
    }
    return "";
}

}  // namespace

SearchPath usual_search_path(const LedgerName& ledger) {
    return ledger.schema == "public" ? SearchPath::to_ledger : SearchPath::elsewhere;
}

std::optional<SearchPath> search_path_behind(std::string_view statement, const LedgerName& ledger) {
    static const std::regex setting(
        R"((?:\bset\s+(?:session\s+|local\s+)?search_path\s*(?:=|\bto\b))"
        R"(|set_config\s*\(\s*'search_path'\s*,))",
        std::regex::icase);
    static const std::regex reset(R"(\breset\s+(search_path|all)\b|\bdiscard\s+all\b)",
                                  std::regex::icase);
    const bool is_about_it =
        statement.size() <= largest_setting &&
        (contains_word(statement, "search_path") || contains_word(statement, "reset") ||
         contains_word(statement, "discard"));
    if (!is_about_it) return std::nullopt;
    // std::regex takes the stack for each byte of a repetition: blanks are one, and the schemas are
    // none of the pattern's.
    const std::string text = one_line(statement, largest_setting);
    std::smatch match;
    if (std::regex_search(text, reset)) return usual_search_path(ledger);
    if (!std::regex_search(text, match, setting)) return std::nullopt;
    const auto rest =
        std::string_view(text).substr(static_cast<std::size_t>(match.position() + match.length()));
    const std::string first = first_schema(rest.substr(0, rest.find_first_of(";)")));
    if (first == "default") return usual_search_path(ledger);
    return first == to_lower(ledger.schema) ? SearchPath::to_ledger : SearchPath::elsewhere;
}

Classified classify(const std::string& statement, const LedgerName& ledger, SearchPath path) {
    if (statement.size() > largest_parsed && !may_control(statement)) return {};
    const PgQueryParseResult result = pg_query_parse(statement.c_str());
    Classified classified;
    if (result.error != nullptr) {
        const auto position = static_cast<std::size_t>(std::max(result.error->cursorpos, 1));
        classified.problem = SqlProblem{offset_of_character(statement, position),
                                        with_valid_utf8(result.error->message)};
    } else {
        const auto tree = json::parse(result.parse_tree);
        if (!tree["stmts"].empty()) {
            const auto& node = tree["stmts"][0]["stmt"];
            classified.kind = kind_of(node.begin().key(), node.begin().value(), {ledger, path});
            classified.concurrent_index =
                concurrent_index_of(node.begin().key(), node.begin().value());
        }
    }
    pg_query_free_parse_result(result);
    return classified;
}

int grammar_version() {
    return PG_VERSION_NUM / 10000;
}

}  // namespace migration
