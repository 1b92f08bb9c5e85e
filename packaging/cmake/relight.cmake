# The build's few rules, in one place: relight_library() and relight_test() keep each folder's CMakeLists short.

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_OPTIMIZE_DEPENDENCIES ON)

option(RELIGHT_TESTS "build the tests" ON)
option(RELIGHT_UI_TESTS "build the tests of ui/, too" ON)
option(RELIGHT_BENCH "build the benchmarks" OFF)
option(RELIGHT_FUZZ "build the fuzzers (clang)" OFF)
set(RELIGHT_SANITIZE "" CACHE STRING "list for -fsanitize=, or empty")

option(RELIGHT_PCH "one precompiled header for all; headers are checked to stand alone without it" ON)
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    set(RELIGHT_PCH OFF)
endif()

find_program(RELIGHT_CCACHE ccache)
if(RELIGHT_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_DEPEND=1 CCACHE_NOHASHDIR=1
        "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        "${RELIGHT_CCACHE}")
endif()

add_library(relight_options INTERFACE)
target_include_directories(relight_options INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(relight_options INTERFACE -Wall -Wextra -Wpedantic -Werror -Wshadow -Wnon-virtual-dtor
    -Woverloaded-virtual -Wimplicit-fallthrough -Wno-missing-field-initializers)
# GCC 14 sees false ones when it optimizes values that hold std::optional or std::expected, and QList's constructors. Nobody who only
# wants to run Relight is stopped by what another compiler sees: warnings are errors where we work, in the Debug presets.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND (RELIGHT_SANITIZE OR NOT CMAKE_BUILD_TYPE STREQUAL "Debug"))
    target_compile_options(relight_options INTERFACE -Wno-maybe-uninitialized -Wno-stringop-overflow)
endif()
if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    target_compile_options(relight_options INTERFACE -Wno-error)
endif()
target_compile_definitions(relight_options INTERFACE QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_KEYWORDS
    QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_STRICT_ITERATORS QT_NO_CONTEXTLESS_CONNECT
    QT_DISABLE_DEPRECATED_UP_TO=0x060600)
if(RELIGHT_SANITIZE)
    target_compile_options(relight_options INTERFACE "-fsanitize=${RELIGHT_SANITIZE}" -fno-omit-frame-pointer
        -fno-sanitize-recover=all)
    target_link_options(relight_options INTERFACE "-fsanitize=${RELIGHT_SANITIZE}")
endif()
find_program(RELIGHT_MOLD mold)
if(RELIGHT_MOLD)
    target_link_options(relight_options INTERFACE -fuse-ld=mold)
endif()
if(BUILD_SHARED_LIBS)
    target_link_options(relight_options INTERFACE -Wl,--no-undefined)
endif()

# The headers that nearly every file includes, compiled once a build tree. Called after the packages are found.
function(relight_precompile)
    if(RELIGHT_PCH)
        add_library(relight_pch STATIC "${PROJECT_SOURCE_DIR}/packaging/cmake/pch.cpp")
        target_link_libraries(relight_pch PRIVATE relight_options Qt6::Core)
        target_compile_options(relight_pch PRIVATE -fpch-preprocess)
        # By name only: with a path of this folder in it, another clone could not use what ccache keeps.
        target_precompile_headers(relight_pch PRIVATE <QHash> <QJsonArray> <QJsonDocument> <QJsonObject> <QList> <QMap> <QObject>
            <QString> <QStringList> <QUrl> <algorithm> <chrono> <condition_variable> <expected> <functional> <memory> <mutex>
            <optional> <ranges> <stop_token> <thread> <variant>)
    endif()
endfunction()

function(relight_use_precompiled target)
    if(RELIGHT_PCH)
        # -fPIC also for programs, as the header was compiled with it.
        target_compile_options(${target} PRIVATE -fPIC -fpch-preprocess)
        target_precompile_headers(${target} REUSE_FROM relight_pch)
    endif()
endfunction()

# relight_library(Manifest SOURCES a.cpp a.h … [PUBLIC libs…] [PRIVATE libs…] [MOC] [PLAIN])
# Makes the library relight_Manifest and its alias Relight::Manifest. MOC: some of its sources need Qt's meta-object compiler.
# PLAIN: no Qt in it.
function(relight_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "MOC;PLAIN" "" "SOURCES;PUBLIC;PRIVATE")
    set(headers ${arg_SOURCES})
    list(FILTER headers INCLUDE REGEX "\\.h$")
    set(sources ${arg_SOURCES})
    list(FILTER sources EXCLUDE REGEX "\\.h$")
    set(scope PUBLIC)
    if(sources)
        add_library(relight_${name} ${sources})
        set_target_properties(relight_${name} PROPERTIES AUTOMOC "${arg_MOC}")
        target_link_libraries(relight_${name} PRIVATE ${arg_PRIVATE})
        if(NOT arg_PLAIN)
            relight_use_precompiled(relight_${name})
        endif()
    else()
        add_library(relight_${name} INTERFACE)
        set(scope INTERFACE)
    endif()
    target_sources(relight_${name} ${scope} FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}" FILES ${headers})
    target_link_libraries(relight_${name} ${scope} relight_options ${arg_PUBLIC})
    set_target_properties(relight_${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS "${BUILD_SHARED_LIBS}")
    add_library(Relight::${name} ALIAS relight_${name})
endfunction()

# Build every test program and what it needs, and those alone that ThreadSanitizer looks at (label "threads").
add_custom_target(relight_tests)
add_custom_target(relight_thread_tests)

# relight_test(tst_manifest SOURCES tst_manifest.cpp … LIBS Relight::Manifest … [LABELS unit]) : one Qt Test program.
function(relight_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "SOURCES;LIBS;LABELS")
    add_executable(${name} ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    add_dependencies(relight_tests ${name})
    relight_use_precompiled(${name})
    target_link_libraries(${name} PRIVATE ${arg_LIBS} Qt6::Test relight_options)
    target_compile_definitions(${name} PRIVATE RELIGHT_SOURCE_DIR=".")
    # From the source folder: a path of this machine in a definition would keep another clone from using what ccache keeps.
    add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
    if(NOT arg_LABELS)
        set(arg_LABELS unit)
    endif()
    if("threads" IN_LIST arg_LABELS)
        add_dependencies(relight_thread_tests ${name})
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;QT_FORCE_STDERR_LOGGING=1")
endfunction()
