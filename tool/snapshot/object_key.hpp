#pragma once

// What identifies an entry of a snapshot: "index public.idx", "trigger x on public.t", "comment on
// column public.t.a". Catalogue queries, manifests and verdict files spell keys as text; this is
// the one place that takes such a text apart.

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>

namespace migration {

// The kinds that the product treats in some way of their own; `other` has no name in the table.
enum class ObjectKind {
    other,
    access_method,
    aggregate,
    cast,
    collation,
    column,
    column_order,
    comment,
    constraint,
    conversion,
    database,
    default_privileges,
    event_trigger,
    extension,
    foreign_data_wrapper,
    foreign_table,
    function,
    index,
    language,
    large_object,
    materialized_view,
    membership,
    operator_class,
    operator_family,
    operator_itself,
    owner,
    policy,
    prepared_transaction,
    privileges,
    procedure,
    publication,
    replication_slot,
    role,
    rows,
    rule,
    schema,
    security_label,
    sequence,
    server,
    setting,
    statistics,
    subscription,
    table,
    tablespace,
    text_search,
    transform,
    trigger,
    type,
    user_mapping,
    value,
    view,
};

class ObjectKey {
public:
    ObjectKey() = default;
    // From the text that text() gives. Any text is a key; it keeps its spelling.
    ObjectKey(std::string text);  // NOLINT(google-explicit-constructor): the text is the key
    ObjectKey(const char* text)
        : ObjectKey(std::string(text)) {}  // NOLINT(google-explicit-constructor)
    ObjectKey(ObjectKind kind, std::string_view name);

    const std::string& text() const { return text_; }
    bool empty() const { return text_.empty(); }
    ObjectKind kind() const { return kind_; }
    bool is(ObjectKind kind) const { return kind_ == kind; }

    // Behind the kind, quoted as SQL needs it: "public.idx", "x on public.t", "column public.t.a".
    std::string_view name() const;
    // Of "trigger x on public.t" and "column public.t.x": x, quoted as SQL needs it; else the whole
    // name.
    std::string_view own_name() const;
    // The same keys' "public.t"; else empty.
    std::string_view table() const;
    // Of "comment on column public.t.a", "rows of table public.t" and the like: the object that the
    // entry belongs to; else the key itself.
    ObjectKey subject() const;
    // The last part of the name without quotes: what a script calls the object.
    std::string bare_name() const;

    // The kind in capitals, as statements spell it.
    std::string kind_in_sql() const;
    // Whether DROP, the kind and the name make a statement.
    bool is_dropped_by_name() const;

    friend bool operator==(const ObjectKey& a, const ObjectKey& b) { return a.text_ == b.text_; }
    friend bool operator<(const ObjectKey& a, const ObjectKey& b) { return a.text_ < b.text_; }
    friend std::ostream& operator<<(std::ostream& stream, const ObjectKey& key) {
        return stream << key.text_;
    }

private:
    std::string_view kind_text() const { return std::string_view(text_).substr(0, kind_size_); }

    std::string text_;
    std::size_t kind_size_ = 0;  // of the text's first words, which are the kind
    ObjectKind kind_ = ObjectKind::other;
};

// A function or a procedure.
bool is_routine(const ObjectKey& key);

// What a session takes from the database or the server when it begins: a setting, an event trigger.
bool is_met_by_new_sessions(const ObjectKey& key);

// Where a word between blanks, such as " on ", stands outside quotes, or npos.
std::size_t find_word(std::string_view name, std::string_view word);

// Where the last dot outside quotes stands, or npos.
std::size_t last_dot(std::string_view name);

}  // namespace migration
