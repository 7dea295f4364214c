#include "embed/write_source.hpp"

#include "base/digest.hpp"
#include "base/file.hpp"

namespace migration {
namespace {

// For the assembler's .incbin inside a C++ string literal inside asm().
std::string escaped(const std::string& path) {
    std::string result;
    for (const char c : path) {
        if (c == '\\' || c == '"') result += "\\\\\\";
        result += c;
    }
    return result;
}

}  // namespace

void write_runner_source(std::string_view bundle, const std::filesystem::path& source) {
    auto data = std::filesystem::absolute(source);
    data.replace_extension(".bundle");
    write_file(data, bundle);
    // The digest makes the source change with the data, so that every build system compiles it
    // again.
    const std::string text = "// Made by migration-tool embed. Data: sha256:" + sha256_hex(bundle) +
                             "\n"
                             "__asm__(\".section .rodata\\n\"\n"
                             "        \".global migration_bundle_begin\\n\"\n"
                             "        \".global migration_bundle_end\\n\"\n"
                             "        \"migration_bundle_begin:\\n\"\n"
                             "        \".incbin \\\"" +
                             escaped(data.string()) +
                             "\\\"\\n\"\n"
                             "        \"migration_bundle_end:\\n\"\n"
                             "        \".byte 0\\n\"\n"
                             "        \".previous\\n\");\n";
    write_file(source, text);
}

}  // namespace migration
