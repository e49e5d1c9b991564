# The language, the warnings and the sanitizers, the same for every target.
option(VOUCH_SANITIZE "address and undefined-behaviour sanitizers" OFF)
option(VOUCH_FUZZ "build the fuzzers with libFuzzer (clang)" OFF)
option(VOUCH_TESTS "build the tests" OFF)
option(VOUCH_EXHAUSTIVE "the tests of the planner's laws run over all worlds, for minutes" OFF)

set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(NOT CMAKE_BUILD_TYPE)
	set(CMAKE_BUILD_TYPE Release)
endif()
if(APPLE AND NOT CMAKE_OSX_DEPLOYMENT_TARGET)
	if(CMAKE_SYSTEM_PROCESSOR STREQUAL "arm64")
		set(CMAKE_OSX_DEPLOYMENT_TARGET 11.0)
	else()
		set(CMAKE_OSX_DEPLOYMENT_TARGET 10.13)
	endif()
endif()

set(VOUCH_WARNINGS
	-Wall -Wextra -Wpedantic -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes
	-Wold-style-definition -Wpointer-arith -Wcast-qual -Wwrite-strings -Wvla -Wundef
	-Wformat=2 -Wformat-nonliteral -Wswitch-enum -Wimplicit-fallthrough -Wnull-dereference
	-Wstack-usage=16384)
if(CMAKE_C_COMPILER_ID MATCHES "Clang")
	list(REMOVE_ITEM VOUCH_WARNINGS -Wstack-usage=16384)
	list(APPEND VOUCH_WARNINGS -Wno-gnu-zero-variadic-macro-arguments)
endif()
add_compile_options(${VOUCH_WARNINGS} -fno-common -fstack-protector-strong)
if(NOT APPLE)
	# The C library's own names beside the standard's: O_CLOEXEC, openat, explicit_bzero.
	add_compile_definitions(_GNU_SOURCE)
endif()

if(VOUCH_SANITIZE)
	add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
	add_link_options(-fsanitize=address,undefined)
	# Under the address sanitizer every arena object is a malloc of its own.
	add_compile_definitions(VOUCH_ARENA_DEBUG)
	list(REMOVE_ITEM VOUCH_WARNINGS -Wnull-dereference)
	add_compile_options(-Wno-null-dereference -Wno-stack-usage)
	if(CMAKE_C_COMPILER_ID MATCHES "Clang")
		add_compile_options(-Wno-unknown-warning-option)
	endif()
elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
	add_compile_definitions(_FORTIFY_SOURCE=2)
endif()
if(VOUCH_FUZZ)
	# Coverage of all code, so that libFuzzer sees where an input goes; only the fuzzers link it.
	add_compile_options(-fsanitize=fuzzer-no-link)
	add_link_options(-fsanitize=fuzzer-no-link)
endif()
