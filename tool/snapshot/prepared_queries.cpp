#include "snapshot/prepared_queries.hpp"

#include <utility>

namespace migration {
namespace {

// "(oid[], xid)" or "('{1,2}', '7')" → its parts.
std::vector<std::string> parts_of(const std::string& list) {
    std::vector<std::string> parts;
    bool quoted = false;
    std::string part;
    for (const char c :
         list.size() < 2 ? std::string_view() : std::string_view(list).substr(1, list.size() - 2)) {
        quoted = quoted != (c == '\'');
        if (c == ',' && !quoted)
            parts.push_back(std::exchange(part, ""));
        else
            part += c;
    }
    if (!part.empty()) parts.push_back(part);
    return parts;
}

// The statement with its arguments in the place of $1, $2 ….
std::string with_arguments(std::string sql, const std::string& types,
                           const std::string& arguments) {
    const auto type = parts_of(types), argument = parts_of(arguments);
    for (std::size_t i = argument.size(); i > 0; --i) {
        const std::string name = "$" + std::to_string(i);
        const std::string value = "(" + argument[i - 1] + ")::" + type[i - 1];
        for (auto at = sql.find(name); at != std::string::npos;
             at = sql.find(name, at + value.size()))
            sql.replace(at, name.size(), value);
    }
    return sql;
}

}  // namespace

void PreparedQueries::add(std::string statement, Take take) {
    queue_.push_back({std::move(statement), std::move(take)});
}

void PreparedQueries::add_prepared(const std::string& name, const std::string& types,
                                   const std::function<std::string()>& sql,
                                   const std::string& arguments, Take take) {
    if (!prepares_) return add(with_arguments(sql(), types, arguments), std::move(take));
    if (prepared_.insert(name).second) add("PREPARE " + name + " " + types + " AS " + sql());
    add("EXECUTE " + name + " " + arguments, std::move(take));
}

void PreparedQueries::keep(const std::set<std::string>& names) {
    std::erase_if(prepared_, [&](const auto& name) { return !names.contains(name); });
}

void PreparedQueries::run() {
    if (queue_.empty()) return;
    Batch batch(session_);
    run(batch);
}

void PreparedQueries::run(Batch& batch) {
    if (uses_savepoints_) batch.add("SAVEPOINT migration_reading");
    for (auto& query : std::exchange(queue_, {}))
        batch.add(std::move(query.statement), std::move(query.take));
    if (uses_savepoints_) batch.add("RELEASE SAVEPOINT migration_reading");
    try {
        batch.run();
    } catch (...) {
        if (uses_savepoints_)
            forget_within();
        else
            forget_prepared();
        throw;
    }
}

// Others have prepared statements in that session, too.
void PreparedQueries::forget_within() noexcept {
    try {
        session_.command("ROLLBACK TO SAVEPOINT migration_reading");
        session_.command("RELEASE SAVEPOINT migration_reading");
        const Rows names = session_.rows("SELECT name FROM pg_catalog.pg_prepared_statements");
        std::set<std::string> there;
        for (int i = 0; i < names.size(); ++i) there.insert(names.text(i, 0));
        keep(there);
    } catch (const Error&) {
        prepared_.clear();  // the transaction is lost, and the error that led here tells of it
    }
}

// After a failure it cannot be told which of them the server has.
void PreparedQueries::forget_prepared() noexcept {
    prepared_.clear();
    session_.roll_back();
    try {
        session_.command("DEALLOCATE ALL");
    } catch (const Error&) {
        // The connection is gone, and they with it.
    }
}

std::string oid_array(const std::vector<Oid>& oids) {
    std::string array = "'{";
    for (const Oid oid : oids) array += (array.size() > 2 ? "," : "") + std::to_string(oid);
    return array + "}'";
}

}  // namespace migration
