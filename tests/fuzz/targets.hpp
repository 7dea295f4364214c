#pragma once

// What the fuzz targets run. Each takes any bytes. A project's own Error is an answer like another;
// a broken promise throws Broken, which nothing catches.

#include <span>
#include <string_view>

namespace migration::fuzz {

void fuzz_documents(std::string_view input);  // JSON that programs write and people may change
void fuzz_layouts(std::string_view input);    // folders of files, see archive.hpp
void fuzz_lexer(std::string_view input);      // tokens, and psql's words
void fuzz_plans(std::string_view input);      // what other tools keep beside scripts
void fuzz_psql(std::string_view input);       // scripts that include files, see archive.hpp
void fuzz_scripts(std::string_view input);    // annotations, and the set that a runner carries
void fuzz_splitter(std::string_view input);   // statements of a script
void fuzz_toml(std::string_view input);       // migrations.toml

struct FuzzTarget {
    std::string_view name;  // of its folders below seeds/ and regressions/
    void (*run)(std::string_view input);
};

std::span<const FuzzTarget> fuzz_targets();

}  // namespace migration::fuzz
