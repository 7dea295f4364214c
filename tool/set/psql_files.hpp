#pragma once

// The files that a script in psql's dialect names: only those below one folder, and none by a
// symbolic link.

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <variant>

#include "sql/psql_variables.hpp"

namespace migration {

struct PsqlFile {
    std::string name;  // relative to the folder
    std::string_view text;
};

class PsqlFiles {
public:
    // No script may be larger with all that it includes.
    static constexpr std::size_t most_bytes = std::size_t{256} << 20U;

    // Each file that is read is added to `read`.
    PsqlFiles(std::filesystem::path folder, std::set<std::filesystem::path>& read)
        : folder_(std::move(folder)), read_(read) {}

    // As \ir does: relative to the file `from`.
    std::variant<PsqlFile, PsqlRefusal> open_beside(const std::string& from,
                                                    const std::string& name);

    // As \i and \copy do: relative to the folder where psql starts. That is this folder, or one
    // above it from which the name leads here.
    std::variant<PsqlFile, PsqlRefusal> open(const std::string& name);

private:
    std::variant<PsqlFile, PsqlRefusal> open_inside(const std::filesystem::path& file,
                                                    const std::string& shown);

    std::filesystem::path folder_;
    std::set<std::filesystem::path>& read_;
    std::map<std::filesystem::path, std::string> texts_;
};

}  // namespace migration
