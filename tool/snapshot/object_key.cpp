#include "snapshot/object_key.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace migration {
namespace {

struct KindRow {
    std::string_view text;
    ObjectKind kind;
    bool is_dropped = false;  // by DROP, the kind and the name
};

// Longer ones before those they start with.
constexpr KindRow kinds[]{
    {"column order of", ObjectKind::column_order},
    {"privileges of", ObjectKind::privileges},
    {"default privileges of", ObjectKind::default_privileges},
    {"owner of", ObjectKind::owner},
    {"rows of", ObjectKind::rows},
    {"value of", ObjectKind::value},
    {"comment on", ObjectKind::comment},
    {"security label on", ObjectKind::security_label},
    {"materialized view", ObjectKind::materialized_view, true},
    {"foreign table", ObjectKind::foreign_table, true},
    {"foreign data wrapper", ObjectKind::foreign_data_wrapper, true},
    {"event trigger", ObjectKind::event_trigger, true},
    {"operator class", ObjectKind::operator_class, true},
    {"operator family", ObjectKind::operator_family, true},
    {"user mapping for", ObjectKind::user_mapping},
    {"large object", ObjectKind::large_object},
    {"replication slot", ObjectKind::replication_slot},
    {"prepared transaction", ObjectKind::prepared_transaction},
    {"access method", ObjectKind::access_method, true},
    {"membership of", ObjectKind::membership},
    {"setting", ObjectKind::setting},
    {"table", ObjectKind::table, true},
    {"view", ObjectKind::view, true},
    {"sequence", ObjectKind::sequence, true},
    {"index", ObjectKind::index, true},
    {"column", ObjectKind::column},
    {"constraint", ObjectKind::constraint},
    {"function", ObjectKind::function, true},
    {"procedure", ObjectKind::procedure, true},
    {"aggregate", ObjectKind::aggregate, true},
    {"trigger", ObjectKind::trigger},
    {"type", ObjectKind::type, true},
    {"policy", ObjectKind::policy},
    {"rule", ObjectKind::rule},
    {"schema", ObjectKind::schema, true},
    {"extension", ObjectKind::extension, true},
    {"statistics", ObjectKind::statistics, true},
    {"publication", ObjectKind::publication, true},
    {"collation", ObjectKind::collation, true},
    {"subscription", ObjectKind::subscription, true},
    {"conversion", ObjectKind::conversion, true},
    {"operator", ObjectKind::operator_itself, true},
    {"cast", ObjectKind::cast, true},
    {"transform", ObjectKind::transform, true},
    {"language", ObjectKind::language, true},
    {"text", ObjectKind::text_search, true},
    {"server", ObjectKind::server, true},
    {"role", ObjectKind::role, true},
    {"tablespace", ObjectKind::tablespace, true},
    {"database", ObjectKind::database},
};

const KindRow* row_of(ObjectKind kind) {
    const auto* row = std::find_if(std::begin(kinds), std::end(kinds),
                                   [&](const auto& each) { return each.kind == kind; });
    return row == std::end(kinds) ? nullptr : row;
}

bool starts_with_kind(std::string_view text, std::string_view kind) {
    return text.starts_with(kind) && (text.size() == kind.size() || text[kind.size()] == ' ');
}

bool tells_of_another(ObjectKind kind) {
    return kind == ObjectKind::column_order || kind == ObjectKind::privileges ||
           kind == ObjectKind::owner || kind == ObjectKind::rows || kind == ObjectKind::value ||
           kind == ObjectKind::comment || kind == ObjectKind::security_label;
}

std::string without_quotes(std::string_view name) {
    const bool quoted = name.starts_with('"') && name.ends_with('"') && name.size() > 1;
    if (!quoted) return std::string(name);
    name = name.substr(1, name.size() - 2);
    std::string bare;
    for (std::size_t at = 0; at < name.size(); ++at) {
        bare += name[at];
        if (name[at] == '"') ++at;
    }
    return bare;
}

}  // namespace

std::size_t find_word(std::string_view name, std::string_view word) {
    bool quoted = false;
    for (std::size_t at = 0; at < name.size(); ++at) {
        if (name[at] == '"') quoted = !quoted;
        if (!quoted && name.substr(at).starts_with(word)) return at;
    }
    return std::string_view::npos;
}

std::size_t last_dot(std::string_view name) {
    bool quoted = false;
    std::size_t found = std::string_view::npos;
    for (std::size_t at = 0; at < name.size(); ++at) {
        if (name[at] == '"') quoted = !quoted;
        if (!quoted && name[at] == '.') found = at;
    }
    return found;
}

ObjectKey::ObjectKey(std::string text)
    : text_(std::move(text)), kind_size_(std::min(text_.find(' '), text_.size())) {
    for (const auto& row : kinds)
        if (starts_with_kind(text_, row.text)) {
            kind_ = row.kind;
            kind_size_ = row.text.size();
            return;
        }
}

ObjectKey::ObjectKey(ObjectKind kind, std::string_view name) : kind_(kind) {
    if (const auto* row = row_of(kind)) text_ = row->text;
    kind_size_ = text_.size();
    text_.append(text_.empty() ? "" : " ").append(name);
}

std::string_view ObjectKey::name() const {
    return std::string_view(text_).substr(std::min(kind_size_ + 1, text_.size()));
}

std::string_view ObjectKey::own_name() const {
    const auto whole = name();
    if (kind_ != ObjectKind::column) return whole.substr(0, find_word(whole, " on "));
    const auto dot = last_dot(whole);
    return dot == std::string_view::npos ? whole : whole.substr(dot + 1);
}

std::string_view ObjectKey::table() const {
    const auto whole = name();
    if (kind_ == ObjectKind::column)
        return whole.substr(0, std::min(last_dot(whole), whole.size()));
    const auto at = find_word(whole, " on ");
    return at == std::string_view::npos ? std::string_view() : whole.substr(at + 4);
}

ObjectKey ObjectKey::subject() const {
    return tells_of_another(kind_) ? ObjectKey(std::string(name())) : *this;
}

std::string ObjectKey::bare_name() const {
    if (tells_of_another(kind_)) return subject().bare_name();
    std::string_view bare = own_name();
    bare = bare.substr(0, bare.find('('));
    if (const auto dot = last_dot(bare); dot != std::string_view::npos) bare.remove_prefix(dot + 1);
    return without_quotes(bare);
}

std::string ObjectKey::kind_in_sql() const {
    std::string kind(kind_text());
    for (char& c : kind)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
    return kind;
}

bool ObjectKey::is_dropped_by_name() const {
    const auto* row = row_of(kind_);
    return row != nullptr && row->is_dropped;
}

bool is_routine(const ObjectKey& key) {
    return key.is(ObjectKind::function) || key.is(ObjectKind::procedure);
}

bool is_met_by_new_sessions(const ObjectKey& key) {
    return key.is(ObjectKind::setting) || key.is(ObjectKind::event_trigger);
}

}  // namespace migration
