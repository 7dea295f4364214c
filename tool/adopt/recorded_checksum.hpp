#pragma once

// The checksums that other tools record of their files. Git may have changed the line ends since,
// and a byte order mark is not part of a script's text: any of the files that the text may have
// been counts.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "set/migration.hpp"

namespace migration {

// Whether the script is the one that the tool recorded with this checksum.
using IsUnchanged = bool (*)(const Migration& migration, std::string_view checksum);

bool has_sha1(const Migration& migration, std::string_view checksum);
bool has_sha256(const Migration& migration, std::string_view checksum);
bool has_sha384(const Migration& migration, std::string_view checksum);
// CRC-32 over the lines without their ends, as a signed number.
bool has_line_crc32(const Migration& migration, std::string_view checksum);
// SipHash-1-3 over name, version and text. `checksum` is "BYTES NUMBER NAME", with the size of the
// version in bytes.
bool has_sip_hash(const Migration& migration, std::string_view checksum);
// "sha1:…" on the line "--! Hash: " of the script's head. A script without that line is unchanged.
bool has_hash_line(const Migration& migration, std::string_view checksum);

// As tools record them: the CRC-32 of has_line_crc32(), and the number of has_sip_hash() for a
// version of so many bytes.
std::string line_crc32(std::string_view text);
std::string refinery_checksum(const Migration& migration, std::string_view name, std::size_t size);

// The text with each kind of line ends, without and with a byte order mark.
std::vector<std::string> possible_files(const std::string& text);

// SipHash-1-3 with the key 0.
std::uint64_t sip_hash_13(std::string_view bytes);

}  // namespace migration
