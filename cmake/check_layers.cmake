# Checks that no layer includes one above it: cmake -DROOT=<tree> -P check_layers.cmake
#
# A layer is a folder of include/cachewarden and of lib. It may include what its row names, and what
# those may include. Folders without a row are an error.

cmake_minimum_required(VERSION 3.25)

set(table
  "base:"
  "json:     base"
  "model:    base"
  "network:  model"
  "reach:    model network"
  "template: base json"
  "bicep:    base json template"
  "facts:    base json model"
  "readers:  json model template bicep facts"
  "rules:    model network reach"
  "policy:   json model facts"
  "views:    json model facts"
  "engine:   rules policy views facts"
  "reports:  engine"
  "host:     base")

# Input, output, threads, and what asks for locale, time or chance.
set(host_only
  cctype clocale cstdio ctime fstream filesystem future iomanip iostream istream locale mutex ostream
  random regex shared_mutex sstream stop_token strstream syncstream thread
  ctype.h fcntl.h locale.h stdio.h time.h unistd.h)

foreach(row IN LISTS table)
  string(REGEX MATCH "^([a-z]+): *(.*)$" row "${row}")
  set(layer ${CMAKE_MATCH_1})
  string(REGEX REPLACE " +" ";" below "${CMAKE_MATCH_2}")
  set(may_${layer} ${layer} ${below})
  foreach(lower IN LISTS below)
    list(APPEND may_${layer} ${may_${lower}})
  endforeach()
  list(REMOVE_DUPLICATES may_${layer})
endforeach()

file(REAL_PATH ${ROOT} ROOT)
set(count 0)
set(errors "")
file(GLOB_RECURSE files RELATIVE ${ROOT}
  ${ROOT}/include/cachewarden/*.hpp ${ROOT}/lib/*.hpp ${ROOT}/lib/*.cpp)
foreach(file IN LISTS files)
  if(NOT file MATCHES "^(include/cachewarden|lib)/([a-z_]+)/")
    continue() # version.hpp and the header that includes all others
  endif()
  set(place ${CMAKE_MATCH_1})
  set(layer ${CMAKE_MATCH_2})
  math(EXPR count "${count} + 1")
  if(NOT DEFINED may_${layer})
    string(APPEND errors "${file}: `${layer}` is no layer\n")
    continue()
  endif()
  file(STRINGS ${ROOT}/${file} includes REGEX "^ *# *include")
  foreach(include IN LISTS includes)
    string(REGEX REPLACE ".*[<\"](.*)[>\"].*" "\\1" name "${include}")
    set(target "")
    if(name MATCHES "^cachewarden/([a-z_]+)/")
      set(target ${CMAKE_MATCH_1})
    elseif(include MATCHES "\"" AND NOT name MATCHES "^cachewarden/" AND name MATCHES "^([a-z_]+)/")
      set(target ${CMAKE_MATCH_1})
    endif()
    if(target)
      if(NOT target IN_LIST may_${layer})
        string(APPEND errors "${file}: `${layer}` may not include `${name}`\n")
      elseif(place STREQUAL "include/cachewarden" AND NOT name MATCHES "^cachewarden/")
        string(APPEND errors "${file}: a public header may not include `${name}`\n")
      endif()
    elseif(name MATCHES "^cachewarden" AND NOT name STREQUAL "cachewarden/version.hpp")
      string(APPEND errors "${file}: `${layer}` may not include `${name}`\n")
    elseif(name MATCHES "^(nlohmann/|re2/|simdjson)")
      if(place STREQUAL "include/cachewarden" AND NOT file MATCHES "/nlohmann\\.hpp$")
        string(APPEND errors "${file}: a public header may not include `${name}`\n")
      endif()
    elseif(name IN_LIST host_only AND NOT layer STREQUAL "host")
      string(APPEND errors "${file}: only `host` may include `${name}`\n")
    endif()
  endforeach()
endforeach()

if(errors)
  message(FATAL_ERROR "${errors}")
elseif(count EQUAL 0)
  message(FATAL_ERROR "${ROOT}: no layer found")
endif()
message("${count} files keep to their layers")
