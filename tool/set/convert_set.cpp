#include "set/convert_set.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "set/choose_layout.hpp"
#include "set/new_migration.hpp"
#include "set/next_version.hpp"

namespace migration {
namespace {

namespace fs = std::filesystem;

// The script's text without blank lines around it, as those that another script of its file left.
NewScript new_script(const Script& script) {
    const std::string_view whole = script.text;
    std::size_t begin = 0;
    while (begin < whole.size() &&
           trim(whole.substr(begin, next_line(whole, begin) - begin)).empty())
        begin = next_line(whole, begin);
    auto end = whole.size();
    while (end > begin && (whole[end - 1] == '\n' || whole[end - 1] == '\r' ||
                           whole[end - 1] == ' ' || whole[end - 1] == '\t'))
        --end;
    NewScript made{std::string(whole.substr(begin, end - begin)), !script.transactional};
    if (!made.text.empty()) made.text += '\n';
    for (const auto& statement : script.statements) {
        if (script.sql(statement).find(';') == std::string_view::npos) continue;
        auto behind = statement.offset + statement.length;
        if (whole.substr(behind, 1) == ";") ++behind;
        made.compound.push_back({statement.offset - begin, behind - begin});
    }
    return made;
}

std::string leading_number(const std::string& version) {
    return version.substr(0, version.find_first_not_of("0123456789"));
}

// A version that is the whole name, as "20260131_users", parts into number and slug.
void part_whole_name(NewMigration& migration) {
    const auto number = leading_number(migration.version);
    if (!migration.slug.empty() || number == migration.version) return;
    migration.slug = slug_of(std::string_view(migration.version).substr(number.size()));
    migration.version = number;
}

class Converter {
public:
    Converter(const ReadSet& from, const Layout& layout, const ConversionOptions& options,
              const fs::path& folder)
        : from_(from), layout_(layout), options_(options), folder_(folder) {}

    Conversion run() {
        refuse_what_does_not_fit();
        bool has_new_versions = false;
        std::string difference = "its versions";
        if (has_numbers()) difference = write(false);
        if (!difference.empty()) {
            has_new_versions = true;
            if (const auto other = write(true); !other.empty())
                throw Error(ErrorKind::usage,
                            "the layout \"" + std::string(layout_.name) +
                                "\" cannot hold the set as it is: " + other,
                            "files are named " + std::string(layout_.pattern));
        }
        if (has_new_versions)
            conversion_.notes.push_back(
                "the migrations have new versions, 001 and so on: a database that has applied them "
                "takes the new set with 'baseline'");
        write_settings(has_new_versions);
        return std::move(conversion_);
    }

private:
    const MigrationSet& set() const { return from_.set; }

    [[noreturn]] void refuse(const Migration& migration, const std::string& what,
                             const std::string& hint) const {
        throw Error(ErrorKind::usage,
                    "migration \"" + migration.name() + "\" " + what + ", which the layout \"" +
                        std::string(layout_.name) + "\" cannot hold",
                    hint);
    }

    void refuse_what_does_not_fit() const {
        if (layout_.write == nullptr)
            throw Error(ErrorKind::usage,
                        "a set of the layout \"" + std::string(layout_.name) +
                            "\" is more than its scripts: the command does not write one",
                        "");
        if (set().migrations.empty())
            throw Error(ErrorKind::usage, set().directory + ": no migrations that could be written",
                        "'check' says what the folder holds");
        for (const auto& migration : set().migrations) {
            if (migration.seed && !from_.options.seeds)
                refuse(migration, "is a seed", "move the seeds to a folder for --seeds");
            if (migration.repeatable && !layout_.holds_repeatables)
                refuse(migration, "is repeatable", "");
            if (migration.verify && !layout_.holds_verify && !options_.without_verify)
                refuse(migration, "has a verify script", "leave them out with --without-verify");
            if (migration.down && layout_.downs == Downs::none && !holds_downs() &&
                !options_.without_down)
                refuse(migration, "has a down script", "leave them out with --without-down");
        }
    }

    // sqlx reads pairs, too.
    bool holds_downs() const {
        return layout_.downs != Downs::none || layout_.name == sqlx_layout.name;
    }

    bool has_numbers() const {
        return std::all_of(set().migrations.begin(), set().migrations.end(), [](const auto& each) {
            return each.seed || each.repeatable || !leading_number(each.version).empty();
        });
    }

    NewMigration new_migration(const Migration& migration) const {
        NewMigration made{migration.version, migration.slug, new_script(migration.up)};
        made.repeatable = migration.repeatable;
        if (made.repeatable) made.slug = migration.version.substr(repeatable_prefix.size());
        if (migration.down && holds_downs() && !options_.without_down)
            made.down = new_script(*migration.down);
        if (migration.verify && layout_.holds_verify) made.verify = new_script(*migration.verify);
        const auto& irreversible = migration.up.annotations.irreversible;
        const bool must_say = !made.down && holds_downs() && layout_.downs == Downs::required;
        if (must_say && irreversible && !made.repeatable &&
            made.up.text.find("@irreversible") == std::string::npos) {
            const std::string line = "-- @irreversible: " + *irreversible + "\n";
            for (auto& range : made.up.compound)
                range.begin += line.size(), range.end += line.size();
            made.up.text.insert(0, line);
        }
        part_whole_name(made);
        if (made.slug.empty()) made.slug = "migration";
        return made;
    }

    // Returns how what the layout reads differs from the set; empty if it does not.
    std::string write(bool with_new_versions) {
        for (const auto& file : conversion_.files) fs::remove(file);
        conversion_ = {};
        std::string last, before;
        for (const auto& migration : set().migrations) {
            if (migration.seed) continue;
            NewMigration made = new_migration(migration);
            if (with_new_versions && !made.repeatable)
                made.version = last = *next_version(last, Numbering::three_digits, 0);
            made.before = before;
            for (const auto& file : layout_.write(made)) {
                create_file(folder_ / file.path, file.text);
                conversion_.files.push_back(folder_ / file.path);
            }
            before = made.name();
        }
        return difference(with_new_versions);
    }

    std::string difference(bool has_new_versions) {
        SetOptions options = from_.options;
        options.directory = folder_;
        options.layout = layout_.name;
        options.name = set().name;
        options.config.reset();
        const ReadSet to = read_directory(options);
        const auto& now = to.set.migrations;
        const auto& then = set().migrations;
        if (now.size() != then.size())
            return counted(now.size(), "migration") + " of " + std::to_string(then.size());
        for (std::size_t i = 0; i < now.size(); ++i) {
            const auto what = difference(then[i], now[i], has_new_versions);
            if (!what.empty()) return "\"" + now[i].name() + "\": " + what;
        }
        return "";
    }

    std::string difference(const Migration& then, const Migration& now, bool has_new_versions) {
        if (then.seed) return now.seed ? "" : "the order of the migrations";
        const bool is_same = has_new_versions || same_version(leading_number(then.version),
                                                              leading_number(now.version));
        if (!is_same) return "its place in the order";
        if (auto what = difference(then.up, now.up, now, "up"); !what.empty()) return what;
        if (now.down)
            if (auto what = difference(*then.down, *now.down, now, "down"); !what.empty())
                return what;
        const bool wants_down = then.down && holds_downs() && !options_.without_down;
        if (now.down.has_value() != wants_down) return "its down script";
        if (now.verify) return difference(*then.verify, *now.verify, now, "verify");
        return "";
    }

    std::string difference(const Script& then, const Script& now, const Migration& migration,
                           const std::string& name) {
        const auto statements = [](const Script& script) {
            std::vector<std::string_view> texts;
            for (const auto& statement : script.statements) {
                texts.push_back(script.sql(statement));
                texts.push_back(std::string_view(script.text)
                                    .substr(statement.data_offset, statement.data_length));
            }
            return texts;
        };
        if (statements(then) != statements(now)) return "the statements of its " + name + " script";
        if (then.transactional == now.transactional) return "";
        if (now.transactional) return "the " + name + " script would run in a transaction";
        conversion_.notes.push_back(
            "\"" + migration.name() + "\": the " + name +
            " script runs without a transaction, because the layout has one mark for both scripts");
        return "";
    }

    // The options of the set go along, but for the layout.
    void write_settings(bool has_new_versions) {
        std::string text;
        const fs::path own = from_.options.directory / "migrations.toml";
        if (!from_.config.empty() && from_.config == own) {
            text = read_file(own);
            if (has_new_versions && text.find("migration") != std::string::npos)
                conversion_.notes.push_back(
                    "migrations.toml may name migrations by their old versions");
        }
        text = without_layout(text);
        if (needs_layout()) text = "layout = \"" + std::string(layout_.name) + "\"\n" + text;
        if (trim(text).empty()) return;
        create_file(folder_ / "migrations.toml", text);
        conversion_.files.push_back(folder_ / "migrations.toml");
    }

    static std::string without_layout(const std::string& settings) {
        std::string text;
        bool is_above_tables = true;
        for (const auto& [line, end] : lines_of(settings)) {
            const auto words = trim(line);
            is_above_tables = is_above_tables && !words.starts_with('[');
            const bool names_layout =
                is_above_tables && words.starts_with("layout") &&
                trim(words.substr(std::string_view("layout").size())).starts_with('=');
            if (!names_layout) text += std::string(line) + std::string(end);
        }
        return text;
    }

    // Whether the files alone do not tell the layout.
    bool needs_layout() const {
        SourceFiles sources;
        Problems ignored;
        list_sources(folder_, "", sources, ignored);
        try {
            return choose_layout("", sources).name != layout_.name;
        } catch (const Error&) {
            return true;
        }
    }

    const ReadSet& from_;
    const Layout& layout_;
    const ConversionOptions& options_;
    const fs::path& folder_;
    Conversion conversion_;
};

}  // namespace

Conversion convert_set(const ReadSet& from, const Layout& layout, const ConversionOptions& options,
                       const fs::path& folder) {
    return Converter(from, layout, options, folder).run();
}

}  // namespace migration
