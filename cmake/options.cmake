# What holds for every target of this project, and for none of its users.

include(GNUInstallDirs)

set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON) # the shared C library contains the static one

if(PROJECT_IS_TOP_LEVEL)
  if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
  endif()
  find_program(CCACHE_PROGRAM ccache)
  if(CCACHE_PROGRAM AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
    # Paths below the source folder count relative to it, so that all checkouts share one cache.
    # Comments count: a precompiled header is refused where one of its headers differs in them.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros
        CCACHE_COMMENTS=1 ${CCACHE_PROGRAM})
    set(CMAKE_C_COMPILER_LAUNCHER ${CMAKE_CXX_COMPILER_LAUNCHER})
  endif()
endif()

if(CACHEWARDEN_FUZZERS)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "CACHEWARDEN_FUZZERS needs clang")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# Warnings; CMAKE_COMPILE_WARNING_AS_ERROR, set by the presets for developers, makes them errors.
function(cachewarden_warnings target)
  if(MSVC)
    target_compile_options(${target} PRIVATE /W4)
  else()
    target_compile_options(${target} PRIVATE
      -Wall -Wextra -Wpedantic -Wconversion -Wshadow
      $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor>
      # GCC 12 is wrong about `"text" + std::string` when it optimises, and about more kinds of
      # text when headers are precompiled.
      $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-restrict>
      $<$<AND:$<BOOL:${CACHEWARDEN_PRECOMPILED_HEADERS}>,$<COMPILE_LANG_AND_ID:CXX,GNU>>:-Wno-stringop-overflow;-Wno-stringop-overread;-Wno-array-bounds>)
  endif()
endfunction()

# Headers that a target reads once instead of in each of its files. As `<...>`, so that no path of a
# checkout gets into them and all checkouts share one compile cache.
function(cachewarden_precompile target)
  if(CACHEWARDEN_PRECOMPILED_HEADERS)
    target_precompile_headers(${target} PRIVATE ${ARGN})
    if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
      target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
    endif()
  endif()
endfunction()
