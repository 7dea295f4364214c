#include "snapshot/node_tree.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"

namespace migration {
namespace {

bool is_number(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The catalogue that a field of an expression points into; empty for numbers that are no OIDs.
std::optional<std::string_view> catalogue_of(std::string_view field) {
    for (const auto& [end, catalogue] :
         {std::pair{std::string_view("type"), std::string_view("pg_type")},
          {"typeid", "pg_type"},
          {"typid", "pg_type"},
          {"collid", "pg_collation"},
          {"collation", "pg_collation"},
          {"collOid", "pg_collation"},
          {"argtypes", "pg_type"},
          {"coltypes", "pg_type"},
          {"colcollations", "pg_collation"},
          {"resorigtbl", "pg_class"},
          {"seqid", "pg_class"},
          {"opno", "pg_operator"},
          {"funcid", "pg_proc"},
          {"fnoid", "pg_proc"},
          {"relid", "pg_class"},
          {"eqop", "pg_operator"},
          {"sortop", "pg_operator"},
          {"location", ""},
          {"typmod", ""},
          {"typmods", ""},
          {"stmt_len", ""}})
        if (field.ends_with(end)) return catalogue;
    return std::nullopt;
}

// Values that are OIDs, by the type's OID.
std::string_view catalogue_of_values(Oid type) {
    switch (type) {
        case 24:
        case 2202:
            return "pg_proc";
        case 2203:
        case 2204:
            return "pg_operator";
        case 2205:
            return "pg_class";
        case 2206:
            return "pg_type";
        case 3734:
            return "pg_ts_config";
        case 3769:
            return "pg_ts_dict";
        case 4089:
            return "pg_namespace";
        case 4096:
            return "pg_authid";
        case 4191:
            return "pg_collation";
        default:
            return "";
    }
}

// Arrays of such types, rows, and access rights.
bool may_hold_oids(Oid type) {
    constexpr std::array<Oid, 15> types{1008, 2207, 2208, 2209, 2210, 2211, 3735, 3770,
                                        4090, 4097, 4192, 1033, 1034, 2249, 2287};
    return std::find(types.begin(), types.end(), type) != types.end();
}

// ":constvalue 4 [ 1 64 0 0 0 0 0 0 ]", the number's bytes as the machine has them.
std::optional<Oid> oid_of_bytes(const std::vector<std::string_view>& words, std::size_t bracket) {
    Oid oid = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        if (bracket + 1 + i >= words.size()) return std::nullopt;
        const int byte = std::atoi(std::string(words[bracket + 1 + i]).c_str());
        oid |= static_cast<Oid>(static_cast<unsigned char>(byte)) << (8 * i);
    }
    return oid;
}

// Goes through the words of one tree.
class Spelling {
public:
    Spelling(std::string_view tree, const std::function<std::string(std::string_view, Oid)>& label)
        : words_(split(tree, ' ')), label_(label) {}

    std::optional<std::string> text() {
        for (at_ = 0; at_ < words_.size() && is_clear_; ++at_) {
            shown_ += ' ';
            if (words_[at_] == "[")
                bytes();
            else
                word();
        }
        return is_clear_ ? std::optional(shown_) : std::nullopt;
    }

private:
    void word() {
        const auto word = words_[at_];
        if (word.starts_with(':')) field_ = word.substr(1);
        const auto digits = word.substr(0, word.find_first_of(")}"));
        const Oid oid = is_number(digits) ? oid_in(digits) : 0;
        if (field_ == "consttype" && oid != 0) constant_type_ = oid;
        const auto catalogue =
            oid < first_named_oid ? std::optional(std::string_view()) : catalogue_of(field_);
        if (!catalogue)
            is_clear_ = false;
        else if (catalogue->empty())
            shown_ += word;
        else
            shown_.append(label_(*catalogue, oid)).append(word.substr(digits.size()));
    }

    // Up to the closing bracket. Only a constant's value is in brackets; values of types that are
    // not the server's own may hold OIDs anywhere; those of enumerations are some.
    void bytes() {
        const bool is_theirs = constant_type_ >= first_named_oid;
        if (field_ != "constvalue" || may_hold_oids(constant_type_) ||
            (is_theirs && words_[at_ - 1] != "4")) {
            is_clear_ = false;
            return;
        }
        const std::string_view catalogue =
            is_theirs ? "pg_enum" : catalogue_of_values(constant_type_);
        const auto oid = catalogue.empty() ? std::nullopt : oid_of_bytes(words_, at_);
        if (oid) shown_ += label_(catalogue, *oid);
        for (; at_ + 1 < words_.size() && !words_[at_].starts_with(']'); ++at_)
            if (!oid) shown_.append(words_[at_]).append(" ");
        shown_ += words_[at_];
    }

    std::vector<std::string_view> words_;
    const std::function<std::string(std::string_view, Oid)>& label_;
    std::size_t at_ = 0;
    std::string shown_;
    std::string_view field_;
    Oid constant_type_ = 0;
    bool is_clear_ = true;
};

}  // namespace

std::optional<std::string> with_labels(
    std::string_view tree, const std::function<std::string(std::string_view, Oid)>& label) {
    return Spelling(tree, label).text();
}

}  // namespace migration
