# Data files compiled into the library; lib/facts/embedded.hpp declares how they are asked for.
#
# As an include file: cachewarden_embed(OUTPUT BASE FILES...) makes OUTPUT, a source file, from
# FILES, each named by its path from BASE. As a script, it is what makes OUTPUT.

if(NOT CMAKE_SCRIPT_MODE_FILE)
  set(CACHEWARDEN_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})
  function(cachewarden_embed output base)
    add_custom_command(
      OUTPUT ${output}
      COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DBASE=${base} "-DFILES=${ARGN}"
              -P ${CACHEWARDEN_EMBED_SCRIPT}
      DEPENDS ${ARGN} ${CACHEWARDEN_EMBED_SCRIPT}
      COMMENT "Embedding data files"
      VERBATIM)
  endfunction()
  return()
endif()

# Numbers rather than string literals: compilers need not accept literals above 64 KiB.
set(arrays "")
set(rows "")
set(index 0)
foreach(file IN LISTS FILES)
  file(RELATIVE_PATH name ${BASE} ${file})
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(REPEAT "....." 16 line)
  string(REGEX REPLACE "(${line})" "\\1\n" bytes "${bytes}")
  string(APPEND arrays "constexpr unsigned char file_${index}[] = {\n${bytes}0};\n")
  string(APPEND rows "    {\"${name}\", file_${index}, sizeof file_${index} - 1},\n")
  math(EXPR index "${index} + 1")
endforeach()
if(index EQUAL 0)
  set(rows "    {\"\", nullptr, 0},\n")
endif()

file(WRITE ${OUTPUT} "// Made by cmake/embed.cmake.
#include \"facts/embedded.hpp\"

namespace {

${arrays}
struct File {
  std::string_view name;
  const unsigned char* bytes;
  std::size_t size;
};
constexpr File files[] = {
${rows}};

}  // namespace

std::string_view cachewarden::detail::embedded_file(std::string_view name) noexcept {
  for (const File& file : files) {
    if (file.name == name) return {reinterpret_cast<const char*>(file.bytes), file.size};
  }
  return {};
}
")
