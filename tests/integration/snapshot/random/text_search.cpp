// Text search configurations, dictionaries, templates, parsers.

#include "snapshot/random/productions.hpp"

namespace migration {

std::span<const Production> text_search_productions() {
    static constexpr Production list[] = {
        {3,
         "CREATE TEXT SEARCH CONFIGURATION {schema}.{name} ({COPY = pg_catalog.english|PARSER = "
         "pg_catalog.\"default\"|COPY = {configuration}})"},
        {3,
         "CREATE TEXT SEARCH DICTIONARY {schema}.{name} (TEMPLATE = {simple|simple, STOPWORDS = "
         "english|snowball, "
         "LANGUAGE = french})"},
        {4,
         "ALTER TEXT SEARCH CONFIGURATION {configuration} {ADD|ALTER} MAPPING FOR {asciiword|word, "
         "numword|email|host} WITH {{dictionary}|{dictionary}, simple|simple|english_stem}"},
        {2,
         "ALTER TEXT SEARCH CONFIGURATION {configuration} ALTER MAPPING REPLACE "
         "{simple|english_stem|{dictionary}} WITH "
         "{{dictionary}|simple}"},
        {2,
         "ALTER TEXT SEARCH CONFIGURATION {configuration} DROP MAPPING IF EXISTS FOR "
         "{asciiword|word, "
         "email}"},
        {2,
         "ALTER TEXT SEARCH DICTIONARY {dictionary} ({STOPWORDS = english|STOPWORDS|Accept = "
         "false})"},
        {3,
         "ALTER TEXT SEARCH {CONFIGURATION {configuration}|DICTIONARY {dictionary}} {RENAME TO "
         "{name}|SET "
         "SCHEMA "
         "{schema}}"},
        {2, "DROP TEXT SEARCH {CONFIGURATION {configuration}|DICTIONARY {dictionary}}{| CASCADE}"},
        {1,
         "CREATE TEXT SEARCH TEMPLATE {schema}.{name} (INIT = dsimple_init, LEXIZE = "
         "dsimple_lexize)"},
        {1,
         "CREATE TEXT SEARCH PARSER {schema}.{name} (START = prsd_start, GETTOKEN = "
         "prsd_nexttoken, END = "
         "prsd_end, "
         "LEXTYPES = prsd_lextype)"},
        {1, "CREATE TEXT SEARCH CONFIGURATION {schema}.{name} (PARSER = {parser})"},
        {1,
         "{ALTER TEXT SEARCH PARSER {parser} RENAME TO {name}|DROP TEXT SEARCH PARSER {parser} "
         "CASCADE}"},
        {2,
         "CREATE INDEX ON {table} (to_tsvector({configuration text}::regconfig, {text column}))"},
    };
    return list;
}

}  // namespace migration
