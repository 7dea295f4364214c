#include "fuzz/targets.hpp"

namespace migration::fuzz {
namespace {

constexpr FuzzTarget table[]{
    {"documents", fuzz_documents}, {"layouts", fuzz_layouts}, {"lexer", fuzz_lexer},
    {"plans", fuzz_plans},         {"psql", fuzz_psql},       {"scripts", fuzz_scripts},
    {"splitter", fuzz_splitter},   {"toml", fuzz_toml},
};

}  // namespace

std::span<const FuzzTarget> fuzz_targets() {
    return table;
}

}  // namespace migration::fuzz
