#include "normalise.hpp"

#include <regex>

namespace migration::golden {
namespace {

struct Rule {
    std::regex pattern;
    const char* replacement;
};

const std::vector<Rule>& rules() {
    static const std::vector<Rule> table{
        {std::regex(R"re(,\s*"server_log": \[[\s\S]*?\n\s*\])re"), ""},
        {std::regex(R"(\b[0-9]+(\.[0-9]+)? ms\b)"), "N ms"},
        {std::regex(R"re("milliseconds": ?[0-9.e-]+)re"), R"("milliseconds": N)"},
        {std::regex(R"([0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2})"
                    R"((\.[0-9]+)?(Z|[+-][0-9]{2}\b)?)"),
         "TIME"},
        {std::regex(R"(\bPostgreSQL [0-9]+(\.[0-9]+)?\b)"), "PostgreSQL N"},
        {std::regex(R"(\bonly on [0-9]+\.[0-9]+\b)"), "only on N"},
        {std::regex(R"re("(server|version)": ?"[0-9]{2}\.[0-9]+")re"), R"("$1": "N")"},
        {std::regex(R"(\bpid [0-9]+)"), "pid N"},
        {std::regex(R"re("migration [^" ]+@[^" ]+:[0-9]+")re"), R"("migration USER@HOST:N")"},
        {std::regex(R"(\([a-z_][a-z0-9_-]*@[A-Za-z0-9.-]+\))"), "(USER@HOST)"},
        {std::regex(R"re("runner": ?"[^"]*")re"), R"("runner":"USER@HOST")"},
        {std::regex(R"(_[0-9]{8}T[0-9]{6}Z\b)"), "_TIME"},
        {std::regex(R"(digest -?[0-9]+/-?[0-9]+)"), "digest N"},
        {std::regex(R"(\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b)"), "UUID"},
        {std::regex(R"(sha256:[0-9a-f]{64})"), "sha256:HASH"},
        {std::regex(R"([^ "'=:]*/migration-sandbox-[A-Za-z0-9]{6})"), "$$SANDBOX"},
    };
    return table;
}

void replace_all(std::string& text, const std::string& what, const std::string& with) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

}  // namespace

std::string normalise(std::string text, const std::string& work) {
    replace_all(text, work, "$WORK");
    for (const auto& rule : rules())
        text = std::regex_replace(text, rule.pattern, rule.replacement);
    if (!text.empty() && !text.ends_with('\n')) text += "\n<no line end>\n";
    return text;
}

}  // namespace migration::golden
