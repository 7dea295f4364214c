#include "snapshot/random_sql.hpp"

#include <numeric>
#include <string_view>

#include "snapshot/random/fill.hpp"

namespace migration {
namespace {

template <typename Weighted>
const Weighted& by_weight(std::span<const Weighted> list, Dice& dice) {
    const auto add = [](std::size_t sum, const Weighted& one) {
        return sum + static_cast<std::size_t>(one.weight);
    };
    auto left = dice.below(std::accumulate(list.begin(), list.end(), std::size_t{0}, add));
    for (const auto& one : list) {
        if (left < static_cast<std::size_t>(one.weight)) return one;
        left -= static_cast<std::size_t>(one.weight);
    }
    return list.back();
}

std::vector<std::string> pieces(std::string_view text) {
    std::vector<std::string> found;
    for (auto end = text.find(";;"); end != std::string_view::npos; end = text.find(";;")) {
        found.emplace_back(text.substr(0, end));
        text.remove_prefix(end + 2);
    }
    found.emplace_back(text);
    return found;
}

// In a subtransaction of its own, which swallows errors, and is undone where `undone`.
std::string in_block(const std::string& statement, bool undone) {
    return "DO $block$ BEGIN EXECUTE " + quote_literal(statement) + ";" +
           (undone ? " RAISE 'undo';" : "") + " EXCEPTION WHEN OTHERS THEN NULL; END $block$";
}

}  // namespace

const std::vector<std::string>& RandomSql::ground() {
    static const std::vector<std::string> statements{
        "DROP ROLE IF EXISTS random_one, \"random two\", \"random.three\"",
        "CREATE ROLE random_one SUPERUSER",
        "CREATE ROLE \"random two\"",
        "CREATE ROLE \"random.three\"",
        "CREATE SCHEMA \"with space\"",
        "CREATE SCHEMA \"quote\"\"d\"",
        "CREATE TABLE public.a (id serial PRIMARY KEY, label text)",
        "CREATE FUNCTION public.a() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    };
    return statements;
}

// Tries until the database has what the production wants. A pick may stumble over what cannot be
// read, such as a value of a type that is only a shell by now.
std::vector<std::string> RandomSql::produce(std::span<const Production> productions,
                                            Session& session) {
    for (int i = 0; i < 3; ++i) {
        try {
            if (const auto text = Filler(session, dice_).fill(by_weight(productions, dice_).text))
                return pieces(*text);
        } catch (const SqlError&) {
            session.roll_back();
        }
    }
    return {};
}

std::vector<std::string> RandomSql::statements(const Topic*& topic, Session& session) {
    for (;;) {
        topic = &by_weight(topics(), dice_);
        auto found = produce(topic->productions, session);
        if (!found.empty()) return found;
    }
}

// Some statements of a script run in subtransactions, and some of those are undone.
void RandomSql::wrap(std::vector<std::string>& statements) {
    std::vector<std::string> wrapped;
    for (const auto& statement : statements) {
        const auto roll = dice_.below(20);
        if (roll == 0) {
            wrapped.insert(wrapped.end(), {"SAVEPOINT before", statement, "ROLLBACK TO before"});
        } else if (roll == 1) {
            wrapped.insert(wrapped.end(), {"SAVEPOINT before", statement, "RELEASE before"});
        } else {
            const bool in_one = roll < (statements.size() > 1 ? 9 : 4);
            wrapped.push_back(in_one ? in_block(statement, roll == 2) : statement);
        }
    }
    statements = std::move(wrapped);
}

RandomScript RandomSql::next(Session& session) {
    RandomScript script;
    if (dice_.one_in(40)) {
        script.end = RandomScript::End::alone;
        script.topic = "without a transaction";
        script.statements = produce(lone_productions(), session);
        if (!script.statements.empty()) return script;
    }
    script.end = dice_.one_in(30) ? RandomScript::End::roll_back : RandomScript::End::commit;
    const auto count = dice_.one_in(2) ? 1 : 1 + dice_.below(4);
    for (std::size_t i = 0; i < count; ++i) {
        const Topic* topic = nullptr;
        const auto more = statements(topic, session);
        script.statements.insert(script.statements.end(), more.begin(), more.end());
        script.topic = topic->name;
    }
    wrap(script.statements);
    return script;
}

std::string shown(const RandomScript& script) {
    std::string text;
    const bool alone = script.end == RandomScript::End::alone;
    if (!alone) text += "BEGIN;\n";
    for (const auto& statement : script.statements) text += statement + ";\n";
    if (!alone) text += script.end == RandomScript::End::commit ? "COMMIT;\n" : "ROLLBACK;\n";
    return text;
}

}  // namespace migration
