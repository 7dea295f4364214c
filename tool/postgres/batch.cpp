#include "postgres/batch.hpp"

#include <optional>
#include <utility>

namespace migration {

void Batch::add(std::string sql, Take take, Explain explain) {
    statements_.push_back({std::move(sql), std::move(take), std::move(explain), {}});
}

void Batch::add_all(const std::vector<std::string>& statements) {
    for (const auto& sql : statements) add(sql);
}

void Batch::add_of_script(std::string_view sql, std::function<void()> starts, Explain explain) {
    constexpr std::size_t each_takes = 100;  // bytes, besides its text
    if (sql.size() <= longest && !session_.is_pooled()) {
        statements_.push_back({std::string(sql), {}, std::move(explain), std::move(starts)});
        script_size_ += sql.size() + each_takes;
        if (script_size_ > longest) run();
        return;
    }
    run();
    starts();
    try {
        session_.run(sql);
    } catch (const SqlError& error) {
        explain(error);
        throw;
    }
}

void Batch::run() {
    script_size_ = 0;
    const auto statements = std::exchange(statements_, {});
    if (!statements.empty()) session_.run_together(statements);
}

Rows Batch::rows(const std::string& sql) {
    std::optional<Rows> taken;
    add(sql, [&taken](const Rows& rows) { taken = rows; });
    run();
    return taken.value();
}

}  // namespace migration
