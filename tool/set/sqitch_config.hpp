#pragma once

// Where sqitch.conf says that a project's files are. The defaults are those of Sqitch 1.6,
// lib/App/Sqitch/Target.pm; the file is one of Git's kind.

#include <string>
#include <string_view>

#include "set/problem.hpp"

namespace migration {

struct SqitchFolders {
    std::string deploy, revert, verify;  // relative to the file's folder
};

struct SqitchConfig {
    std::string plan;
    SqitchFolders current;
    SqitchFolders reworked;  // of changes that are planned once more
    std::string extension;
};

// `text` may be empty. Another engine than PostgreSQL's is reported.
SqitchConfig read_sqitch_config(std::string_view text, const std::string& shown,
                                Problems& problems);

}  // namespace migration
