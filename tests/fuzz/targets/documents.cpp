#include "fuzz/archive.hpp"
#include "fuzz/promises.hpp"
#include "fuzz/targets.hpp"
#include "manifest/manifest.hpp"
#include "sandbox/lease_json.hpp"
#include "set/known_findings.hpp"
#include "validate/verdict_json.hpp"

namespace migration::fuzz {
namespace {

// What was read is written so that it is read once more as the same.
template <typename Read, typename Write>
void require_same_again(const std::string& text, const Read& read, const Write& write) {
    allow_errors([&] {
        const auto written = write(read(text));
        require(write(read(written)) == written,
                "a document is read as it was written: " + written);
    });
}

void read_known(const std::string& text) {
    const Archive archive("=== file set/known.json\n" + text);
    allow_errors([&] {
        const auto known = read_known_findings(archive.set_folder() / "known.json");
        for (const auto& entry : known.entries)
            require(known.contains(entry), "a known finding is known");
        require(!known_findings_text(known.entries).empty(), "known findings are text");
    });
}

}  // namespace

void fuzz_documents(std::string_view input) {
    const std::string text(input);
    require_same_again(
        text, [](const auto& each) { return manifest_from_text(each, "a.json"); },
        manifest_to_text);
    require_same_again(
        text, [](const auto& each) { return verdicts_from_text(each, "a.json"); },
        verdicts_to_text);
    if (const auto lease = lease_from_text(text))
        require(lease_from_text(lease_to_text(*lease)).has_value(), "a lease is read again");
    read_known(text);
}

}  // namespace migration::fuzz
