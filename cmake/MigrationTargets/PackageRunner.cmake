# Packs one runner:
# cmake -Dset= -Dversion= -Drunner= -Dmanifest= -Dwork= -Darchive= -P PackageRunner.cmake

cmake_minimum_required(VERSION 3.25)

cmake_path(GET archive FILENAME folder)
string(REGEX REPLACE "\\.tar\\.gz$" "" folder "${folder}")
cmake_path(GET runner FILENAME program)
cmake_path(GET archive PARENT_PATH packages)

file(REMOVE_RECURSE "${work}")
file(MAKE_DIRECTORY "${work}/${folder}" "${packages}")
file(COPY "${runner}" "${manifest}" DESTINATION "${work}/${folder}")
configure_file("${CMAKE_CURRENT_LIST_DIR}/PackageReadme.txt.in" "${work}/${folder}/README.txt"
    @ONLY NEWLINE_STYLE LF)

set(sums "")
foreach(name "${program}" manifest.json README.txt)
    file(SHA256 "${work}/${folder}/${name}" sum)
    string(APPEND sums "${sum}  ${name}\n")
endforeach()
file(WRITE "${work}/${folder}/SHA256SUMS" "${sums}")

# Written beside its place and renamed: a build that is stopped leaves no half archive.
execute_process(
    COMMAND "${CMAKE_COMMAND}" -E tar czf "${archive}.new" "${folder}"
    WORKING_DIRECTORY "${work}"
    COMMAND_ERROR_IS_FATAL ANY)
file(RENAME "${archive}.new" "${archive}")
file(REMOVE_RECURSE "${work}")
