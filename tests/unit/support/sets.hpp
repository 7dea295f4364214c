#pragma once

// Sets for tests: from files in a directory of their own, or put together in memory.

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "base/file.hpp"
#include "set/read_directory.hpp"
#include "set/script.hpp"

namespace migration {

using Files = std::vector<std::pair<std::string, std::string>>;  // relative path, text

// A directory with these files, removed with the object.
class SetFolder {
public:
    explicit SetFolder(const Files& files) : directory_("migration-test-") {
        options.directory = directory_.path();
        options.name = "city";
        for (const auto& [path, text] : files) write(path, text);
    }

    void write(const std::string& path, const std::string& text) const {
        write_file(directory_.path() / path, text);
    }
    std::filesystem::path path(const std::string& file) const { return directory_.path() / file; }
    ReadSet read() const { return read_directory(options); }

    // The set; a failed test when there is any problem with it.
    MigrationSet sound_set() const {
        ReadSet found = read();
        for (const auto& problem : found.problems) ADD_FAILURE() << problem.text();
        return std::move(found.set);
    }

    // Each problem as "rule file:line: message", the folder's own path taken out.
    std::vector<std::string> problems() const {
        std::vector<std::string> texts;
        for (const auto& problem : read().problems)
            texts.push_back(without_path(problem.rule + " " + problem.text()));
        return texts;
    }

    std::string without_path(std::string text) const {
        const std::string prefix = directory_.path().string() + "/";
        for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix))
            text.erase(at, prefix.size());
        return text;
    }

    SetOptions options;

private:
    TemporaryDirectory directory_;
};

// The same where the set is in a folder below the directory.
class SetFolderBelow : public SetFolder {
public:
    SetFolderBelow(const std::string& below, const Files& files) : SetFolder(files) {
        options.directory = path(below);
    }
};

inline Script script_of(const std::string& text, const std::string& file = "001_a.sql") {
    Problems problems;
    Script script = make_script({file, file, text}, {}, problems);
    for (const auto& problem : problems) ADD_FAILURE() << problem.text();
    return script;
}

// A verify script that fails by errors alone.
inline Script trying_script_of(const std::string& text, const std::string& file = "v.sql") {
    Problems problems;
    Script script = make_script({file, file, text, false, VerifyRule::errors}, {}, problems);
    check_verify(script, file, problems);
    for (const auto& problem : problems) ADD_FAILURE() << problem.text();
    return script;
}

// "001_rooms.up.sql" with "001_rooms.down.sql"; an empty `down` leaves the down script out.
inline Migration migration_of(const std::string& version, const std::string& slug,
                              const std::string& up, const std::string& down) {
    const std::string stem = version + "_" + slug;
    Migration migration{version, slug, false, script_of(up, stem + ".up.sql"), {}, {}};
    if (!down.empty()) migration.down = script_of(down, stem + ".down.sql");
    return migration;
}

// Versions "001", "002" …, each with a table of its own.
inline MigrationSet set_of(int count) {
    MigrationSet set;
    set.name = "city";
    set.layout = "up-down";
    for (int i = 1; i <= count; ++i) {
        const std::string table = "t" + std::to_string(i);
        set.migrations.push_back(migration_of("00" + std::to_string(i), table,
                                              "CREATE TABLE " + table + " (a int);",
                                              "DROP TABLE " + table + ";"));
    }
    return set;
}

}  // namespace migration
