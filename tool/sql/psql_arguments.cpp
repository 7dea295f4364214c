#include "sql/psql_arguments.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace migration {
namespace {

constexpr std::string_view argument_blanks = " \t\n\r\f";

bool is_octal(char c) {
    return c >= '0' && c <= '7';
}

int hex_digit(char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    const char small = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    const auto found = digits.find(small);
    return found == std::string_view::npos ? -1 : static_cast<int>(found);
}

class ArgumentReader {
public:
    ArgumentReader(std::string_view line, std::size_t at, ArgumentUse use,
                   const PsqlVariables& variables, PsqlExpansion& expansion)
        : line_(line), at_(at), use_(use), variables_(variables), expansion_(expansion) {}

    PsqlArguments run(bool without_semicolons) {
        while (!has_ended_) {
            at_ = std::min(line_.find_first_not_of(argument_blanks, at_), line_.size());
            if (at_ >= line_.size() || line_[at_] == '\\') break;
            read(without_semicolons);
        }
        if (line_.substr(std::min(at_, line_.size())).starts_with("\\\\")) at_ += 2;
        found_.end = at_;
        return std::move(found_);
    }

private:
    void read(bool without_semicolons) {
        text_.clear();
        plain_ = 0;
        while (at_ < line_.size() && line_[at_] != '\\' &&
               argument_blanks.find(line_[at_]) == std::string_view::npos && !has_ended_)
            take();
        if (without_semicolons)
            for (; plain_ > 0 && text_.ends_with(';'); --plain_) text_.pop_back();
        if (!has_ended_) found_.values.push_back(text_);
    }

    void take() {
        const char c = line_[at_];
        if (c == '\'') return take_string();
        if (c == '"') return take_name();
        if (c == '`') return take_shell();
        if (c == ':' && use_ == ArgumentUse::evaluated)
            if (const auto use = variable_at(line_, at_)) return take_variable(*use);
        text_ += c;
        ++plain_;
        ++at_;
    }

    void refuse(PsqlRefusal refusal) {
        if (!found_.refusal) found_.refusal = std::move(refusal);
    }

    // psql drops such an argument with an error, and goes on with the next line.
    void end_in_quotes() {
        has_ended_ = true;
        at_ = line_.size();
        if (use_ == ArgumentUse::evaluated)
            refuse({"a quote that is not closed on its line", "close the quote"});
    }

    void take_string() {
        plain_ = 0;
        for (++at_; at_ < line_.size(); ++at_) {
            if (line_[at_] == '\\') {
                take_escape();
            } else if (line_[at_] != '\'') {
                text_ += line_[at_];
            } else if (line_.substr(at_ + 1).starts_with('\'')) {
                text_ += line_[++at_];
            } else {
                ++at_;
                return;
            }
        }
        end_in_quotes();
    }

    // `at_` moves to its last byte.
    void take_escape() {
        constexpr std::string_view letters = "ntbrf", meanings = "\n\t\b\r\f";
        const char c = ++at_ < line_.size() ? line_[at_] : '\\';
        if (is_octal(c)) return take_octal();
        if (c == 'x' && at_ + 1 < line_.size() && hex_digit(line_[at_ + 1]) >= 0) return take_hex();
        const auto letter = letters.find(c);
        text_ += letter == std::string_view::npos ? c : meanings[letter];
    }

    void take_octal() {
        int code = 0;
        for (int digits = 0; digits < 3 && at_ < line_.size() && is_octal(line_[at_]); ++digits)
            code = code * 8 + (line_[at_++] - '0');
        text_ += static_cast<char>(code);
        --at_;
    }

    void take_hex() {
        int code = 0;
        ++at_;
        for (int digits = 0; digits < 2 && at_ < line_.size() && hex_digit(line_[at_]) >= 0;
             ++digits)
            code = code * 16 + hex_digit(line_[at_++]);
        text_ += static_cast<char>(code);
        --at_;
    }

    // The quotes are a part of the argument.
    void take_name() {
        plain_ = 0;
        const auto close = line_.find('"', at_ + 1);
        if (close == std::string_view::npos) return end_in_quotes();
        text_ += line_.substr(at_, close + 1 - at_);
        at_ = close + 1;
    }

    void take_shell() {
        plain_ = 0;
        const auto close = line_.find('`', at_ + 1);
        if (use_ != ArgumentUse::skipped)
            refuse({"a command of the shell, which the tool does not run",
                    "write its output into the script"});
        if (close == std::string_view::npos) return end_in_quotes();
        at_ = close + 1;
    }

    void take_variable(const VariableUse& use) {
        plain_ = 0;
        auto value = variables_.value(use);
        if (use.form == VariableForm::test) found_.tested.push_back(use.name);
        if (auto* refusal = std::get_if<PsqlRefusal>(&value))
            refuse(std::move(*refusal));
        else
            put(std::get<std::optional<std::string>>(value).value_or(
                std::string(line_.substr(at_, use.end - at_))));
        at_ = found_.is_too_long ? line_.size() : use.end;
    }

    void put(const std::string& value) {
        if (expansion_.add(value.size())) {
            text_ += value;
            return;
        }
        has_ended_ = found_.is_too_long = true;
        refuse(PsqlExpansion::refusal());
    }

    std::string_view line_;
    std::size_t at_;
    ArgumentUse use_;
    const PsqlVariables& variables_;
    PsqlExpansion& expansion_;
    std::string text_;
    std::size_t plain_ = 0;  // bytes at the end of the text that stood outside quotes
    bool has_ended_ = false;
    PsqlArguments found_;
};

}  // namespace

PsqlArguments read_arguments(std::string_view line, std::size_t at, ArgumentUse use,
                             const PsqlVariables& variables, PsqlExpansion& expansion,
                             bool without_semicolons) {
    return ArgumentReader(line, at, use, variables, expansion).run(without_semicolons);
}

}  // namespace migration
