#pragma once

// What translate_psql works with: reads a script, and the files that it includes, token by token.

#include <list>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "set/draft.hpp"
#include "set/problem.hpp"
#include "set/psql_files.hpp"
#include "sql/lexer.hpp"
#include "sql/psql_arguments.hpp"
#include "sql/psql_conditions.hpp"
#include "sql/psql_variables.hpp"

namespace migration {

class PsqlReader {
public:
    // `name` is the script's file, relative to the folder of `files`.
    PsqlReader(const DraftScript& draft, std::string name, PsqlFiles files)
        : draft_(draft), name_(std::move(name)), files_(std::move(files)) {}

    void run();

    bool is_psql() const { return commands_ > 0; }
    bool is_refused() const { return is_refused_; }
    const Problems& problems() const { return problems_; }
    std::string take_text() { return std::move(text_); }
    std::vector<Origin> take_origins() { return std::move(origins_); }
    std::vector<std::size_t> take_cells() { return std::move(cells_); }

private:
    // The script or a file that it includes, as far as it is read.
    struct Source {
        std::string_view text;
        std::string name;  // empty for the script itself
        std::size_t at = 0;
        int line = 1;  // of the offset `counted`
        std::size_t counted = 0;
        Lexer lexer = {};
        StatementShape statement = {};
        std::size_t statement_begin = 0;  // in the SQL
        PsqlConditions conditions = {};
        int copies = 0;  // how many COPY … FROM stdin on this line await their data
        std::size_t copy_line_end = 0;
        std::vector<std::string> expanded = {};  // the variables whose value is being read
    };
    struct Command {
        std::string_view name;
        std::string_view shown;  // the line from the backslash on
        std::string_view rest;   // the line behind the name
        std::vector<std::string> values = {};
    };
    // How a command is run. Without a `run` it only changes what psql shows.
    struct CommandRow {
        std::string_view name;
        void (PsqlReader::*run)(const Command& command);
        bool is_branching = false;
        bool takes_line = false;
        bool drops_semicolons = false;
    };

    // psql_reader.cpp
    void read_source();
    std::size_t read_token(std::string_view text, std::size_t at);
    std::size_t read_colon(std::string_view text, std::size_t at);
    void expand(const VariableUse& use, std::string_view written);
    void read_value(const std::string& value);
    void read_copy_data();
    void put(std::string_view text, TokenKind kind);
    void append(std::string_view text);
    void begin_line();
    void end_statement();
    void mark_origin(bool is_one_line = false);
    int line_of_script();
    int line_of_source();
    void refuse(const PsqlRefusal& refusal, std::string_view shown, int line = 0);
    void refuse_open_condition();
    void note_test(const std::string& name);
    Source& source() { return sources_.back(); }
    bool is_in_statement() { return source().statement.has_begun() || source().copies > 0; }

    // psql_commands.cpp
    static const CommandRow* find_command(std::string_view name);
    void read_command();
    std::size_t run_command(const CommandRow& row, Command& command, std::string_view line,
                            std::size_t behind_name);
    ArgumentUse use_of(const CommandRow& row);
    void set(const Command& command);
    void unset(const Command& command);
    void begin_if(const Command& command);
    void elif (const Command& command);
    void otherwise(const Command& command);
    void end_if(const Command& command);
    void send(const Command& command);
    void run_cells(const Command& command);
    void restrict(const Command& command);
    void unrestrict(const Command& command);
    void encoding(const Command& command);
    void no_answer(const Command& command);
    bool holds(const Command& command);
    static PsqlRefusal without_argument();

    // psql_inclusions.cpp
    void include(const Command& command);
    void copy(const Command& command);
    void finish_included();

    const DraftScript& draft_;
    std::string name_;
    PsqlFiles files_;
    Problems problems_;
    PsqlVariables variables_;
    PsqlExpansion expansion_;
    std::set<std::string> noted_;  // variables
    std::string restricted_;       // the key of \restrict
    std::list<Source> sources_;    // the script, and the files that are being included
    std::string text_;             // the SQL
    std::vector<Origin> origins_;
    std::vector<std::size_t> cells_;  // where \gexec was
    std::size_t commands_ = 0;
    std::size_t includes_ = 0;
    bool is_refused_ = false;
    bool is_stopped_ = false;  // what is refused ends the reading
};

}  // namespace migration
